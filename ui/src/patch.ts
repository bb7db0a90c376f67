// patch.ts - a picture that is drawn again keeps its nodes. Pictures are made as text (charts.ts); the text is read as a tree
// of marks, held against the tree that is on the page, and what differs is set. A browser that is handed the whole of it
// parses, styles, lays out and paints every node anew, several times a second while a slider moves.
//
// It reads what pictures are written in: every tag is closed, every value stands in double quotes, and what comes from
// outside went through esc(), so that no value holds a < or a >.

interface Mark { name: string; attributes: string; text: string; marks: Mark[] } // text: all of it, as it is written

const WORDS = "#text";

/** Shows a picture in a box that holds nothing else; the function is given the text of each drawing. */
export function drawing(box: Element): (text: string) => void {
  let shown = "", marks: Mark[] = [];
  return (text) => {
    if (text === shown) return;
    const now = read(text), focused = document.activeElement as HTMLElement | null;
    mendChildren(box, marks, now);
    marks = now;
    shown = text;
    if (focused !== document.activeElement && box.contains(focused)) focused!.focus({ preventScroll: true }); // it was moved
  };
}

// ---- text to marks ----

const TOKEN = /<(\/?)(\w+)([^>]*?)(\/?)>|[^<]+/g;

function read(text: string): Mark[] {
  const root: Mark = { name: "", attributes: "", text, marks: [] }, open = [root], starts = [0];
  for (const found of text.matchAll(TOKEN)) {
    const [token, closes, tag, attributes, alone] = found, parent = open[open.length - 1];
    if (closes) {
      open.pop()!.text = text.slice(starts.pop(), found.index + token.length);
      continue;
    }
    const mark: Mark = { name: tag ? tag + nodeOf(attributes) : WORDS, attributes: attributes ?? "", text: token, marks: [] };
    parent.marks.push(mark);
    if (tag && !alone) { open.push(mark); starts.push(found.index); }
  }
  return root.marks;
}

/** What stands for a region or a commodity is known by it wherever it comes to stand; the rest by its turn. */
const nodeOf = (attributes: string) => / data-node="[^"]*"/.exec(attributes)?.[0] ?? "";

// ---- marks to nodes ----

function mend(node: Node, was: Mark, now: Mark) {
  if (was.text === now.text) return;
  if (now.name === WORDS) { (node as Text).data = plain(now.text); return; }
  if (was.attributes !== now.attributes) mendAttributes(node as Element, was.attributes.split('"'), now.attributes.split('"'));
  mendChildren(node as Element, was.marks, now.marks);
}

/** Split at their quotes attributes are keys and values in turn: ` fill=`, `#fff`, ` r=`, `2.2`, ``. */
function mendAttributes(element: Element, was: string[], now: string[]) {
  const keyOf = (text: string) => text.trim().slice(0, -1);
  for (let i = 0; i < was.length - 1; i += 2)
    if (was[i] !== now[i] && !now.some((text, k) => k % 2 === 0 && text === was[i])) element.removeAttribute(keyOf(was[i]));
  for (let i = 0; i < now.length - 1; i += 2)
    if (was[i] !== now[i] || was[i + 1] !== now[i + 1]) element.setAttribute(keyOf(now[i]), plain(now[i + 1]));
}

/** Each mark takes over the next node of its name; nodes that nobody takes go. */
function mendChildren(parent: Element, was: Mark[], now: Mark[]) {
  const free = new Map<string, { mark: Mark; node: Node }[]>();
  let node = parent.firstChild;
  for (const mark of was) {
    const alike = free.get(mark.name) ?? [];
    alike.push({ mark, node: node! });
    free.set(mark.name, alike);
    node = node!.nextSibling;
  }
  const nodes = now.map((mark) => {
    const own = free.get(mark.name)?.shift();
    if (own) mend(own.node, own.mark, mark);
    return own?.node ?? make(mark);
  });
  for (const left of free.values()) for (const { node } of left) parent.removeChild(node);
  let next = parent.firstChild;
  for (const node of nodes) if (node === next) next = next.nextSibling; else parent.insertBefore(node, next);
}

const maker = document.createElementNS("http://www.w3.org/2000/svg", "svg");
function make(mark: Mark): Node {
  maker.innerHTML = mark.text;
  return maker.firstChild!;
}

/** What esc() wrote, read again. */
const plain = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(+code));

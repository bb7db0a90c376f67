// dom.ts - the little that is needed of a framework: elements from descriptions, and safe text.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

export function h(tag: string, attributes: Attributes = {}, ...children: (Child | Child[])[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false || key === "value") continue;
    if (typeof value === "function") element.addEventListener(key, value as EventListener);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child) element.append(child);
  // last: a slider would round its value to the step it has not been told yet
  const value = attributes.value;
  if (value !== null && value !== undefined && value !== false) (element as HTMLInputElement).value = String(value);
  return element;
}

export const esc = (text: string) =>
  text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A chooser. */
export function pick(label: string, options: [string, string][], value: string,
                     change: (value: string) => void): HTMLElement {
  const select = h("select", { "aria-label": label, change: (e: Event) =>
    change((e.target as HTMLSelectElement).value) },
    options.map(([id, name]) => h("option", { value: id, selected: id === value }, name)));
  return h("label", { class: "pick" }, h("span", {}, label), select);
}

export function replace(target: Element, ...children: Child[]) {
  target.replaceChildren(...children.filter((c): c is Node | string => !!c));
}

/** Other words in the same place. Their text node stays, so that only they are laid out again. */
export function write(element: Element, text: string) {
  const own = element.firstChild;
  if (!(own instanceof Text) || element.lastChild !== own) element.textContent = text;
  else if (own.data !== text) own.data = text;
}

/** Words that a screen reader says when they change. */
export function say(text: string) {
  const live = document.getElementById("says");
  if (live) live.textContent = text;
}

export function toast(text: string) {
  say(text);
  const note = h("div", { class: "toast" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 2600);
}

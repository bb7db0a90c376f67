// document.ts - a document with its claims marked in place, each with its verdict against the run
// on the page; and a row of documents.csv with what it claims and who in the model cites it.
import { get, getNow, Reply, Row } from "../api";
import { h, replace } from "../dom";
import { lang, t } from "../i18n";
import { change } from "../state";
import { nodeLink } from "../views";
import { citations, claimSpans, cutAt, originLine } from "./text";
import { groupsOf } from "./topics";
import { openDrawer } from "../drawer";
import { byRun, grouped, refOf, runName, verdictClass, verdictMark, verdictTable } from "./verdicts";
import { openPart, Part } from "./view";

// ---- rows of the model that cite it ----

const NODES: Record<string, string> = { facilities: "facility", regions: "region", commodities: "commodity", uses: "use" };

const citing = (row: Row) => h("li", {}, row.id && NODES[row.table] ? nodeLink(NODES[row.table], row.id, row.what) : row.what,
  h("span", { class: "note" }, ` ${row.table}`), row.note ? h("div", { class: "note" }, row.note) : null, h("code", {}, `${row.file}:${row.line}`));

async function tellCiting(id: string, list: HTMLElement) {
  const rows = (await get("citations", { id })).rows, first = rows.slice(0, 12);
  list.replaceChildren(...(rows.length ? first.map(citing) : [h("li", { class: "note" }, t("No row cites it."))]));
  if (rows.length > first.length) list.append(h("li", {}, h("button", { type: "button", class: "plain", click: (e: Event) => {
    (e.currentTarget as HTMLElement).parentElement!.remove();
    list.append(...rows.slice(12).map(citing));
  } }, `${t("show all")} (${rows.length})`)));
}

function citingBlock(id: string): HTMLElement {
  const list = h("ul", {});
  tellCiting(id, list).catch((error: Error) => list.replaceChildren(h("li", {}, error.message)));
  return h("div", {}, h("h3", {}, t("Rows of the model that cite it")), list);
}

// ---- a claim ----

const term = (name: string, value: string | Node | null | undefined) => value ? [h("dt", {}, name), h("dd", {}, value)] : [];

function tiedBy(row: Row): string {
  if (!row.metric) return t("no metric answers it");
  return row.state === "suggested" ? t("a rule, which nobody has looked at yet") : `${t("a person")} (${row.tie}${row.line ? `, ${row.file}:${row.line}` : ""})`;
}

function card(claim: Row, verdict: Row | undefined): HTMLElement {
  return h("div", { class: `ev-card ${verdict ? verdictClass(verdict.verdict) : ""}` }, h("dl", {},
    ...term(t("Read as"), claim.words),
    ...(verdict ? [...term(t("Verdict"), h("span", {}, verdictMark(verdict), verdict.reason ? ` ${verdict.reason}` : "")), ...term(t("Claimed"), grouped(verdict.claimed)), ...term(t("Model"), grouped(verdict.model)),
      ...term(t("Difference"), verdict.difference), ...term(t("Period"), verdict.period), ...term(t("Run"), runName(verdict.run)), ...term(t("Depends on"), verdict.scenario),
      ...term(t("Metric"), verdict.metric), ...term(t("Tied by"), tiedBy(verdict)), ...term(t("Mind"), verdict.note)] : term(t("Verdict"), t("The run is being solved.")))),
    verdict?.metric ? h("button", { type: "button", class: "plain", click: () => void openDrawer(refOf(verdict)) }, t("See the number")) : null,
    verdict?.metric && verdict.commodity ? h("button", { type: "button", class: "plain", click: () => change({ view: "series", metric: verdict.metric, commodity: verdict.commodity.split(",")[0], ...(verdict.region ? { region: verdict.region } : {}) }) }, t("See the run")) : null);
}

/** Statements with their claims as buttons; what a click opens stands below the statement. */
class Claims {
  verdicts = new Map<number, Row>();
  open = new Map<HTMLElement, () => void>();
  buttons: { button: HTMLElement; claims: Row[] }[] = [];

  statement(s: Row, claims: Row[]): (Node | string | null)[] {
    const below = h("div", {});
    const pieces = cutAt(s.text, claimSpans(claims.filter((c) => c.statement === s.id)), (piece, span) => {
      const button = h("button", { type: "button", class: "ev-claim", "aria-expanded": "false", "data-claim": span.claims[0].id }, piece);
      button.addEventListener("click", () => this.toggle(button, span.claims, below));
      this.buttons.push({ button, claims: span.claims });
      return button;
    });
    return [...pieces, citations(s.citations), below];
  }
  toggle(button: HTMLElement, claims: Row[], below: HTMLElement) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    below.querySelectorAll(`[data-of="${claims[0].id}"]`).forEach((e) => e.remove());
    this.open.delete(button);
    if (!open) return;
    const place = h("div", { "data-of": claims[0].id });
    const fill = () => replace(place, ...claims.map((c) => card(c, this.verdicts.get(c.id))));
    below.append(place);
    this.open.set(button, fill);
    fill();
  }
  judge(rows: Row[]) {
    this.verdicts = new Map(rows.map((r) => [r.claim, r]));
    for (const { button, claims } of this.buttons) {
      const verdict = claims.map((c) => this.verdicts.get(c.id)).find((v) => v);
      button.className = `ev-claim ${verdict ? verdictClass(verdict.verdict) : ""}`;
      if (verdict) button.title = t(verdict.verdict);
    }
    this.open.forEach((fill) => fill());
  }
}

// ---- a document of the library ----

const nearCopy = (c: Row) => h("li", {}, h("button", { type: "button", class: "node", click: () => openPart(`doc:${c.document}`) }, c.title),
  h("div", { class: "note" }, [`${Math.round(100 * c.containment)} %`, c.only_here && `${t("only here")}: ${c.only_here}`, c.only_there && `${t("only there")}: ${c.only_there}`].filter(Boolean).join(" · ")));

function aside(doc: Row): HTMLElement {
  const name = (c: Row) => (lang() === "zh" && c.name_zh) || c.name;
  return h("aside", { class: "ev-side", "aria-label": t("Is about") },
    doc.concepts.length ? h("div", {}, h("h3", {}, t("Is about")), h("p", {}, doc.concepts.slice(0, 14).map(name).join(", "))) : null,
    doc.topics.length ? h("div", {}, h("h3", {}, t("In topics")), h("ul", {}, doc.topics.map((name: string) => h("li", {}, h("button", { type: "button", class: "node", click: () => openPart(`topic:${name}`) }, name))))) : null,
    doc.copies.length ? h("div", {}, h("h3", {}, t("Nearly the same as")), h("ul", {}, doc.copies.map(nearCopy))) : null,
    doc.model_document ? h("div", {}, h("h3", {}, t("Cited as")), h("p", {}, h("button", { type: "button", class: "node", click: () => openPart(`cited:${doc.model_document}`) }, h("code", {}, doc.model_document)))) : null,
    doc.model_document ? citingBlock(doc.model_document) : null);
}

const link = (url: string | null) => url && /^https?:\/\//.test(url) ? h("p", { class: "ev-origin" }, h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, url)) : null;

export function documentPart(rest: string): Part {
  const box = h("div", {}, h("p", { class: "note" }, `${t("Loading")} …`));
  const claims = new Claims();
  let begun = false, judged: Row[] | null = null;
  const judge = byRun("judged", { id: rest }, (reply: Reply) => { judged = reply.rows; claims.judge(reply.rows); }, () => {});
  const tell = (doc: Row) => {
    replace(box, h("div", { class: "ev-columns read" }, h("article", {}, h("h3", { class: "ev-name" }, doc.title), doc.title_zh ? h("p", {}, doc.title_zh) : null, originLine(doc), link(doc.url),
      h("div", { class: "ev-text" }, groupsOf(doc, (s) => claims.statement(s, doc.claims))),
      doc.claims.length ? null : h("p", { class: "note" }, t("No number of this document was understood as a claim."))), aside(doc)));
    if (judged) claims.judge(judged);
  };
  return { element: h("div", {}, h("p", { class: "ev-back ev-more" }, h("button", { type: "button", class: "quiet", click: () => openPart("") }, `← ${t("Back to the search")}`)), box), draw() {
    if (!begun) getNow("document", { id: rest, language: lang() }).then((reply) => tell(reply.rows[0])).catch((error: Error) => replace(box, h("p", {}, error.message)));
    begun = true;
    judge();
  } };
}

// ---- a row of documents.csv ----

/** The same document in the library, if it is there. */
async function inLibrary(row: Row): Promise<number | null> {
  const words = String(row.title ?? "").replace(/["“”]/g, " ");
  const found = await get("search", { q: `title:"${words}"`, limit: 20 }).catch(() => null);
  const same = (hit: Row) => hit.title.text === row.title && (hit.source ?? "") === (row.publisher ?? "");
  return found?.rows.find(same)?.document ?? null;
}

export function citedPart(id: string): Part {
  const box = h("div", {}), text = h("p", {}), table = h("div", {});
  let begun = false;
  const tell = async () => {
    const row = (await get("documents")).rows.find((d) => d.id === id);
    if (!row) { replace(box, h("p", {}, "–")); return; }
    replace(box, h("div", { class: "ev-columns read" }, h("article", {}, h("h3", { class: "ev-name" }, row.title ?? id), row.title_zh ? h("p", {}, row.title_zh) : null,
      h("p", { class: "ev-origin" }, [row.publisher, row.date, row.licence].filter(Boolean).join(" · ")), link(row.url), row.note ? h("p", {}, row.note) : null, text, table),
    h("aside", { class: "ev-side", "aria-label": t("Rows of the model that cite it") }, h("h3", {}, t("Cited as")), h("p", {}, h("code", {}, id)), citingBlock(id))));
    const found = await inLibrary(row);
    if (found) replace(text, h("button", { type: "button", class: "plain", click: () => openPart(`doc:${found}`) }, t("Its text in the library")));
  };
  const verdicts = byRun("verdicts", {}, (reply) => {
    const rows = reply.rows.filter((r) => r.model_document === id);
    replace(table, rows.length ? h("div", {}, h("h3", {}, t("What it claims")), verdictTable(rows, false)) : null);
  }, () => {});
  return { element: h("div", {}, h("p", { class: "ev-back ev-more" }, h("button", { type: "button", class: "quiet", click: () => openPart("") }, `← ${t("Back to the search")}`)), box), draw() {
    if (!begun) void tell();
    begun = true;
    verdicts();
  } };
}

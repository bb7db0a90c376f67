// search.ts - search as you type, with facets; a search can be kept as a topic.
import { get, post, Reply, Row } from "../api";
import { h, replace, say, toast } from "../dom";
import { t } from "../i18n";
import { change, state } from "../state";
import { chosen } from "../views";
import { marked, originLine } from "./text";
import { openPart, Part } from "./view";

const FACETS = ["source", "year", "topic", "element", "country", "company", "claim", "language"];
const PAGE = 20;

type Find = Record<string, string>; // q, and a value of each facet that is chosen
const KEY = "evidence.find";
const read = (): Find => Object.fromEntries(new URLSearchParams(chosen(KEY)));
const write = (find: Find) => change({ more: { ...state.more, [KEY]: new URLSearchParams(Object.entries(find).filter(([, v]) => v)).toString() } }, KEY);

/** A year is a span of dates. */
function question(find: Find, offset: number): Row {
  const { year, ...rest } = find;
  return { ...rest, ...(year ? { from: year, to: year } : {}), limit: PAGE, offset: offset || undefined, facets: offset ? undefined : 1 };
}

const hit = (row: Row) => h("li", {},
  h("button", { type: "button", class: "ev-title", click: () => openPart(`doc:${row.document}`) }, ...marked(row.title)),
  originLine(row),
  row.snippet.text ? h("p", { class: "ev-snippet" }, ...marked(row.snippet)) : null,
  row.copies ? h("p", { class: "note" }, `+${row.copies} ${t("near copies")}`) : null);

function facet(kind: string, values: Row[], find: Find): HTMLElement | null {
  if (values.length < 2 || find[kind]) return null;
  return h("section", {}, h("h3", {}, t(kind)), h("ul", {}, values.slice(0, 7).map((v) => h("li", {},
    h("button", { type: "button", click: () => write({ ...read(), [kind]: v.value }) }, h("span", {}, v.name), h("span", {}, String(v.documents)))))));
}

/** What this search finds is a page of its own from now on. */
function keepForm(find: Find): HTMLElement {
  const name = h("input", { type: "text", maxlength: 80, required: true, "aria-label": t("Name of the topic"), placeholder: t("Name of the topic") }) as HTMLInputElement;
  const query = [find.q, ...["source", "topic", "element", "country", "company", "claim", "language"].filter((k) => find[k]).map((k) => `${k}:"${find[k]}"`),
    ...(find.year ? [`from:${find.year} to:${find.year}`] : [])].filter(Boolean).join(" ");
  return h("form", { class: "ev-keep", submit: (e: Event) => {
    e.preventDefault();
    post("topic", { name: name.value.trim(), query })
      .then(() => { toast(t("The topic was kept")); openPart(`topic:${name.value.trim()}`); })
      .catch((error: Error) => toast(error.message));
  } }, h("span", {}, t("Keep this search as a topic")), name, h("button", { type: "submit", class: "plain" }, t("Keep")));
}

export function searchPart(): Part {
  const input = h("input", { type: "search", "aria-label": t("Search documents"), placeholder: t("Search documents"), autocomplete: "off", spellcheck: "false" }) as HTMLInputElement;
  const onPaper = h("p", { class: "ev-asked" }); // on paper, where there is no box
  const count = h("p", { class: "ev-count", role: "status" }), tags = h("div", { class: "ev-tags" }), keep = h("div", {});
  const list = h("ul", { class: "ev-hits" }), more = h("div", { class: "ev-more" }), facets = h("div", { class: "ev-facets" });
  const sideways = h("details", { class: "ev-facets", open: innerWidth > 1000 }, h("summary", { class: "note" }, t("Filter")), facets);
  let shown: string | null = null, asked = 0;
  input.addEventListener("input", () => write({ ...read(), q: input.value }));

  const tell = (reply: Reply, find: Find) => {
    const asked = Object.values(find).filter(Boolean).join(" · ");
    replace(onPaper, asked ? `${t("Searched for")}: ${asked}` : null);
    count.textContent = reply.total ? t(reply.total === 1 ? "{n} document" : "{n} documents", { n: reply.total }) : t("Nothing is found.");
    say(count.textContent);
    replace(facets, ...FACETS.map((kind) => facet(kind, reply.facets?.[kind] ?? [], find)));
    list.replaceChildren(...reply.rows.map(hit));
    replace(keep, find.q || Object.keys(find).length ? keepForm(find) : null);
    addMore(reply.rows.length, reply.total, find);
  };
  const addMore = (have: number, total: number, find: Find) => replace(more, have < total
    ? h("button", { type: "button", class: "plain", click: async () => {
      const reply = await get("search", question(find, have));
      list.append(...reply.rows.map(hit));
      addMore(have + reply.rows.length, total, find);
    } }, `${t("Show more")} (${total - have})`) : null);

  const draw = () => {
    if (chosen(KEY) === shown) return;
    shown = chosen(KEY);
    const find = read(), mine = ++asked;
    if (input.value !== (find.q ?? "")) input.value = find.q ?? "";
    replace(tags, ...FACETS.filter((k) => find[k]).map((k) => h("span", { class: "tag" }, `${t(k)}: ${find[k]}`,
      h("button", { type: "button", class: "quiet", "aria-label": `${t("Remove")} ${find[k]}`, click: () => write({ ...read(), [k]: "" }) }, "×"))));
    get("search", question(find, 0)).then((reply) => { if (mine === asked) tell(reply, find); })
      .catch((error: Error) => { if (mine === asked) { count.textContent = error.message; list.replaceChildren(); } });
  };
  return { draw, element: h("div", {}, h("div", { class: "ev-head" }, input),
    h("div", { class: "ev-columns" }, h("div", {}, onPaper, tags, count, keep, list, more), sideways)) };
}

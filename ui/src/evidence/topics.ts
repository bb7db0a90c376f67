// topics.ts - topics: searches with a name, each a page that fills itself as documents come in.
import { getNow, post, Row } from "../api";
import { h, replace, toast } from "../dom";
import { t } from "../i18n";
import { citations, originLine } from "./text";
import { openPart, Part } from "./view";

/** Groups and statements of a document, as its own page shows them. */
export const groupsOf = (row: Row, statement: (s: Row) => (Node | string | null)[]) => row.groups.map((g: Row) =>
  h("div", {}, g.title ? h("h3", {}, g.title) : null, h("ul", {}, g.statements.map((s: Row) => h("li", {}, ...statement(s))))));

const item = (row: Row) => h("article", { class: "ev-item" },
  h("button", { type: "button", class: "ev-title", click: () => openPart(`doc:${row.id}`) }, row.title), originLine(row),
  h("div", { class: "ev-text" }, groupsOf(row, (s) => [s.text, citations(s.citations)])));

export function topicPart(name: string): Part {
  const box = h("div", {}), more = h("div", { class: "ev-more" }), head = h("div", {});
  let begun = false;
  const load = async (offset: number) => {
    const page = await getNow("topic", { name, limit: 20, offset: offset || undefined });
    replace(head, h("h3", { class: "ev-name" }, page.name), h("p", { class: "ev-origin" }, t(page.total === 1 ? "{n} document" : "{n} documents", { n: page.total }), page.query ? " · " : null, page.query ? h("code", {}, page.query) : null));
    box.append(...page.rows.map(item));
    const have = offset + page.rows.length;
    replace(more, have < page.total ? h("button", { type: "button", class: "plain", click: () => void load(have) }, `${t("Show more")} (${page.total - have})`) : null);
  };
  return { element: h("div", {}, head, box, more), draw() {
    if (begun) return;
    begun = true;
    load(0).catch((error: Error) => replace(box, h("p", {}, error.message)));
  } };
}

export function topicsPart(): Part {
  const list = h("ul", { class: "ev-topics" });
  let begun = false;
  const show = (rows: Row[]) => replace(list, ...rows.map((row) => h("li", {},
    h("button", { type: "button", class: "ev-title", click: () => openPart(`topic:${row.name}`) }, row.name),
    h("span", { class: "note" }, t(row.documents === 1 ? "{n} document" : "{n} documents", { n: row.documents })), h("code", {}, row.query ?? ""),
    h("button", { type: "button", class: "quiet", "aria-label": `${t("Remove")} ${row.name}`, click: () =>
      post("topic", { name: row.name, remove: true }).then((reply) => { show(reply.rows); toast(t("The topic was removed")); }).catch((error: Error) => toast(error.message)) }, "×"))));
  return { element: h("div", {}, h("p", { class: "note" }, t("A topic is a search with a name: its page fills itself as documents come in.")), list), draw() {
    if (begun) return;
    begun = true;
    getNow("topics").then((reply) => show(reply.rows)).catch((error: Error) => replace(list, h("li", {}, error.message)));
  } };
}

// why.ts - why a price is what it is: the words of `lode why`, what the price is made of along its chain,
// limits that bind with their rents, and who supplies and uses at the margin.
import { get, Row } from "./api";
import { num } from "./drawer";
import { h } from "./dom";
import { amount, digits } from "./format";
import { lang, t, words } from "./i18n";
import { M, nameOf, shortName } from "./model";
import { nodeLink } from "./views";

words({
  "What it is made of": "价格构成", "Along the chain": "沿产业链", "Limits that bind": "起作用的限额", "No limit binds along this chain.": "该链条上没有起作用的限额。",
  "Suppliers": "供应者", "Users": "使用者", "rent": "租值", "another way": "另一途径", "marginal": "边际", "free": "有余量", "at its limit": "已达极限",
  "held up by its least": "受最低量支撑", "gives up a part": "部分放弃", "limit": "限额", "amount": "数量", "price": "价格", "who": "何者", "used": "已用",
});

const STANDS: Record<string, string> = { free: "free", full: "at its limit", forced: "held up by its least", cut: "gives up a part" };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function partList(rows: Row[], price: number, unit: string): HTMLElement {
  const most = Math.max(...rows.map((r) => Math.abs(r.price)), 1e-9);
  return h("ul", { class: "bars" }, rows.filter((r) => Math.abs(r.price) > 0.002 * Math.abs(price)).sort((a, b) => b.price - a.price).slice(0, 12).map((r) =>
    h("li", {}, h("span", {}, capital(r.words)), h("meter", { min: 0, max: most, value: Math.abs(r.price), class: r.price < 0 ? "less" : null, "aria-hidden": "true" }),
      h("span", {}, amount(r.price, unit)))));
}

function agentTable(rows: Row[], title: string): HTMLElement {
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, h("table", {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, title), h("th", { scope: "col", class: "n" }, t("amount")), h("th", { scope: "col" }, ""))),
    h("tbody", {}, rows.slice(0, 8).map((r) => h("tr", { class: r.marginal ? "marginal" : null }, h("td", {}, M.by.has(`facility:${r.id}`) ? nodeLink("facility", r.id, r.words) : r.words),
      h("td", { class: "n" }, `${digits(r.amount)} t`), h("td", {}, r.marginal ? t("marginal") : t(STANDS[r.stands] ?? "")))))));
}

/** Blocks for the page of a commodity: title and element. */
export async function whyBlocks(run: string, region: string, commodity: string, month: string): Promise<[string, HTMLElement][]> {
  const reply = await get("why", { run, region, commodity, month, language: lang() }).catch(() => null);
  if (!reply) return [];
  const of = (part: string) => reply.rows.filter((r) => r.part === part);
  const unit = `${M.info.currency}/t`, bindings = of("binding");
  const story = h("div", { class: "why" }, h("p", { class: "big" }, num(amount(reply.price, unit), { metric: "price", region, commodity, value: reply.price, unit, when: month }), h("span", { class: "note" }, ` ${month} · ${nameOf("region", region)}`)),
    of("sentence").slice(1).map((r) => h("p", {}, r.words)));
  const limits = bindings.length ? h("ul", { class: "limits" }, bindings.slice(0, 8).map((r) => h("li", { class: r.on_chain ? "on" : null },
    h("span", {}, r.id && M.by.has(`facility:${r.id}`) ? nodeLink("facility", r.id, capital(r.words)) : capital(r.words), r.on_chain ? null : h("span", { class: "note" }, ` · ${t("another way")}`), r.policy ? h("span", { class: "note" }, ` · ${r.policy}`) : null),
    h("span", { class: "n" }, `${digits(r.amount)} / ${digits(r.limit)} t`), h("span", { class: "n" }, `${t("rent")} ${amount(r.rent, unit)}`)))) : h("p", {}, t("No limit binds along this chain."));
  const chain = h("ol", { class: "links" }, of("link").map((r) => h("li", {}, nodeLink("commodity", r.commodity, shortName("commodity", r.commodity)), `, ${shortName("region", r.region)} `, h("strong", {}, amount(r.price, unit)), h("div", { class: "note" }, r.words))));
  return [[t("Why is the price what it is?"), story], [t("What it is made of"), partList(of("price"), reply.price, unit)], [t("Limits that bind"), limits], [t("Along the chain"), chain],
    [t("Suppliers"), agentTable(of("supplier"), t("who"))], [t("Users"), agentTable(of("user"), t("who"))]];
}

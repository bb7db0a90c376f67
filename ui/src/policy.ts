// policy.ts - a page for a policy: what it orders, whom it binds and how hard, what it costs, who says so.
import { get } from "./api";
import { h } from "./dom";
import { kinds, named } from "./editor";
import { amount } from "./format";
import { t, words } from "./i18n";
import { live } from "./live";
import { M, Policy, titleOf } from "./model";
import { activePolicies } from "./state";
import { chart, frame } from "./node";
import { nodeLink, View } from "./views";

words({
  "Policy": "政策", "What it orders": "内容", "Who decided it, and why it is here": "依据", "Part of": "所属情景", "What it did in this run": "在本次运行中的作用",
  "Use of its limit": "限额使用", "Rent of its limit": "限额租值", "Money it pays": "所付资金", "It is not in force in this run.": "本次运行中未生效。", "in all": "合计", "its limit binds in {n} of {m} steps": "其限额在 {m} 个时段中的 {n} 个起作用",
  "It sets no limit and pays no money: it acts through prices and routes.": "它不设限额、不支付资金，而是通过价格与流向起作用。", "worth at most": "最高租值",
});

/** The policy as it is in the run on the page, else as a scenario writes it. */
const find = (id: string): Policy | undefined => activePolicies().find((p) => p.id === id) ?? M.scenarios.flatMap((s) => s.policies).find((p) => p.id === id);
export const isPolicy = (id: string) => find(id) !== undefined;

/** Its cells, each with the words of its column and the names of what it names. */
function cells(p: Policy): HTMLElement {
  const fields = M.fields.filter((f) => f.kind === p.kind && p[f.key] !== undefined && p[f.key] !== null && p[f.key] !== "");
  const value = (f: any) => (Array.isArray(p[f.key]) ? p[f.key] : [p[f.key]]).map((v: any) => f.target ? named(f.target, String(v)) : String(v)).join(", ");
  return h("table", { class: "plain-table" }, h("tbody", {}, fields.map((f) => h("tr", {}, h("th", { scope: "row" }, f.key.replace(/_/g, " ")), h("td", {}, value(f), h("div", { class: "note" }, f.doc)))),
    h("tr", {}, h("th", { scope: "row" }, t("in force from")), h("td", {}, `${p.from ?? "…"} – ${p.until ?? "…"}`))));
}

/** In numbers: months in which its limit binds, what one more would be worth, what it paid. */
function effect(id: string): HTMLElement {
  const of = (metric: string) => live.now.lines.find((l) => l.metric === metric && (l.ids.limit === id || l.ids.policy === id));
  const use = of("limit_use"), rent = of("rent"), cost = of("policy_cost");
  const binds = use?.values.filter((v) => (v ?? 0) > 0.999).length ?? 0, most = Math.max(0, ...(rent?.values ?? []).map((v) => v ?? 0));
  const paid = (cost?.values ?? []).reduce<number>((s, v) => s + (v ?? 0), 0);
  const lines = [
    binds ? t("its limit binds in {n} of {m} steps", { n: binds, m: M.months.length }) : "", most > 0 && rent ? `${t("worth at most")} ${amount(most, rent.unit)}` : "",
    Math.abs(paid) > 1 && cost ? `${t("Money it pays")}, ${t("in all")}: ${amount(paid, cost.unit)}` : "",
  ].filter(Boolean);
  if (!activePolicies().some((p) => p.id === id)) return h("p", {}, t("It is not in force in this run."));
  return lines.length ? h("ul", { class: "links" }, lines.map((l) => h("li", {}, l))) : h("p", {}, t("It sets no limit and pays no money: it acts through prices and routes."));
}

export function policyPage(id: string): View {
  const p = find(id)!, running = activePolicies().some((x) => x.id === id);
  const summary = kinds().find(([k]) => k === p.kind)?.[1] ?? "";
  const holders = M.scenarios.filter((s) => s.policies.some((x) => x.id === id));
  const charts = running ? [chart("limit_use", { limit: id }, t("Use of its limit")), chart("rent", { limit: id }, t("Rent of its limit")), chart("policy_cost", { policy: id }, t("Money it pays"))] : [];
  const watch = running ? [{ metric: "limit_use", by: ["limit"] }, { metric: "rent", by: ["limit"] }, { metric: "policy_cost", by: ["policy"] }] : [];
  return frame(id, `${t("Policy")} · ${p.kind.replace(/_/g, " ")}: ${t(summary)}`, watch, charts, async (add) => {
    // a chart of what the policy does not have says nothing
    charts.forEach((c, i) => { c.element.hidden = !live.now.lines.some((l) => l.watch === i && (l.ids.limit === id || l.ids.policy === id) && l.values.some((v) => v)); c.draw(); });
    add(t("What it did in this run"), effect(id));
    add(t("What it orders"), cells(p));
    if (p.why) add(t("Who decided it, and why it is here"), h("p", {}, p.why));
    const home = holders.filter((s) => !holders.some((x) => x.id === "baseline") || s.id === "baseline");
    if (home.length) add(t("Part of"), h("ul", { class: "links" }, home.map((s) => h("li", {}, s.id === "baseline" ? t("baseline") : nodeLink("scenario", s.id, titleOf(s))))));
    const ids = new Set(home.flatMap((s) => String(s.documents ?? "").split(",")).filter(Boolean)), docs = (await get("documents")).rows.filter((d) => ids.has(d.id));
    if (docs.length) add(t("Documents"), h("ul", { class: "sources" }, docs.map((d) => h("li", {}, d.url ? h("a", { href: d.url, target: "_blank", rel: "noreferrer noopener" }, d.title) : d.title, h("div", { class: "note" }, [d.publisher, d.date].filter(Boolean).join(", "))))));
  });
}

// short.ts - demand that prices keep from being met: products over months, and where how much.
import { Watch } from "./api";
import { h, replace } from "./dom";
import { figure, heatStrips, Strip } from "./charts";
import { amount, digits } from "./format";
import { t } from "./i18n";
import { live } from "./live";
import { M, shortName } from "./model";
import { num } from "./drawer";
import { nodeLink, View } from "./views";

export function shortView(): View {
  const watch: Watch[] = [{ metric: "wanted", by: ["commodity"] }, { metric: "demand", by: ["commodity"] }, { metric: "shortage", by: ["region", "commodity"] }];
  const colours = ["#f3efe4", "#f2dcb8", "#ecbd86", "#df9357", "#c9653a", "#a53c2a", "#77201f"], steps = [0.005, 0.03, 0.08, 0.15, 0.25, 0.4];
  const shade = (v: number | null) => v === null ? "none" : colours[steps.filter((s) => v > s).length];
  const strips = (): Strip[] => live.now.of(0).map((w) => {
    const met = live.now.of(1).find((l) => l.ids.commodity === w.ids.commodity);
    const values = w.values.map((v, i) => v && met && met.values[i] !== null ? Math.max(0, 1 - met.values[i]! / v) : null);
    const lost = values.reduce<number>((s, v) => s + (v ?? 0), 0);
    const short = live.now.of(2).filter((l) => l.ids.commodity === w.ids.commodity).reduce((s, l) => s + l.values.reduce<number>((a, v) => a + (v ?? 0), 0), 0);
    return { id: w.ids.commodity as string, label: shortName("commodity", w.ids.commodity).slice(0, 24), values, right: short > 0.5 ? `${digits(short)} t` : "", lost };
  }).filter((s) => s.lost > 0.01).sort((a, b) => b.lost - a.lost).slice(0, 24);
  const f = figure(t("Who is short?"), `${t("Demand that prices keep from being met")}.`, (width) => heatStrips(strips(), width, shade, t("Who is short?"), "commodity"),
    () => ({ columns: [t("product"), ...M.months], rows: strips().map((s) => [s.label, ...s.values]) }), "shortages");
  const list = h("div", {});
  return { watch, element: h("section", { class: "view" }, f.element, list), draw(why) {
    f.draw();
    if (why === "more") return;
    const rows = live.now.of(2).map((l) => ({ l, sum: l.values.reduce<number>((a, v) => a + (v ?? 0), 0), months: l.values.filter((v) => (v ?? 0) > 0.01).length }))
      .filter((r) => r.sum > 0.5).sort((a, b) => b.sum - a.sum).slice(0, 30);
    replace(list, rows.length ? h("table", { class: "plain-table" }, h("thead", {}, h("tr", {}, [t("region"), t("product"), t("Shortages"), t("month")].map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, rows.map((r) => h("tr", {}, h("td", {}, nodeLink("region", r.l.ids.region, shortName("region", r.l.ids.region))), h("td", {}, nodeLink("commodity", r.l.ids.commodity, shortName("commodity", r.l.ids.commodity))),
        h("td", { class: "n" }, num(amount(r.sum, r.l.unit), { metric: "shortage", region: r.l.ids.region, commodity: r.l.ids.commodity, value: r.sum, unit: r.l.unit })), h("td", { class: "n" }, String(r.months)))))) : null);
  } };
}

// series.ts - a metric of one commodity in up to five regions, month by month.
import { Watch } from "./api";
import { h, pick, replace } from "./dom";
import { ACCENT, Drawn, figure, lineChart } from "./charts";
import { amount } from "./format";
import { t } from "./i18n";
import { live } from "./live";
import { colourOf, headlinePrices, headlineRegion, M, priceRegion, shortName } from "./model";
import { num } from "./drawer";
import { futures } from "./futures";
import { change, isBaseline, state } from "./state";
import { events, observed, scaleOf, View, yearsOf } from "./views";

const NAMED: [string, string][] = [["price", "Price"], ["production", "Production"], ["use", "Use"], ["imports", "Imports"], ["exports", "Exports"],
  ["stock", "Stock"], ["self_sufficiency", "Self-sufficiency"], ["shortage", "Shortages"]];

export function seriesView(): View {
  const metric = NAMED.some(([m]) => m === state.metric) ? state.metric : "price";
  const commodity = state.commodity || headlinePrices()[0] || M.commodities[0].id;
  const region = state.region || (metric === "price" ? priceRegion() : headlineRegion());
  const regions: string[] = region.split(",").slice(0, 5);
  const watch: Watch[] = [{ metric, commodity, region: regions.join(","), by: ["region"] }];
  const lines = (): Drawn[] => regions.flatMap((r) => {
    const base = live.base.find(metric, { region: r }), now = live.now.find(metric, { region: r });
    const out: Drawn[] = [];
    const name = shortName("region", r);
    if (base && !isBaseline()) out.push({ label: regions.length > 1 ? "" : t("baseline"), colour: "#9a978f", values: base.values, dash: true });
    if (now) out.push({ label: name, colour: regions.length > 1 ? colourOf(r) : ACCENT, values: now.values });
    return out;
  });
  const many = regions.length === 1 ? futures({ metric, region: regions[0], commodity }, () => { f.draw(); many!.draw(); }) : null;
  const f = figure(`${t(NAMED.find(([m]) => m === metric)![1])} · ${shortName("commodity", commodity)}`, M.metrics.find((m) => m.id === metric)?.definition ?? "", (width) => {
    const s = scaleOf(live.now.find(metric, { region: regions[0] })?.unit ?? "");
    return lineChart({ lines: lines(), dots: metric === "price" ? regions.flatMap((r) => observed(r, commodity)) : [], events: isBaseline() ? [] : events(),
      unit: s.unit, factor: s.factor, width, fan: many?.fan()?.quantiles, height: Math.min(430, Math.max(260, width * 0.45)), label: `${metric} ${commodity}` });
  }, () => ({ columns: [t("month"), ...lines().map((l) => l.label || t("baseline"))], rows: M.months.map((m, i) => [m, ...lines().map((l) => l.values[i])]) }), `${metric}-${commodity}`);
  const legend = h("p", { class: "note" });
  const years = h("div", {});
  const choosers = h("div", { class: "choosers" },
    pick(t("Metric"), NAMED.map(([m, name]) => [m, t(name)]), metric, (v) => change({ metric: v })),
    pick(t("Commodity"), M.commodities.map((c) => [c.id, shortName("commodity", c.id)]), commodity, (v) => change({ commodity: v })),
    pick(t("Region"), M.regions.map((r) => [r.id, shortName("region", r.id)]), regions[0], (v) => change({ region: [v, ...regions.slice(1)].join(",") })),
    regions.length < 5 ? pick(t("Add"), [["", "+"], ...M.regions.filter((r) => !regions.includes(r.id)).map((r) => [r.id, shortName("region", r.id)] as [string, string])], "", (v) => v && change({ region: [...regions, v].join(",") })) : null,
    regions.slice(1).map((r) => h("button", { type: "button", class: "tag", "aria-label": `${t("Remove")} ${shortName("region", r)}`, click: () => change({ region: regions.filter((x) => x !== r).join(",") }) }, `${shortName("region", r)} ×`)));
  return { watch, element: h("section", { class: "view" }, choosers, f.element, many?.element ?? null, legend, years), draw() {
    f.draw();
    many?.draw();
    const line = live.now.find(metric, { region: regions[0] });
    legend.textContent = metric === "price" && observed(regions[0], commodity).length ? `○ ${t("observed")}` : "";
    if (!line) return;
    const flow = ["production", "use", "imports", "exports", "shortage"].includes(metric);
    const yearly = yearsOf().map((y) => {
      const v = line.values.filter((x, i): x is number => x !== null && M.months[i].startsWith(y));
      return [y, v.length ? v.reduce((a, b) => a + b, 0) / (flow ? 1 : v.length) : null] as [string, number | null];
    });
    replace(years, h("p", { class: "years" }, ...yearly.filter(([y]) => +y % 3 === 0).map(([y, v]) => h("span", {}, `${y} `, num(amount(v, line.unit), { metric, commodity, region: regions[0], value: v, unit: line.unit, when: y })))));
  } };
}

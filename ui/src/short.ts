// short.ts - demand that prices keep from being met: which products, which uses, where, and how much.
import { Watch } from "./api";
import { h, replace } from "./dom";
import { figure, heatStrips, shadeLegend, shadeOf, Strip } from "./charts";
import { digits } from "./format";
import { t, words } from "./i18n";
import { Line, live } from "./live";
import { headlineStages, M, shortName } from "./model";
import { num } from "./drawer";
import { nodeLink, scaleOf, View } from "./views";

words({
  "Products": "产品", "Share of the demand at reference prices that is given up; what costs users most is not always what is shortest.": "按参考价格需求中被放弃的份额；对使用者代价最大的未必是最短缺的。",
  "name": "名称", "Where": "地区", "given up": "放弃", "of what was wanted": "占所需", "worst month": "最严重月份", "short": "短缺",
  "Given up over the whole run": "全程放弃的数量", "Given up: what users would have taken at reference prices. Short: what nothing could fill even above the price at which users give up.": "放弃：按参考价格使用者本会取用的数量。短缺：即使超过弃用价格也无法满足的数量。",
});

const WANTED = 0, MET = 1, SHORT = 2, USE_WANTED = 3, USE_MET = 4, REGION_WANTED = 5, REGION_MET = 6;
const sum = (values: (number | null)[]) => values.reduce<number>((s, v) => s + (v ?? 0), 0);

interface Loss { id: string; label: string; values: (number | null)[]; lost: number; wanted: number; unit: string }

/** What was wanted against what was taken, for each thing of a field; the largest share first. */
function losses(wanted: number, met: number, field: string, kind: string): Loss[] {
  return live.now.of(wanted).map((w: Line) => {
    const taken = live.now.of(met).find((l) => l.ids[field] === w.ids[field]);
    const values = w.values.map((v, i) => v && taken && taken.values[i] !== null ? Math.max(0, 1 - taken.values[i]! / v) : null);
    const lost = w.values.reduce<number>((s, v, i) => s + (v ?? 0) * (values[i] ?? 0), 0);
    return { id: w.ids[field] as string, label: shortName(kind, w.ids[field]), values, lost, wanted: sum(w.values), unit: w.unit };
  }).filter((l) => l.lost > 0.002 * l.wanted && l.lost > 0.01).sort((a, b) => b.lost / b.wanted - a.lost / a.wanted).slice(0, 24);
}

function strips(title: string, note: string, list: () => Loss[], kind: string, name: string) {
  const rows = (): Strip[] => list().map((l) => ({ ...l, right: "" }));
  return figure(title, note, (width) => heatStrips(rows(), width, shadeOf, title, kind),
    () => ({ columns: [t("name"), ...M.months], rows: rows().map((s) => [s.label, ...s.values]) }), name);
}

function table(products: Loss[]): HTMLElement | null {
  if (!products.length) return null;
  const short = (id: string) => live.now.of(SHORT).filter((l) => l.ids.commodity === id).reduce((s, l) => s + sum(l.values), 0);
  const row = (l: Loss) => {
    const worst = l.values.reduce<number>((at, v, i) => (v ?? 0) > (l.values[at] ?? 0) ? i : at, 0), s = scaleOf(l.unit), missing = short(l.id);
    return h("tr", {}, h("td", {}, nodeLink("commodity", l.id, l.label)),
      h("td", { class: "n" }, num(`${digits(l.lost * s.factor)} ${s.unit}`, { metric: "wanted", commodity: l.id, value: l.lost, unit: l.unit })), h("td", { class: "n" }, `${digits((100 * l.lost) / l.wanted, 2)} %`),
      h("td", { class: "n" }, `${M.months[worst]} · ${digits(100 * (l.values[worst] ?? 0), 2)} %`),
      h("td", { class: "n" }, missing > 0.5 ? num(`${digits(missing * s.factor)} ${s.unit}`, { metric: "shortage", commodity: l.id, value: missing, unit: l.unit }) : "–"));
  };
  return h("section", {}, h("h3", {}, t("Given up over the whole run")), h("p", { class: "note" }, t("Given up: what users would have taken at reference prices. Short: what nothing could fill even above the price at which users give up.")),
    h("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("Given up over the whole run") }, h("table", { class: "plain-table" },
      h("thead", {}, h("tr", {}, ["product", "given up", "of what was wanted", "worst month", "short"].map((c, i) => h("th", { scope: "col", class: i ? "n" : null }, t(c))))),
      h("tbody", {}, products.map(row)))));
}

export function shortView(): View {
  const last = headlineStages().slice(-1)[0], both = (by: string, more: object = {}): Watch[] => ["wanted", "demand"].map((metric) => ({ metric, ...more, by: [by] }));
  const watch: Watch[] = [...both("commodity"), { metric: "shortage", by: ["commodity"] }, ...(last ? [...both("use", { stage: last }), ...both("region", { stage: last })] : [])];
  const products = () => losses(WANTED, MET, "commodity", "commodity");
  const goods = strips(t("Products"), "", products, "commodity", "shortages");
  goods.element.querySelector("figcaption")!.append(shadeLegend());
  const stage = last ? ` · ${shortName("stage", last)}` : "";
  const uses = strips(`${t("Uses")}${stage}`, "", () => losses(USE_WANTED, USE_MET, "use", "use"), "use", "shortages-by-use");
  const where = strips(`${t("Where")}${stage}`, "", () => losses(REGION_WANTED, REGION_MET, "region", "region"), "region", "shortages-by-region");
  const list = h("div", {});
  return { watch, element: h("section", { class: "view shortages" }, h("h2", {}, t("Who is short?")),
    h("p", { class: "note" }, t("Share of the demand at reference prices that is given up; what costs users most is not always what is shortest.")),
    goods.element, last ? h("div", { class: "quad two" }, uses.element, where.element) : null, list), draw(why) {
    [goods, ...(last ? [uses, where] : [])].forEach((f) => f.draw());
    if (why !== "more") replace(list, table(products()));
  } };
}

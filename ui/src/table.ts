// table.ts - any metric, split as far as it can be, for a year; with its difference to the baseline.
import { get, Row } from "./api";
import { h, pick, replace } from "./dom";
import { digits, percent } from "./format";
import { t } from "./i18n";
import { live } from "./live";
import { M, nameOf, shortName } from "./model";
import { num } from "./drawer";
import { change, isBaseline, state } from "./state";
import { nodeLink, scaleOf, View, yearsOf } from "./views";

const SPLITS: Record<string, string[]> = { "region, commodity, stage": ["region", "commodity"], "region, partner, commodity, stage": ["partner", "region", "commodity"],
  "region, commodity, stage, facility, process": ["facility"], "region, commodity, stage, use": ["region", "commodity", "use"], "commodity, stage": ["commodity"], limit: ["limit"] };

export function tableView(): View {
  const metric = state.metric || "price";
  const info = M.metrics.find((m) => m.id === metric) ?? M.metrics[0];
  const by = SPLITS[info.filters] ?? [];
  const year = state.year || yearsOf()[Math.min(3, yearsOf().length - 1)];
  let rows: Row[] = [], before = new Map<string, number>(), sort = { key: "value", down: true }, filter = "", asked = "";
  const box = h("div", {}), count = h("span", { class: "note", role: "status" });
  const keyOf = (r: Row) => by.map((b) => r[b]).join("|");
  const kindOf = (field: string) => (field === "partner" ? "region" : field);
  const show = () => {
    const words = filter.toLowerCase();
    const seen = rows.filter((r) => r.value !== null && (!words || by.some((b) => `${r[b]} ${nameOf(kindOf(b), r[b])}`.toLowerCase().includes(words))));
    const value = (r: Row) => sort.key === "diff" ? Math.abs((r.value ?? 0) - (before.get(keyOf(r)) ?? 0)) : r[sort.key];
    seen.sort((a, b) => { const x = value(a), y = value(b); return (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y))) * (sort.down ? -1 : 1); });
    count.textContent = `${seen.length} ${t("rows")}`;
    const heading = (key: string, label: string) => h("th", { scope: "col", class: key === "value" || key === "diff" ? "n" : null, "aria-sort": sort.key === key ? (sort.down ? "descending" : "ascending") : "none" },
      h("button", { type: "button", class: "quiet", click: () => { sort = { key, down: sort.key === key ? !sort.down : key === "value" || key === "diff" }; show(); } }, label + (sort.key === key ? (sort.down ? " ↓" : " ↑") : "")));
    replace(box, h("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("Table") }, h("table", {},
      h("thead", {}, h("tr", {}, by.map((b) => heading(b, b)), heading("value", t("value")), !isBaseline() ? heading("diff", t("difference")) : null, h("th", { scope: "col" }, t("unit")))),
      h("tbody", {}, seen.slice(0, 400).map((r) => {
        const was = before.get(keyOf(r)), d = was === undefined || !was ? null : r.value / was - 1;
        return h("tr", {}, by.map((b) => h("td", {}, ["region", "partner", "commodity", "facility"].includes(b) ? nodeLink(kindOf(b), r[b], shortName(kindOf(b), r[b])) : shortName(kindOf(b), r[b]))),
          h("td", { class: "n" }, num(digits(r.value * scaleOf(r.unit).factor, 4), { metric, region: r.region, partner: r.partner, commodity: r.commodity, facility: r.facility, use: r.use, value: r.value, unit: r.unit, when: year })),
          !isBaseline() ? h("td", { class: `n ${d && Math.abs(d) > 0.001 ? (d > 0 ? "up" : "down") : ""}` }, d === null || Math.abs(d) < 5e-4 ? "" : percent(d)) : null, h("td", {}, scaleOf(r.unit).unit));
      })))));
  };
  const load = async () => {
    const run = live.now.run ?? live.base.run;
    if (!run || asked === run) return;
    asked = run;
    const question = { metric, by: by.join(","), year };
    const [now, base] = await Promise.all([get("query", { run, ...question }), get("query", { run: live.base.run ?? "baseline", ...question })]);
    rows = now.rows;
    before = new Map(base.rows.map((r) => [keyOf(r), r.value]));
    show();
  };
  const element = h("section", { class: "view" }, h("h2", {}, t("Table")), h("div", { class: "choosers" },
    pick(t("Metric"), M.metrics.filter((m) => SPLITS[m.filters]).map((m) => [m.id, m.id]), metric, (v) => change({ metric: v })),
    pick(t("Year"), yearsOf().map((y) => [y, y]), year, (v) => change({ year: v, month: "" })),
    h("label", { class: "pick" }, h("span", {}, t("Filter")), h("input", { type: "search", "aria-label": t("Filter"), input: (e: Event) => { filter = (e.target as HTMLInputElement).value; show(); } })), count),
    h("p", { class: "note" }, info.definition), box);
  return { watch: [], element, draw() { void load(); } };
}

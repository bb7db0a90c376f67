// backtest.ts - the model against what was observed, episode by episode: the figures and points are those of
// `lode backtest`, also where they are bad.
import { get, Row } from "./api";
import { h, pick, replace } from "./dom";
import { ACCENT, figure, lineChart } from "./charts";
import { digits } from "./format";
import { lang, t, words } from "./i18n";
import { M, monthIndex, monthText, shortName } from "./model";
import { choose, chosen, scaleOf, View } from "./views";

words({
  "Episode": "时段", "series": "序列", "points": "观察数", "bias": "偏差", "right moves": "方向正确", "observed peak": "观察峰值", "model peak": "模型峰值",
  "Model over observed, the usual ratio: 1 is right.": "模型值与观察值之比的通常值：1 为正确。", "The usual factor between the two, up or down.": "两者之间通常相差的倍数（或高或低）。",
  "From one observation to the next, how often the model moved the same way.": "相邻两次观察之间，模型与实际同向的次数。",
  "bias: model over observed, the usual ratio (1 is right). error: the usual factor between the two, up or down. right moves: how often the model moved the way the observations did. Observations of the base year do not count: the calibration saw them.":
    "偏差：模型与观察之比的通常值（1 为正确）。误差：两者通常相差的倍数。方向正确：模型与观察同向变动的次数。基年的观察不计入，因为校准已使用它们。",
  "No episode is named in this model's model.yaml.": "该模型的 model.yaml 未列出任何回测时段。", "The run of this episode is being solved": "正在求解该时段",
  "All kinds": "全部种类", "prices": "价格", "flows": "贸易", "outputs": "产量", "uses": "用量", "shares": "份额", "rest of the world": "其他地区",
});

const KINDS: [string, string][] = [["price", "prices"], ["flow", "flows"], ["output", "outputs"], ["use", "uses"], ["share", "shares"]];
/** "price of dy-oxide, china" with the names of the model that is served, where it has them. */
const titleOf = (series: string) => {
  const at = /^(\S+) of (\S+?)(?:, (.+))?$/.exec(series);
  if (!at || !M.by.has(`commodity:${at[2]}`)) return series;
  const where = at[3] === "rest" ? t("rest of the world") : shortName("region", at[3]);
  return `${shortName("commodity", at[2])}${where ? `, ${where}` : ""}${at[1] === "price" ? "" : ` · ${t(at[1])}`}`;
};
const factor = (v: number | null) => v === null ? "–" : `× ${digits(Math.exp(v), 2)}`;
const DRAWN = 12;

/** Months of an episode need not be those of the model that is served. */
function monthsOf(row: Row, start: string, per: number): string[] {
  const first = monthIndex(start);
  return row.values.map((_: number, i: number) => monthText(first + i * per));
}

function picture(series: Row, points: Row[], months: string[]) {
  const s = scaleOf(series.unit, true), span = points[0]?.months ?? 1;
  // what covers a year is compared with years: amounts of the run are then summed over as many steps
  const sum = series.unit !== "1" && !/\//.test(series.unit);
  const values = series.values.map((_: number, i: number) => {
    const part = series.values.slice(i, i + (sum ? span : 1));
    return part.length < (sum ? span : 1) || part.some((v: number | null) => v === null) ? null : part.reduce((a: number, b: number) => a + b, 0);
  });
  const dots = points.map((p) => ({ month: sum ? p.month : monthText(monthIndex(p.month) + Math.floor(p.months / 2)), value: p.observed, note: `${t("observed")}, ${p.source}` }));
  return figure(titleOf(series.series), `${factor(series.bias)} · ${series.right}/${series.moves}`, (width) => lineChart({ lines: [{ label: "", colour: ACCENT, values }], dots, months, unit: sum && span > 1 ? `${s.unit} / ${span} mo` : s.unit, factor: s.factor,
    width, height: 180, label: series.series }), () => ({ columns: [t("month"), t("model")], rows: months.map((m, i) => [m, values[i]]) }), `backtest-${series.series.replace(/\W+/g, "-")}`);
}

export function backtestView(): View {
  const list = h("div", { class: "choosers" }), table = h("div", {}), figures = h("div", { class: "quad spaced" });
  let shown = "";
  const show = (series: Row[], points: Row[], reply: Row) => {
    const kind = chosen("backtest.kind", series.some((s) => s.kind === "price") ? "price" : "");
    const rows = series.filter((s) => s.counted > 0 && (!kind || s.kind === kind));
    const head = (name: string, title = "", n = true) => h("th", { scope: "col", class: n ? "n" : null, title: title || null }, name);
    replace(table, h("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("Table") }, h("table", {}, h("thead", {}, h("tr", {}, head(t("series"), "", false), head(t("points")), head(t("bias"), t("Model over observed, the usual ratio: 1 is right.")),
      head(t("error"), t("The usual factor between the two, up or down.")), head(t("right moves"), t("From one observation to the next, how often the model moved the same way.")), head(t("observed peak")), head(t("model peak")))),
      h("tbody", {}, rows.map((s) => {
        const u = scaleOf(s.unit, true), peak = (v: number | null, m: string | null) => v === null ? "–" : `${digits(v * u.factor)} ${u.unit} · ${m ?? ""}`;
        return h("tr", {}, h("td", {}, titleOf(s.series)), h("td", { class: "n" }, String(s.counted)), h("td", { class: "n" }, s.bias === null ? "–" : digits(Math.exp(s.bias), 2)), h("td", { class: "n" }, factor(s.error)),
          h("td", { class: "n" }, s.moves ? `${s.right}/${s.moves}` : "–"), h("td", { class: "n" }, peak(s.observed_peak, s.observed_peak_month)), h("td", { class: "n" }, peak(s.model_peak, s.model_peak_month)));
      })))));
    const drawn = [...rows].sort((a, b) => b.counted - a.counted).slice(0, DRAWN).map((s) => picture(s, points.filter((p) => p.series === s.series), monthsOf(s, reply.start, reply.months_per_step)));
    replace(figures, ...drawn.map((f) => f.element));
    drawn.forEach((f) => f.draw());
  };
  const load = async () => {
    const episodes = (await get("episodes")).rows;
    if (!episodes.length) { replace(table, h("p", {}, t("No episode is named in this model's model.yaml."))); return; }
    const at = chosen("backtest.episode", "1"), kind = chosen("backtest.kind");
    const key = `${at} ${kind} ${lang()}`;
    if (key === shown) return;
    shown = key;
    replace(list, pick(t("Episode"), episodes.map((e) => [String(e.episode), (lang() === "zh" && e.title_zh) || e.title]), at, (v) => choose("backtest.episode", v)),
      pick(t("Metric"), [["", t("All kinds")], ...KINDS.map(([k, n]) => [k, t(n)] as [string, string])], kind || "price", (v) => choose("backtest.kind", v)));
    if (!table.children.length) replace(table, h("p", { class: "note", role: "status" }, `${t("The run of this episode is being solved")} …`));
    const [series, points] = await Promise.all([get("backtest", { episode: at }), get("backtest_points", { episode: at })]);
    if (key === shown) show(series.rows, points.rows, series);
  };
  return { watch: [], element: h("section", { class: "view" }, h("h2", {}, t("Model against what was observed")),
    h("p", { class: "note wide-note" }, t("bias: model over observed, the usual ratio (1 is right). error: the usual factor between the two, up or down. right moves: how often the model moved the way the observations did. Observations of the base year do not count: the calibration saw them.")),
    list, table, figures), draw() { void load(); } };
}

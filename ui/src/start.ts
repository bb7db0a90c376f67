// start.ts - three questions without a click: what do prices do, who is short, where is the choke
// point; and what changed, in words.
import { get, Row, Watch } from "./api";
import { esc, h, replace, write } from "./dom";
import { ACCENT, Drawn, figure, heatStrips, INK, lineChart, shadeLegend, shadeOf, stackBar, Strip } from "./charts";
import { amount, digits, percent } from "./format";
import { lang, t } from "./i18n";
import { live } from "./live";
import { colourOf, headlinePrices, headlineStages, M, nameOf, priceRegion, shortName } from "./model";
import { num, Ref } from "./drawer";
import { isBaseline, state } from "./state";
import { events, nodeLink, observed, scaleOf, View } from "./views";

const RESTED = 120; // ms without another answer before changes are put into words

const WANTED = 1, DEMAND = 2, SHORT = 3, SHARE = 4;

export function startView(): View {
  const region = priceRegion(), prices = headlinePrices(), stages = headlineStages();
  const last = stages[stages.length - 1];
  const watch: Watch[] = [
    { metric: "price", region, commodity: prices.join(","), by: ["commodity"] },
    { metric: "wanted", stage: last, by: ["region"] },
    { metric: "demand", stage: last, by: ["region"] },
    { metric: "shortage", stage: last, by: ["region"] },
    { metric: "share", stage: stages.join(","), by: ["region", "stage"] },
  ];
  const story = h("div", { class: "story" });
  const figures = prices.map((commodity) => priceFigure(region, commodity));
  const strips = shortFigure(last);
  const choke = chokeFigure(stages);
  const words = h("ol", { class: "changes" });
  const changed = h("section", { class: "wide changed" }, h("h2", {}, t("What changed"), h("span", { class: "aside" }, ` ${t("against the baseline")}`)), words);
  const element = h("div", { class: "start" }, story,
    h("section", { class: "question q1" }, h("h2", {}, t("What do prices do?")), h("div", { class: "quad" }, figures.map((f) => f.element))),
    h("section", { class: "question q3" }, h("h2", {}, t("Where is the choke point?")), choke.element),
    h("section", { class: "question q2" }, h("h2", {}, t("Who is short?")), strips.element), changed);
  let told = "", rest = 0;
  const tell = async () => {
    const run = live.now.run;
    if (!run || told === run + state.lang + state.money + state.terms) return;
    told = run + state.lang + state.money + state.terms;
    if (isBaseline()) {
      replace(story, h("p", { class: "lead" }, t("Nothing is changed yet. Switch a scenario on, or move a slider: the whole model answers while you drag.")));
      changed.hidden = true;
      return;
    }
    const base = live.base.run ?? "baseline";
    const rows = (await get("changes", { run, base })).rows;
    if (run !== live.now.run) return;
    changed.hidden = false;
    const spoken = inTurn(rows.filter((r) => r.words));
    replace(story, h("p", { class: "lead" }, spoken.length ? firstWords(spoken[0]) : t("Nothing changes by more than a thousandth.")));
    replace(words, ...spoken.slice(spoken[0]?.words.includes(";") ? 0 : 1, 10).map((r) => h("li", {}, h("span", {}, wordsOf(r)), " ",
      num(percent(r.relative), { metric: metricOf(r.kind), region: r.region, commodity: r.commodity, partner: r.partner, value: r.after, unit: r.unit, when: r.peak_month }),
      " ", r.commodity ? nodeLink("commodity", r.commodity, "›") : null)));
    words.querySelectorAll("button.node").forEach((b, i) => b.setAttribute("aria-label", `${nameOf("commodity", spoken[i + (spoken[0]?.words.includes(";") ? 0 : 1)]?.commodity)} ›`));
  };
  return { watch, element, draw(why) {
    figures.forEach((f) => f.draw());
    strips.draw();
    choke.draw();
    clearTimeout(rest);
    if (why === "look") void tell();
    else if (why === "whole") rest = window.setTimeout(tell, RESTED); // a drag goes on: words wait for its next answer
  } };
}

/** Who loses what first, then prices, in turn. */
function inTurn(rows: Row[]): Row[] {
  const shifts = rows.filter((r) => r.kind !== "price"), prices = rows.filter((r) => r.kind === "price");
  const out: Row[] = [];
  for (let i = 0; i < Math.max(shifts.length, prices.length); i++) out.push(...[shifts[i], prices[i]].filter(Boolean));
  return out;
}

/** What stands before the first semicolon: a headline. */
const firstWords = (r: Row) => wordsOf(r).replace(/;.*$/, ".");

/** The server speaks English; Chinese is put together here from the same numbers. */
function wordsOf(r: Row): string {
  if (lang() !== "zh") return r.words;
  const where = nameOf("region", r.region), what = nameOf("commodity", r.commodity);
  const much = (v: number) => `${digits(Math.abs(v) * 100, 2)} %`;
  if (r.kind === "price") {
    const back = r.months_back >= 0 ? `，${r.months_back} 个月后回到 5 % 以内` : "，期末仍未恢复";
    return `${where}的${what}价格最多${r.peak > 0 ? "上涨" : "下跌"} ${much(r.peak)}（${r.peak_month}）${back}。`;
  }
  const verb = r.after > r.before ? "增加" : "减少", by = r.relative === null ? "" : ` ${much(r.relative)}`;
  const each = `（每月 ${amount(Math.abs(r.after - r.before), r.unit)}）`;
  return r.partner ? `${where}自${nameOf("region", r.partner)}进口的${what}${verb}${by}${each}，自 ${r.first} 起。`
    : `${where}的${what}${t({ use: "Use", production: "Production", output: "Output", shortage: "Shortages" }[r.kind as string] ?? r.kind)}${verb}${by}${each}，自 ${r.first} 起。`;
}

const metricOf = (kind: string) => ({ price: "price", use: "use", production: "production", trade: "trade", output: "output", shortage: "shortage" } as Row)[kind];

function priceFigure(region: string, commodity: string) {
  const lines = (): Drawn[] => {
    const base = live.base.find("price", { commodity }), now = live.now.find("price", { commodity });
    const same = isBaseline();
    const out: Drawn[] = [];
    if (base) out.push({ label: same ? "" : t("baseline"), colour: same ? INK : "#9a978f", values: base.values, dash: !same });
    if (now && !same) out.push({ label: t("this run"), colour: ACCENT, values: now.values });
    return out;
  };
  const name = shortName("commodity", commodity);
  const ref: Ref = { metric: "price", region, commodity }, most = num("", ref), when = h("span", { class: "note" });
  const f = figure(name, "", (width) => {
    const all = lines();
    const unit = live.now.find("price", { commodity })?.unit ?? live.base.find("price", { commodity })?.unit ?? "";
    const s = scaleOf(unit);
    const values = all[all.length - 1]?.values ?? [];
    const base = all[0]?.values ?? [];
    let peak = 0;
    values.forEach((v, i) => { if (v !== null && base[i] !== null && Math.abs(v / base[i]! - 1) > Math.abs((values[peak] ?? 0) / (base[peak] || 1) - 1)) peak = i; });
    const at = isBaseline() ? values.length - 1 : peak;
    Object.assign(ref, { value: values[at], unit, when: M.months[at] });
    most.hidden = typeof values[at] !== "number";
    if (!most.hidden) write(most, isBaseline() ? amount(values[at], unit) : percent(values[at]! / (base[at] || NaN) - 1));
    write(when, values.length ? ` ${M.months[at]}` : "");
    return lineChart({ lines: all, dots: observed(region, commodity), events: isBaseline() ? [] : events(), unit: s.unit, factor: s.factor,
      width, height: 168, label: `${t("Price")} ${name}, ${nameOf("region", region)}`, fill: true });
  }, () => ({ columns: [t("month"), ...lines().map((l) => l.label || t("baseline"))],
    rows: M.months.map((m, i) => [m, ...lines().map((l) => l.values[i])]) }), `price-${commodity}`);
  f.element.querySelector("figcaption")!.append(h("span", { class: "now" }, most, when));
  return f;
}

// ---- who is short ----

function strips(): Strip[] {
  const demand = live.now.of(DEMAND), shortage = live.now.of(SHORT);
  const rows = live.now.of(WANTED).map((w) => {
    const id: string = w.ids.region, met = demand.find((l) => l.ids.region === id);
    return { id, wanted: w.values, met, lost: w.values.reduce<number>((s, v, i) => s + ((v ?? 0) - (met?.values[i] ?? v ?? 0)), 0) };
  });
  return rows.filter((r) => r.lost > 0).sort((a, b) => b.lost - a.lost).slice(0, 10).map(({ id, wanted, met }) => {
    const tonnes = shortage.find((l) => l.ids.region === id)?.values.reduce<number>((s, v) => s + (v ?? 0), 0) ?? 0;
    return { id, label: shortName("region", id), right: tonnes > 0.5 ? `${digits(tonnes)} ${t("t short")}` : "",
      values: wanted.map((v, i) => v && met && met.values[i] !== null ? Math.max(0, 1 - met.values[i]! / v) : null) };
  });
}

function shortFigure(stage: string) {
  const note = `${t("Demand that prices keep from being met")} · ${shortName("stage", stage)}. ${t("Share of the demand at reference prices that is given up. Regions with the largest loss first.")}`;
  const f = figure("", note, (width) => heatStrips(strips(), width, shadeOf, t("Who is short?"), "region"),
    () => ({ columns: [t("region"), ...M.months], rows: strips().map((s) => [s.label, ...s.values]) }), "who-is-short");
  f.element.querySelector("figcaption")!.append(shadeLegend());
  return f;
}

// ---- the choke point ----

interface Stage { id: string; parts: { id: string; label: string; colour: string; value: number }[]; top: number }

function shares(stages: string[], step: number): Stage[] {
  const lines = live.now.of(SHARE).filter((l) => (l.values[step] ?? 0) > 0.004);
  return stages.map((stage) => {
    const all = lines.filter((l) => l.ids.stage === stage)
      .map((l) => ({ id: l.ids.region as string, label: shortName("region", l.ids.region), colour: colourOf(l.ids.region), value: l.values[step]! }))
      .sort((a, b) => b.value - a.value);
    const rest = 1 - all.reduce((s, p) => s + p.value, 0);
    const parts = rest > 0.004 ? [...all, { id: "", label: t("others"), colour: "#d8d4c8", value: rest }] : all;
    return { id: stage, parts, top: all[0]?.value ?? 0 };
  });
}

function chokeFigure(stages: string[]) {
  let step = 0;
  const now = () => {
    const first = events().map((e) => M.months.indexOf(e.month)).filter((i) => i >= 0);
    step = isBaseline() || !first.length ? Math.min(M.months.length - 1, 24) : Math.min(M.months.length - 1, Math.min(...first) + 6);
    return shares(stages, step);
  };
  const f = figure("", `${t("Shares of world production")}. ${t("The stage where one country holds most is in bold.")}`, (width) => {
    const list = now(), most = Math.max(...list.map((s) => s.top));
    const row = 46;
    return `<svg viewBox="0 0 ${width} ${list.length * row + 4}" role="img" aria-label="${esc(list.map((s) => `${shortName("stage", s.id)}: ${s.parts[0]?.label ?? ""} ${Math.round(s.top * 100)} %`).join("; "))}">
      ${list.map((s, i) => {
        const bold = s.top === most ? ' font-weight="700"' : "";
        return `<g><text x="0" y="${i * row + 13}" font-size="12"${bold} fill="${INK}">${esc(shortName("stage", s.id))}</text>
        <text x="${width}" y="${i * row + 13}" font-size="12" text-anchor="end"${bold} fill="${s.top === most ? "#9c3524" : INK}">${esc(s.parts[0]?.label ?? "")} ${Math.round(s.top * 100)} %</text>
        ${stackBar(s.parts, width, 0, i * row + 19, 17, "region")}</g>`;
      }).join("")}</svg>`;
  }, () => ({ columns: [t("Stage"), t("region"), "%"], rows: now().flatMap((s) => s.parts.map((p) => [shortName("stage", s.id), p.label, p.value * 100])) }), "choke-point");
  const when = h("p", { class: "note" });
  f.element.append(when);
  const draw = f.draw;
  return { element: f.element, draw: () => { draw(); write(when, M.months[step] ?? ""); } };
}

// node.ts - a page for a country, a facility, a commodity, an end use or a scenario: what it does, who
// depends on it, what it would mean without it.
import { get, Row, Watch } from "./api";
import { h, pick, replace } from "./dom";
import { ACCENT, figure, lineChart } from "./charts";
import { amount, digits, plain } from "./format";
import { t, words } from "./i18n";
import { live } from "./live";
import { headlinePrices, headlineStages, M, monthText, monthIndex, nameOf, Policy, priceRegion, shortName, titleOf } from "./model";
import { num, openDrawer } from "./drawer";
import { whyBlocks } from "./why";
import { change, isBaseline, state } from "./state";
import { events, monthNow, monthSlider, nodeLink, observed, scaleOf, View } from "./views";

words({
  "Months of work on order": "在手订单月数", "beside inputs, at low use": "不含投入，低负荷时", "Cost": "成本", "Who uses what it makes": "谁使用其产品", "Share of world output": "占世界产量份额",
  "{n} lines, each a piece of {g} g every {s} s; {h} hours on {d} days a year, {u} of that time running: {p} million pieces, {o} t a year": "{n} 条产线，每 {s} 秒一件（{g} 克）；每年 {d} 天、每天 {h} 小时，开动率 {u}：每年 {p} 百万件、{o} 吨",
});

const lineWords = (r: Row) => t("{n} lines, each a piece of {g} g every {s} s; {h} hours on {d} days a year, {u} of that time running: {p} million pieces, {o} t a year", { n: plain(r.lines), g: digits(r.mass * 1e6, 2), s: plain(r.takt_s),
  h: plain(r.hours_a_day), d: plain(r.days_a_year), u: `${digits(100 * r.uptime, 2)} %`, p: plain(r.pieces_a_year / 1e6), o: plain(r.output_a_year) });

interface Block { title: string; node: HTMLElement }

const year = () => state.year || (state.month || M.months[Math.min(41, M.months.length - 1)]).slice(0, 4);
const run = () => live.now.run ?? live.base.run ?? "baseline";
const rowsOf = (parameters: Row): Promise<Row[]> => get("query", { run: run(), ...parameters }).then((r) => r.rows, () => []);

function bars(rows: Row[], field: string, kind: string, parameters: Row): HTMLElement {
  const most = Math.max(...rows.map((r) => r.value ?? 0), 1e-9), total = rows.reduce((s, r) => s + (r.value ?? 0), 0);
  return h("ul", { class: "bars" }, rows.filter((r) => (r.value ?? 0) > 1e-3 * total).slice(0, 8).map((r) => h("li", {},
    nodeLink(kind, r[field], shortName(kind, r[field])),
    h("meter", { min: 0, max: most, value: r.value, "aria-hidden": "true" }),
    num(amount(r.value, r.unit), { ...parameters, [field]: r[field], metric: r.metric, value: r.value, unit: r.unit, when: year() }))));
}

export function chart(metric: string, ids: Row, title: string, dots = false) {
  return figure(title, "", (width) => {
    const now = live.now.find(metric, ids), base = live.base.find(metric, ids);
    const s = scaleOf(now?.unit ?? "");
    return lineChart({ lines: [...(base && !isBaseline() ? [{ label: t("baseline"), colour: "#9a978f", dash: true, values: base.values }] : []),
      ...(now ? [{ label: isBaseline() ? "" : t("this run"), colour: ACCENT, values: now.values }] : [])], dots: dots ? observed(ids.region, ids.commodity) : [],
      events: isBaseline() ? [] : events(), unit: s.unit, factor: s.factor, width, height: 190, label: title, fill: true });
  }, () => ({ columns: [t("month"), title], rows: M.months.map((m, i) => [m, live.now.find(metric, ids)?.values[i] ?? null]) }), `${metric}-${Object.values(ids).join("-")}`);
}

export function frame(title: string, kicker: string, watch: Watch[], charts: ReturnType<typeof figure>[], fill: (add: (title: string, node: HTMLElement) => void) => Promise<void>, top: (HTMLElement | null)[] = []): View {
  const blocks = h("div", { class: "blocks" });
  let filled = "";
  return { watch, element: h("section", { class: "view node-page" }, h("p", { class: "kicker" }, kicker), h("h2", {}, title), top, h("div", { class: "quad" }, charts.map((c) => c.element)), blocks), draw(why) {
    charts.forEach((c) => c.draw());
    const key = run() + year();
    if ((why === "whole" || why === "look" || why === "first") && !live.solving && filled !== key) {
      filled = key;
      const made: Block[] = [];
      void fill((heading, node) => made.push({ title: heading, node })).then(() =>
        replace(blocks, ...made.map((b) => h("section", { class: "block" }, h("h3", {}, b.title), b.node))));
    }
  } };
}

function regionPage(id: string): View {
  const stages = headlineStages();
  const watch: Watch[] = stages.flatMap((stage) => [{ metric: "self_sufficiency", region: id, stage }]);
  watch.push({ metric: "demand", region: id, stage: stages.slice(-1)[0] });
  const selfs = figure(t("Self-sufficiency"), M.metrics.find((m) => m.id === "self_sufficiency")?.definition ?? "", (width) => lineChart({
    lines: live.now.lines.filter((l) => l.metric === "self_sufficiency").map((l, i) => ({ label: shortName("stage", stages[l.watch] ?? ""), colour: ["#66792a", "#c08a1e", "#2f5f93", ACCENT][i % 4], values: l.values.map((v) => v === null ? null : Math.min(v, 3)) })),
    unit: "%", factor: 100, width, height: 210, label: t("Self-sufficiency"), zero: true, events: isBaseline() ? [] : events() }),
    () => ({ columns: [t("month"), ...stages], rows: M.months.map((m, i) => [m, ...live.now.lines.filter((l) => l.metric === "self_sufficiency").map((l) => l.values[i])]) }), `self-sufficiency-${id}`);
  const demand = chart("demand", {}, `${t("Use")} · ${shortName("stage", stages.slice(-1)[0])}`);
  return frame(nameOf("region", id), t("Region"), watch, [selfs, demand], async (add) => {
    for (const stage of stages) {
      const [made, from, to] = await Promise.all([rowsOf({ metric: "production", region: id, stage, by: "commodity", year: year(), top: 6 }),
        rowsOf({ metric: "imports", region: id, stage, by: "partner", year: year(), top: 6 }), rowsOf({ metric: "exports", region: id, stage, by: "partner", year: year(), top: 6 })]);
      const name = shortName("stage", stage);
      if (made.some((r) => r.value > 0.5)) add(`${name} · ${t("Production")} ${year()}`, bars(made, "commodity", "commodity", { region: id }));
      if (from.some((r) => r.value > 0.5)) add(`${name} · ${t("Comes from")}`, bars(from, "partner", "region", { region: id, stage }));
      if (to.some((r) => r.value > 0.5)) add(`${name} · ${t("Goes to")}`, bars(to, "partner", "region", { region: id, stage }));
    }
    const plants = (await rowsOf({ metric: "output", region: id, by: "facility", year: year(), top: 10 })).filter((r) => r.value > 0);
    if (plants.length) add(t("Facilities"), h("ul", { class: "bars" }, plants.map((r) => h("li", { class: "name" }, nodeLink("facility", r.facility, shortName("facility", r.facility)), num(amount(r.value, r.unit), { facility: r.facility, metric: "output", value: r.value, unit: r.unit, when: year() })))));
  });
}

function commodityPage(id: string): View {
  const region = state.region && !state.region.includes(",") ? state.region : priceRegion();
  const watch: Watch[] = [{ metric: "price", commodity: id, region }, { metric: "production", commodity: id }, { metric: "stock", commodity: id }];
  const charts = [figure(`${t("Price")} · ${shortName("region", region)}`, "", (width) => {
    const now = live.now.of(0)[0], base = live.base.of(0)[0], s = scaleOf(now?.unit ?? "");
    return lineChart({ lines: [...(base && !isBaseline() ? [{ label: t("baseline"), colour: "#9a978f", dash: true, values: base.values }] : []), ...(now ? [{ label: isBaseline() ? "" : t("this run"), colour: ACCENT, values: now.values }] : [])],
      dots: observed(region, id), events: isBaseline() ? [] : events(), unit: s.unit, factor: s.factor, width, height: 200, label: id, fill: true });
  }, () => ({ columns: [t("month"), t("Price")], rows: M.months.map((m, i) => [m, live.now.of(0)[0]?.values[i] ?? null]) }), `price-${id}`), chart("production", {}, t("Production"))];
  return frame(nameOf("commodity", id), t("Commodity"), watch, charts, async (add) => {
    for (const [title, block] of await whyBlocks(run(), region, id, monthNow())) add(title, block);
    const [makers, users, prices] = await Promise.all([rowsOf({ metric: "production", commodity: id, by: "region", year: year(), top: 8 }),
      rowsOf({ metric: "use", commodity: id, by: "region", year: year(), top: 8 }), rowsOf({ metric: "price", commodity: id, by: "region", year: year(), top: 8 })]);
    add(`${t("Makers")} ${year()}`, bars(makers, "region", "region", { commodity: id }));
    add(`${t("Who depends on it")} ${year()}`, bars(users, "region", "region", { commodity: id }));
    add(`${t("Price")} ${year()}`, bars(prices, "region", "region", { commodity: id }));
  }, [h("div", { class: "choosers" }, pick(t("Region"), M.regions.map((r) => [r.id, shortName("region", r.id)]), region, (v) => change({ region: v })), monthSlider(M.months, monthNow(), (m) => change({ month: m }, "month")),
    h("button", { type: "button", class: "plain", click: () => void openDrawer({ table: "commodities", id }) }, t("Where it comes from")))]);
}

function facilityPage(id: string): View {
  const f = M.facilities.find((x) => x.id === id)!;
  const key = `outage-${id}`, off = state.own.some((p) => p.id === key);
  const toggle = () => {
    performance.mark("lode:input");
    const policy: Policy = { kind: "outage", id: key, facility: [id], share: 1, from: state.month || monthText(monthIndex(M.info.start) + 36) };
    change({ own: off ? state.own.filter((p) => p.id !== key) : [...state.own, policy] });
  };
  const watch: Watch[] = [{ metric: "output", facility: id }, { metric: "utilisation", facility: id }, { metric: "margin", facility: id }];
  const hasBook = f.order_book !== null;
  if (hasBook) watch.push({ metric: "backlog", facility: id });
  const charts = [chart("output", {}, t("Output")), chart("utilisation", {}, t("Utilisation")), chart("margin", {}, t("Margin")), ...(hasBook ? [chart("backlog", {}, t("Months of work on order"))] : [])];
  return frame(nameOf("facility", id), `${shortName("stage", f.stage)} · ${nameOf("region", f.region)}`, watch, charts, async (add) => {
    add(t("Capacity"), h("p", {}, num(f.capacity === null ? "–" : `${digits(f.capacity, 4)} ${f.unit}/a`, { table: "facilities", id }), h("span", { class: "note" }, ` ${[f.owner, f.state, f.note].filter(Boolean).join(" · ")}`)));
    if (f.cost !== null) add(t("Cost"), h("p", {}, num(amount(f.cost, `${M.info.currency}/${f.unit}`, 3, true), { table: "facilities", id }), h("span", { class: "note" }, ` ${t("beside inputs, at low use")}`)));
    const lines = (await get("lines")).rows.find((r) => r.facility === id);
    if (lines) add(t("Production lines"), h("p", {}, num(lineWords(lines), { table: "lines", id })));
    const process = (await get("recipes")).rows.filter((r) => r.process === f.process);
    add(nameOf("process", f.process), h("ul", { class: "bars" }, process.map((r) => h("li", { class: "name" }, nodeLink("commodity", r.commodity, shortName("commodity", r.commodity)), h("span", {}, `${r.coefficient > 0 ? "+" : "−"}${digits(Math.abs(r.coefficient), 3)}`)))));
    const main = process.filter((r) => r.coefficient > 0).sort((a, b) => b.coefficient - a.coefficient)[0]?.commodity;
    if (!main) return;
    const [own, all, users] = await Promise.all([rowsOf({ metric: "output", facility: id, year: year() }), rowsOf({ metric: "production", commodity: main, year: year() }), rowsOf({ metric: "use", commodity: main, by: "region", year: year(), top: 6 })]);
    if (all[0]?.value > 0 && own[0]?.value !== undefined) add(`${t("Share of world output")} ${year()}`, h("p", { class: "big" }, `${digits((100 * own[0].value) / all[0].value, 2)} %`));
    add(`${t("Who uses what it makes")} ${year()}`, bars(users, "region", "region", { commodity: main }));
  }, [h("p", {}, h("button", { type: "button", class: off ? "action on" : "action", "aria-pressed": String(off), click: toggle }, off ? t("Switch it on again") : t("Switch this facility off")))]);
}

function scenarioPage(id: string): View {
  const s = M.scenarios.find((x) => x.id === id)!;
  const on = state.on.includes(id);
  return frame(titleOf(s), t("Scenarios"), [{ metric: "price", region: priceRegion(), commodity: M.info.headline_prices || undefined, by: ["commodity"] }], headlinePrices().slice(0, 4).map((c) => chart("price", { commodity: c }, `${t("Price")} · ${shortName("commodity", c)}`)), async (add) => {
    for (const p of s.policies) add(p.id, h("div", {}, h("p", {}, nodeLink("policy", p.id, `${t("Read more")} ›`)), h("p", {}, p.why ?? ""), h("p", { class: "note" }, `${p.kind} · ${p.from ?? "…"} – ${p.until ?? "…"}`)));
    const ids = (s.documents ?? "").split(",").filter(Boolean), docs = (await get("documents")).rows.filter((d) => ids.includes(d.id));
    if (docs.length) add(t("Documents"), h("ul", { class: "sources" }, docs.map((d) => h("li", {}, d.url ? h("a", { href: d.url, target: "_blank", rel: "noreferrer noopener" }, d.title) : d.title, h("div", { class: "note" }, [d.publisher, d.date].filter(Boolean).join(", "))))));
  }, [h("p", { class: "tells" }, s.tells), h("p", {}, h("button", { type: "button", class: on ? "action on" : "action", "aria-pressed": String(on), click: () => change({ on: on ? state.on.filter((x) => x !== id) : [...state.on, id] }) }, on ? "✓" : "+", " ", t("Scenarios")))]);
}

function usePage(id: string): View {
  const last = headlineStages().slice(-1)[0];
  return frame(nameOf("use", id), t("Uses"), [{ metric: "demand", use: id, stage: last }, { metric: "wanted", use: id, stage: last }], [chart("demand", {}, t("Use"))], async (add) => {
    add(`${t("Region")} ${year()}`, bars(await rowsOf({ metric: "demand", use: id, by: "region", year: year(), top: 8 }), "region", "region", { use: id }));
    add(`${t("Commodity")} ${year()}`, bars(await rowsOf({ metric: "demand", use: id, by: "commodity", year: year(), top: 8 }), "commodity", "commodity", { use: id }));
  });
}

/** Kinds of node and their pages; null: there is no such thing. */
export type Pages = Record<string, (id: string) => View | null>;
const known = (kind: string, page: (id: string) => View) => (id: string) => M.by.has(`${kind}:${id}`) ? page(id) : null;

export const nodePages: Pages = { region: known("region", regionPage), commodity: known("commodity", commodityPage), facility: known("facility", facilityPage),
  use: known("use", usePage), scenario: (id) => M.scenarios.some((s) => s.id === id) ? scenarioPage(id) : null };

export function nodeView(pages: Pages): View {
  const at = state.node.indexOf(":"), kind = state.node.slice(0, at), id = state.node.slice(at + 1);
  return pages[kind]?.(id) ?? { watch: [], element: h("section", { class: "view" }, h("p", {}, "–")), draw() {} };
}

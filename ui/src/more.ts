// more.ts - the other views: series, shortages, table, comparison, back-test, sources.
import { get, Row, solve, Watch } from "./api";
import { h, pick, replace } from "./dom";
import { ACCENT, Drawn, figure, heatStrips, INK, lineChart, Strip, tableOf } from "./charts";
import { amount, digits, percent } from "./format";
import { t } from "./i18n";
import { live } from "./live";
import { colourOf, headlinePrices, headlineRegion, M, monthIndex, nameOf, priceRegion, shortName } from "./model";
import { num } from "./drawer";
import { activePolicies, change, isBaseline, state } from "./state";
import { events, nodeLink, observed, scaleOf, View, yearsOf } from "./views";

const NAMED: [string, string][] = [["price", "Price"], ["production", "Production"], ["use", "Use"], ["imports", "Imports"], ["exports", "Exports"],
  ["stock", "Stock"], ["self_sufficiency", "Self-sufficiency"], ["shortage", "Shortages"]];

// ---- series ----

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
  const f = figure(`${t(NAMED.find(([m]) => m === metric)![1])} · ${shortName("commodity", commodity)}`, M.metrics.find((m) => m.id === metric)?.definition ?? "", (width) => {
    const s = scaleOf(live.now.find(metric, { region: regions[0] })?.unit ?? "");
    return lineChart({ lines: lines(), dots: metric === "price" ? regions.flatMap((r) => observed(r, commodity)) : [], events: isBaseline() ? [] : events(),
      unit: s.unit, factor: s.factor, width, height: Math.min(430, Math.max(260, width * 0.45)), label: `${metric} ${commodity}` });
  }, () => ({ columns: [t("month"), ...lines().map((l) => l.label || t("baseline"))], rows: M.months.map((m, i) => [m, ...lines().map((l) => l.values[i])]) }), `${metric}-${commodity}`);
  const legend = h("p", { class: "note" });
  const years = h("div", {});
  const choosers = h("div", { class: "choosers" },
    pick(t("Metric"), NAMED.map(([m, name]) => [m, t(name)]), metric, (v) => change({ metric: v })),
    pick(t("Commodity"), M.commodities.map((c) => [c.id, shortName("commodity", c.id)]), commodity, (v) => change({ commodity: v })),
    pick(t("Region"), M.regions.map((r) => [r.id, shortName("region", r.id)]), regions[0], (v) => change({ region: [v, ...regions.slice(1)].join(",") })),
    regions.length < 5 ? pick(t("Add"), [["", "+"], ...M.regions.filter((r) => !regions.includes(r.id)).map((r) => [r.id, shortName("region", r.id)] as [string, string])], "", (v) => v && change({ region: [...regions, v].join(",") })) : null,
    regions.slice(1).map((r) => h("button", { type: "button", class: "tag", "aria-label": `${t("Remove")} ${shortName("region", r)}`, click: () => change({ region: regions.filter((x) => x !== r).join(",") }) }, `${shortName("region", r)} ×`)));
  return { watch, element: h("section", { class: "view" }, choosers, f.element, legend, years), draw() {
    f.draw();
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

// ---- shortages, everywhere ----

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

// ---- table of everything ----

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
    const heading = (key: string, label: string) => h("th", { scope: "col", "aria-sort": sort.key === key ? (sort.down ? "descending" : "ascending") : "none" },
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

// ---- comparison ----

export function compareView(): View {
  const region = priceRegion(), prices = headlinePrices().slice(0, 4);
  const watch: Watch[] = [{ metric: "price", region, commodity: prices.join(","), by: ["commodity"] }];
  const runs: { title: string; id: string | null; lines: Map<string, (number | null)[]> }[] = [];
  const inks = [ACCENT, "#b1442f", "#7a4a8f", "#66792a"];
  const all = (): { title: string; lines: Map<string, (number | null)[]> }[] => [...(isBaseline() ? [] : [{ title: t("this run"), lines: new Map(prices.map((c) => [c, live.now.find("price", { commodity: c })?.values ?? []])) }]), ...runs];
  const figures = prices.map((c) => figure(shortName("commodity", c), "", (width) => {
    const s = scaleOf(live.base.find("price", { commodity: c })?.unit ?? "");
    return lineChart({ lines: [{ label: t("baseline"), colour: "#9a978f", dash: true, values: live.base.find("price", { commodity: c })?.values ?? [] },
      ...all().map((r, i) => ({ label: r.title.slice(0, 18), colour: inks[i % 4], values: r.lines.get(c) ?? [] }))].filter((l) => l.values.length), unit: s.unit, factor: s.factor, width, height: 230, label: c });
  }, () => ({ columns: [t("month"), t("baseline"), ...all().map((r) => r.title)], rows: M.months.map((m, i) => [m, live.base.find("price", { commodity: c })?.values[i] ?? null, ...all().map((r) => r.lines.get(c)?.[i] ?? null)]) }), `compare-${c}`));
  const list = h("div", { class: "pins" }), deltas = h("div", {});
  const title = () => state.on.map((id) => M.scenarios.find((s) => s.id === id)?.title).filter(Boolean).join(" + ") || t("Put together on the page");
  const drawPins = () => replace(list, h("p", { class: "note" }, t("Keep up to three scenarios and see them side by side.")),
    !isBaseline() && state.pins.length < 3 ? h("button", { type: "button", class: "plain", click: () => change({ pins: [...state.pins, { title: title(), policies: activePolicies() }] }) }, t("Keep this scenario")) : null,
    ...state.pins.map((p, i) => h("span", { class: "tag" }, p.title, h("button", { type: "button", class: "quiet", "aria-label": `${t("Remove")} ${p.title}`, click: () => change({ pins: state.pins.filter((_, k) => k !== i) }) }, "×"))));
  let fetched = "";
  const load = async () => {
    const key = JSON.stringify(state.pins);
    if (key === fetched || live.solving) return;
    fetched = key;
    runs.length = 0;
    for (const pin of state.pins) {
      const run = { title: pin.title, id: null as string | null, lines: new Map<string, (number | null)[]>() };
      let ids: string[] = [];
      run.id = await solve(pin.policies, watch, { head: (x) => { ids = x.lines.map((l) => l.commodity); ids.forEach((c) => run.lines.set(c, new Array(x.steps).fill(null))); },
        values: (from, to, v) => v.forEach((part, i) => { for (let s = from; s < to; s++) run.lines.get(ids[i])![s] = part[s - from]; }) });
      runs.push(run);
      figures.forEach((f) => f.draw());
    }
    drawDeltas();
  };
  const drawDeltas = () => {
    const rows = yearsOf().filter((_, i) => i % 3 === 0);
    const mean = (v: (number | null)[] | undefined, y: string) => { const x = (v ?? []).filter((n, i): n is number => n !== null && M.months[i]?.startsWith(y)); return x.length ? x.reduce((a, b) => a + b, 0) / x.length : null; };
    replace(deltas, all().length ? h("div", {}, h("h3", {}, t("difference to baseline")), tableOf({ columns: [t("product"), ...all().flatMap((r) => rows.map((y) => `${r.title.slice(0, 22)} ${y}`))],
      rows: prices.map((c) => [shortName("commodity", c), ...all().flatMap((r) => rows.map((y) => { const a = mean(r.lines.get(c), y), b = mean(live.base.find("price", { commodity: c })?.values, y); return a === null || !b ? null : percent(a / b - 1); }))]) })) : null);
  };
  return { watch, element: h("section", { class: "view" }, h("h2", {}, t("Compare")), list, h("div", { class: "quad two" }, figures.map((f) => f.element)), deltas), draw(why) {
    drawPins();
    figures.forEach((f) => f.draw());
    if (why === "whole" || why === "look") { drawDeltas(); void load(); }
  } };
}

// ---- back-test ----

export function backtestView(): View {
  const seen = M.observations.filter((o) => o.kind === "price" && o.commodity && !o.commodity.includes(",") && monthIndex(o.month) >= monthIndex(M.info.start) && monthIndex(o.month) < monthIndex(M.info.start) + M.months.length);
  const pairs = [...new Set(seen.map((o) => `${o.region}|${o.commodity}`))];
  const box = h("div", {});
  const figures = h("div", { class: "quad spaced" });
  const load = async () => {
    const rows: (string | number | null)[][] = [];
    const drawn: ReturnType<typeof figure>[] = [];
    figures.replaceChildren();
    for (const pair of pairs) {
      const [region, commodity] = pair.split("|");
      const reply = await get("query", { run: "baseline", metric: "price", region, commodity, every: "month" }).catch(() => null);
      const values: (number | null)[] | undefined = reply?.rows[0]?.values;
      if (!values) continue;
      const errors: number[] = [];
      for (const o of seen.filter((o) => `${o.region}|${o.commodity}` === pair)) {
        const at = monthIndex(o.month) - monthIndex(M.info.start), part = values.slice(at, at + o.months).filter((v): v is number => v !== null);
        if (part.length) errors.push(part.reduce((a, b) => a + b, 0) / part.length / o.value - 1);
      }
      if (!errors.length) continue;
      const mean = errors.reduce((a, b) => a + Math.abs(b), 0) / errors.length;
      rows.push([shortName("commodity", commodity), shortName("region", region), errors.length, `${digits(mean * 100, 2)} %`, percent(errors[errors.length - 1])]);
      if (errors.length > 2) {
        const unit = reply!.rows[0].unit, s = scaleOf(unit);
        const f = figure(`${shortName("commodity", commodity)} · ${shortName("region", region)}`, "", (width) => lineChart({ lines: [{ label: t("model"), colour: INK, values }], dots: observed(region, commodity), unit: s.unit, factor: s.factor, width, height: 180, label: commodity }),
          () => ({ columns: [t("month"), t("model")], rows: M.months.map((m, i) => [m, values[i]]) }), `backtest-${commodity}`);
        figures.append(f.element);
        drawn.push(f);
      }
    }
    drawn.forEach((f) => f.draw()); // when all are there, each knows its width
    replace(box, rows.length ? tableOf({ columns: [t("product"), t("region"), t("observed"), t("mean error"), t("error")], rows }) : h("p", {}, "–"));
  };
  let begun = false;
  return { watch: [], element: h("section", { class: "view" }, h("h2", {}, t("Model against what was observed")), h("p", { class: "note" }, t("Observed prices within the run, held against the baseline. The base year is fitted; what comes after is not.")), box, figures), draw() {
    if (!begun) { begun = true; void load(); }
  } };
}

// ---- sources ----

export function sourcesView(): View {
  let rows: Row[] = [], words = "";
  const box = h("div", {}), count = h("span", { class: "note", role: "status" });
  const show = () => {
    const seen = rows.filter((d) => !words || Object.values(d).join(" ").toLowerCase().includes(words.toLowerCase()));
    count.textContent = `${seen.length} ${t("of")} ${rows.length}`;
    replace(box, h("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("Documents") }, h("table", {}, h("thead", {}, h("tr", {}, [t("title"), t("publisher"), t("date"), ""].map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, seen.slice(0, 300).map((d) => h("tr", {}, h("td", {}, d.url ? h("a", { href: d.url, target: "_blank", rel: "noreferrer noopener" }, d.title ?? d.id) : d.title ?? d.id), h("td", {}, d.publisher ?? ""), h("td", {}, d.date ?? ""), h("td", {}, h("code", {}, d.id))))))));
  };
  const element = h("section", { class: "view" }, h("h2", {}, t("Documents")), h("p", { class: "note" }, t("Every number of the model leads to one of these, or is called an assumption.")),
    h("div", { class: "choosers" }, h("label", { class: "pick" }, h("span", {}, t("Search")), h("input", { type: "search", "aria-label": t("Search"), input: (e: Event) => { words = (e.target as HTMLInputElement).value; show(); } })), count), box);
  return { watch: [], element, draw() { if (!rows.length) void get("documents").then((r) => { rows = r.rows; show(); }); } };
}

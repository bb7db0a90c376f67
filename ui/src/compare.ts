// compare.ts - up to three kept scenarios beside this run and the baseline.
import { solve, Watch } from "./api";
import { h, replace } from "./dom";
import { ACCENT, figure, lineChart, tableOf } from "./charts";
import { percent } from "./format";
import { t } from "./i18n";
import { live } from "./live";
import { headlinePrices, M, priceRegion, shortName } from "./model";
import { varyNow, activePolicies, change, isBaseline, state } from "./state";
import { inBasis, scaleOf, View, yearsOf } from "./views";

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
    !isBaseline() && state.pins.length < 3 ? h("button", { type: "button", class: "plain", click: () => change({ pins: [...state.pins, { title: title(), policies: activePolicies(), vary: varyNow() }] }) }, t("Keep this scenario")) : null,
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
      run.id = await solve(pin.policies, watch.map(inBasis), { head: (x) => { ids = x.lines.map((l) => l.commodity); ids.forEach((c) => run.lines.set(c, new Array(x.steps).fill(null))); },
        values: (from, to, v) => v.forEach((part, i) => { for (let s = from; s < to; s++) run.lines.get(ids[i])![s] = part[s - from]; }) }, undefined, pin.vary ?? {});
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

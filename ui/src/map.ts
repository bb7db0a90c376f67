// map.ts - trade on a map with the Pacific in the middle, so that flows from China to Japan and America
// stay whole (or the Atlantic, for those to Europe): great circles, width by amount, colour by exporter.
import { geoEqualEarth, geoGraticule10, geoPath, GeoProjection } from "d3-geo";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { get, Row } from "./api";
import { esc, h, pick, replace } from "./dom";
import { figure, INK, MUTED, tableOf } from "./charts";
import { amount } from "./format";
import { lang, t, words } from "./i18n";
import { live } from "./live";
import { colourOf, headlineStages, M, nameOf, shortName } from "./model";
import { num } from "./drawer";
import { change, isBaseline, state } from "./state";
import { choose as keep, chosen, diffBox, differences, LESS, monthNow, monthSlider, MORE, View, yearsOf } from "./views";

let land: any = null;
async function loadLand() {
  if (land) return;
  const topology = (await (await fetch("/world.json")).json()) as Topology;
  land = feature(topology, topology.objects.countries as any);
}

// Flows below this share of the largest are listed, not drawn: they would be hairs.
const TRACE = 2e-3;

// ---- what a region makes, and could make ----

words({ "Point at a region, or tab to it: what it makes, its capacity, and how much of that is used.": "指向某地区（或用 Tab 键选中）：显示其产量、产能及利用率。",
  "{region}, {what}, {when}: makes {made}": "{region}，{what}，{when}：产量 {made}", "capacity {capacity}, {share} used": "产能 {capacity}，利用率 {share}",
  "capacity {capacity} in facilities that have a limit, {share} of it used": "有上限设施的产能 {capacity}，利用率 {share}", "no capacity is counted in it": "没有以此计量的产能",
  "Capacity and its use, by region": "各地区产能与利用率", "makes": "产量", "capacity": "产能", "used": "利用率", "no capacity of its own; it comes with the rest of {stage}: capacity {capacity}, {share} used": "没有单独的产能，与{stage}其他产品联产：产能 {capacity}，利用率 {share}" });

/** One region: amounts and the share of capacity used, where there are any. `stage` is what a product is made along with. */
interface Made { made?: number; unit?: string; capacity?: number; used?: number; stage?: { id: string; capacity: number; used?: number; unit: string } }

/** Asked of the metrics production, capacity and utilisation; a product that is no facility's main one is told with its stage. */
async function askMade(question: Row, what: { commodity?: string; stage?: string }): Promise<Map<string, Made>> {
  const out = new Map<string, Made>();
  const of = (id: string) => { const made = out.get(id) ?? {}; out.set(id, made); return made; };
  const rows = async (metric: string, of: Row) => (await get("query", { ...question, ...of, metric, by: "region" }).catch(() => ({ rows: [] as Row[] }))).rows.filter((r) => r.value);
  const stage = what.commodity ? M.commodities.find((c) => c.id === what.commodity)?.stage : undefined;
  const [made, capacity, used, all, allUsed] = await Promise.all([rows("production", what), rows("capacity", what), rows("utilisation", what),
    stage ? rows("capacity", { stage }) : [], stage ? rows("utilisation", { stage }) : []]);
  const trace = 1e-6 * Math.max(0, ...made.map((r) => r.value)); // less is what the solver leaves
  for (const r of made) if (r.value > trace) Object.assign(of(r.region), { made: r.value, unit: r.unit });
  for (const r of capacity) Object.assign(of(r.region), { capacity: r.value, unit: r.unit });
  for (const r of used) of(r.region).used = r.value;
  for (const r of all) if (out.has(r.region)) of(r.region).stage = { id: stage!, capacity: r.value, unit: r.unit, used: allUsed.find((u) => u.region === r.region)?.value };
  return out;
}

function tellMade(id: string, made: Made | undefined, what: string, when: string): string {
  const share = (used?: number) => amount(used ?? 0, "1", 2), then = lang() === "zh" ? "；" : "; ";
  const first = t("{region}, {what}, {when}: makes {made}", { region: nameOf("region", id), what, when, made: made?.made ? amount(made.made, made.unit!) : t("nothing") });
  if (made?.capacity) return `${first}${then}${t((made.made ?? 0) > made.capacity ? "capacity {capacity} in facilities that have a limit, {share} of it used" : "capacity {capacity}, {share} used", { capacity: amount(made.capacity, made.unit!), share: share(made.used) })}`;
  if (made?.made && made.stage)
    return `${first}${then}${t("no capacity of its own; it comes with the rest of {stage}: capacity {capacity}, {share} used", { stage: nameOf("stage", made.stage.id), capacity: amount(made.stage.capacity, made.stage.unit), share: share(made.stage.used) })}`;
  return made?.made ? `${first}${then}${t("no capacity is counted in it")}` : first;
}

/** The same for all of them, for those who cannot point. */
function madeTable(made: Map<string, Made>): HTMLElement {
  const ranked = [...made].filter(([, m]) => m.made || m.capacity).sort((a, b) => (b[1].capacity ?? 0) - (a[1].capacity ?? 0) || (b[1].made ?? 0) - (a[1].made ?? 0));
  const cell = (v: number | undefined, unit = "") => v === undefined ? null : amount(v, unit);
  return tableOf({ columns: [t("Region"), t("makes"), t("capacity"), t("used")],
    rows: ranked.map(([id, m]) => [nameOf("region", id), cell(m.made, m.unit), cell(m.capacity, m.unit), m.capacity ? cell(m.used ?? 0, "1") : null]) });
}

words({ "nothing": "无", "Centre": "中心", "Pacific": "太平洋", "Atlantic": "大西洋", "Arcs of the largest flows; colour is the exporter, the dot where it arrives.": "最大流向的弧线；颜色为出口方，圆点为到达地。" });
const CENTRES: Record<string, number> = { pacific: 150, atlantic: -20 }; // degrees east

// The land does not change while flows do: its path is kept for each width and centre.
let base = { width: 0, east: 0, svg: "", projection: null as GeoProjection | null };
function ground(width: number, height: number) {
  const east = CENTRES[chosen("map.centre")] ?? CENTRES.pacific;
  if (base.width === width && base.east === east && base.svg) return base;
  const projection = geoEqualEarth().rotate([-east, 0]).fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" });
  const path = geoPath(projection).digits(1);
  const svg = `<path d="${path({ type: "Sphere" })}" fill="#eef3f4"/><path d="${path(geoGraticule10())}" fill="none" stroke="#fff" stroke-width=".6"/>` +
    (land ? `<path d="${path(land)}" fill="#ded9cb" stroke="#fdfcf9" stroke-width=".5"/>` : "");
  base = { width: land ? width : 0, east, svg, projection };
  return base;
}

const hue = (r: Row) => r.net === undefined ? colourOf(r.from) : r.net < 0 ? LESS : MORE;
const told = (r: Row) => r.net === undefined ? amount(r.value, r.unit) : `${r.net < 0 ? "−" : "+"}${amount(r.value, r.unit)}`;

function paint(rows: Row[], width: number, tell: (region: string) => string, makers: Iterable<string>): string {
  const height = Math.round(width * 0.5);
  const { svg, projection } = ground(width, height);
  const path = geoPath(projection!).digits(1);
  const most = Math.max(...rows.map((r) => r.value), 1e-9);
  const thick = (v: number) => Math.max(0.7, Math.sqrt(v / most) * Math.min(16, width / 60));
  const points = new Map<string, { x: number; y: number; out: number; in: number }>();
  const arcs = rows.filter((r) => r.value > TRACE * most).map((r) => {
    const a: [number, number] = [r.from_lon, r.from_lat], b: [number, number] = [r.to_lon, r.to_lat];
    for (const [id, at, key] of [[r.from, a, "out"], [r.to, b, "in"]] as [string, [number, number], "out" | "in"][]) {
      const p = projection!(at) ?? [0, 0];
      const point = points.get(id) ?? { x: p[0], y: p[1], out: 0, in: 0 };
      point[key] += r.value;
      points.set(id, point);
    }
    const end = projection!(b) ?? [0, 0];
    const w = thick(r.value);
    return `<path d="${path({ type: "LineString", coordinates: [a, b] })}" fill="none" stroke="${hue(r)}" stroke-width="${w.toFixed(1)}" stroke-opacity=".62" stroke-linecap="round"><title>${esc(`${nameOf("region", r.from)} → ${nameOf("region", r.to)}: ${told(r)}`)}</title></path><circle cx="${end[0].toFixed(1)}" cy="${end[1].toFixed(1)}" r="${Math.max(1.6, w / 2.4).toFixed(1)}" fill="${hue(r)}"/>`;
  }).reverse().join("");
  for (const id of makers) { // some make and do not trade
    const region = M.by.get(`region:${id}`), p = region && Number.isFinite(region.lon) ? projection!([region.lon, region.lat]) : null;
    if (p && !points.has(id)) points.set(id, { x: p[0], y: p[1], out: 0, in: 0 });
  }
  const boxes: { x: number; y: number; w: number }[] = [];
  const labels = [...points.entries()].sort((a, b) => b[1].in + b[1].out - a[1].in - a[1].out).map(([id, p], i) => {
    const spot = `<circle cx="${p.x.toFixed(1)}" cy="${p.y.toFixed(1)}" r="${width < 500 ? 8 : 11}" fill="transparent" pointer-events="all"/>`;
    const open = `<g class="link region" data-node="region:${esc(id)}" tabindex="0" role="link" aria-label="${esc(tell(id))}">`;
    if (i >= (width < 500 ? 7 : 18)) return `${open}${spot}<circle cx="${p.x.toFixed(1)}" cy="${p.y.toFixed(1)}" r="1.8" fill="${INK}"/></g>`;
    const label = shortName("region", id), w = label.length * 6.2;
    let y = p.y - 6;
    for (let k = 0; k < 6 && boxes.some((b) => Math.abs(b.y - y) < 12 && Math.abs(b.x - p.x) < (b.w + w) / 2); k++) y += k % 2 ? -13 * (k + 1) : 13 * (k + 1);
    boxes.push({ x: p.x, y, w });
    return `${open}${spot}<text x="${p.x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" font-size="11" fill="${INK}" paint-order="stroke" stroke="#fdfcf9" stroke-width="3">${esc(label)}</text></g>`;
  }).join("");
  const legend = rows.length ? [1, 0.25, 0.05].map((s, i) => `<path d="M14 ${height - 46 + i * 16}h30" stroke="${MUTED}" stroke-width="${thick(most * s).toFixed(1)}"/><text x="52" y="${height - 42 + i * 16}" font-size="10.5" fill="${MUTED}">${esc(amount(most * s, rows[0].unit, 2))}</text>`).join("") : "";
  return `<svg viewBox="0 0 ${width} ${height}" role="group" aria-label="${esc(t("Trade"))}">${svg}${arcs}${labels}${width > 500 ? legend : ""}</svg>`;
}

export function mapView(): View {
  let rows: Row[] = [], all = 0, asked = "", differ = false, made = new Map<string, Made>(), at = "";
  const years = yearsOf();
  const choosers = h("div", { class: "choosers" }), note = h("p", { class: "note" }), readout = h("p", { class: "at-region" }), every = h("details", { class: "as-table" }), list = h("ol", { class: "flows" });
  const f = figure(t("Trade"), t("Arcs of the largest flows; colour is the exporter, the dot where it arrives."), (width) => paint(rows, width, tell, made.keys()),
    () => ({ columns: ["from", "to", "value", "unit"], rows: rows.map((r) => [r.from, r.to, r.net ?? r.value, r.unit]) }), "trade");
  const stages = [...headlineStages(), ...M.stages.map((s) => s.id).filter((s) => !headlineStages().includes(s))];
  const what = () => state.commodity ? { commodity: state.commodity } : { stage: state.stage || stages[Math.max(0, headlineStages().length - 1)] || "" };
  const when = () => state.year || !state.month ? { year: state.year || years[Math.min(3, years.length - 1)] } : { month: state.month };
  const tell = (id: string) => tellMade(id, made.get(id), state.commodity ? nameOf("commodity", state.commodity) : nameOf("stage", what().stage), String(Object.values(when())[0]));
  const point = (e: Event) => { // where the pointer or the keyboard is; it stays until another region is pointed at
    const id = (e.target as Element).closest<SVGElement>("[data-node^='region:']")?.dataset.node?.slice(7);
    if (id && f.element.querySelector(".picture")!.contains(e.target as Node)) { at = id; readAt(); }
  };
  const readAt = () => { readout.textContent = at ? tell(at) : t("Point at a region, or tab to it: what it makes, its capacity, and how much of that is used."); };
  f.element.addEventListener("pointerover", point);
  f.element.addEventListener("focusin", point);
  const load = async () => {
    const run = live.now.run ?? live.base.run;
    if (!run) return;
    differ = state.diff && !isBaseline();
    const question = { run, ...what(), ...when(), top: differ ? 400 : 36 };
    const key = JSON.stringify([question, differ, state.basis]);
    if (key === asked) return;
    asked = key;
    await loadLand();
    const fail = (e: Error) => ({ rows: [], all: 0, error: e.message } as any);
    const [reply, before, makers] = await Promise.all([get("flows", question).catch(fail), differ ? get("flows", { ...question, run: live.base.run ?? "baseline" }).catch(fail) : null,
      askMade({ run, ...when() }, what())]);
    if (key !== asked) return;
    made = makers;
    readAt();
    replace(every, h("summary", {}, t("Capacity and its use, by region")), madeTable(made));
    rows = before ? differences(reply.rows, before.rows, ["from", "to"]).slice(0, 36) : reply.rows;
    all = reply.all ?? 0;
    const part = rows.reduce((s, r) => s + r.value, 0);
    note.textContent = reply.error ?? `${differ ? t("Blue: more than in the baseline; red: less.") : t("The map shows the largest {n} flows, {p} % of all trade in it.", { n: rows.length, p: all ? Math.round((part / all) * 100) : 0 })} ${t("Boundaries are those of Natural Earth and state no opinion.")}`;
    replace(list, ...rows.slice(0, 8).map((r) => h("li", {}, `${nameOf("region", r.from)} → ${nameOf("region", r.to)} `,
      num(told(r), { metric: "trade", partner: r.from, region: r.to, ...what(), value: r.value, unit: r.unit, when: Object.values(when())[0] }))));
    f.draw();
  };
  const choose = () => replace(choosers,
    pick(t("Stage"), stages.map((s) => [s, shortName("stage", s)]), what().stage ?? "", (v) => change({ stage: v, commodity: "" })),
    pick(t("Commodity"), [["", t("All")], ...M.commodities.filter((c) => c.stage === (state.stage || what().stage || M.commodities.find((k) => k.id === state.commodity)?.stage))
      .map((c) => [c.id, shortName("commodity", c.id)] as [string, string])], state.commodity, (v) => change({ commodity: v })),
    pick(t("Year"), [...years.map((y) => [y, y] as [string, string]), ["-", t("Month")]], state.month && !state.year ? "-" : when().year ?? "", (v) =>
      v === "-" ? change({ year: "", month: monthNow() }) : change({ year: v, month: "" })),
    pick(t("Centre"), Object.keys(CENTRES).map((c) => [c, t(c[0].toUpperCase() + c.slice(1))]), chosen("map.centre", "pacific"), (v) => keep("map.centre", v)),
    state.month && !state.year ? monthSlider(M.months, state.month, (m) => change({ month: m }, "month")) : null, diffBox());
  return { watch: [{ metric: "price", region: M.info.headline_price_region ?? undefined, commodity: (M.info.headline_prices ?? "") || undefined, by: ["commodity"] }],
    element: h("section", { class: "view" }, choosers, f.element, readout, note, every, list), draw(why) {
      if (!document.activeElement?.closest(".choosers") || why === "whole") choose();
      void load();
      f.draw();
    } };
}

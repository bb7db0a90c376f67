// map.ts - trade on a map with the Pacific in the middle, so that flows from China to Japan and America
// stay whole (or the Atlantic, for those to Europe): great circles, width by amount, colour by exporter.
import { geoEqualEarth, geoGraticule10, geoPath, GeoProjection } from "d3-geo";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { get, Row } from "./api";
import { esc, h, pick, replace } from "./dom";
import { figure, INK, MUTED } from "./charts";
import { amount } from "./format";
import { t, words } from "./i18n";
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

words({ "Centre": "中心", "Pacific": "太平洋", "Atlantic": "大西洋", "Arcs of the largest flows; colour is the exporter, the dot where it arrives.": "最大流向的弧线；颜色为出口方，圆点为到达地。" });
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

function paint(rows: Row[], width: number): string {
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
  const boxes: { x: number; y: number; w: number }[] = [];
  const labels = [...points.entries()].sort((a, b) => b[1].in + b[1].out - a[1].in - a[1].out).slice(0, width < 500 ? 7 : 18).map(([id, p]) => {
    const label = shortName("region", id), w = label.length * 6.2;
    let y = p.y - 6;
    for (let k = 0; k < 6 && boxes.some((b) => Math.abs(b.y - y) < 12 && Math.abs(b.x - p.x) < (b.w + w) / 2); k++) y += k % 2 ? -13 * (k + 1) : 13 * (k + 1);
    boxes.push({ x: p.x, y, w });
    return `<text x="${p.x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" font-size="11" fill="${INK}" paint-order="stroke" stroke="#fdfcf9" stroke-width="3" class="link" data-node="region:${esc(id)}" tabindex="0" role="link">${esc(label)}</text>`;
  }).join("");
  const legend = rows.length ? [1, 0.25, 0.05].map((s, i) => `<path d="M14 ${height - 46 + i * 16}h30" stroke="${MUTED}" stroke-width="${thick(most * s).toFixed(1)}"/><text x="52" y="${height - 42 + i * 16}" font-size="10.5" fill="${MUTED}">${esc(amount(most * s, rows[0].unit, 2))}</text>`).join("") : "";
  return `<svg viewBox="0 0 ${width} ${height}" role="group" aria-label="${esc(t("Trade"))}">${svg}${arcs}${labels}${width > 500 ? legend : ""}</svg>`;
}

export function mapView(): View {
  let rows: Row[] = [], all = 0, asked = "", differ = false;
  const years = yearsOf();
  const choosers = h("div", { class: "choosers" }), note = h("p", { class: "note" }), list = h("ol", { class: "flows" });
  const f = figure(t("Trade"), t("Arcs of the largest flows; colour is the exporter, the dot where it arrives."), (width) => paint(rows, width),
    () => ({ columns: ["from", "to", "value", "unit"], rows: rows.map((r) => [r.from, r.to, r.net ?? r.value, r.unit]) }), "trade");
  const stages = [...headlineStages(), ...M.stages.map((s) => s.id).filter((s) => !headlineStages().includes(s))];
  const what = () => state.commodity ? { commodity: state.commodity } : { stage: state.stage || stages[Math.max(0, headlineStages().length - 1)] || "" };
  const when = () => state.year || !state.month ? { year: state.year || years[Math.min(3, years.length - 1)] } : { month: state.month };
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
    const [reply, before] = await Promise.all([get("flows", question).catch(fail), differ ? get("flows", { ...question, run: live.base.run ?? "baseline" }).catch(fail) : null]);
    if (key !== asked) return;
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
    element: h("section", { class: "view" }, choosers, f.element, note, list), draw(why) {
      if (!document.activeElement?.closest(".choosers") || why === "whole") choose();
      void load();
      f.draw();
    } };
}

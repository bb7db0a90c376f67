// chain.ts - the chain as ribbons: columns are stages, a ribbon is what one region makes and another
// takes. Small regions and uses are merged, so that every column can be read.
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { get, Row } from "./api";
import { esc, h, pick, replace } from "./dom";
import { figure, INK, MUTED } from "./charts";
import { digits } from "./format";
import { t } from "./i18n";
import { live } from "./live";
import { colourOf, elements, M, shortName } from "./model";
import { change, isBaseline, state } from "./state";
import { diffBox, differences, LESS, monthNow, monthSlider, MORE, View, yearsOf } from "./views";

interface Node { id: string; kind: string; ref: string; label: string; colour: string; column: number }
interface Link { source: string; target: string; value: number; colour: string; title: string; net: number }

const SMALL = 0.018; // of its column: merged into "others"

/** Which column a stage has: by its order, but scrap stands before what it becomes. */
function columnsOf(rows: Row[]): Map<string, number> {
  const order = new Map(M.stages.map((s) => [s.id, s.order as number]));
  const used = M.stages.filter((s) => rows.some((r) => r.from_stage === s.id || r.to_stage === s.id)).map((s) => s.id);
  const back = used.filter((s) => { // mostly flows backward
    let on = 0, off = 0;
    for (const r of rows) if (r.from_stage === s) (order.get(r.to_stage) ?? 1e9) < order.get(s)! ? off += r.value : on += r.value;
    return off > on;
  });
  const columns = new Map<string, number>();
  used.filter((s) => !back.includes(s)).forEach((s, i) => columns.set(s, i));
  for (const s of back) {
    const to = rows.filter((r) => r.from_stage === s).sort((a, b) => b.value - a.value)[0];
    columns.set(s, Math.max(0, (columns.get(to?.to_stage) ?? 1) - 1));
  }
  return columns;
}

export function layout(rows: Row[], shape: Row[] = rows): { nodes: Node[]; links: Link[]; heads: { column: number; label: string; total: number; top: string }[] } {
  const columns = columnsOf(shape), end = Math.max(...columns.values()) + 1;
  const size = new Map<string, number>(), columnTotal = new Map<number, number>();
  const idFrom = (r: Row) => `${r.from_stage}|${r.from_region}`;
  const idTo = (r: Row) => (r.to_stage ? `${r.to_stage}|${r.to_region}` : `use|${r.use ?? ""}`);
  const columnOf = (id: string) => (id.startsWith("use|") ? end : columns.get(id.split("|")[0])!);
  const keep = rows.filter((r) => columnOf(idFrom(r)) < columnOf(idTo(r)));
  const sums = { in: new Map<string, number>(), out: new Map<string, number>() };
  for (const r of keep) {
    sums.out.set(idFrom(r), (sums.out.get(idFrom(r)) ?? 0) + r.value);
    sums.in.set(idTo(r), (sums.in.get(idTo(r)) ?? 0) + r.value);
  }
  for (const id of new Set([...sums.in.keys(), ...sums.out.keys()])) {
    size.set(id, Math.max(sums.in.get(id) ?? 0, sums.out.get(id) ?? 0));
    columnTotal.set(columnOf(id), (columnTotal.get(columnOf(id)) ?? 0) + size.get(id)!);
  }
  const totalOf = (stage: string) => [...size.entries()].filter(([id]) => id.startsWith(`${stage}|`)).reduce((s, [, v]) => s + v, 0);
  const merged = (id: string) => size.get(id)! < SMALL * columnTotal.get(columnOf(id))! ? `${id.split("|")[0]}|` : id;
  // of two stages in one column the heading names the larger; the nodes of the other name themselves
  const aside = new Set<string>();
  for (const [stage, column] of columns) for (const [other, same] of columns)
    if (column === same && stage !== other && totalOf(stage) < totalOf(other)) aside.add(stage);
  const nodes = new Map<string, Node>(), links = new Map<string, Link>();
  const node = (id: string) => {
    const to = merged(id);
    if (!nodes.has(to)) {
      const [stage, ref] = to.split("|");
      const kind = stage === "use" ? "use" : "region";
      nodes.set(to, { id: to, kind, ref, column: columnOf(id), colour: !ref ? "#cfcabd" : kind === "use" ? "#8c887d" : colourOf(ref),
        label: (ref ? shortName(kind, ref) : t("others")) + (aside.has(stage) ? ` · ${shortName("stage", stage).toLowerCase()}` : "") });
    }
    return nodes.get(to)!;
  };
  for (const r of keep) {
    const a = node(idFrom(r)), b = node(idTo(r)), key = `${a.id}>${b.id}`;
    const link = links.get(key) ?? { source: a.id, target: b.id, value: 0, net: 0, colour: a.colour, title: `${a.label} → ${b.label}` };
    link.value += r.value;
    link.net += r.net ?? r.value;
    links.set(key, link);
  }
  const heads = [...columns.entries()].map(([stage, column]) => {
    const own = [...size.entries()].filter(([id]) => id.startsWith(`${stage}|`)).sort((x, y) => y[1] - x[1]);
    const total = own.reduce((s, [, v]) => s + v, 0);
    const top = own[0] ? `${shortName("region", own[0][0].split("|")[1])} ${Math.round((own[0][1] / total) * 100)} %` : "";
    return { column, label: shortName("stage", stage), total, top };
  });
  if (rows !== shape) for (const [key, link] of links) {
    link.value = Math.abs(link.net);
    link.colour = link.net < 0 ? LESS : MORE;
    if (!(link.value > 1e-9)) links.delete(key);
  }
  const uses = [...size.entries()].filter(([id]) => id.startsWith("use|")).reduce((s, [, v]) => s + v, 0);
  heads.push({ column: end, label: t("Uses"), total: uses, top: "" });
  const held = new Set([...links.values()].flatMap((l) => [l.source, l.target]));
  return { nodes: [...nodes.values()].filter((n) => held.has(n.id)), links: [...links.values()], heads };
}

/** About as wide as it is drawn; a Chinese sign is twice as wide as a letter. */
const widthOf = (text: string) => [...text].reduce((w, c) => w + (c > "\u2e7f" ? 12.5 : 6.3), 0);
const cut = (text: string, width: number) => widthOf(text) <= width ? text : `${text.slice(0, Math.max(3, Math.floor((text.length * width) / widthOf(text)) - 1)).trimEnd()}…`;

/** One line, or two where the thing is tall enough for them. */
function label(text: string, x: number, y: number, width: number, tall: number): string {
  const open = `font-size="11" fill="${INK}" paint-order="stroke" stroke="#fdfcf9" stroke-width="3"`;
  const at = tall > 24 && widthOf(text) > width ? text.lastIndexOf(" ", Math.floor((text.length * width) / widthOf(text))) : -1;
  if (at < 1) return `<text x="${x}" y="${y + 4}" ${open}>${esc(cut(text, width))}</text>`;
  return `<text x="${x}" y="${y - 3}" ${open}>${esc(text.slice(0, at))}</text><text x="${x}" y="${y + 11}" ${open}>${esc(cut(text.slice(at + 1), width))}</text>`;
}

function paint(rows: Row[], width: number, shape: Row[] = rows): string {
  if (!rows.length) return `<svg viewBox="0 0 ${width} 40"></svg>`;
  const { nodes, links, heads } = layout(rows, shape);
  const signed = (l: { net: number; value: number }) => rows === shape ? digits(l.value) : `${l.net < 0 ? "−" : "+"}${digits(Math.abs(l.net))}`;
  if (!nodes.length) return `<svg viewBox="0 0 ${width} 40" role="img" aria-label="–"></svg>`;
  const end = Math.max(...nodes.map((n) => n.column));
  const inner = Math.max(width, 800), height = 560, top = 54, margin = 206;
  const room = (inner - margin) / Math.max(1, end);
  const graph = sankey<Node, Link>().nodeId((d) => d.id).nodeWidth(11).nodePadding(7).nodeSort((a, b) =>
    order(a) - order(b)).nodeAlign((n) => n.column).extent([[1, top], [inner - margin, height - 6]])
    .iterations(24)({ nodes: nodes.map((n) => ({ ...n })), links: links.map((l) => ({ ...l })) });
  const path = sankeyLinkHorizontal();
  const x = (column: number) => graph.nodes.find((n) => n.column === column)?.x0 ?? 0;
  // columns that share a place stand one under the other in the heading
  const taken = new Map<number, number>();
  const out: string[] = [];
  for (const head of heads.sort((a, b) => b.total - a.total)) {
    const nth = taken.get(head.column) ?? 0;
    taken.set(head.column, nth + 1);
    if (nth > 0) continue;
    out.push(`<text x="${x(head.column)}" y="14" font-size="12.5" font-weight="650" fill="${INK}">${esc(cut(head.label, (room - 14) / 1.16))}<title>${esc(head.label)}</title></text>
      <text x="${x(head.column)}" y="29" font-size="11" fill="${MUTED}">${digits(head.total)} t</text><text x="${x(head.column)}" y="43" font-size="11" fill="${MUTED}">${esc(head.top)}</text>`);
  }
  for (const l of graph.links)
    out.push(`<path d="${path(l as any)}" fill="none" stroke="${l.colour}" stroke-opacity=".32" stroke-width="${Math.max(0.6, l.width ?? 0).toFixed(2)}" class="ribbon"><title>${esc(`${l.title}: ${signed(l as any)} t`)}</title></path>`);
  for (const n of graph.nodes) {
    const tall = (n.y1 ?? 0) - (n.y0 ?? 0), y = ((n.y0 ?? 0) + (n.y1 ?? 0)) / 2;
    const asLink = n.ref ? ` class="link" tabindex="0" role="link" data-node="${n.kind}:${esc(n.ref)}" aria-label="${esc(`${n.label}, ${digits(n.value ?? 0)} t`)}"` : "";
    out.push(`<g${asLink}><rect x="${n.x0}" y="${n.y0}" width="11" height="${Math.max(1, tall)}" fill="${n.colour}"><title>${esc(`${n.label}: ${digits(n.value ?? 0)} t`)}</title></rect>
      ${tall > 7 ? label(n.label, (n.x1 ?? 0) + 5, y, n.column === end ? margin - 18 : room - 20, tall) : ""}</g>`);
  }
  return `<svg viewBox="0 0 ${inner} ${height}" role="group" aria-label="${esc(t("Who passes how much on to whom"))}" class="wide-picture">${out.join("")}</svg>`;
}
const order = (n: Node) => !n.ref ? 1e6 : n.kind === "region" ? M.regions.findIndex((r) => r.id === n.ref) : 1e3 + M.uses.findIndex((u) => u.id === n.ref);

export function chainView(): View {
  let rows: Row[] = [], shape: Row[] = [], asked = "";
  const years = yearsOf();
  const choosers = h("div", { class: "choosers" });
  const f = figure(t("Who passes how much on to whom"), t("Each column is a stage; a ribbon is what one region makes and another takes."),
    (width) => paint(rows, width, shape), () => ({ columns: ["from_stage", "from_region", "to_stage", "to_region", "use", "t"],
      rows: rows.map((r) => [r.from_stage, r.from_region, r.to_stage, r.to_region, r.use, r.net ?? r.value]) }), "chain");
  const when = () => state.year || !state.month ? { year: state.year || years[Math.min(3, years.length - 1)] } : { month: state.month };
  const load = async () => {
    const run = live.now.run ?? live.base.run;
    if (!run) return;
    const question = { run, element: state.element, ...when() };
    const differ = state.diff && !isBaseline();
    const key = JSON.stringify([question, differ]);
    if (key === asked) return;
    asked = key;
    const [reply, base] = await Promise.all([get("chain", question), differ ? get("chain", { ...question, run: live.base.run ?? "baseline" }) : null]);
    if (key !== asked) return;
    shape = reply.rows;
    rows = base ? differences(reply.rows, base.rows, ["from_stage", "from_region", "to_stage", "to_region", "use"]) : shape;
    f.draw();
  };
  const choose = () => replace(choosers,
    pick(t("Element"), [["", t("All oxides")], ...elements().map((e) => [e, e] as [string, string])], state.element, (v) => change({ element: v })),
    pick(t("Year"), [...years.map((y) => [y, y] as [string, string]), ["-", t("Month")]], state.month ? "-" : when().year ?? "", (v) =>
      v === "-" ? change({ year: "", month: monthNow() }) : change({ year: v, month: "" })),
    state.month && !state.year ? monthSlider(M.months, state.month, (m) => change({ month: m, year: "" }, "month")) : null, diffBox());
  return { watch: [{ metric: "price", region: M.info.headline_price_region ?? undefined, commodity: (M.info.headline_prices ?? "") || undefined, by: ["commodity"] }],
    element: h("section", { class: "view" }, choosers, f.element), draw(why) {
      if (!document.activeElement?.closest(".choosers") || why === "whole") choose();
      void load();
      f.draw();
    } };
}

// charts.ts - pictures as SVG text: lines with direct labels, stacked bars, heat strips. Drawing is
// making a string, so a chart is redrawn in a fraction of a millisecond while a slider is dragged;
// patch.ts brings what is new in it onto the page. What belongs together is a group, so that one tick
// more does not make other marks of all that follow.
import { scaleLinear } from "d3-scale";
import { h, esc, toast } from "./dom";
import { drawing } from "./patch";
import { t } from "./i18n";
import { M, monthIndex } from "./model";
import { digits, format } from "./format";
import { explained } from "./glossary";

export interface Drawn { label: string; colour: string; values: (number | null)[]; dash?: boolean; thin?: boolean;
  ref?: object }
export interface Dot { month: string; value: number; note: string }
export interface Table { columns: string[]; rows: (string | number | null)[][] }

export const INK = "#1d2328", MUTED = "#6b6f73", RULE = "#e4e0d6", PAPER = "#fdfcf9", ACCENT = "#0f5a6e";

// ---- a figure: heading, picture, and what can be taken away from it ----

export interface Figure { element: HTMLElement; draw(): void }

export function figure(title: string, note: string, paintSvg: (width: number) => string,
                       table: () => Table, name: string): Figure {
  const box = h("div", { class: "picture" });
  const readout = h("div", { class: "readout", "aria-hidden": "true" });
  const details = h("details", { class: "as-table" }, h("summary", {}, t("as a table")));
  details.addEventListener("toggle", () => {
    if ((details as HTMLDetailsElement).open && details.children.length === 1) details.append(tableOf(table()));
  });
  const menu = h("div", { class: "take" },
    h("button", { type: "button", class: "quiet", click: () => savePicture(box, name, "png") }, "PNG"),
    h("button", { type: "button", class: "quiet", click: () => savePicture(box, name, "svg") }, "SVG"),
    h("button", { type: "button", class: "quiet", click: () => saveCsv(table(), name) }, "CSV"),
    h("button", { type: "button", class: "quiet", click: () => saveJson(table(), title || element.closest("section")?.querySelector("h2, h3")?.textContent || name, name) }, "JSON"));
  const element: HTMLElement = h("figure", { class: "chart", "data-name": name },
    h("figcaption", {}, h("h3", {}, title), note ? h("p", { class: "note" }, explained(note)) : null),
    box, readout, h("div", { class: "under" }, details, menu));
  const show = drawing(box);
  let span: Span | null = null;
  crosshair(box, readout, () => span);
  let width = 0; // asking the browser at every draw would have it lay out the page once a picture
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (!now || now === width) return;
    const drawn = width > 0;
    width = now;
    if (drawn) draw();
  }).observe(box);
  const draw = () => {
    width ||= Math.floor(box.clientWidth);
    painted = null;
    show(paintSvg(Math.max(260, width || 420)));
    span = painted;
    if ((details as HTMLDetailsElement).open) details.replaceChildren(details.firstChild!, tableOf(table()));
    else while (details.children.length > 1) details.lastChild!.remove();
  };
  return { element, draw };
}

/** A column of numbers, also where they are written with a unit. */
const numeric = (table: Table, c: number) => table.rows.every((r) => typeof r[c] === "number" || r[c] === null || /^[–+−-]?[\d.,]*( ?%)?$/.test(String(r[c])));

export function tableOf(table: Table): HTMLElement {
  const right = table.columns.map((_, c) => table.rows.length > 0 && numeric(table, c) ? "n" : null);
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("table") }, h("table", {},
    h("thead", {}, h("tr", {}, table.columns.map((c, i) => h("th", { scope: "col", class: right[i] }, c)))),
    h("tbody", {}, table.rows.map((r) => h("tr", {}, r.map((c, i) =>
      h("td", { class: right[i] }, c === null ? "–" : typeof c === "number" ? (Number.isInteger(c) ? String(c) : digits(c, 4)) : c)))))));
}

// ---- taking away ----

export function save(bytes: BlobPart, type: string, name: string) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = h("a", { href: url, download: name }) as HTMLAnchorElement;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
}

export function saveCsv(table: Table, name: string) {
  const cell = (c: string | number | null) => {
    const text = c === null ? "" : String(c);
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  save([table.columns, ...table.rows].map((r) => r.map(cell).join(",")).join("\n") + "\n",
    "text/csv;charset=utf-8", `${name}.csv`);
}

/** The same table, one object a row, with what it is a table of. */
function saveJson(table: Table, title: string, name: string) {
  const rows = table.rows.map((r) => Object.fromEntries(table.columns.map((c, i) => [c, r[i] ?? null])));
  save(`${JSON.stringify({ title, told: caption.text(), address: location.href, columns: table.columns, rows }, null, 1)}\n`, "application/json", `${name}.json`);
}

/** What stands below a picture that is taken away: run, version, date. The page sets it. */
export const caption = { text: () => "" };

const fonts = "system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

function savePicture(box: HTMLElement, name: string, form: "png" | "svg") {
  const svg = box.querySelector("svg");
  if (!svg) return;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("font-family", fonts);
  copy.insertAdjacentHTML("afterbegin", `<rect width="${width}" height="${height}" fill="${PAPER}"/>`);
  const below = 34, told = [box.closest("figure")?.querySelector("h3")?.textContent, caption.text()];
  copy.setAttribute("viewBox", `0 0 ${width} ${height + below}`);
  copy.setAttribute("height", String(height + below));
  copy.querySelector("rect")!.setAttribute("height", String(height + below));
  copy.insertAdjacentHTML("beforeend", told.map((line, i) => `<text x="4" y="${height + 14 + i * 14}" font-size="${i ? 9 : 11}" fill="${i ? MUTED : INK}">${esc(line ?? "")}</text>`).join(""));
  copy.querySelectorAll("text:not([fill])").forEach((e) => e.setAttribute("fill", INK));
  copy.querySelectorAll("text:not([font-size])").forEach((e) => e.setAttribute("font-size", "11"));
  const text = new XMLSerializer().serializeToString(copy);
  if (form === "svg") return save(text, "image/svg+xml", `${name}.svg`);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = (height + below) * 2;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob ? save(blob, "image/png", `${name}.png`) : toast(t("The picture could not be made")));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

// ---- lines ----

interface Span { left: number; right: number; lines: Drawn[]; unit: string; factor: number; months: string[] }
let painted: Span | null = null; // what the chart that was painted last spans

function crosshair(box: HTMLElement, readout: HTMLElement, spanOf: () => Span | null) {
  box.addEventListener("pointermove", (e) => {
    const svg = box.querySelector("svg"), span = spanOf();
    if (!svg || !span) return;
    const place = svg.getBoundingClientRect();
    const x = ((e.clientX - place.left) / place.width) * svg.viewBox.baseVal.width;
    const n = span.months.length - 1;
    const step = Math.round(((x - span.left) / (span.right - span.left)) * n);
    if (step < 0 || step > n) { readout.textContent = ""; return; }
    readout.textContent = `${span.months[step]}  ` + span.lines.map((l) =>
      `${l.label ? `${l.label} ` : ""}${digits(l.values[step] === null ? null : l.values[step]! * span.factor)}`).join(" · ") + ` ${span.unit}`;
  });
  box.addEventListener("pointerleave", () => { readout.textContent = ""; });
}

/** Round values between, and how they are written: all with as many places. */
function ticks(low: number, high: number, n: number): [number, string][] {
  const list = scaleLinear([low, high], [0, 1]).ticks(n), step = Math.abs((list[1] ?? 1) - (list[0] ?? 0)) || 1;
  const places = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  const write = format({ minimumFractionDigits: places, maximumFractionDigits: places }, "en");
  return list.map((v) => [v, write.format(v)]);
}

export interface LineOptions {
  lines: Drawn[]; dots?: Dot[]; events?: { month: string; label: string }[]; unit: string; factor: number;
  width: number; height?: number; zero?: boolean; told?: number; label: string; fill?: boolean;
  months?: string[];   // of the values, where they are not those of the run
  fan?: (number | null)[][];   // percentiles 5, 25, 50, 75, 95 of many futures
}

/** Where the months stand: the same for all charts of one width, and for each of their drawings. */
let placed = { key: "", xs: [] as string[] };
function columns(left: number, right: number, n: number): string[] {
  const key = `${left} ${right} ${n}`, x = scaleLinear([0, n - 1], [left, right]);
  if (placed.key !== key) placed = { key, xs: Array.from({ length: n }, (_, i) => x(i).toFixed(1)) };
  return placed.xs;
}

const DUST = 1e-6; // of what is shown: what the solver leaves of nothing

/** Series over the months of the run: the scenario in ink, the baseline dashed, observations as dots. */
export function lineChart(o: LineOptions): string {
  const height = o.height ?? 190, left = 44, top = 24, bottom = 20;
  const right = o.width - (o.lines.some((l) => l.label) ? Math.min(104, o.width * 0.26) : 12);
  const months = o.months ?? M.months, n = months.length;
  const xs = columns(left, right, n);
  let low = Infinity, high = -Infinity;
  for (const l of o.lines) for (const v of l.values) if (v !== null) { low = Math.min(low, v); high = Math.max(high, v); }
  for (const d of o.dots ?? []) { low = Math.min(low, d.value); high = Math.max(high, d.value); }
  for (const q of o.fan ?? []) for (const v of q) if (v !== null) { low = Math.min(low, v); high = Math.max(high, v); }
  if (!(high >= low) || Math.max(Math.abs(low), Math.abs(high)) * o.factor < DUST) { low = 0; high = 1 / o.factor; }
  if (o.zero || low > 0 && low < 0.35 * high) low = Math.min(0, low);
  if (high - low < 1e-9 * Math.max(1, Math.abs(high))) { high += Math.abs(high) * 0.1 || 1; low -= Math.abs(low) * 0.1; }
  else { const pad = (high - low) * 0.06; high += pad; if (low !== 0) low -= pad; }
  const y = scaleLinear([low, high], [height - bottom, top]);
  const out: string[] = [];
  const group = (marks: string[]) => out.push(`<g>${marks.join("")}</g>`);
  group(ticks(low * o.factor, high * o.factor, 4).map(([v, text]) =>
    `<path d="M${left} ${y(v / o.factor).toFixed(1)}H${right}" stroke="${RULE}"/><text x="${left - 6}" y="${(y(v / o.factor) + 3.5).toFixed(1)}" text-anchor="end" fill="${MUTED}" font-size="10.5">${text}</text>`));
  out.push(`<text x="2" y="11" fill="${MUTED}" font-size="10.5">${esc(o.unit)}</text>`);
  const wide = right - left > 420;
  group(months.map((m, i) => {
    if (!m.endsWith("-01")) return "";
    const year = +m.slice(0, 4), show = n <= 72 || (wide ? year % 2 === 0 : year % 4 === 0);
    return !show ? "" : `<path d="M${xs[i]} ${height - bottom}v4" stroke="${MUTED}"/><text x="${xs[i]}" y="${height - 4}" text-anchor="middle" fill="${MUTED}" font-size="10.5">${year}</text>`;
  }));
  group((o.events ?? []).map((e) => {
    const i = monthIndex(e.month) - monthIndex(months[0]);
    return i < 0 || i >= n ? "" : `<path d="M${xs[i]} ${top - 4}V${height - bottom}" stroke="${ACCENT}" stroke-dasharray="1 3"><title>${esc(e.label)}</title></path>`;
  }));
  const points = o.lines.map((l) => l.values.map((v, i) => v === null ? "" : `${xs[i]},${y(v).toFixed(1)}`));
  if (o.fill && o.lines.length === 2) {
    const [a, b] = points, both = months.map((_, i) => i).filter((i) => a[i] && b[i]);
    if (both.length) out.push(`<polygon points="${both.map((i) => a[i]).join(" ")} ${both.reverse().map((i) => b[i]).join(" ")}" fill="${o.lines[1].colour}" opacity=".13"/>`);
  }
  if (o.fan) for (const [a, b] of [[0, 4], [1, 3]]) {
    const there = months.map((_, i) => i).filter((i) => o.fan![a][i] !== null && o.fan![b][i] !== null);
    const edge = (q: number, steps: number[]) => steps.map((i) => `${xs[i]},${y(o.fan![q][i]!).toFixed(1)}`).join(" ");
    if (there.length) out.push(`<polygon class="fan" points="${edge(b, there)} ${edge(a, there.reverse())}" fill="${ACCENT}" opacity=".14"/>`);
  }
  group(o.lines.map((l, k) => {
    const d = points[k].map((p, i) => p && (points[k][i - 1] ? "L" : "M") + p).join("");
    return d ? `<path d="${d}" fill="none" stroke="${l.colour}" stroke-width="${l.thin || l.dash ? 1.3 : 2.1}" stroke-linejoin="round"${l.dash ? ' stroke-dasharray="4 3"' : ""}/>` : "";
  }));
  group(o.lines.flatMap((l, k) => points[k].map((p, i) => // a month by itself makes no line
    p && !points[k][i - 1] && !points[k][i + 1] ? `<circle cx="${xs[i]}" cy="${y(l.values[i]!).toFixed(1)}" r="2.2" fill="${l.colour}"/>` : "")));
  group((o.dots ?? []).map((d) => {
    const i = monthIndex(d.month) - monthIndex(months[0]);
    return i < 0 || i >= n ? "" : `<circle cx="${xs[i]}" cy="${y(d.value).toFixed(1)}" r="2.6" fill="#fff" stroke="${INK}"><title>${esc(`${d.month}: ${digits(d.value * o.factor)} ${o.unit} · ${d.note}`)}</title></circle>`;
  }));
  group(endLabels(o, right, y));
  painted = { left, right, lines: o.lines, unit: o.unit, factor: o.factor, months };
  return `<svg viewBox="0 0 ${o.width} ${height}" role="img" aria-label="${esc(o.label)}">${out.join("")}</svg>`;
}

function endLabels(o: LineOptions, right: number, y: (v: number) => number): string[] {
  const labels = o.lines.filter((l) => l.label).map((l) => {
    let i = l.values.length - 1;
    while (i >= 0 && l.values[i] === null) i--;
    return i < 0 ? null : { l, at: y(l.values[i]!), value: l.values[i]! };
  }).filter((v): v is NonNullable<typeof v> => !!v).sort((a, b) => a.at - b.at);
  for (let k = 1; k < labels.length; k++) labels[k].at = Math.max(labels[k].at, labels[k - 1].at + 13);
  const over = labels.length ? labels[labels.length - 1].at - ((o.height ?? 190) - 12) : 0;
  if (over > 0) labels.forEach((l) => { l.at -= over; });
  return labels.map((l) => `<text x="${right + 6}" y="${(l.at + 3.5).toFixed(1)}" fill="${l.l.dash ? MUTED : l.l.colour}" font-size="11"${l.l.dash ? "" : ' font-weight="600"'}>${esc(l.l.label)}</text>`);
}

// ---- stacked bars: who has which share ----

export interface Part { id: string; label: string; colour: string; value: number }

export function stackBar(parts: Part[], width: number, x0: number, y: number, height: number, kind: string): string {
  let x = x0;
  const total = parts.reduce((s, p) => s + p.value, 0) || 1;
  return parts.map((p) => {
    const w = (p.value / total) * width;
    const text = w > 7 * p.label.length + 10 ? p.label : "";
    const share = `${Math.round((p.value / total) * 100)} %`;
    const svg = `<g data-node="${kind}:${esc(p.id)}" class="link"><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0, w - 1).toFixed(1)}" height="${height}" fill="${p.colour}"><title>${esc(`${p.label} ${share}`)}</title></rect>${text ? `<text x="${(x + 6).toFixed(1)}" y="${y + height / 2 + 4}" fill="#fff" font-size="11">${esc(text)}</text>` : ""}</g>`;
    x += w;
    return svg;
  }).join("");
}

// ---- heat strips ----

export interface Strip { id: string; label: string; values: (number | null)[]; right: string }

/** About as wide as it is drawn; a Chinese sign is twice as wide as a letter. */
const wide = (text: string) => [...text].reduce((w, c) => w + (c > "\u2e7f" ? 11.5 : 6.1), 0);
const fit = (text: string, width: number) =>
  wide(text) <= width ? text : `${text.slice(0, Math.max(2, Math.floor((text.length * width) / wide(text)) - 1))}…`;

const SHADES = ["#f3efe4", "#f2dcb8", "#ecbd86", "#df9357", "#c9653a", "#a53c2a", "#77201f"];
const SHADE_STEPS = [0.005, 0.03, 0.08, 0.15, 0.25, 0.4];
/** The colour of a share of demand that is given up. */
export const shadeOf = (v: number | null): string => v === null ? "none" : SHADES[SHADE_STEPS.findIndex((s) => v <= s)] ?? SHADES[SHADE_STEPS.length];
export function shadeLegend(): HTMLElement {
  const legend = h("div", { class: "legend", "aria-hidden": "true" });
  legend.innerHTML = `<svg viewBox="0 0 260 26" width="260" height="26">${SHADES.map((c, i) => `<rect x="${i * 36}" y="2" width="35" height="9" fill="${c}"/><text x="${i * 36 + 36}" y="23" font-size="10" text-anchor="middle" fill="${MUTED}">${i < SHADE_STEPS.length ? `${SHADE_STEPS[i] * 100 < 1 ? 0.5 : Math.round(SHADE_STEPS[i] * 100)} %` : ""}</text>`).join("")}</svg>`;
  return legend;
}

/** One row for each thing, one cell for each month; `shade` gives the colour of a value. */
export function heatStrips(strips: Strip[], width: number, shade: (v: number | null) => string, label: string,
                           kind: string): string {
  const widest = Math.max(0, ...strips.map((s) => wide(s.label)));
  const left = Math.min(Math.max(90, widest + 16), Math.max(120, width * 0.4)), right = width - (strips.some((s) => s.right) ? 74 : 6), row = 17, top = 4, n = M.months.length;
  const step = (right - left) / n;
  const names: string[] = [], cells = new Map<string, string>(); // all cells of one colour are one path
  strips.forEach((s, k) => {
    const y = top + k * row;
    names.push(`<text x="${left - 8}" y="${y + 11.5}" text-anchor="end" font-size="11.5" class="link" data-node="${kind}:${esc(s.id)}">${esc(fit(s.label, left - 16))}</text>`,
      `<text x="${right + 6}" y="${y + 11.5}" font-size="11" fill="${MUTED}">${esc(s.right)}</text>`);
    const colours = s.values.map(shade);
    for (let i = 0, j; i < n; i = j) {
      for (j = i + 1; j < n && colours[j] === colours[i];) j++;
      if (colours[i] !== "none") cells.set(colours[i], `${cells.get(colours[i]) ?? ""}M${(left + i * step).toFixed(2)} ${y}h${((j - i) * step + 0.3).toFixed(2)}v${row - 3}H${(left + i * step).toFixed(2)}z`);
    }
  });
  const bottom = top + strips.length * row;
  const years = M.months.map((m, i) => !m.endsWith("-01") || +m.slice(0, 4) % (right - left > 420 ? 2 : 4) ? ""
    : `<text x="${(left + i * step).toFixed(1)}" y="${bottom + 14}" font-size="10.5" fill="${MUTED}" text-anchor="middle">${m.slice(0, 4)}</text>`);
  return `<svg viewBox="0 0 ${width} ${bottom + 20}" role="img" aria-label="${esc(label)}"><g>${names.join("")}</g><g>${[...cells].map(([colour, d]) => `<path d="${d}" fill="${colour}"/>`).join("")}</g><g>${years.join("")}</g></svg>`;
}

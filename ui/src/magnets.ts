// magnets.ts - recipes, demagnetisation curves, how technologies spread, and order books. The laws are the
// server's (docs/magnets.md); where they do not hold the server's sentence is shown, not a number.
import "./magnets.css";
import { get, Reply, Row } from "./api";
import { ACCENT, Drawn, figure, INK, lineChart, MUTED, RULE } from "./charts";
import { esc, h, pick, replace } from "./dom";
import { num } from "./drawer";
import { digits, plain, shown } from "./format";
import { lang, t, words } from "./i18n";
import { live } from "./live";
import { M, nameOf, shortName } from "./model";
import { isBaseline } from "./state";
import { choose, chosen, events, monthNow, monthSlider, nodeLink, scaleOf, View } from "./views";

words({
  "Magnets": "磁体", "Recipes for a magnet": "磁体配方", "Family": "牌号系列", "Works at": "工作温度", "Thickness": "厚度", "Load line": "负载线",
  "Demagnetisation at {c} °C": "{c} °C 退磁曲线", "full: B, dashed: J; grey: at 20 °C; dot: where it works": "实线为 B，虚线为 J；灰色为 20 °C；圆点为工作点",
  "It works at {b} T; {m} kOe are left to the knee.": "工作点 {b} T，距拐点余量 {m} kOe。", "It is demagnetised for good there: the load line meets the curve {m} kOe beyond the knee.": "此处发生不可逆退磁：工作点超过拐点 {m} kOe。",
  "recipe": "配方", "cost": "成本", "hot Hcj": "高温 Hcj", "saves Dy": "节约镝", "saves Tb": "节约铽",
  "Grams of metal per kg of finished magnet; cost at the prices of the month in {r}; savings against plain alloying.": "每千克成品磁体所用金属克数；成本按{r}当月价格；节约量相对普通合金添加。",
  "Cannot, and why": "不可行及原因", "No recipe can do this.": "没有配方能做到。", "Prices of": "价格月份",
  "Dysprosium that magnets use, by recipe": "各配方用镝量", "Terbium that magnets use, by recipe": "各配方用铽量",
  "Metal that goes into the processes, swarf that comes back included.": "进入各工艺的金属，含回收磨屑。",
  "What makers have learnt": "技术普及程度", "Share of a family made with a technology; dashed: what could be made with it by those who have learnt it.": "采用该技术的份额；虚线为已掌握者可达到的份额。",
  "Order books": "在手订单", "facility": "设施", "on order": "在手订单量", "backlog": "积压月数", "delivery time": "交货期", "booked, next 24 months": "未来24个月已订", "capacity used": "产能利用",
  "At the end of {y}. Orders measure; the market decides who gets what.": "{y}年末。订单仅作度量，由市场决定分配。",
  "Production lines": "生产线", "lines": "产线数", "s a piece": "秒/件", "pieces a line and shift": "件/线·班", "g a piece": "克/件", "hours a day": "时/日", "days a year": "日/年", "uptime": "开动率", "yield": "良品率",
  "million pieces a year": "百万件/年", "t a year": "吨/年",
  "What a works can make, told as its lines: pieces = lines × manned time × uptime × yield ÷ takt. A shift is 8 hours. At the start of the run; what is built later adds to it.": "以产线表示的产能：件数＝产线数×有人时间×开动率×良品率÷节拍。每班 8 小时。为起始时的数值，之后新增另计。",
  "No facility of this model is described by its lines.": "本模型没有以产线描述的设施。",
  "How long customers wait": "客户等待时间", "Months of work on order; dashed: delivery time of an order placed now, at full capacity.": "在手订单可供生产的月数；虚线为现在下单、满产时的交货期。",
  "Booked of the next 24 months": "未来 24 个月已订比例", "Orders on hand, as a share of what capacity could make in the two years ahead.": "在手订单占未来两年产能的份额。",
  "No facility of this model has an order book.": "本模型没有设施设有订单簿。", "months": "个月",
  "Curves are not to be had": "无法给出曲线",
});

const LIGHTS = ["#0f5a6e", "#a04a22", "#3f6a2e", "#7b4b94", "#7d6208", "#2f6399"]; // .k0 to .k5 of magnets.css
const REST = 120; // ms: sliders ask the server when they rest this long

interface Slider { key: string; label: string; low: number; high: number; step: number; usual: number; unit: string }
const SLIDERS: Slider[] = [
  { key: "magnets.c", label: "Works at", low: 20, high: 200, step: 5, usual: 150, unit: "°C" },
  { key: "magnets.mm", label: "Thickness", low: 1, high: 8, step: 0.5, usual: 4, unit: "mm" },
  { key: "magnets.pc", label: "Load line", low: 0.25, high: 5, step: 0.25, usual: 2, unit: "" },
];

function slider(s: Slider, moved: () => void): HTMLElement {
  const value = chosen(s.key, String(s.usual));
  const output = h("output", {}, `${value} ${s.unit}`);
  const input = h("input", { type: "range", min: s.low, max: s.high, step: s.step, value, "aria-label": t(s.label), "aria-valuetext": `${value} ${s.unit}`,
    input: (e: Event) => {
      const text = (e.target as HTMLInputElement).value;
      output.textContent = `${text} ${s.unit}`;
      (e.target as HTMLElement).setAttribute("aria-valuetext", `${text} ${s.unit}`);
      choose(s.key, text);
      moved();
    } });
  return h("label", {}, h("span", {}, t(s.label)), input, output);
}

const wish = (): Row => ({ family: chosen("magnets.family", "UH"), celsius: chosen("magnets.c", "150"), thickness: chosen("magnets.mm", "4"), permeance: chosen("magnets.pc", "2") });

// ---- the curves ----

/** B (full) and J (dashed) over H of one or two temperatures, the load line, and the point where it meets the last. */
function curvesSvg(width: number, rows: Row[], permeance: number): string {
  const height = Math.min(360, Math.max(250, width * 0.62)), left = 10, right = width - 34, top = 14, bottom = height - 30;
  const drawn = rows.filter((r) => r.h_koe);
  const hMax = Math.max(5, ...drawn.map((r) => 5 * Math.ceil(r.hcj_koe / 5))), bMax = Math.max(0.4, ...drawn.map((r) => 0.2 * Math.ceil(r.br_t / 0.2)));
  const x = (field: number) => right + (field / hMax) * (right - left), y = (b: number) => bottom - (b / bMax) * (bottom - top);
  const out: string[] = [];
  for (let f = 0; f <= hMax; f += 5) out.push(`<path d="M${x(-f).toFixed(1)} ${top}V${bottom}" stroke="${RULE}"/><text x="${x(-f).toFixed(1)}" y="${bottom + 14}" text-anchor="middle" fill="${MUTED}" font-size="10.5">${f ? "−" : ""}${f}</text>`);
  for (let b = 0; b <= bMax + 1e-9; b += 0.2) out.push(`<path d="M${left} ${y(b).toFixed(1)}H${right}" stroke="${RULE}"/><text x="${right + 5}" y="${(y(b) + 3.5).toFixed(1)}" fill="${MUTED}" font-size="10.5">${b.toFixed(1)}</text>`);
  out.push(`<text x="${(left + right) / 2}" y="${height - 3}" text-anchor="middle" fill="${MUTED}" font-size="10.5">H, kOe</text><text x="${right + 27}" y="${bottom + 14}" fill="${MUTED}" font-size="10.5">T</text>`);
  drawn.forEach((r, i) => {
    const colour = i === drawn.length - 1 ? ACCENT : "#9a978f";
    for (const [name, dash] of [["b_t", ""], ["j_t", ' stroke-dasharray="5 3"']]) {
      const points = r.h_koe.map((f: number, k: number) => [f, r[name][k]]).filter(([, v]: number[]) => v >= -1e-9);
      out.push(`<path d="M${points.map(([f, v]: number[]) => `${x(f).toFixed(1)} ${y(v).toFixed(1)}`).join("L")}" fill="none" stroke="${colour}" stroke-width="${colour === ACCENT ? 2.1 : 1.4}"${dash}/>`);
    }
  });
  const mu0 = 0.1; // T/kOe
  const reach = Math.min(hMax, bMax / (permeance * mu0));
  out.push(`<path class="load" d="M${x(0)} ${y(0)}L${x(-reach).toFixed(1)} ${y(reach * permeance * mu0).toFixed(1)}" stroke="${INK}" stroke-width="1" fill="none"/>`);
  const last = drawn[drawn.length - 1];
  if (last && typeof last.point_h_koe === "number") out.push(`<circle cx="${x(-Math.abs(last.point_h_koe)).toFixed(1)}" cy="${y(last.point_b_t).toFixed(1)}" r="4.5" fill="${INK}"/>`);
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${esc(`${t("Demagnetisation at {c} °C", { c: String(last?.celsius ?? "") })}`)}">${out.join("")}</svg>`;
}

const curveTable = (rows: Row[]) => ({ columns: ["°C", "H [kOe]", "J [T]", "B [T]"],
  rows: rows.filter((r) => r.h_koe).flatMap((r) => r.h_koe.map((f: number, k: number) => [r.celsius, f, r.j_t[k], r.b_t[k]])) as (number | null)[][] });

// ---- lines over time ----

const perProcess = (commodity: string) => (): Drawn[] => live.now.lines.filter((l) => l.metric === "intake" && l.ids.commodity === commodity && /^mag-/.test(l.ids.process ?? ""))
  .map((l) => ({ name: l.ids.process, values: l.values, sum: l.values.reduce((a: number, v) => a + (v ?? 0), 0) }))
  .filter((l) => l.sum > 0).sort((a, b) => b.sum - a.sum).slice(0, 6)
  .map((l, i) => ({ label: nameOf("process", l.name), colour: LIGHTS[i], values: l.values }));

function overTime(title: string, note: string, lines: () => Drawn[], unit: () => string, name: string) {
  const key = h("ul", { class: "key" });
  const f = figure(t(title), t(note), (width) => {
    const s = scaleOf(unit());
    return lineChart({ lines: lines().map((l) => ({ ...l, label: "" })), events: isBaseline() ? [] : events(), unit: s.unit, factor: s.factor, width, height: 230, zero: true, label: t(title) });
  }, () => ({ columns: [t("month"), ...lines().map((l) => l.label)], rows: M.months.map((m, i) => [m, ...lines().map((l) => l.values[i])]) }), name);
  f.element.append(key);
  return { element: f.element, draw() {
    f.draw();
    replace(key, ...lines().filter((l) => l.label).map((l) => h("li", { class: `k${LIGHTS.indexOf(l.colour)}` }, l.label)));
  } };
}

/** Works with an order book. */
const booked = () => M.facilities.filter((f) => f.order_book !== null);
/** A metric of theirs, a second one dashed. */
const ofBooks = (metric: string, dashed = "") => (): Drawn[] => {
  const of = (id: string) => live.now.lines.filter((l) => l.metric === id && l.ids.facility);
  return booked().slice(0, LIGHTS.length).flatMap((b, i) => {
    const find = (id: string) => of(id).find((l) => l.ids.facility === b.id)?.values;
    const own = find(metric), other = dashed ? find(dashed) : undefined;
    return [...(own ? [{ label: shortName("facility", b.id), colour: LIGHTS[i], values: own }] : []),
      ...(other ? [{ label: "", colour: LIGHTS[i], values: other, dash: true }] : [])];
  });
};

/** The technologies that are not yet used nearly as much as they can be come first. */
function spreading(): Drawn[] {
  const of = (metric: string) => live.now.lines.filter((l) => l.metric === metric && l.values.some((v) => v !== null));
  return of("adoption").slice(0, 6).flatMap((l, i) => {
    const known = of("known").find((k) => k.ids.limit === l.ids.limit);
    const own: Drawn[] = [{ label: technologyName(l.ids.limit), colour: LIGHTS[i], values: l.values }];
    return known ? [...own, { label: "", colour: LIGHTS[i], values: known.values, dash: true }] : own;
  });
}
let technologies: Row[] = [];
const technologyName = (id: string) => {
  const it = technologies.find((r) => r.id === id);
  return (lang() === "zh" && it?.name_zh) || it?.name || id;
};

// ---- tables ----

function recipeTable(reply: Reply, at: string, take: (id: string) => void): HTMLElement {
  const able = reply.rows.filter((r) => !r.why_not), money = shown(`${M.info.currency}/t`);
  const kilo = (v: number | null) => (v === null ? "–" : digits(v * 1000, 3));
  const named = (r: Row) => (lang() === "zh" && r.name_zh ? r.name_zh : r.name);
  const cannot = reply.rows.filter((r) => r.why_not);
  return h("div", {},
    able.length ? h("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": t("Recipes for a magnet") }, h("table", { "data-name": "recipes" },
      h("thead", {}, h("tr", {}, [t("recipe"), `${t("cost")} [${money.unit}]`, "Br [T]", "Hcj [kOe]", `${t("hot Hcj")} [kOe]`, "NdPr [g]", "Dy [g]", "Tb [g]", `${t("saves Dy")} [g]`, `${t("saves Tb")} [g]`]
        .map((c, i) => h("th", { scope: "col", class: i ? "n" : null }, c)))),
      h("tbody", {}, able.map((r) => h("tr", { class: r.recipe === at ? "chosen" : null },
        h("td", {}, h("button", { type: "button", class: "node", "aria-pressed": String(r.recipe === at), click: () => take(r.recipe) }, named(r))),
        h("td", { class: "n" }, digits(r.cost * 1000 * money.factor, 3)), h("td", { class: "n" }, r.br_t.toFixed(2)), h("td", { class: "n" }, r.hcj_koe.toFixed(1)), h("td", { class: "n" }, r.hcj_hot_koe.toFixed(1)),
        ["ndpr", "dy", "tb", "saved_dy", "saved_tb"].map((k) => h("td", { class: "n" }, kilo(r[k])))))))) : h("p", {}, t("No recipe can do this.")),
    cannot.length ? h("details", {}, h("summary", {}, `${t("Cannot, and why")} (${cannot.length})`), h("ul", { class: "cannot" }, cannot.map((r) => h("li", {}, `${named(r)}: ${r.why_not}`)))) : null);
}

const SHIFT = 8; // hours
function lineTable(rows: Row[]): HTMLElement {
  if (!rows.length) return h("p", {}, t("No facility of this model is described by its lines."));
  const columns: [string, (r: Row) => string][] = [["lines", (r) => plain(r.lines)], ["s a piece", (r) => plain(r.takt_s)], ["g a piece", (r) => digits(r.unit === "t" ? r.mass * 1e6 : null, 2)],
    ["pieces a line and shift", (r) => digits((SHIFT * 3600 * r.uptime * r.yield) / r.takt_s)], ["hours a day", (r) => plain(r.hours_a_day)], ["days a year", (r) => plain(r.days_a_year)],
    ["uptime", (r) => `${digits(100 * r.uptime, 2)} %`], ["yield", (r) => `${digits(100 * r.yield, 2)} %`], ["million pieces a year", (r) => plain(r.pieces_a_year / 1e6)], ["t a year", (r) => plain(r.output_a_year)]];
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("Production lines") }, h("table", { "data-name": "lines" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("facility")), columns.map(([c]) => h("th", { scope: "col", class: "n" }, t(c))))),
    h("tbody", {}, rows.map((r) => h("tr", {}, h("td", {}, nodeLink("facility", r.facility, shortName("facility", r.facility))),
      columns.map(([, of]) => h("td", { class: "n" }, num(of(r), { table: "lines", id: r.facility }))))))));
}

async function orderBooks(run: string, year: string): Promise<HTMLElement> {
  const metrics = ["order_book", "backlog", "delivery_time", "booked_share", "utilisation"];
  const replies = await Promise.all(metrics.map((metric) => get("query", { run, metric, by: "facility", year })));
  const value = (i: number, id: string) => replies[i].rows.find((r) => r.facility === id);
  const booked = replies[0].rows.filter((r) => r.value > 0 && value(1, r.facility)?.value != null).sort((a, b) => b.value - a.value);
  if (!booked.length) return h("p", {}, t("No facility of this model has an order book."));
  const cell = (i: number, id: string) => {
    const r = value(i, id), s = scaleOf(r?.unit ?? "");
    return h("td", { class: "n" }, r?.value == null ? "–" : num(`${digits(r.value * s.factor, 3)} ${r.unit === "month" ? t("months") : s.unit}`, { metric: metrics[i], facility: id, value: r.value, unit: r.unit, when: year }));
  };
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("Order books") }, h("table", { "data-name": "order-books" },
    h("thead", {}, h("tr", {}, ["facility", "on order", "backlog", "delivery time", "booked, next 24 months", "capacity used"].map((c, i) => h("th", { scope: "col", class: i ? "n" : null }, t(c))))),
    h("tbody", {}, booked.map((r) => h("tr", {}, h("td", {}, nodeLink("facility", r.facility, shortName("facility", r.facility))), metrics.map((_, i) => cell(i, r.facility)))))));
}

// ---- the view ----

export function magnetsView(): View {
  const recipes = h("div", { "aria-live": "polite" }), said = h("p", { class: "note", role: "status" }), bookTable = h("div", {}), lineBox = h("div", {}), booksNote = h("p", { class: "note" });
  const families = h("span", {});
  let curves: Row[] = [], asked = "", timer = 0, shownBooks = "", turn = 0;
  const month = () => chosen("magnets.month", monthNow());
  const picture = figure(t("Demagnetisation at {c} °C", { c: chosen("magnets.c", "150") }), t("full: B, dashed: J; grey: at 20 °C; dot: where it works"),
    (width) => curvesSvg(width, curves, +wish().permeance), () => curveTable(curves), "demagnetisation");

  const tell = (text: string, bad = false) => { said.textContent = text; said.classList.toggle("bad", bad); };
  const showCurves = (rows: Row[]) => {
    curves = rows;
    picture.draw();
    picture.element.querySelector("h3")!.textContent = t("Demagnetisation at {c} °C", { c: wish().celsius });
    const hot = rows[rows.length - 1];
    if (!hot || hot.why_not) return tell(hot?.why_not ?? "", true);
    const margin = digits(Math.abs(hot.margin_koe), 2);
    tell(hot.margin_koe >= 0 ? t("It works at {b} T; {m} kOe are left to the knee.", { b: digits(hot.point_b_t, 3), m: margin })
      : t("It is demagnetised for good there: the load line meets the curve {m} kOe beyond the knee.", { m: margin }), hot.margin_koe < 0);
  };
  const ask = async () => {
    const run = live.now.run ?? live.base.run;
    if (!run) return;
    const question: Row = { run, month: month(), ...wish() }, key = JSON.stringify([question, chosen("magnets.recipe")]);
    if (key === asked) return;
    asked = key;
    const mine = ++turn;
    try {
      const reply = await get("magnets", { ...question, permeance: "" });
      if (mine !== turn) return;
      const able = reply.rows.filter((r) => !r.why_not), at = able.find((r) => r.recipe === chosen("magnets.recipe"))?.recipe ?? able[0]?.recipe ?? "";
      replace(recipes, h("p", { class: "note" }, t("Grams of metal per kg of finished magnet; cost at the prices of the month in {r}; savings against plain alloying.", { r: shortName("region", "china") })),
        recipeTable(reply, at, (id) => { choose("magnets.recipe", id); void ask(); }));
      if (!at) { showCurves([]); return tell(t("No recipe can do this."), true); }
      const hot = await get("magnet_curves", { run, month: month(), family: question.family, celsius: 20, thickness: question.thickness, permeance: question.permeance, recipe: at,
        at: question.celsius === "20" ? "20" : `20,${question.celsius}` });
      if (mine === turn) showCurves(hot.rows);
    } catch (error) {
      if (mine === turn) { showCurves([]); tell(`${t("Curves are not to be had")}: ${(error as Error).message}`, true); }
    }
  };
  const later = () => { clearTimeout(timer); timer = window.setTimeout(() => void ask(), REST); };
  const showBooks = async () => {
    const run = live.now.run ?? live.base.run, year = monthNow().slice(0, 4);
    if (!run || shownBooks === run + year) return;
    shownBooks = run + year;
    booksNote.textContent = t("At the end of {y}. Orders measure; the market decides who gets what.", { y: year });
    const table = await orderBooks(run, year);
    if (shownBooks === run + year) replace(bookTable, table); // the baseline's may come behind the run's
  };
  void get("magnet_families").then((reply) => replace(families, pick(t("Family"), reply.rows.map((r) => [r.id, `${r.id} (Hcj ≥ ${r.hcj_koe} kOe)`]), chosen("magnets.family", "UH"),
    (v) => { choose("magnets.family", v); later(); }))).catch((e: Error) => tell(e.message, true));

  void get("lines").then((reply) => replace(lineBox, h("p", { class: "note" }, t("What a works can make, told as its lines: pieces = lines × manned time × uptime × yield ÷ takt. A shift is 8 hours. At the start of the run; what is built later adds to it.")), lineTable(reply.rows)));
  void get("technologies").then((reply) => { technologies = reply.rows; if (technologies.length) spread.draw(); });
  const technology = M.metrics.some((m) => m.id === "adoption");
  const dy = overTime("Dysprosium that magnets use, by recipe", "Metal that goes into the processes, swarf that comes back included.", perProcess("dy-metal"), () => "t", "dysprosium-by-recipe");
  const tb = overTime("Terbium that magnets use, by recipe", "Metal that goes into the processes, swarf that comes back included.", perProcess("tb-metal"), () => "t", "terbium-by-recipe");
  const spread = overTime("What makers have learnt", "Share of a family made with a technology; dashed: what could be made with it by those who have learnt it.", spreading, () => "1", "adoption");
  const wait = overTime("How long customers wait", "Months of work on order; dashed: delivery time of an order placed now, at full capacity.", ofBooks("backlog", "delivery_time"), () => "month", "backlog");
  const bookedShare = overTime("Booked of the next 24 months", "Orders on hand, as a share of what capacity could make in the two years ahead.", ofBooks("booked_share"), () => "1", "booked-share");
  const has = (id: string) => M.commodities.some((c) => c.id === id);
  const watch = [...["dy-metal", "tb-metal"].filter(has).map((commodity) => ({ metric: "intake", commodity, by: ["commodity", "process"] })),
    ...(technology ? ["adoption", "known"].map((metric) => ({ metric, by: ["limit"] })) : []),
    ...(booked().length ? ["backlog", "delivery_time", "booked_share"].map((metric) => ({ metric, facility: booked().map((f) => f.id).join(","), by: ["facility"] })) : [])];
  return {
    watch,
    element: h("section", { class: "view magnets" }, h("h2", {}, t("Magnets")),
      h("div", { class: "wish" }, families, ...SLIDERS.map((s) => slider(s, later)), monthSlider(M.months, month(), (m) => { choose("magnets.month", m); later(); })),
      h("div", { class: "two" }, h("div", {}, picture.element, said), spread.element), h("h3", {}, t("Recipes for a magnet")), recipes,
      h("div", { class: "two" }, dy.element, tb.element),
      h("h3", {}, t("Production lines")), lineBox,
      h("h3", {}, t("Order books")), h("div", { class: "two" }, wait.element, bookedShare.element), booksNote, bookTable),
    draw() {
      dy.draw();
      tb.draw();
      spread.draw();
      wait.draw();
      bookedShare.draw();
      void ask();
      void showBooks();
    },
  };
}

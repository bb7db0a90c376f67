// panel.ts - "what if": levers and the scenarios of the library with their sliders, and a timeline on
// which the policies' months are dragged. Every movement is a change of policies and nothing else.
import { get, Row } from "./api";
import { ACCENT, MUTED, RULE, save } from "./charts";
import { h, esc, replace, toast, write } from "./dom";
import { lang, t } from "./i18n";
import { digits } from "./format";
import { headlineRegion, headlineStages, M, monthIndex, monthText, nameOf, Policy, Scenario, shortName, titleOf, Vary } from "./model";
import { policyList } from "./editor";
import { fileButtons } from "./files";
import { activePolicies, baseline, canRedo, canUndo, change, citation, command, edited, editPolicy, endDrag, isBaseline,
  redo, reset, shareAddress, state, undo } from "./state";

// ---- which number of a policy is its strength ----

interface Knob { key: string; low: number; high: number; neutral: number; percent: boolean; reversed: boolean }

const amountOf = (text: any): number => typeof text === "number" ? text
  : typeof text === "string" ? parseFloat(text) * (text.includes("%") ? 0.01 : 1) : NaN;
const unitOf = (text: any): string => typeof text === "string" ? text.replace(/^[\s\d.,eE+-]+/, "").trim() : "";

/** The slider of a policy: its first number, over a sensible range. */
export function knobOf(policy: Policy): Knob | null {
  for (const field of M.fields.filter((f) => f.kind === policy.kind && f.type === "number")) {
    const given = policy[field.key];
    if (typeof given === "string" && given.includes("{")) continue; // a formula of what the scenario lets vary
    const value = amountOf(given ?? field.fallback);
    if (!Number.isFinite(value)) continue;
    const unit = unitOf(given);
    if (field.quantity === "share" || unit === "%" || field.key === "rate")
      return { key: field.key, low: 0, high: field.key === "rate" ? Math.max(1, value) : 1, neutral: field.key === "leakage" ? 1 : 0,
        percent: true, reversed: field.key === "leakage" };
    if (field.key === "ramp") continue;
    if (field.quantity === "plain") return { key: field.key, low: 0, high: Math.max(2, value * 1.5), neutral: 1, percent: true, reversed: false };
    return { key: field.key, low: 0, high: niceAbove(value * 2.5), neutral: NaN, percent: false, reversed: false };
  }
  return null;
}
const niceAbove = (v: number) => { const p = 10 ** Math.floor(Math.log10(v || 1)); return Math.ceil(v / p) * p; };

const written = (policy: Policy, knob: Knob, value: number): any =>
  knob.percent ? +value.toFixed(4) : `${+value.toPrecision(4)} ${unitOf(policy[knob.key])}`.trim();

function slider(id: string, label: string, knob: Knob, policy: Policy, moved: (value: number) => void): HTMLElement {
  const value = amountOf(policy[knob.key] ?? knob.neutral);
  const shown = (v: number) => knob.percent ? `${Math.round(v * 100)} %` : `${digits(v)} ${unitOf(policy[knob.key])}`;
  const output = h("output", { for: id }, shown(value));
  const input = h("input", { type: "range", id, min: knob.low, max: knob.high, value,
    step: knob.percent && knob.high - knob.low > 0.1 ? 0.01 : (knob.high - knob.low) / 100, "aria-label": label, "aria-valuetext": shown(value),
    input: (e: Event) => {
      const now = +(e.target as HTMLInputElement).value;
      performance.mark("lode:input");
      write(output, shown(now));
      input.setAttribute("aria-valuetext", shown(now));
      holding = true;
      moved(now);
    },
    change: () => { endDrag(); letGo(); } }) as HTMLInputElement;
  return h("div", { class: "slider" }, h("div", { class: "slider-head" }, h("label", { for: id }, label), output), input);
}

// ---- levers: policies that every model has sliders for ----

interface Lever { label: string; policy: Policy; knob: Knob }
let levers: Lever[] = [];

const leverStart = () => monthText(Math.max(monthIndex(M.info.start), monthIndex(M.info.start) + 36));

/** Exports of the region that the model's headline is about, stage by stage; the largest uses; the
 *  largest maker elsewhere of the first stage. */
export async function prepareLevers() {
  const region = headlineRegion(), out: Lever[] = [];
  const from = leverStart();
  if (region) for (const stage of headlineStages().slice(1).reverse()) {
    out.push({ label: t("{who}: exports of {what}", { who: nameOf("region", region), what: shortName("stage", stage).toLowerCase() }),
      policy: { kind: "export_ban", id: `lever-exports-${stage}`, region, commodities: [stage], leakage: 1, from },
      knob: { key: "leakage", low: 0, high: 1, neutral: 1, percent: true, reversed: true } });
  }
  const year = +M.info.start.slice(0, 4);
  try {
    const first = headlineStages()[0];
    const makers = first ? (await get("query", { metric: "production", by: "region", stage: first, year, top: 4 })).rows : [];
    const other = makers.find((r: Row) => r.region !== region);
    if (other) out.push({ label: t("{who}: {what} output", { who: nameOf("region", other.region), what: shortName("stage", first).toLowerCase() }),
      policy: { kind: "outage", id: `lever-outage-${other.region}`, region: [other.region], process: processesOf(first), share: 0, from },
      knob: { key: "share", low: 0, high: 1, neutral: 0, percent: true, reversed: true } });
  } catch { /* a model whose stages cannot be added up has no such lever */ }
  try {
    const last = headlineStages().slice(-1)[0];
    const uses = last ? (await get("query", { metric: "demand", by: "use", stage: last, year, top: 3 })).rows : [];
    for (const use of uses.slice(0, 3).filter((u: Row) => u.use && u.use !== "none"))
      out.push({ label: t("{what}: demand", { what: shortName("use", use.use) }),
        policy: { kind: "demand_shift", id: `lever-demand-${use.use}`, uses: [use.use], factor: 1, from },
        knob: { key: "factor", low: 0.2, high: 2, neutral: 1, percent: true, reversed: false } });
  } catch { /* likewise */ }
  levers = out.filter((l) => M.fields.some((f) => f.kind === l.policy.kind));
}
const processesOf = (stage: string) => M.processes.filter((p) => p.stage === stage).map((p) => p.id);

function leverRow(lever: Lever): HTMLElement {
  const mine = state.own.find((p) => p.id === lever.policy.id) ?? lever.policy;
  // shown as what is left of the usual, so that every lever rests at 100 %
  const knob = { ...lever.knob };
  const flip = knob.key === "share";
  const shownPolicy = flip ? { ...mine, share: 1 - amountOf(mine.share) } : mine;
  if (flip) knob.neutral = 1;
  return slider(`s-${lever.policy.id}`, lever.label, knob, shownPolicy, (v) => {
    const value = flip ? +(1 - v).toFixed(4) : +v.toFixed(4);
    const rest = state.own.filter((p) => p.id !== lever.policy.id);
    const usual = Math.abs(value - lever.knob.neutral) < 1e-9;
    change({ own: usual ? rest : [...rest, { ...mine, [lever.knob.key]: value }] }, lever.policy.id);
  });
}

// ---- the library ----

const ownPolicies = (s: Scenario): Policy[] => {
  const base = new Set((baseline()?.policies ?? []).map((p) => p.id));
  return s.policies.filter((p) => !base.has(p.id));
};

function varySlider(v: Vary): HTMLElement {
  const now = state.vary[v.id] ?? v.default, share = v.low >= 0 && v.high <= 1;
  const knob: Knob = { key: v.id, low: v.low, high: v.high, neutral: v.default, percent: share, reversed: false };
  return slider(`vary-${v.id}`, (lang() === "zh" && v.label_zh) || v.label, knob, { kind: "", id: v.id, [v.id]: now }, (value) => {
    const { [v.id]: _, ...rest } = state.vary;
    change({ vary: Math.abs(value - v.default) < 1e-9 ? rest : { ...rest, [v.id]: +value.toPrecision(6) } }, `vary-${v.id}`);
  });
}

function scenarioCard(s: Scenario): HTMLElement {
  const on = state.on.includes(s.id);
  const policies = ownPolicies(s);
  const box = h("input", { type: "checkbox", id: `on-${s.id}`, checked: on, change: () => {
    performance.mark("lode:input");
    const edits = { ...state.edits };
    if (on) policies.forEach((p) => delete edits[p.id]);
    change({ on: on ? state.on.filter((i) => i !== s.id) : [...state.on, s.id], edits });
  } });
  const many = policies.length > 4;
  return h("li", { class: on ? "card on" : "card" },
    h("div", { class: "card-head" }, box, h("label", { for: `on-${s.id}` }, titleOf(s)),
      h("button", { type: "button", class: "more quiet", "aria-label": `${t("Read more")}: ${titleOf(s)}`, click: () => change({ view: "node", node: `scenario:${s.id}` }) }, "›")),
    on && s.vary.length ? h("div", { class: "card-body" }, s.vary.map(varySlider)) : null,
    on && !s.vary.length ? h("div", { class: "card-body" }, (many ? policies.slice(0, 4) : policies).map((p) => {
      const now = edited(p), knob = knobOf(now);
      if (!knob) return null;
      const label = policies.length > 1 ? `${p.id}` : t("strength");
      return slider(`s-${p.id}`, label, knob, now, (v) => editPolicy(p.id, { [knob.key]: written(now, knob, v) }, p.id));
    })) : null);
}

// ---- the timeline ----

const ROW = 28;

function timeline(): HTMLElement {
  const base = new Set((baseline()?.policies ?? []).map((p) => p.id));
  const rows = activePolicies().filter((p) => !base.has(p.id));
  const box = h("div", { class: "timeline" });
  if (!rows.length) return box;
  const n = M.months.length, width = 292, left = 2, right = width - 2;
  const x = (m: number) => left + ((m - monthIndex(M.info.start)) / n) * (right - left);
  const first = monthIndex(M.info.start), last = first + n;
  const height = rows.length * ROW + 18;
  const years = M.months.filter((m) => m.endsWith("-01") && +m.slice(0, 4) % 3 === 0);
  const bars = rows.map((p, i) => {
    const a = p.from ? Math.max(first, monthIndex(p.from)) : first;
    const b = p.until ? Math.min(last, monthIndex(p.until) + 1) : last;
    const y = i * ROW;
    const label = policyLabel(p);
    return `<text x="${left}" y="${y + 9}" font-size="10" fill="${MUTED}">${esc(label)}</text>
      <rect x="${x(a)}" y="${y + 16}" width="${Math.max(3, x(b) - x(a))}" height="7" rx="3.5" fill="${ACCENT}" opacity=".85" class="bar" data-policy="${esc(p.id)}" data-end="both"/>
      ${p.until ? "" : `<path d="M${x(last) - 6} ${y + 16}l5 3.5l-5 3.5" fill="none" stroke="#fff" stroke-width="1.4"/>`}
      ${handle(p, "from", x(a), y, a, label)}${handle(p, "until", x(b), y, b - 1, label)}`;
  }).join("");
  box.innerHTML = `<svg viewBox="0 0 ${width} ${height}" role="group" aria-label="${esc(t("Timeline"))}">
    ${years.map((m) => `<path d="M${x(monthIndex(m))} 0V${height - 14}" stroke="${RULE}"/><text x="${x(monthIndex(m))}" y="${height - 3}" font-size="9.5" fill="${MUTED}" text-anchor="middle">${m.slice(0, 4)}</text>`).join("")}${bars}</svg>`;
  drag(box, (right - left) / n / width);
  return box;
}

const policyLabel = (p: Policy) => {
  const lever = levers.find((l) => l.policy.id === p.id);
  if (lever) return lever.label;
  const s = M.scenarios.find((c) => c.id !== "baseline" && ownPolicies(c).some((q) => q.id === p.id));
  const title = s ? titleOf(s) : p.id;
  return (s && ownPolicies(s).length > 1 ? `${p.id} · ` : "") + title.slice(0, 52);
};

function handle(p: Policy, end: "from" | "until", x: number, y: number, month: number, label: string): string {
  return `<circle cx="${x}" cy="${y + 19.5}" r="6.5" fill="#fff" stroke="${ACCENT}" stroke-width="2" class="handle" tabindex="0" role="slider"
    aria-label="${esc(`${label}, ${t(end)}`)}" aria-valuemin="0" aria-valuemax="${M.months.length - 1}" aria-valuenow="${month - monthIndex(M.info.start)}" aria-valuetext="${monthText(month)}" data-policy="${esc(p.id)}" data-end="${end}"><title>${esc(`${t(end)} ${monthText(month)}`)}</title></circle>`;
}

function move(id: string, end: string, by: number, at: { from?: string; until?: string }) {
  const first = monthIndex(M.info.start), last = first + M.months.length - 1;
  const from = at.from ? monthIndex(at.from) : first, until = at.until ? monthIndex(at.until) : last;
  const clamp = (m: number, a: number, b: number) => Math.max(a, Math.min(b, m));
  const part: Record<string, any> = {};
  if (end === "both") {
    const shift = clamp(by, first - from, at.until ? last - until : last - from);
    part.from = monthText(from + shift);
    if (at.until) part.until = monthText(until + shift);
  } else if (end === "from") part.from = monthText(clamp(from + by, first, until));
  else {
    const to = clamp(until + by, from, last);
    part.until = to === last ? null : monthText(to);
  }
  performance.mark("lode:input");
  editPolicy(id, part, `${id}-${end}`);
}

function drag(box: HTMLElement, monthShare: number) {
  const policyOf = (id: string) => activePolicies().find((p) => p.id === id);
  box.addEventListener("pointerdown", (down) => {
    const target = (down.target as Element).closest<SVGElement>("[data-policy]");
    const policy = target && policyOf(target.dataset.policy!);
    if (!target || !policy) return;
    down.preventDefault();
    const at = { from: policy.from, until: policy.until }, width = box.getBoundingClientRect().width;
    let done = 0;
    const moved = (e: PointerEvent) => {
      const by = Math.round((e.clientX - down.clientX) / width / monthShare);
      if (by !== done) move(policy.id, target.dataset.end!, (done = by), at);
    };
    const up = () => { window.removeEventListener("pointermove", moved); window.removeEventListener("pointerup", up); endDrag(); };
    window.addEventListener("pointermove", moved);
    window.addEventListener("pointerup", up);
  });
  box.addEventListener("keydown", (e) => {
    const target = (e.target as Element).closest<SVGElement>("[role=slider]");
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[e.key];
    const policy = target && policyOf(target.dataset.policy!);
    if (!by || !target || !policy) return;
    e.preventDefault();
    move(policy.id, target.dataset.end!, by, policy);
  });
}

// ---- the whole ----

async function copy(text: string, told: string) {
  try { await navigator.clipboard.writeText(text); toast(told); }
  catch { prompt(told, text); }
}

export function copyLink() { void copy(shareAddress(), t("Link copied")); }
export function copyCommand() {
  const { line, file } = command();
  if (file) save(file, "text/yaml", "my-scenario.yaml");
  void copy(line, file ? t("Command copied; the scenario file was saved") : t("Command copied"));
}

export function copyCitation() { void copy(citation(), t("Citation copied")); }

/** While a slider moves its element must stay, and all others say what they said. */
let holding = false, letGo = () => {};

export function panel(target: HTMLElement) {
  const body = h("div", { class: "panel-body" });
  const head = h("div", { class: "panel-head" });
  replace(target, head, body);
  letGo = () => { if (holding) { holding = false; draw(); } };
  body.addEventListener("pointerdown", (e) => { if ((e.target as Element).matches("input[type=range]")) holding = true; });
  window.addEventListener("pointerup", letGo);
  const lines = h("div", {});
  let headed = "";
  const drawHead = () => {
    const key = JSON.stringify([lang(), canUndo(), canRedo(), isBaseline() && !state.own.length]);
    if (key !== headed) replaceHead();
    headed = key;
  };
  const replaceHead = () => replace(head, h("h2", {}, t("What if")), h("div", { class: "buttons" },
    h("button", { type: "button", class: "quiet", disabled: !canUndo(), click: undo, "aria-label": t("Undo") }, "↶"),
    h("button", { type: "button", class: "quiet", disabled: !canRedo(), click: redo, "aria-label": t("Redo") }, "↷"),
    h("button", { type: "button", class: "quiet", disabled: isBaseline() && !state.own.length, click: reset }, t("Reset"))));
  const others = () => {
    const base = new Set((baseline()?.policies ?? []).map((p) => p.id)), all = new Map<string, Policy>();
    for (const id of state.on) for (const p of M.scenarios.find((s) => s.id === id)?.policies ?? []) if (!base.has(p.id)) all.set(p.id, edited(p));
    for (const p of state.own) all.set(p.id, p);
    return [...all.values()];
  };
  const draw = () => {
    drawHead();
    if (holding) return;
    lines.replaceChildren(timeline());
    const focused = document.activeElement as HTMLElement | null;
    const again = focused && body.contains(focused) ? (focused.id || focused.getAttribute("data-end") && `[data-policy="${focused.dataset.policy}"][data-end="${focused.dataset.end}"]`) : "";
    replace(body,
      activePolicies().length > (baseline()?.policies.length ?? 0) ? h("section", {}, h("h3", {}, t("Timeline")), lines) : null,
      h("section", {}, h("h3", {}, t("Levers")), levers.map(leverRow)),
      h("section", {}, h("h3", {}, t("Policies")), policyList(others(), policyLabel, draw)),
      h("section", {}, h("h3", {}, t("Scenarios")), h("ul", { class: "cards" },
        M.scenarios.filter((s) => s.id !== "baseline").map(scenarioCard))),
      h("div", { class: "share" },
        h("button", { type: "button", class: "plain", click: copyLink }, t("Copy link")),
        h("button", { type: "button", class: "plain", click: copyCommand }, t("Copy command")),
        h("button", { type: "button", class: "plain", click: copyCitation }, t("Copy citation")),
        ...fileButtons()));
    if (again) (again.startsWith("[") ? body.querySelector<HTMLElement>(again) : document.getElementById(again))?.focus({ preventScroll: true });
  };
  return draw;
}

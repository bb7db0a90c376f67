// state.ts - everything the page shows is in its address: what is switched on, changed, and looked at.
// Changes go through `change`, which keeps the past for undo.
import { M, Policy, Scenario, Vary } from "./model";

export interface State {
  view: string;
  on: string[];                            // scenarios of the library
  edits: Record<string, Record<string, any>>; // policy id -> keys that were changed; off: true drops it
  own: Policy[];                           // policies made on the page
  vary: Record<string, number>;            // what scenarios let vary, where it is not the usual
  month: string; year: string;
  element: string; stage: string; commodity: string; region: string; metric: string;
  node: string;                            // "region:japan"
  money: string; terms: string; mass: string; basis: string; lang: string; // terms: "nominal" = money of its own time
  pins: { title: string; policies: Policy[]; vary?: Record<string, number> }[]; // scenarios kept for comparison
  diff: boolean;
  more: Record<string, string>;            // choices of single views: "evidence.publisher"
}

const fresh = (): State => ({ view: "start", on: [], edits: {}, own: [], vary: {}, month: "", year: "", element: "",
  stage: "", commodity: "", region: "", metric: "price", node: "", money: "", terms: "", mass: "kg", basis: "", lang: "",
  pins: [], diff: false, more: {} });

export const state: State = fresh();
const past: string[] = [], future: string[] = [];
/** What a change is of: of what the model is asked, or of what is shown of its answer. */
type What = "policies" | "look";
const listeners: ((what: What) => void)[] = [];
export const onChange = (listener: (what: What) => void) => listeners.push(listener);

// ---- the address ----

function encode(s: State): string {
  const usual = fresh() as any;
  const parts: string[] = [];
  for (const [key, value] of Object.entries(s)) {
    if (JSON.stringify(value) === JSON.stringify(usual[key])) continue;
    const text = typeof value === "string" ? value
      : key === "on" ? (value as string[]).join("+") : JSON.stringify(value);
    parts.push(`${key}=${encodeURIComponent(text).replace(/%2B/g, "+").replace(/%3A/g, ":").replace(/%2C/g, ",")}`);
  }
  return parts.join("&");
}

function decode(text: string): State {
  const out = fresh() as any;
  for (const part of text.split("&")) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const key = part.slice(0, at);
    if (!(key in out)) continue;
    try {
      const value = decodeURIComponent(part.slice(at + 1));
      out[key] = key === "on" ? value.split("+").filter(Boolean)
        : typeof out[key] === "string" ? value : JSON.parse(value);
    } catch { /* a part that was cut off in mailing is left out */ }
  }
  return out;
}

export function readAddress() {
  Object.assign(state, decode(location.hash.slice(1)));
}

/** The address is written when nothing has been looked at or changed for so long, ms: a browser takes its time for it, which
 *  the model needs while it answers a change. */
const REST: Record<What, number> = { look: 400, policies: 800 };

let writing = 0;
function writeAddress(what: What) {
  clearTimeout(writing);
  writing = window.setTimeout(() => history.replaceState(null, "", `#${encode(state)}`), REST[what]);
}

export const shareAddress = () => `${location.origin}/#${encode(state)}`;

// ---- changes ----

const policyKeys = ["on", "edits", "own", "vary"] as const;
const policyPart = () => JSON.stringify(policyKeys.map((k) => state[k]));

/** Writes the address and tells who listens; `policies` is what they were. */
function changed(policies: string) {
  const what = policyPart() === policies ? "look" : "policies";
  writeAddress(what);
  listeners.forEach((l) => l(what));
}

let dragging = "";
/** Changes the state. Changes with the same `drag` name, one behind the other, are one step of undo. */
export function change(part: Partial<State>, drag = "") {
  const before = encode(state), policies = policyPart();
  Object.assign(state, part);
  if (encode(state) === before) return;
  if (!drag || drag !== dragging) {
    past.push(before);
    if (past.length > 200) past.shift();
    future.length = 0;
  }
  dragging = drag;
  changed(policies);
}

export const endDrag = () => { dragging = ""; };

function go(from: string[], to: string[]) {
  const there = from.pop();
  if (there === undefined) return;
  to.push(encode(state));
  const policies = policyPart();
  Object.assign(state, decode(there));
  dragging = "";
  changed(policies);
}
export const undo = () => go(past, future);
export const redo = () => go(future, past);
export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;
export const reset = () => change({ on: [], edits: {}, own: [], vary: {} });

window.addEventListener("hashchange", () => {
  const policies = policyPart();
  readAddress();
  listeners.forEach((l) => l(policyPart() === policies ? "look" : "policies"));
});

// ---- the policies that this state means ----

export const baseline = (): Scenario | undefined => M.scenarios.find((s) => s.id === "baseline");

/** Policies of the baseline, then of what is switched on, each once; then those of the page. */
export function activePolicies(): Policy[] {
  const all = new Map<string, Policy>();
  for (const scenario of [baseline(), ...state.on.map((id) => M.scenarios.find((s) => s.id === id))])
    for (const policy of scenario?.policies ?? []) all.set(policy.id, policy);
  for (const policy of state.own) all.set(policy.id, policy);
  const out: Policy[] = [];
  for (const policy of all.values()) {
    const edit = state.edits[policy.id];
    if (edit?.off) continue;
    out.push(edit ? { ...policy, ...edit } : policy);
  }
  return out;
}

/** What the scenarios that are on let vary, each name once, with its value now. */
export function activeVaries(): { vary: Vary; value: number }[] {
  const all = new Map<string, Vary>();
  for (const scenario of [baseline(), ...state.on.map((id) => M.scenarios.find((s) => s.id === id))])
    for (const vary of scenario?.vary ?? []) all.set(vary.id, vary);
  return [...all.values()].map((vary) => ({ vary, value: state.vary[vary.id] ?? vary.default }));
}
export const varyNow = (): Record<string, number> => Object.fromEntries(activeVaries().map((v) => [v.vary.id, v.value]));

export const edited = (policy: Policy): Policy =>
  state.edits[policy.id] ? { ...policy, ...state.edits[policy.id] } : policy;

export function editPolicy(id: string, part: Record<string, any>, drag = "") {
  const mine = state.own.find((p) => p.id === id);
  if (mine) change({ own: state.own.map((p) => (p.id === id ? { ...p, ...part } : p)) }, drag);
  else change({ edits: { ...state.edits, [id]: { ...state.edits[id], ...part } } }, drag);
}

const isOff = (id: string) => !!state.edits[id]?.off;
export const isBaseline = () => state.on.length === 0 && state.own.every((p) => isOff(p.id)) &&
  Object.keys(state.edits).every((id) => state.own.some((p) => p.id === id) && isOff(id));

/** The command that runs the same, and whether it needs a scenario file beside it. */
export function command(): { line: string; file: string } {
  const plain = Object.keys(state.edits).length === 0 && state.own.length === 0;
  const folder = M.info.folder;
  if (plain) {
    const stack = state.on.map((id) => ` -s ${id}`).join("");
    const vary = activeVaries().filter((v) => v.value !== v.vary.default).map((v) => ` --vary ${v.vary.id}=${v.value}`).join("");
    return { line: `lode run ${folder}${stack}${vary} -o runs.sqlite`, file: "" };
  }
  return { line: `lode run ${folder} -s my-scenario -o runs.sqlite`, file: scenarioFile() };
}

/** YAML on one line: a JSON text is one. */
const scalar = (v: any): string => JSON.stringify(v);

/** The policies as a scenario file of the model, with what they let vary as it is now. */
export function scenarioFile(): string {
  const policies = activePolicies().map((p) => {
    const keys = Object.keys(p).sort((a, b) => +(b === "kind") - +(a === "kind"));
    return keys.filter((k) => p[k] !== undefined && p[k] !== null).map((k, i) =>
      `${i ? "    " : "  - "}${k}: ${scalar(p[k])}`).join("\n");
  });
  const varies = activeVaries().map(({ vary, value }) => `  ${vary.id}: ${scalar({ low: vary.low, high: vary.high, default: value, label: vary.label })}`);
  return `title: Put together on the page\ntells: >\n  Made in lode serve.\n${varies.length ? `vary:\n${varies.join("\n")}\n` : ""}policies:\n${policies.join("\n")}\n`;
}

/** How the picture may be cited: what it shows, with what, when. */
export function citation(): string {
  const what = state.on.map((id) => M.scenarios.find((s) => s.id === id)?.title).filter(Boolean).join(" + ") || (isBaseline() ? "baseline" : "own scenario");
  return `${M.info.name}, ${what}${state.own.length || Object.keys(state.edits).length ? ", changed on the page" : ""}. Lodestone ${M.info.version}, model ${M.info.id}, ${new Date().toISOString().slice(0, 10)}. ${shareAddress()}`;
}

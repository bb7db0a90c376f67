// api.ts - the server: resources by name, and runs that stream while they are solved.

export type Row = Record<string, any>;
export interface Reply { rows: Row[]; [meta: string]: any }
export interface Watch { metric: string; by?: string[]; [filter: string]: any }
export interface Head { run: string; start: string; steps: number; first: number; from: string; lines: Row[] }

const token = document.querySelector<HTMLMetaElement>('meta[name="lode-token"]')?.content ?? "";
const kept = new Map<string, Promise<Reply>>();
const KEPT_MAX = 150;

export class ApiError extends Error {}

export const address = (name: string, parameters: Row = {}) => {
  const query = Object.entries(parameters)
    .filter(([, v]) => v !== undefined && v !== null && v !== "")
    .map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`).join("&");
  return `/api/v1/${name}${query ? `?${query}` : ""}`;
};

async function ask(url: string): Promise<Reply> {
  const response = await fetch(url);
  const json = await response.json();
  if (!response.ok) throw new ApiError(json.error?.text ?? response.statusText);
  return json;
}

/** "reo": amounts are asked for in rare-earth oxide. The page sets it. */
export const basis = { now: "" };

/** "nominal": money of its own time is asked for. The page sets it. */
export const terms = { now: "" };
const TOLD_IN_MONEY = ["query", "headline", "changes", "why", "magnets", "magnet_curves"];
export const inTerms = (name: string, parameters: Row): Row =>
  terms.now && TOLD_IN_MONEY.includes(name) && parameters.money === undefined ? { ...parameters, money: terms.now } : parameters;

/** A resource. What a run says never changes, so answers are kept. */
export function get(name: string, parameters: Row = {}): Promise<Reply> {
  if (basis.now && (name === "query" || name === "flows") && parameters.basis === undefined) // what has no content is told as it is
    return get(name, { ...parameters, basis: basis.now }).catch(() => get(name, { ...parameters, basis: "" }));
  const url = address(name, inTerms(name, parameters));
  let reply = kept.get(url);
  if (!reply) {
    reply = ask(url);
    reply.catch(() => kept.delete(url));
    kept.set(url, reply);
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!);
  }
  return reply;
}

/** A resource that may have changed since it was last asked for. */
export const getNow = (name: string, parameters: Row = {}): Promise<Reply> => ask(address(name, parameters));

/** Changes something; the server wants the token of this page. */
export async function post(name: string, body: Row): Promise<Reply> {
  const response = await fetch(`/api/v1/${name}`, { method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-Lode-Token": token } });
  const json = await response.json();
  if (!response.ok) throw new ApiError(json.error?.text ?? response.statusText);
  return json;
}

export interface Message { field: string; text: string }

/** What the server says of policies, about the last of them; none: they can be solved. */
export async function checkPolicies(policies: Row[], vary: Record<string, number>): Promise<Message[]> {
  const abort = new AbortController();
  try {
    const response = await fetch("/api/v1/solve", { method: "POST", signal: abort.signal, headers: { "Content-Type": "application/json", "X-Lode-Token": token },
      body: JSON.stringify({ policies, vary, watch: [] }) });
    if (response.ok) return [];
    const error = (await response.json()).error;
    const last = (m: Row) => m.place === "policies" && m.line === policies.length;
    return error?.messages?.length ? error.messages.map((m: Row) => ({ field: last(m) ? m.field : "", text: last(m) ? m.text : [m.field, m.text].filter(Boolean).join(": ") })) : [{ field: "", text: error?.text ?? response.statusText }];
  } finally { abort.abort(); }
}

const client = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("");
let seq = 0;

export interface Listener {
  head(head: Head): void;
  values(from: number, to: number, values: (number | null)[][]): void;
}

/** A question whose answer comes in lines of JSON, told as they come. */
export async function stream(name: string, body: Row, hear: (line: Row) => void, signal?: AbortSignal) {
  const response = await fetch(`/api/v1/${name}`, { method: "POST", signal, body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-Lode-Token": token } });
  if (!response.ok) throw new ApiError((await response.json()).error?.text ?? response.statusText);
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      const line = JSON.parse(text.slice(0, end));
      text = text.slice(end + 1);
      if (line.error) throw new ApiError([line.error, ...(line.messages ?? [])].join("\n"));
      hear(line);
    }
  }
}

/** Solves policies; the listener hears values as they come. Resolves to the run's id, or null when a
 *  later question of this page took its place. */
export async function solve(policies: Row[], watch: Watch[], listener: Listener,
                            signal?: AbortSignal, vary: Record<string, number> = {}): Promise<string | null> {
  let run: string | null = null;
  await stream("solve", { policies, vary, watch, client, seq: ++seq }, (line) => {
    if (line.lines) listener.head(line as Head);
    else if (line.values) listener.values(line.from, line.to, line.values);
    else if (line.done) run = line.run;
  }, signal);
  return run;
}

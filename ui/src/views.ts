// views.ts - what a view is, and what several of them need.
import { Row, Watch } from "./api";
import { h } from "./dom";
import { lang, t, words } from "./i18n";
import { M, monthIndex, Policy } from "./model";
import { Dot } from "./charts";
import { nominal, shown } from "./format";
import { activePolicies, baseline, change, isBaseline, State, state } from "./state";

words({ "Difference to the baseline": "与基准之差", "Blue: more than in the baseline; red: less.": "蓝：多于基准；红：少于基准。", "Play the months": "逐月播放", "Stop": "停止" });

export interface View {
  watch: Watch[];                  // what it looks at while runs are solved
  element: HTMLElement;
  draw(why: "first" | "more" | "whole" | "look"): void;
}

/** A line of list.ts: a view that has a tab. */
export interface Entry {
  id: string;                      // in the address: #view=ID
  name: string;                    // on the tab; its Chinese is among the words of the view's file
  make(): View;
  anew?: (keyof State)[];          // it is built anew when these change; else only drawn again
}

/** What a view has chosen beyond the state that all views share; it is kept in the address. */
export const chosen = (key: string, usual = ""): string => state.more[key] ?? usual;
export const choose = (key: string, value: string) => change({ more: { ...state.more, [key]: value } });

/** Months in which the policies of this run, the baseline's left out, begin. */
export function events(): { month: string; label: string }[] {
  const base = new Set((baseline()?.policies ?? []).map((p) => p.id));
  return activePolicies().filter((p: Policy) => p.from && !base.has(p.id))
    .map((p) => ({ month: p.from!, label: p.id }));
}

/** What was observed of a price, as dots; a run does not change it. */
const seen = new Map<string, Dot[]>();
export function observed(region: string, commodity: string): Dot[] {
  const key = `${region} ${commodity} ${lang()}`, last = monthIndex(M.info.start) + M.months.length;
  if (!seen.has(key)) seen.set(key, M.observations.filter((o: Row) => o.kind === "price" && o.region === region && o.commodity === commodity &&
    monthIndex(o.month) + Math.floor(o.months / 2) < last)
    .map((o: Row) => ({ month: o.months === 12 ? `${o.month.slice(0, 4)}-07` : o.month, value: o.value, note: `${t("observed")}, ${o.source}` })));
  return seen.get(key)!;
}

export const scaleOf = (unit: string, still = false) => shown(unit, still);
export const atBase = () => isBaseline();

// ---- differences to the baseline ----

export const MORE = "#2f5f93", LESS = "#b1442f";

/** Rows of two runs, matched by their keys: value is how much, net has the sign; the largest first. */
export function differences(now: Row[], base: Row[], keys: string[]): Row[] {
  const id = (r: Row) => keys.map((k) => r[k] ?? "").join("|"), all = new Map<string, Row>();
  for (const r of base) all.set(id(r), { ...r, net: -r.value });
  for (const r of now) all.set(id(r), { ...r, net: r.value + (all.get(id(r))?.net ?? 0) });
  return [...all.values()].map((r) => ({ ...r, value: Math.abs(r.net) })).filter((r) => r.value > 1e-9).sort((a, b) => b.value - a.value);
}

export const diffBox = (): HTMLElement | null => isBaseline() ? null : h("label", { class: "tick" },
  h("input", { type: "checkbox", checked: state.diff, change: () => change({ diff: !state.diff }) }), t("Difference to the baseline"),
  state.diff ? h("span", { class: "note" }, ` ${t("Blue: more than in the baseline; red: less.")}`) : null);

// ---- a month, and its film ----

let film = 0;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const FRAME = 450; /* ms: time to ask and draw */

export function monthSlider(months: string[], value: string, moved: (month: string) => void): HTMLElement {
  const at = Math.max(0, months.indexOf(value));
  const output = h("output", {}, months[at]);
  const input = h("input", { type: "range", min: 0, max: months.length - 1, step: 1, value: at, "aria-label": t("Month"), "aria-valuetext": months[at],
    input: () => { stop(); show(+input.value); } }) as HTMLInputElement;
  const show = (i: number) => {
    output.textContent = months[i];
    input.value = String(i);
    input.setAttribute("aria-valuetext", months[i]);
    moved(months[i]);
  };
  const stop = () => { clearInterval(film); film = 0; play.textContent = "▶"; play.setAttribute("aria-label", t("Play the months")); };
  const play = h("button", { type: "button", class: "quiet play", "aria-label": film ? t("Stop") : t("Play the months"), click: () => {
    if (film) return stop();
    play.textContent = "❚❚";
    play.setAttribute("aria-label", t("Stop"));
    film = window.setInterval(() => {
      if (+input.value >= months.length - 1 || !document.querySelector(".play")) return stop();
      // the view may have made its choosers anew: what is on the page moves
      const own = document.querySelector<HTMLInputElement>(".pick.wide input[type=range]")!;
      const next = months.indexOf(state.month || months[+input.value]) + 1;
      if (next >= months.length) return stop();
      own.value = input.value = String(next);
      own.parentElement!.querySelector("output")!.textContent = months[next];
      moved(months[next]);
    }, FRAME);
  } }, film ? "❚❚" : "▶");
  return h("label", { class: "pick wide" }, h("span", {}, t("Month")), input, output, still() ? null : play);
}

export const nodeLink = (kind: string, id: string, text: string) =>
  h("button", { type: "button", class: "node", click: () => change({ view: "node", node: `${kind}:${id}` }) }, text);

export const monthNow = () => state.month || M.months[Math.min(M.months.length - 1, 41)];
export const yearsOf = () => [...new Set(M.months.map((m) => m.slice(0, 4)))];

/** A watch in the money that is chosen, and in rare-earth oxide, if that is chosen and all that it asks for has a content. */
const AMOUNTS = ["production", "use", "imports", "exports", "stock", "demand", "wanted", "shortage"];
export function inBasis(asked: Watch): Watch {
  const watch = nominal() ? { ...asked, money: "nominal" } : asked;
  const goods = M.commodities.filter((c) => watch.commodity ? String(watch.commodity).split(",").includes(c.id) : watch.stage ? String(watch.stage).split(",").includes(c.stage) : false);
  const known = goods.length > 0 && goods.every((c) => c.content_reo);
  return state.basis === "reo" && AMOUNTS.includes(watch.metric) && known ? { ...watch, basis: "reo" } : watch;
}

// views.ts - what a view is, and what several of them need.
import { Row, Watch } from "./api";
import { h } from "./dom";
import { t } from "./i18n";
import { M, monthIndex, Policy } from "./model";
import { Dot } from "./charts";
import { shown } from "./format";
import { activePolicies, baseline, change, isBaseline, State, state } from "./state";

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

/** What was observed of a price, as dots. */
export function observed(region: string, commodity: string): Dot[] {
  const last = monthIndex(M.info.start) + M.months.length;
  return M.observations.filter((o: Row) => o.kind === "price" && o.region === region && o.commodity === commodity &&
    monthIndex(o.month) + Math.floor(o.months / 2) < last)
    .map((o: Row) => ({ month: o.months === 12 ? `${o.month.slice(0, 4)}-07` : o.month, value: o.value, note: `${t("observed")}, ${o.source}` }));
}

export const scaleOf = (unit: string) => shown(unit);
export const atBase = () => isBaseline();

export function monthSlider(months: string[], value: string, moved: (month: string) => void): HTMLElement {
  const at = Math.max(0, months.indexOf(value));
  const output = h("output", {}, months[at]);
  return h("label", { class: "pick wide" }, h("span", {}, t("Month")),
    h("input", { type: "range", min: 0, max: months.length - 1, step: 1, value: at, "aria-label": t("Month"), "aria-valuetext": months[at],
      input: (e: Event) => {
        const m = months[+(e.target as HTMLInputElement).value];
        output.textContent = m;
        (e.target as HTMLElement).setAttribute("aria-valuetext", m);
        moved(m);
      } }), output);
}

export const nodeLink = (kind: string, id: string, text: string) =>
  h("button", { type: "button", class: "node", click: () => change({ view: "node", node: `${kind}:${id}` }) }, text);

export const monthNow = () => state.month || M.months[Math.min(M.months.length - 1, 41)];
export const yearsOf = () => [...new Set(M.months.map((m) => m.slice(0, 4)))];

// live.ts - the run that the page shows and the baseline beside it: their lines, month by month, as
// far as they are solved. A change is asked at once; while one is being answered the next waits for
// its first year, so that every answer that comes is painted.
import { Head, Row, solve, Watch } from "./api";
import { Policy } from "./model";
import { activePolicies, baseline, isBaseline, varyNow } from "./state";

export interface Line { watch: number; metric: string; unit: string; ids: Row; values: (number | null)[] }

export class RunLines {
  run: string | null = null;   // its id, once it is whole
  first = 0;                   // the step from which it differs from what was known
  from = 0;                    // the steps that are known: from this
  told = 0;                    // to this; the first year of a change comes before what stands before it
  lines: Line[] = [];
  find(metric: string, ids: Row): Line | undefined {
    return this.lines.find((l) => l.metric === metric &&
      Object.entries(ids).every(([k, v]) => l.ids[k] === v));
  }
  of(watch: number): Line[] { return this.lines.filter((l) => l.watch === watch); }
}

export const live = {
  base: new RunLines(), now: new RunLines(),
  solving: false, error: "",
};

/** A question is asked; its first year is there; more is; all of it. */
export type Why = "asked" | "first" | "more" | "whole";
type Paint = (why: Why) => void;
let paint: Paint = () => {};
export const onPaint = (p: Paint) => { paint = p; };

let watch: Watch[] = [];
let abort: AbortController | null = null;
let answered = false;  // the solve under way has told its first months
let waiting = false;
let turn = 0;

function listener(target: RunLines, told: () => void) {
  return {
    head(head: Head) {
      target.first = target.from = target.told = head.first;
      target.lines = head.lines.map((l) => ({ watch: l.watch, metric: l.metric, unit: l.unit, ids: l,
        values: new Array(head.steps).fill(null) }));
    },
    values(from: number, to: number, values: (number | null)[][]) {
      values.forEach((part, i) => {
        for (let t = from; t < to; t++) target.lines[i].values[t] = part[t - from];
      });
      target.from = Math.min(target.from, from);
      target.told = Math.max(target.told, to);
      told();
    },
  };
}

async function solveOne(policies: Policy[], target: RunLines, mine: number, isNow: boolean, vary: Record<string, number>, also?: RunLines) {
  const next = new RunLines();
  abort = new AbortController();
  answered = false;
  const run = await solve(policies, watch, listener(next, () => {
    if (mine !== turn) return;
    if (isNow) keepRest(next, target);
    Object.assign(target, next);
    if (also) Object.assign(also, next);
    const why = answered ? "more" : "first";
    answered = true;
    if (isNow) paint(why);
    if (isNow && waiting) ask();
  }), abort.signal, vary);
  if (mine === turn && run) target.run = run;
}

/** Months that are not told yet keep what was there, so that lines do not flicker while dragging. */
function keepRest(next: RunLines, old: RunLines) {
  if (old.lines.length !== next.lines.length) return;
  next.lines.forEach((line, i) => {
    for (let t = 0; t < next.from; t++) line.values[t] = old.lines[i].values[t];
    for (let t = next.told; t < line.values.length; t++) line.values[t] = old.lines[i].values[t];
  });
}

async function ask() {
  waiting = false;
  abort?.abort();
  const mine = ++turn;
  live.solving = true;
  live.error = "";
  live.now.run = null;
  paint("asked");
  try {
    if (!live.base.run && isBaseline()) { // one run is both, and is painted while it is solved
      await solveOne(activePolicies(), live.now, mine, true, varyNow(), live.base);
      if (mine !== turn) return;
      live.base.run = live.now.run;
      live.solving = false;
      paint("whole");
      return;
    }
    if (!live.base.run) {
      await solveOne(baseline()?.policies ?? [], live.base, mine, false, Object.fromEntries((baseline()?.vary ?? []).map((v) => [v.id, v.default])));
      if (mine !== turn) return;
    }
    await solveOne(activePolicies(), live.now, mine, true, varyNow());
    if (mine !== turn) return;
    live.solving = false;
    paint("whole");
  } catch (error) {
    if (mine !== turn || (error as Error).name === "AbortError") return;
    live.solving = false;
    live.error = (error as Error).message;
    paint("whole");
  }
}

/** The policies have changed. */
export function solveAgain() {
  if (live.solving && !answered) waiting = true;
  else void ask();
}

/** The view looks at other quantities. */
export function look(next: Watch[]) {
  if (JSON.stringify(next) === JSON.stringify(watch) && live.base.lines.length) return false;
  watch = next;
  live.base = new RunLines();
  live.now = new RunLines();
  void ask();
  return true;
}

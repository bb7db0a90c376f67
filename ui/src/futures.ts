// futures.ts - a series in many futures: a button asks for them, and bands grow while they are run.
import { stream, terms } from "./api";
import { h, replace } from "./dom";
import { t, words } from "./i18n";
import { activePolicies, varyNow } from "./state";

words({ "Run {n} futures": "运行 {n} 个未来情形", "Stop": "停止", "{done} of {n} futures": "已运行 {done}／{n} 个未来情形",
  "{n} futures, in which what is uncertain is drawn: the bands hold half, and nine in ten, of them; the line is the run with usual numbers.":
    "{n} 个未来情形（不确定的输入随机抽取）：色带包含其中一半与九成；线为取常用数值的运行。",
  "{n} of them have no equilibrium.": "其中 {n} 个无均衡解。" });

/** Percentiles 5, 25, 50, 75 and 95, step by step. */
export interface Fan { quantiles: (number | null)[][]; done: number; runs: number; failed: number }
export interface Series { metric: string; region: string; commodity: string }

const RUNS = 100, KEPT_MAX = 30;
const kept = new Map<string, Fan>();

/** The button, its progress, and what is known so far of the futures of a series. */
export function futures(series: Series, paint: () => void) {
  const element = h("div", { class: "futures" });
  const said = h("span", { class: "note", role: "status" });
  let abort: AbortController | null = null, running = "";
  const key = () => JSON.stringify([series, activePolicies(), varyNow(), terms.now]);
  const draw = () => {
    const fan = kept.get(key()), busy = running === key();
    if (running && !busy) abort?.abort(); // the policies are others now
    said.textContent = busy || fan && fan.done < fan.runs ? t("{done} of {n} futures", { done: fan?.done ?? 0, n: fan?.runs ?? RUNS })
      : fan ? [t("{n} futures, in which what is uncertain is drawn: the bands hold half, and nine in ten, of them; the line is the run with usual numbers.", { n: fan.runs }),
        fan.failed ? t("{n} of them have no equilibrium.", { n: fan.failed }) : ""].join(" ") : "";
    replace(element, busy ? h("button", { type: "button", click: () => abort?.abort() }, t("Stop"))
      : !fan || fan.done < fan.runs ? h("button", { type: "button", click: () => void run() }, t("Run {n} futures", { n: RUNS })) : null, said);
  };
  async function run() {
    const mine = running = key();
    abort = new AbortController();
    draw();
    try {
      await stream("futures", { policies: activePolicies(), vary: varyNow(), runs: RUNS, money: terms.now || undefined, ...series }, (line) => {
        if (line.quantiles) kept.set(mine, { quantiles: line.quantiles, done: line.done, runs: RUNS, failed: line.failed });
        if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!);
        paint();
      }, abort.signal);
    } catch (error) {
      if ((error as Error).name !== "AbortError") { running = ""; draw(); said.textContent = (error as Error).message; return; }
    }
    if (running === mine) running = "";
    paint();
  }
  return { element, draw, fan: (): Fan | undefined => kept.get(key()) };
}

// backtest.ts - runs held against what was observed.
import { get } from "./api";
import { h, replace } from "./dom";
import { figure, INK, lineChart, tableOf } from "./charts";
import { digits, percent } from "./format";
import { t } from "./i18n";
import { M, monthIndex, shortName } from "./model";
import { observed, scaleOf, View } from "./views";

export function backtestView(): View {
  const seen = M.observations.filter((o) => o.kind === "price" && o.commodity && !o.commodity.includes(",") && monthIndex(o.month) >= monthIndex(M.info.start) && monthIndex(o.month) < monthIndex(M.info.start) + M.months.length);
  const pairs = [...new Set(seen.map((o) => `${o.region}|${o.commodity}`))];
  const box = h("div", {});
  const figures = h("div", { class: "quad spaced" });
  const load = async () => {
    const rows: (string | number | null)[][] = [];
    const drawn: ReturnType<typeof figure>[] = [];
    figures.replaceChildren();
    for (const pair of pairs) {
      const [region, commodity] = pair.split("|");
      const reply = await get("query", { run: "baseline", metric: "price", region, commodity, every: "month" }).catch(() => null);
      const values: (number | null)[] | undefined = reply?.rows[0]?.values;
      if (!values) continue;
      const errors: number[] = [];
      for (const o of seen.filter((o) => `${o.region}|${o.commodity}` === pair)) {
        const at = monthIndex(o.month) - monthIndex(M.info.start), part = values.slice(at, at + o.months).filter((v): v is number => v !== null);
        if (part.length) errors.push(part.reduce((a, b) => a + b, 0) / part.length / o.value - 1);
      }
      if (!errors.length) continue;
      const mean = errors.reduce((a, b) => a + Math.abs(b), 0) / errors.length;
      rows.push([shortName("commodity", commodity), shortName("region", region), errors.length, `${digits(mean * 100, 2)} %`, percent(errors[errors.length - 1])]);
      if (errors.length > 2) {
        const unit = reply!.rows[0].unit, s = scaleOf(unit);
        const f = figure(`${shortName("commodity", commodity)} · ${shortName("region", region)}`, "", (width) => lineChart({ lines: [{ label: t("model"), colour: INK, values }], dots: observed(region, commodity), unit: s.unit, factor: s.factor, width, height: 180, label: commodity }),
          () => ({ columns: [t("month"), t("model")], rows: M.months.map((m, i) => [m, values[i]]) }), `backtest-${commodity}`);
        figures.append(f.element);
        drawn.push(f);
      }
    }
    drawn.forEach((f) => f.draw()); // when all are there, each knows its width
    replace(box, rows.length ? tableOf({ columns: [t("product"), t("region"), t("observed"), t("mean error"), t("error")], rows }) : h("p", {}, "–"));
  };
  let begun = false;
  return { watch: [], element: h("section", { class: "view" }, h("h2", {}, t("Model against what was observed")), h("p", { class: "note" }, t("Observed prices within the run, held against the baseline. The base year is fitted; what comes after is not.")), box, figures), draw() {
    if (!begun) { begun = true; void load(); }
  } };
}

#!/usr/bin/env python3
"""What the files of tools/futures.sh say, in docs: the section of ensembles.md between its marks, and futures.csv
(odds and ranges, for tools/answers.sh).
    tools/futures_docs.py OUT docs
OUT has baseline.sqlite, us-programme.sqlite, demand-doubles-2030.sqlite, and morris.sqlite and sobol.sqlite if they were run."""
import csv
import os
import sqlite3
import sys

from docs_section import figure, put_section

SERIES = [("price", "china", "ndpr-oxide", "", "NdPr oxide in China, USD/kg", 1e-3),
          ("price", "china", "dy-oxide", "", "dysprosium oxide in China, USD/kg", 1e-3),
          ("price", "china", "tb-oxide", "", "terbium oxide in China, USD/kg", 1e-3),
          ("share", "china", "", "magnet", "China's share of finished magnets, %", 100),
          ("share", "china", "", "separation", "China's share of separated oxide, %", 100),
          ("self_sufficiency", "united-states", "", "magnet", "magnets made over used, United States, %", 100),
          ("demand_met", "", "", "magnet", "magnets bought over wanted at the prices of 2024, %", 100)]
YEARS = (2024, 2028, 2030, 2035)
TITLES = {"baseline": "baseline", "us-programme": "1.3 billion dollars for an American chain",
          "demand-doubles-2030": "demand for magnets doubles by 2030"}


def percent(share):
    """Whole numbers but at the ends, where a tenth matters."""
    return f"{100 * share:.1f} %" if share < 0.1 or share > 0.9 else f"{100 * share:.0f} %"


class Futures:
    """An ensemble in a results file."""

    def __init__(self, folder, name):
        self.name = name
        self.db = sqlite3.connect(f"file:{os.path.join(folder, name)}.sqlite?mode=ro", uri=True)
        self.runs, self.failed, self.seed, self.sequence = self.db.execute(
            "SELECT runs, failed, seed, sequence FROM ensemble WHERE name = ?", (name,)).fetchone()

    def band(self, metric, region, commodity, stage, year):
        return self.db.execute(
            "SELECT y.q05, y.q50, y.q95 FROM ensemble_item i JOIN ensemble_year y ON y.name = i.name AND y.item = i.item"
            " WHERE i.name = ? AND i.metric = ? AND i.region = ? AND i.commodity = ? AND i.stage = ? AND i.use = ''"
            " AND i.facility = '' AND i.process = '' AND y.year = ?",
            (self.name, metric, region, commodity, stage, year)).fetchone()

    def odds(self):
        """asked, share, low, high, and the band of what was asked in that year"""
        return self.db.execute(
            "SELECT o.asked, o.share, o.low, o.high, y.q05, y.q50, y.q95, o.runs FROM ensemble_odds o JOIN ensemble_year y"
            " ON y.name = o.name AND y.item = o.item AND y.year = o.year WHERE o.name = ? ORDER BY o.odds", (self.name,)).fetchall()

    def share(self, asked):
        return next((row for row in self.odds() if row[0] == asked), None)

    def effects(self, column):
        """input -> [(value, low, high, item, year, at_low, at_high)], all answers"""
        out = {}
        for row in self.db.execute(
                f"SELECT i.id, e.{column}, e.{column}_low, e.{column}_high, e.item, e.year, e.at_low, e.at_high FROM ensemble_effect e"
                " JOIN ensemble_input i ON i.name = e.name AND i.input = e.input WHERE e.name = ?", (self.name,)):
            out.setdefault(row[0], []).append(row[1:])
        return out

    def input(self, ident):
        return self.db.execute("SELECT label, known, source, is_factor, low, high FROM ensemble_input WHERE name = ? AND id = ?",
                               (self.name, ident)).fetchone()

    def called(self, kind, ident):
        """Of a commodity, region or stage as the tables have it."""
        row = self.db.execute(f"SELECT name FROM {kind} WHERE id = ?", (ident,)).fetchone() if ident else None
        return row[0] if row and row[0] else ident

    def item(self, item):
        return self.db.execute("SELECT metric, region, commodity, stage, use, unit FROM ensemble_item WHERE name = ? AND item = ?",
                               (self.name, item)).fetchone()


def weight(effects):
    """Mean over all answers of what there is of it."""
    return sum(max(effect[0] or 0, 0) for effect in effects) / len(effects)


def answer_words(futures, item, year):
    metric, region, commodity, stage, use, unit = futures.item(item)
    thing = futures.called("commodity", commodity) or futures.called("stage", stage) or use
    what = ", ".join(word for word in (metric.replace("_", " "), thing, futures.called("region", region)) if word)
    return f"{what}, {year}" if year else what, "%" if unit == "1" else unit


def read(folder, name):
    return Futures(folder, name) if os.path.exists(os.path.join(folder, name + ".sqlite")) else None


def bands_table(futures):
    lines = ["| | " + " | ".join(str(year) for year in YEARS) + " |", "|---|" + "---|" * len(YEARS)]
    for metric, region, commodity, stage, words, unit in SERIES:
        cells = []
        for year in YEARS:
            band = futures.band(metric, region, commodity, stage, year)
            if not band or band[1] is None:
                cells.append("")
                continue
            low, middle, high = (figure(value * unit) for value in band)
            cells.append(middle if low == high else f"{middle} ({low} to {high})")
        if any(cells):
            lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return lines


def decides_table(baseline, morris, sobol):
    effects, screened = baseline.effects("share"), morris.effects("share") if morris else {}
    totals = sobol.effects("total") if sobol else {}
    order = sorted(effects, key=lambda ident: -weight(effects[ident]))[:10]
    head = ["input", "its numbers are", "alone"] + (["screening"] if morris else []) + (["with others"] if sobol else [])
    lines = ["| " + " | ".join(head + ["most of all", "there", "low to high"]) + " |", "|---" * (len(head) + 3) + "|"]
    for ident in order:
        label, known, source, _, _, _ = baseline.input(ident)
        best = max(effects[ident], key=lambda effect: effect[0] or 0)
        words, unit = answer_words(baseline, best[3], best[4])
        scale = 100 if unit == "%" else 1
        known = "**assumption**" if known == "assumption" else f"{known} ({source})" if source else known
        cells = [label, known, f"{100 * weight(effects[ident]):.1f} %"]
        if morris:
            cells.append(f"{100 * weight(screened[ident]):.1f} %" if ident in screened else "-")
        if sobol:
            cells.append(f"{100 * weight(totals[ident]):.1f} %" if ident in totals else "-")
        cells += [words, f"{100 * best[0]:.0f} % ({100 * max(best[1], 0):.0f} to {100 * best[2]:.0f})",
                  f"{figure(best[5] * scale)} to {figure(best[6] * scale)} {unit}"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines, order


def odds_table(ensembles):
    asked = [row[0] for row in ensembles[0].odds()]
    lines = ["| in which share of the futures | " + " | ".join(TITLES[f.name] for f in ensembles) + " |", "|---" * (len(ensembles) + 1) + "|"]
    for text in asked:
        cells = []
        for futures in ensembles:
            row = futures.share(text)
            cells.append(f"{percent(row[1])} ({percent(row[2])} to {percent(row[3])})" if row and row[1] is not None else "-")
        lines.append(f"| `{text}` | " + " | ".join(cells) + " |")
    return lines


def shortage_line(baseline):
    rows = baseline.db.execute(
        "SELECT i.use, y.mean, y.q95 FROM ensemble_item i JOIN ensemble_year y ON y.name = i.name AND y.item = i.item"
        " WHERE i.name = ? AND i.metric = 'shortage' AND y.year = 0 AND y.mean > 1 ORDER BY y.mean DESC LIMIT 3", (baseline.name,)).fetchall()
    if not rows:
        return "- Nobody who would pay any price runs short of magnets in any of them."
    said = ", ".join(f"`{use}` {figure(mean)} t ({figure(high)} t in one of twenty)" for use, mean, high in rows)
    return f"- Real shortage (users who give up whatever they may pay), mean over the futures and the whole run: {said}."


def section(ensembles, morris, sobol):
    baseline = ensembles[0]
    inputs, = baseline.db.execute("SELECT count(*) FROM ensemble_input WHERE name = ?", (baseline.name,)).fetchone()
    lines = [f"{baseline.runs:,} futures of the baseline"
             + "".join(f", {f.runs:,} of `{f.name}`" for f in ensembles[1:])
             + f": {inputs} ranges of `uncertain.csv`, all judged, `correlations.csv`, outages and delays of `risks.csv`; seed {baseline.seed},"
             f" {baseline.sequence.capitalize()} points. "
             + (f"{sum(f.failed for f in ensembles)} of them found no equilibrium." if sum(f.failed for f in ensembles) else "None failed."),
             "", "![NdPr oxide in China](pictures/futures-ndpr.svg)", "![Dysprosium oxide in China](pictures/futures-dy.svg)", "",
             "The middle future, and where nine in ten lie:", ""]
    lines += bands_table(baseline)
    lines += ["", "How often, with the range of nine in ten that so few draws leave open:", ""] + odds_table(ensembles) + [""]
    lines.append(shortage_line(baseline))
    table, order = decides_table(baseline, morris, sobol)
    how = ["*alone*: share of the variance of an answer, mean over all of them, from the same futures (given data)"]
    if morris:
        how.append(f"*screening*: share of Morris's elementary effects, {morris.runs:,} runs")
    if sobol:
        how.append(f"*with others*: Sobol's total index over these ten, {sobol.runs:,} runs")
    lines += ["", "The ten inputs that decide (" + "; ".join(how) + "; *there*: the share in the answer where it is largest, with the 5th and 95th percentile"
              " of a bootstrap; *low to high*: that answer's mean when the input is in its lowest and in its highest fifth):", ""] + table
    known = [baseline.input(ident)[1] for ident in order]
    lines += ["", f"Of the ten {known.count('assumption')} are assumptions, {known.count('estimate')} estimates with a source, "
              f"{len(known) - known.count('assumption') - known.count('estimate')} read or remembered."]
    return lines


def write_csv(path, ensembles):
    with open(path + ".part", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["scenario", "asked", "runs", "share", "share_low", "share_high", "q05", "q50", "q95"])
        for futures in ensembles:
            for asked, share, low, high, q05, q50, q95, runs in futures.odds():
                out.writerow([futures.name, asked, runs] + ["" if v is None else f"{v:.6g}" for v in (share, low, high, q05, q50, q95)])
    os.replace(path + ".part", path)


def main(folder, docs):
    ensembles = [f for f in (read(folder, name) for name in TITLES) if f]
    put_section(os.path.join(docs, "ensembles.md"), "futures", section(ensembles, read(folder, "morris"), read(folder, "sobol")))
    write_csv(os.path.join(docs, "futures.csv"), ensembles)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

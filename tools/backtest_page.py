#!/usr/bin/env python3
"""Runs the two back-tests and writes what they say: the tables of docs/backtest.md, between its
markers, and the pictures it shows.

    tools/backtest_page.py --lode build/release/lode

Every figure comes from `lode backtest` and `lode show` on the runs made here; the words around the
tables are written by hand. Needs nothing beyond Python's standard library.
"""
import argparse
import csv
import io
import json
import math
import os
import re
import shutil
import subprocess
import tempfile

from backtest_pictures import exports_picture, licences_picture, prices_picture

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ELEMENTS = [("la-oxide", "La"), ("ce-oxide", "Ce"), ("ndpr-oxide", "NdPr"), ("sm-oxide", "Sm"),
            ("eu-oxide", "Eu"), ("gd-oxide", "Gd"), ("tb-oxide", "Tb"), ("dy-oxide", "Dy"), ("y-oxide", "Y")]
QUARTERS = [f"{year}-Q{q}" for year in range(2009, 2014) for q in (1, 2, 3, 4)]
MONTHS_2025 = [f"2025-{m:02d}" for m in range(1, 13)]
VAT = 1.17
DUTY = {"la-oxide": 1.15, "ce-oxide": 1.15, "ndpr-oxide": 1.15, "dy-oxide": 1.25}  # as in the scenario


class Program:
    """lode, and the results file of one run."""

    def __init__(self, lode, model, results, run, options):
        self.lode, self.results, self.run = lode, results, run
        self.model = os.path.join(ROOT, "models", model)
        subprocess.run([lode, "run", self.model, "-o", results, *options], check=True, capture_output=True)

    def say(self, *arguments):
        done = subprocess.run([self.lode, *arguments], check=True, capture_output=True, text=True)
        return done.stdout

    def series(self):
        return json.loads(self.say("backtest", self.results, self.model, "-r", self.run, "--json"))["series"]

    def points(self):
        """{series: [(from, months, observed or None, model)]}, the run's own months among them."""
        text = self.say("backtest", self.results, self.model, "-r", self.run, "--csv", "--months")
        out = {}
        for row in csv.DictReader(io.StringIO(text)):
            observed = float(row["observed"]) if row["observed"] else None
            model = float(row["model"]) if row["model"] else math.nan
            out.setdefault(row["series"], []).append((row["from"], int(row["months"]), observed, model))
        return out

    def show(self, metric, by, **filters):
        """{period: value}"""
        arguments = ["show", self.results, metric, "-r", self.run, "--csv", "--all"]
        if by == "month":
            arguments += ["--by", "month"]
        for key, value in filters.items():
            arguments += ["--" + key, value]
        out = {}
        for row in csv.DictReader(io.StringIO(self.say(*arguments))):
            period = row.get("month") or row.get("year") or row.get("period")
            value = row.get(metric) or row.get("value")
            out[period] = float(value) if value else math.nan
        return out


# ---- figures ----

def quarter_of(month):
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def mean(values):
    values = [v for v in values if not math.isnan(v)]
    return sum(values) / len(values) if values else math.nan


def by_quarter(rows, observed):
    """Means of what is observed (months and quarters, not years) or modelled, by quarter."""
    out = {}
    for month, months, seen, model in rows:
        if observed and seen is not None and months <= 3:
            out.setdefault(quarter_of(month), []).append(seen)
        if not observed and seen is None and months == 1:
            out.setdefault(quarter_of(month), []).append(model)
    return {quarter: mean(values) for quarter, values in out.items()}


def short(value, digits=3):
    if value is None or math.isnan(value):
        return ""
    if abs(value) < 1e-6:
        return "0"
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return f"{value:,.{places}f}" if places else f"{round(value, digits - 1 - math.floor(math.log10(abs(value)))):,.0f}"


def table(head, rows, right=1):
    """A Markdown table; columns from `right` on stand at the right edge."""
    lines = ["| " + " | ".join(head) + " |",
             "|" + "|".join("---" if i < right else "---:" for i in range(len(head))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


# ---- the tables of 2009 to 2013 ----

def summary_rows(all_series, wanted, scale=1000.0):
    rows = []
    for name, title in wanted:
        found = [s for s in all_series if s["series"] == name and s["counted"]]
        if not found:
            continue
        s, peaks = found[0], []
        for key in ("observed_peak", "model_peak"):
            peak = s[key]
            peaks += [short((peak["value"] or math.nan) / scale), peak["month"] or "",
                      short((peak["later"] if peak["later"] is not None else math.nan) / scale)]
        rows.append([title, str(s["counted"]), short(math.exp(s["bias"]), 2), short(math.exp(s["error"]), 2),
                     f"{s['right_moves']} of {s['moves']}", *peaks])
    return rows


SUMMARY_HEAD = ["", "points", "bias", "error", "right moves", "peak", "in", "2 years on", "model's peak", "in",
                "2 years on"]


def quarter_rows(points, place):
    rows = []
    for good, element in ELEMENTS:
        name = f"price of {good}, {place}"
        if name not in points:
            continue
        for observed in (True, False):
            values = by_quarter(points[name], observed)
            rows.append([element if observed else "", "observed" if observed else "model"] +
                        [short(values.get(q, math.nan) / 1000.0, 2) for q in QUARTERS])
    return rows


def quarter_tables(points, place):
    rows = quarter_rows(points, place)
    parts = []
    for first, last in ((0, 8), (8, 20)):
        head = ["", ""] + [q[2:] for q in QUARTERS[first:last]]
        parts.append(table(head, [row[:2] + row[2 + first:2 + last] for row in rows], 2))
    return "\n\n".join(parts)


def flow_rows(points, wanted):
    rows = []
    for name, title in wanted:
        for month, months, observed, model in points.get(name, []):
            if observed is None:
                continue
            period = month[:4] if months == 12 else month
            rows.append([title, period, short(observed), short(model), short(model / observed, 2) if observed else ""])
    return rows


def exports_rows(points):
    """Exports of the model by quarter, kt, and what a quarter of the half-year's quota would be."""
    rows = []
    for name, title in (("oxide from china to world", "all"), ("oxide from china to japan", "to Japan"),
                        ("oxide from china to usa", "to the United States")):
        sums = {}
        for month, _, seen, model in points[name]:
            if seen is None:
                sums[quarter_of(month)] = sums.get(quarter_of(month), 0.0) + model / 1000.0
        for year in range(2009, 2014):
            rows.append([title if year == 2009 else "", str(year)] +
                        [short(sums[f"{year}-Q{q}"]) for q in (1, 2, 3, 4)] +
                        [short(sum(sums[f"{year}-Q{q}"] for q in (1, 2, 3, 4)))])
    return rows


def model_rent(program):
    """{month: USD per kg}, of whichever quota is in force."""
    out = {}
    for limit in ("2009-h1", "2009-h2", "2010-h1", "2010-h2", "2011-h1", "2011-h2", "2012", "2013-h1", "2013-h2"):
        for month, value in program.show("rent", "month", limit="quota-" + limit).items():
            if re.fullmatch(r"\d{4}-\d\d", month or "") and not math.isnan(value):
                out[month] = out.get(month, 0.0) + value / 1000.0
    return out


def implied_rent(points):
    """{quarter: {good: USD per kg}}: FOB less the price at home with VAT and duty."""
    out = {}
    for good, duty in DUTY.items():
        abroad = by_quarter(points[f"price of {good}, rest"], True)
        home = by_quarter(points[f"price of {good}, china"], True)
        for quarter in sorted(set(abroad) & set(home)):
            out.setdefault(quarter, {})[good] = (abroad[quarter] - home[quarter] * VAT * duty) / 1000.0
    return out


def rent_rows(points, rent):
    rows = []
    for quarter, goods in sorted(implied_rent(points).items()):
        months = [v for m, v in rent.items() if quarter_of(m) == quarter]
        rows.append([quarter] + [short(goods.get(g, math.nan), 2) for g in DUTY] + [short(mean(months), 2)])
    return rows


def rule_rows(program):
    abroad = "japan,usa,europe,rest"
    met = program.show("demand", "year", region=abroad, stage="oxide")
    wanted = program.show("wanted", "year", region=abroad, stage="oxide")
    made = program.show("production", "year", region="usa,europe,malaysia,japan,rest", stage="oxide")
    world = program.show("production", "year", stage="oxide")
    rows, before, share_before = [], 0.0, None
    for year in ("2009", "2010", "2011", "2012", "2013"):
        saved = 1.0 - met[year] / wanted[year]
        share = made[year] / world[year]
        rows.append([year, f"{100 * saved:.0f} %", f"{100 * (saved - before):+.0f}",
                     f"{100 * share:.1f} %", "" if share_before is None else f"{100 * (share - share_before):+.1f}"])
        before, share_before = saved, share
    return rows


def recovery_rows(series, points):
    """Peak and level two years later, as multiples of the mean of 2009."""
    rows = []
    for good, element in ELEMENTS:
        name = f"price of {good}, rest"
        found = [s for s in series if s["series"] == name and s["counted"]]
        base = [(o, v) for m, months, o, v in points.get(name, []) if m == "2009-01" and months == 12]
        if not found or not base:
            continue
        row = [element]
        for peak, start in ((found[0]["observed_peak"], base[0][0]), (found[0]["model_peak"], base[0][1])):
            later = peak["later"] if peak["later"] is not None else math.nan
            row += [short(peak["value"] / start, 2), peak["month"], short(later / start, 2)]
        rows.append(row)
    return rows


def tables_2009(program):
    points, series = program.points(), program.series()
    rent = model_rent(program)
    flows = [("oxide from china to world", "exports"), ("oxide from china to japan", "to Japan"),
             ("oxide from china to usa", "to the United States"), ("output of mine, china", "mined in China"),
             ("output of mine, usa", "mined in the United States"), ("output of mine, russia", "mined in Russia"),
             ("output of mine, australia", "mined in Australia")]
    prices = [(f"price of {g}, {place}", f"{e}, {words}") for place, words in (("rest", "abroad"), ("china", "at home"))
              for g, e in ELEMENTS]
    return points, rent, {
        "prices-2009": table(SUMMARY_HEAD, summary_rows(series, prices)),
        "quarters-abroad": quarter_tables(points, "rest"),
        "quarters-home": quarter_tables(points, "china"),
        "flows-2009": table(["t", "", "observed", "model", "ratio"], flow_rows(points, flows), 2),
        "exports-quarters": table(["model, kt", "", "Q1", "Q2", "Q3", "Q4", "year"], exports_rows(points), 2),
        "rent-2009": table(["quarter", "La", "Ce", "NdPr", "Dy", "model"], rent_rows(points, rent)),
        "rules-2009": table(["year", "use given up outside China", "points more", "made outside China, of the world",
                             "points more"], rule_rows(program)),
        "recovery-2009": table(["times 2009", "peak", "in", "2 years on", "model's peak", "in", "2 years on"],
                               recovery_rows(series, points)),
    }


# ---- the tables of 2025 ----

def month_values(points, name):
    observed = {m: o for m, months, o, _ in points.get(name, []) if o is not None and months == 1}
    model = {m: v for m, months, o, v in points.get(name, []) if o is None and months == 1}
    return observed, model


def tables_2025(program):
    points, series = program.points(), program.series()
    rows = []
    goods = [("magnet from china to world", "all destinations"), ("magnet from china to united-states", "United States")]
    for name, title in goods:
        observed, model = month_values(points, name)
        rows.append([title, "observed"] + [short(observed.get(m, math.nan)) for m in MONTHS_2025])
        rows.append(["", "model"] + [short(model[m]) for m in MONTHS_2025])
    prices, curves = [], {}
    for good, element in (("dy-oxide", "Dy"), ("tb-oxide", "Tb"), ("y-oxide", "Y"), ("ndpr-oxide", "NdPr")):
        for place, words in (("germany", "Europe"), ("china", "China")):
            observed, _ = month_values(points, f"price of {good}, {place}")
            model = program.show("price", "month", region=place, commodity=good)
            curves[good, place] = (observed, model)
            if observed:
                prices.append([f"{element}, {words}", "observed"] +
                              [short(observed.get(m, math.nan) / 1000.0, 3) for m in MONTHS_2025])
            prices.append(["" if observed else f"{element}, {words}", "model"] +
                          [short(model[m] / 1000.0, 3) for m in MONTHS_2025])
    head = ["", ""] + [m[5:] for m in MONTHS_2025]
    wanted = [("magnet from china to world", "magnets, all destinations, t"),
              ("magnet from china to united-states", "magnets to the United States, t"),
              ("magnet from china to japan", "magnets to Japan, t")]
    kg = [("price of dy-oxide, germany", "Dy in Europe"), ("price of tb-oxide, germany", "Tb in Europe"),
          ("price of y-oxide, germany", "Y in Europe"), ("price of dy-oxide, china", "Dy in China"),
          ("price of tb-oxide, china", "Tb in China"), ("price of ndpr-oxide, china", "NdPr in China"),
          ("price of ndpr-oxide, rest-of-world", "NdPr, FOB China")]
    statistics = [row[:5] for row in summary_rows(series, wanted, 1.0) + summary_rows(series, kg)]
    return points, curves, {
        "exports-2025": table(head, rows, 2),
        "prices-2025": table(head, prices, 2),
        "series-2025": table(SUMMARY_HEAD[:5], statistics),
    }


def extrapolation_rows(lode, folder):
    """The episode of 2009 to 2013 with other trust in trends: one run each."""
    rows = []
    for months in ("0", "2", "3", "3.5", "4", "6"):
        model = os.path.join(folder, "with-" + months)
        shutil.copytree(os.path.join(ROOT, "models/ree-2009"), model)
        settings = os.path.join(model, "model.yaml")
        with open(settings, encoding="utf-8") as file:
            text, n = re.subn(r"(?m)^  extrapolation: .*$", "  extrapolation: " + months, file.read())
        assert n == 1
        write(settings, text)
        program = Program(lode, model, model + ".sqlite", "baseline", [])
        errors = [s["error"] for s in program.series() if s["series"].startswith("price") and s["counted"]]
        peaks = {s["series"]: s["model_peak"] for s in program.series()}
        exports = program.show("exports", "year", region="china", stage="oxide")
        row = [months, short(math.exp(mean(errors)), 2)]
        for good in ("la", "ndpr", "dy"):
            peak = peaks[f"price of {good}-oxide, rest"]
            row += [short(peak["value"] / 1000.0, 2), peak["month"]]
        rows.append(row + [short(exports["2011"] / 1000.0, 2), short(exports["2012"] / 1000.0, 2)])
    series = {s["series"]: s for s in program.series()}
    row = ["observed", ""]
    for good in ("la", "ndpr", "dy"):
        peak = series[f"price of {good}-oxide, rest"]["observed_peak"]
        row += [short(peak["value"] / 1000.0), peak["month"]]
    seen = {p["period"]: p["observed"] for p in series["oxide from china to world"]["points"]}
    rows.append(row + [short(seen["2011"] / 1000.0, 2), short(seen["2012"] / 1000.0, 2)])
    return rows


def parameters():
    """The defaults of both models, as they stand in their model.yaml."""
    def read(model):
        with open(os.path.join(ROOT, "models", model, "model.yaml"), encoding="utf-8") as file:
            block = file.read().split("defaults:")[1].split("\n\n")[0]
        return dict(re.findall(r"^  (\w+): ([^#\n]+?)\s*(?:#.*)?$", block, re.M))
    then, now = read("ree-2009"), read("ree-magnets")
    rows = [[f"`{key}`", then.get(key, ""), now.get(key, "")] for key in
            ("expectation", "extrapolation", "long_run", "demand_half_life", "choke", "backstop", "stickiness",
             "half_life", "holding")]
    return table(["", "ree-2009", "ree-magnets"], rows)


# ---- the page ----

def fill(page, tables):
    for name, text in tables.items():
        pattern = re.compile(rf"(<!-- {name}: made by tools/backtest_page.py -->\n).*?(<!-- end -->)", re.S)
        if not pattern.search(page):
            raise SystemExit(f"docs/backtest.md has no marker for {name}")
        page = pattern.sub(lambda match: match.group(1) + text + "\n" + match.group(2), page)
    return page


def write(path, text):
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lode", default=os.path.join(ROOT, "build/release/lode"))
    args = parser.parse_args()
    lode = os.path.abspath(args.lode)
    with tempfile.TemporaryDirectory() as folder:
        then = Program(lode, "ree-2009", os.path.join(folder, "then.sqlite"), "baseline", [])
        now = Program(lode, "ree-magnets", os.path.join(folder, "now.sqlite"), "china-licences-2025",
                      ["-s", "china-licences-2025", "--end", "2026-12"])
        points, rent, tables = tables_2009(then)
        points_2025, curves, more = tables_2025(now)
        tables.update(more)
        tables["parameters"] = parameters()
        tables["extrapolation"] = table(["months", "usual error", "La peak", "in", "NdPr peak", "in", "Dy peak", "in",
                                         "exports 2011, kt", "2012"], extrapolation_rows(lode, folder))
        pictures = os.path.join(ROOT, "docs/pictures")
        write(os.path.join(pictures, "backtest-2009-prices.svg"), prices_picture(points, rent, implied_rent(points)))
        write(os.path.join(pictures, "backtest-2009-exports.svg"), exports_picture(points))
        write(os.path.join(pictures, "backtest-2025.svg"), licences_picture(points_2025, curves))
    page = os.path.join(ROOT, "docs/backtest.md")
    with open(page, encoding="utf-8") as file:
        text = file.read()
    write(page, fill(text, tables))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Turns the points of a back-test into the Markdown table of docs/published.md.

    lode run models/ree-magnets -o world.sqlite
    lode backtest world.sqlite models/ree-magnets --csv | tools/observed_table.py > docs/published.md

Every point is there, the monthly prices as the mean of their series in a year.
"""
import csv
import sys
from collections import OrderedDict

GROUPS = [("Mines", ("mine", "conc-")), ("Separation", ("oxide", "separation")),
          ("Metal and magnets", ("metal", "magnet", "sinter-line", "ndfeb"))]
HEAD = """# Published against model

Made by a command (`tools/observed_table.py` says which); not edited by hand. Each line is one published figure
of `models/ree-magnets/tables/obs_*.csv`, over the same months of the baseline run. `sigma` is the standard error that the
table gives the figure; `off` is how many of them the run is away. Figures of 2024 were used to find the base year,
the others were not. [data.md](data.md) says what is behind them.
"""


def number(value):
    if abs(value) >= 1000:
        return f"{float(f'{value:.4g}'):,.0f}"
    return f"{value:.3g}"


def period(point):
    months = int(point["months"])
    return point["from"][:4] if months == 12 else point["from"] + (" (quarter)" if months == 3
                                                                   else "")


def group_of(series):
    kind = series.split(" ")[0]
    if kind in ("price", "share", "use", "demand"):
        return kind.capitalize() + "s"
    if " from " in series:
        return "Trade"
    for name, words in GROUPS:
        if any(word in series.split(",")[0] for word in words):
            return name
    return "Other"


def gathered(points):
    """Monthly prices of one source become one line a year."""
    lines = OrderedDict()
    for point in points:
        monthly = point["series"].startswith("price") and int(point["months"]) == 1
        when = point["from"][:4] + ", months" if monthly else period(point)
        lines.setdefault((point["series"], when, point["source"]), []).append(point)
    return lines


def line(series, when, source, points):
    n = len(points)
    observed = sum(float(p["observed"]) for p in points) / n
    model = sum(float(p["model"]) for p in points) / n
    sigma = float(points[0]["sigma"])
    when = when.replace(", months", f", {n} months" if n > 1 else f"-{points[0]['from'][5:7]}")
    off = (model / observed - 1) / sigma if observed else float("nan")
    return (f"| {series} | {when} | {number(observed)} | {points[0]['unit']} | {100 * sigma:.0f} % "
            f"| {number(model)} | {off:+.1f} | {points[0]['status']} | {source} |")


def main():
    points = [p for p in csv.DictReader(sys.stdin) if p["model"]]
    groups = OrderedDict((name, []) for name in ("Mines", "Separation", "Metal and magnets",
                                                 "Trade", "Shares", "Uses", "Prices"))
    for (series, when, source), its in gathered(points).items():
        groups.setdefault(group_of(series), []).append((series, when, source, its))
    print(HEAD)
    for name, lines in groups.items():
        print(f"## {name}\n\n| what | when | published | unit | sigma | run | off | status | source |")
        print("|---|---|---:|---|---:|---:|---:|---|---|")
        for item in sorted(lines, key=lambda item: (item[1][:4], item[0])):
            print(line(*item))
        print()


if __name__ == "__main__":
    main()

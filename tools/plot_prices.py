#!/usr/bin/env python3
"""Draws prices of a results file as an SVG: one panel per market, one line per run.

    tools/plot_prices.py RESULTS.sqlite OUT.svg [--title TEXT] [--from 2024-01 --to 2028-12] \
        --runs baseline india-japan-halt --market japan/ndpr-oxide --market china/ndpr-oxide

Needs nothing beyond Python's standard library.
"""
import argparse
import sqlite3
import sys
from xml.sax.saxutils import escape

INK, GRID, PAPER = "#1d2733", "#d9dee4", "#ffffff"
COLOURS = ["#1f5fa8", "#c8501e", "#2e8b57", "#7a4fa0"]
DASHES = ["", "7 4", "2 3", "9 3 2 3"]
PANEL_W, PANEL_H, LEFT, TOP, GAP, RIGHT = 420, 250, 62, 64, 76, 24


def read_series(db, run, region, commodity, first, last):
    rows = db.execute(
        "SELECT month, value FROM price WHERE run = ? AND region = ? AND commodity = ?"
        " AND month BETWEEN ? AND ? ORDER BY month",
        (run, region, commodity, first, last)).fetchall()
    if not rows:
        sys.exit(f"no prices of {region}/{commodity} in run {run} between {first} and {last}")
    return rows


def names(db, region, commodity):
    region_name = db.execute("SELECT name FROM region WHERE id = ?", (region,)).fetchone()[0]
    name, unit = db.execute("SELECT name, unit FROM commodity WHERE id = ?",
                            (commodity,)).fetchone()
    return f"{name}, {region_name}", unit


def round_step(span):
    step = 10.0 ** len(str(int(span)))
    for divisor in (1, 2, 5, 10, 20, 50, 100):
        if span / (step / divisor) >= 4:
            return step / divisor
    return span / 4


def panel(x0, title, unit, series):
    """One chart at x0; series is [(run, [(month, value)])]."""
    values = [v for _, rows in series for _, v in rows]
    low, high = min(values), max(values)
    step = round_step((high - low) or high)
    low, high = step * int(low / step), step * (int(high / step) + 1)
    months = [m for m, _ in series[0][1]]
    x = lambda i: x0 + PANEL_W * i / max(1, len(months) - 1)
    y = lambda v: TOP + PANEL_H * (high - v) / (high - low)
    out = [f'<text x="{x0}" y="{TOP - 16}" class="head">{escape(title)}</text>']
    tick = low
    while tick <= high + step / 2:
        out.append(f'<line x1="{x0}" x2="{x0 + PANEL_W}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" class="grid"/>'
                   f'<text x="{x0 - 8}" y="{y(tick) + 4:.1f}" class="tick end">{tick / 1000:,.0f}</text>')
        tick += step
    for i, month in enumerate(months):
        if month.endswith("-01"):
            out.append(f'<text x="{x(i):.1f}" y="{TOP + PANEL_H + 20}" class="tick">{month[:4]}</text>')
    out.append(f'<text x="{x0}" y="{TOP - 2}" class="tick">thousand USD/{escape(unit)}</text>')
    for k, (run, rows) in enumerate(series):
        points = " ".join(f"{x(i):.1f},{y(v):.1f}" for i, (_, v) in enumerate(rows))
        out.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[k % 4]}" stroke-width="2"'
                   f' stroke-dasharray="{DASHES[k % 4]}"/>')
    return "\n".join(out)


def legend(runs, y):
    out, x = [], LEFT
    for k, run in enumerate(runs):
        out.append(f'<line x1="{x}" x2="{x + 30}" y1="{y - 4}" y2="{y - 4}" stroke="{COLOURS[k % 4]}"'
                   f' stroke-width="2.5" stroke-dasharray="{DASHES[k % 4]}"/>'
                   f'<text x="{x + 38}" y="{y}" class="tick">{escape(run)}</text>')
        x += 60 + 8 * len(run)
    return "\n".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("results")
    parser.add_argument("out")
    parser.add_argument("--title", default="")
    parser.add_argument("--from", dest="first", default="0000-00")
    parser.add_argument("--to", dest="last", default="9999-99")
    parser.add_argument("--runs", nargs="+", required=True)
    parser.add_argument("--market", action="append", required=True, metavar="REGION/COMMODITY")
    args = parser.parse_args()
    db = sqlite3.connect(f"file:{args.results}?mode=ro", uri=True)
    width = LEFT + len(args.market) * (PANEL_W + GAP) - GAP + RIGHT
    height = TOP + PANEL_H + 62
    parts = []
    for k, market in enumerate(args.market):
        region, commodity = market.split("/")
        title, unit = names(db, region, commodity)
        series = [(run, read_series(db, run, region, commodity, args.first, args.last))
                  for run in args.runs]
        parts.append(panel(LEFT + k * (PANEL_W + GAP), title, unit, series))
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
 font-family="system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif" role="img" aria-label="{escape(args.title)}">
<style>.tick{{font-size:12px;fill:{INK}}}.end{{text-anchor:end}}.head{{font-size:15px;font-weight:600;fill:{INK}}}
.title{{font-size:17px;font-weight:600;fill:{INK}}}.grid{{stroke:{GRID};stroke-width:1}}</style>
<rect width="100%" height="100%" fill="{PAPER}"/>
<text x="{LEFT}" y="24" class="title">{escape(args.title)}</text>
{chr(10).join(parts)}
{legend(args.runs, TOP + PANEL_H + 48)}
</svg>
"""
    with open(args.out, "w", encoding="utf-8") as file:
        file.write(svg)


if __name__ == "__main__":
    main()

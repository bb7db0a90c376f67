#!/usr/bin/env python3
"""What the files of tools/choice.sh say, in docs/choice.md between its marks.
    tools/choice_docs.py OUT docs"""
import csv
import json
import os
import re
import sys

from docs_section import figure, put_section

RUNS = r"[0-9]+ runs in .*"


def load(folder, name):
    path = os.path.join(folder, name + ".json")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def said(folder, name, pattern):
    """The first group of what a command said on the side, or nothing."""
    with open(os.path.join(folder, name + ".err"), encoding="utf-8") as file:
        found = re.search(pattern, file.read())
    return found.group(0) if found else ""


# ---- threats ----

def region(ident):
    return {"united-states": "the United States", "eu": "the EU"}.get(ident, ident.replace("-", " ").title())


def sentence(row, span):
    """One row of the sweep in words."""
    loss, users = row["loss"] / 1e6, row["loss_of_users"] / 1e6
    back = f"what users buy is back after {row['months_to_recover']:.0f} months" if row["recovers"] and row["months_to_recover"] is not None \
        else f"what users buy is not back within {span} months"
    if row["months_to_recover"] is None and row["recovers"]:
        back = "users notice nothing that lasts"
    gain = f", while makers elsewhere gain {figure(users - loss)} million of it" if users > 1.05 * loss else ""
    stocks = f"; stocks last {figure(row['months_to_stop'], 2)} months" if row["months_to_stop"] is not None else ""
    return (f"**{row['what'][0].upper() + row['what'][1:]}**: {figure(loss)} million USD lost, {figure(users)} million by users{gain}; "
            f"most in {region(row['most_in'])}; {back} (slowest: {row['slowest']}){stocks}.")


def months(first, last):
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def threats(folder):
    sweep = load(folder, "threats")
    span = months(sweep["from"], sweep["end"])
    singles, pairs = sweep["singles"], sweep["pairs"]
    lines = [f"`lode threats models/ree-magnets --pairs`: {len(singles)} halts and outages and {len(pairs)} pairs, {months(sweep['from'], sweep['until'])}"
             f" months each from {sweep['from']}, looked at until {sweep['end']}; {sweep['idle']} more would move nothing. Users and makers have"
             f" {figure(sweep['worth'] / 1e9)} billion USD in that time. {said(folder, 'threats', RUNS)}.", ""]
    for i, row in enumerate(singles[:20]):
        lines.append(f"{i + 1}. " + (sentence(row, span) if "failed" not in row else f"**{row['what']}**: {row['failed']}."))
    worse = sorted((p for p in pairs if p.get("worse_together")), key=lambda p: p["sum"] - p["loss"])
    lines += ["", f"{len(worse)} of {len(pairs)} pairs are worse together than the sum"
              + (", since each was where the other's customers went:" if worse else "."), ""]
    for pair in worse[:5]:
        lines.append(f"- {pair['what']}: {figure(pair['loss'] / 1e6)} million instead of {figure(pair['sum'] / 1e6)} ({100 * (pair['loss'] / pair['sum'] - 1):.1f} % more)")
    return lines


# ---- plans ----

def size_words(size, unit):
    return f"{figure(size / 1e6 if size >= 1e6 else size)}{' million' if size >= 1e6 else ''} {unit}".strip()


def mix(result, plan):
    units = {part["id"]: part["unit"] for part in result["measures"]}
    return ", ".join(f"{name} {size_words(size, units[name])}" for name, size in plan["sizes"].items()) or "nothing"


def percent(value):
    return "-" if value is None else f"{100 * value:.1f} %"


def frontier(result, words, title):
    spread = any(point["goal_least"] != point["goal_most"] for point in result["frontier"])
    lines = [f"| budget, million USD | {title} |" + (" least to most (mean) |" if spread else "") + " paid | plan |",
             "|---|---|" + ("---|" if spread else "") + "---|---|"]
    for point in result["frontier"]:
        lines.append(f"| {point['limit'] / 1e6:,.0f} | {words(point['goal'])} |"
                     + (f" {words(point['goal_least'])} to {words(point['goal_most'])} ({words(point['goal_mean'])}) |" if spread else "")
                     + f" {point['cost'] / 1e6:,.0f} | {mix(result, point)} |")
    return lines


def measures(result):
    lines = ["| measure | in the plan | alone | the plan without it | a step more |", "|---|---|---|---|---|"]
    for part in result["measures"]:
        taken = bool(part["size"])
        lines.append(f"| {part['name']} (`{part['id']}`) | {size_words(part['size'], part['unit']) if taken else '-'} | {percent(part['goal_alone'])} | {percent(part['goal_without'])} |"
                     f" {percent(part['goal_further'])} |")
    return lines


def told(folder, name):
    """The sentences under the heads 'What it changes' and 'What limits it' of what the command printed."""
    with open(os.path.join(folder, name + ".txt"), encoding="utf-8") as file:
        text = file.read()
    lines = []
    for head in ("What it changes", "What limits it"):
        found = re.search(rf"^{head}\n((?:  .*\n)*)", text, flags=re.M)
        lines += [f"{head}:", ""] + [f"- {line.strip()}" for line in found.group(1).splitlines()] + [""] if found else []
    return lines


def repeated(folder):
    with open(os.path.join(folder, "repeated.csv"), encoding="utf-8") as file:
        rows = list(csv.reader(file))
    same = [row for row in rows if float(row[1]) == float(row[2])]
    return f"`lode run -s PLAN.yaml` repeats {len(same)} of these {len(rows)} plans to the last digit" + \
        ("." if len(same) == len(rows) else ": not " + ", ".join(row[0] for row in rows if row not in same) + ".")


def united_states(folder):
    result, risk = load(folder, "us"), load(folder, "us-risk")
    lines = [f"Without measures {percent(result['without_measures'])} of the magnets that are used in the United States in 2030 are made there; with the best plan found for"
             f" 1300 million {percent(result['plan']['goal'])}, for {result['plan']['cost'] / 1e6:,.0f} million ({result['plans_tried']} plans tried"
             f"{'' if result['proven'] else '; no proof'}; {said(folder, 'us', RUNS)}). An equal split has {percent(result['equal']['goal'])}, the best single measure"
             f" {percent(result['single']['goal'])} ({mix(result, result['single'])}), greedy growth {percent(result['greedy']['goal'])}.", ""]
    lines += measures(result) + [""] + told(folder, "us") + ["![self-sufficiency and what is paid](pictures/choice-us.svg)", ""] + frontier(result, percent, "made at home in 2030")
    lines += ["", repeated(folder)]
    if risk:
        lines += ["", f"The same over {risk['futures']} futures, each budget kept in all of them, and the goal counted as the {risk['risk']}"
                  f" ({said(folder, 'us-risk', RUNS)}):", "", "![with futures](pictures/choice-us-risk.svg)", ""]
        lines += frontier(risk, percent, risk["risk"])
    return lines


def japan(folder):
    result = load(folder, "japan")
    return ["![shortage and what is paid](pictures/choice-japan.svg)", ""] + frontier(result, lambda v: f"{figure(v)} t", "short in the worse world")


def main(folder, docs):
    path = os.path.join(docs, "choice.md")
    put_section(path, "threats", threats(folder))
    put_section(path, "united-states", united_states(folder))
    put_section(path, "japan", japan(folder))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""random_networks.py - random linear programmes of several periods, through the tool and the engine.

    random_networks.py LODE SOLVE N [FIRST]

Makes N network-1 files (seeds FIRST ...), with stocks, side constraints and numbers that change from
period to period; converts each by tools/network_to_model.py, runs it with LODE, and compares the
objective with the same programme written out in LP format and solved by SOLVE (a command that takes
an LP file and prints the objective, or 'infeasible'). Standard library only."""

import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "..", "..", "tools", "network_to_model.py")


def make(seed):
    """A network whose demand can always be bought, at a price, so that it has a solution."""
    r = random.Random(seed)
    n = r.randint(2, 6)
    places = [f"p{i}" for i in range(r.randint(1, 3))]
    goods = [f"g{i}" for i in range(r.randint(2, 4))]

    def series(low, high):
        if r.random() < 0.5:
            return round(r.uniform(low, high), 3)
        return [round(r.uniform(low, high), 3) for _ in range(n)]

    net = {"schema": "network-1", "balance": r.choice([">=", "="]),
           "periods": [{"name": f"t{t}", "weight": round(r.uniform(0.5, 1.0), 3)}
                       for t in range(n)],
           "processes": [], "capacities": [], "purchases": [], "sales": [], "demands": [],
           "routes": [], "stocks": [], "side": []}
    for place in places:
        net["capacities"].append({"location": place, "unit": "u", "capacity": series(20, 60)})
        for good in goods:
            net["purchases"].append({"tag": f"buy-{place}-{good}", "location": place,
                                     "commodity": good, "price": series(5, 20)})
            if net["balance"] == "=" or r.random() < 0.5:  # a way out, below any price to buy at
                net["sales"].append({"location": place, "commodity": good, "price": series(0, 4)})
            if r.random() < 0.5:
                net["stocks"].append({"tag": f"stock-{place}-{good}", "location": place,
                                      "commodity": good, "initial": round(r.uniform(0, 10), 2),
                                      "holding_cost": series(0.1, 2), "max": series(10, 40),
                                      "final_value": round(r.uniform(0, 4), 2)})
            if r.random() < 0.6:
                net["demands"].append({"location": place, "commodity": good,
                                       "quantity": series(1, 20)})
        for k in range(r.randint(1, 3)):
            a, b = r.sample(goods, 2)
            net["processes"].append({"tag": f"make-{place}-{k}", "location": place,
                                     "name": f"m{k}", "use": {"u": series(0.5, 2)},
                                     "io": {a: -round(r.uniform(0.5, 1.5), 3),
                                            b: round(r.uniform(0.5, 1.5), 3)},
                                     "cost": series(0, 5), "up": series(5, 30)})
    for good in goods:
        for a in places:
            for b in places:
                if a != b and r.random() < 0.5:
                    net["routes"].append({"tag": f"way-{a}-{b}-{good}", "commodity": good,
                                          "from": a, "to": b, "cost": series(0.5, 5),
                                          "max": series(2, 20)})
    tags = [row["tag"] for s in ("processes", "routes", "stocks") for row in net[s]]
    for k in range(r.randint(0, 3)):
        terms = [{"tag": tag, "coef": round(r.uniform(0.5, 2), 3)}
                 for tag in r.sample(tags, min(len(tags), 3))]
        if r.random() < 0.5:
            terms[0]["period"] = f"t{r.randrange(n)}"
        net["side"].append({"name": f"s{k}", "sense": "<=", "rhs": round(r.uniform(20, 80), 2),
                            "terms": terms})
    return net


class Lp:
    """The same programme, column by column."""

    def __init__(self, net):
        self.cost, self.bounds, self.rows, self.tagged = {}, {}, {}, {}
        self.n = len(net["periods"])
        self.weights = [p["weight"] for p in net["periods"]]
        self.sense = net["balance"]
        for s, sign in (("purchases", 1), ("sales", -1)):
            for i, row in enumerate(net[s]):
                self.add(f"{s}{i}", row, {(row["location"], row["commodity"]): sign}, {},
                         self.of(row.get("price"), 0, sign), row.get("min"), row.get("max"))
        for i, row in enumerate(net["processes"]):
            self.add(f"x{i}", row, {(row["location"], c): v for c, v in row["io"].items()},
                     {(row["location"], u): v for u, v in row["use"].items()},
                     self.of(row["cost"], 0), row.get("lo"), row.get("up"))
        for i, row in enumerate(net["routes"]):
            self.add(f"y{i}", row, {(row["from"], row["commodity"]): -1,
                                    (row["to"], row["commodity"]): 1}, {},
                     self.of(row["cost"], 0), None, row.get("max"))
        for i, row in enumerate(net["stocks"]):
            self.stock(f"s{i}", row)
        for row in net["demands"]:
            for t, q in enumerate(self.of(row["quantity"], 0)):
                self.balance((row["location"], row["commodity"]), t)[1] += q
        for row in net["capacities"]:
            for t, q in enumerate(self.of(row["capacity"], 0)):
                self.rows[("cap", row["location"], row["unit"], t)][1] += q
        for i, row in enumerate(net["side"]):
            self.side(i, row)

    def of(self, value, default, sign=1):
        value = default if value is None else value
        return [sign * v for v in (value if isinstance(value, list) else [value] * self.n)]

    def balance(self, market, t):
        return self.rows.setdefault(("bal", *market, t), [{}, 0.0, self.sense])

    def column(self, name, t, cost, low, high, tag):
        var = f"{name}_{t}"
        self.cost[var] = cost
        self.bounds[var] = (low, high)
        if tag:
            self.tagged.setdefault(tag, []).append((t, var))
        return var

    def add(self, name, row, io, use, cost, low, high):
        low, high = self.of(low, 0), self.of(high, 1e30)
        for t in range(self.n):
            var = self.column(name, t, cost[t] * self.weights[t], low[t], high[t], row.get("tag"))
            for market, amount in io.items():
                entries = self.balance(market, t)[0]
                entries[var] = entries.get(var, 0) + self.of(amount, 0)[t]
            for unit, amount in use.items():
                self.rows.setdefault(("cap", *unit, t), [{}, 0.0, "<="])[0][var] = \
                    self.of(amount, 0)[t]

    def stock(self, name, row):
        market = (row["location"], row["commodity"])
        kept, room = self.of(row["holding_cost"], 0), self.of(row.get("max"), 1e30)
        self.balance(market, 0)[1] -= row["initial"]
        for t in range(self.n):
            cost = kept[t] - (row.get("final_value", 0) if t == self.n - 1 else 0)
            var = self.column(name, t, cost * self.weights[t], 0, room[t], row.get("tag"))
            self.balance(market, t)[0][var] = -1
            if t + 1 < self.n:
                self.balance(market, t + 1)[0][var] = 1

    def side(self, i, row):
        entries = {}
        for term in row["terms"]:
            for t, var in self.tagged.get(term["tag"], []):
                if "period" in term and term["period"] != f"t{t}":
                    continue
                entries[var] = entries.get(var, 0) + term["coef"]
        self.rows[("side", i)] = [entries, row["rhs"], row["sense"]]

    def text(self):
        def line(entries):
            return " ".join(f"{v:+.12g} {k}" for k, v in sorted(entries.items()) if v) or "+0 none"
        out = ["Minimize", " obj: " + line(self.cost), "Subject To"]
        for i, (entries, rhs, sense) in enumerate(self.rows.values()):
            out.append(f" r{i}: {line(entries)} {sense} {rhs:.12g}")
        out.append("Bounds")
        out += [f" {low:.12g} <= {v} <= {high:.12g}" if high < 1e29 else f" {low:.12g} <= {v}"
                for v, (low, high) in self.bounds.items()]
        return "\n".join(out + [" none = 0", "End"]) + "\n"


def engine(lode, net, folder):
    path = os.path.join(folder, "net.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"network": net}, file)
    model = os.path.join(folder, "model")
    subprocess.run([sys.executable, TOOL, path, model], check=True, stderr=subprocess.DEVNULL)
    run = subprocess.run([lode, "run", model, "--json", "-o", os.path.join(folder, "r.sqlite")],
                         capture_output=True, text=True, check=False)
    if run.returncode == 4:
        return "infeasible"
    if run.returncode:
        return run.stderr.strip()
    shown = subprocess.run([lode, "show", os.path.join(folder, "r.sqlite"), "objective", "--json"],
                           capture_output=True, text=True, check=True)
    return json.loads(shown.stdout)


def total(value):
    """The sum of the values of `lode show --json`, or what was said instead."""
    if isinstance(value, str):
        return value
    numbers = []

    def walk(node):
        if isinstance(node, dict):
            if isinstance(node.get("value"), (int, float)):
                numbers.append(node["value"])
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)
    walk(value)
    return sum(numbers)


def main():
    lode, solve, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    worst, failed, solved = 0.0, 0, 0
    for seed in range(first, first + n):
        net = make(seed)
        with tempfile.TemporaryDirectory() as folder:
            lp = os.path.join(folder, "net.lp")
            with open(lp, "w", encoding="utf-8") as file:
                file.write(Lp(net).text())
            theirs = subprocess.run(solve.split() + [lp], capture_output=True, text=True,
                                    check=True).stdout.strip()
            ours = total(engine(lode, net, folder))
        if theirs == "infeasible" or isinstance(ours, str):
            if theirs != ours:
                failed += 1
                print(f"seed {seed}: {ours} against {theirs}")
            continue
        solved += 1
        off = abs(ours - float(theirs)) / max(1.0, abs(float(theirs)))
        worst = max(worst, off)
        if off > 1e-6:
            failed += 1
            print(f"seed {seed}: {ours!r} against {theirs}, off by {off:.1e}")
    print(f"{n} programmes, {solved} solved by both, {failed} differ; objectives differ by "
          f"{worst:.1e} at most")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""network_to_model.py - turns a `network-1` linear programme (JSON) into a Lodestone model folder.

    tools/network_to_model.py cases/mexss/data.json my-mexss
    tools/network_to_model.py cases/tforss/data.json my-forest --network rho-10

A network-1 file lists processes, capacities, purchases, sales, demands, routes, stocks and side
constraints with every number written out, for one period or several; its optimum is the least cost
minus revenue. docs/cases.md says how each of these becomes a row of a model folder, and why the
folder has the same optimum and the same prices. What cannot be converted is named, and nothing is
written.

Standard library only. Exit codes: 0 done, 2 the command line is wrong, 3 the input is wrong or not
yet convertible, 5 reading or writing failed."""

import argparse
import csv
import json
import math
import os
import re
import sys
import unicodedata

SECTIONS = {  # section: keys of its rows that are understood ("note" and "tag" change nothing)
    "processes": {"location", "name", "io", "use", "cost", "lo", "up"},
    "capacities": {"location", "unit", "capacity"},
    "purchases": {"location", "commodity", "price", "max", "min"},
    "sales": {"location", "commodity", "price", "max", "min"},
    "demands": {"location", "commodity", "quantity"},
    "routes": {"commodity", "from", "to", "cost", "max"},
    "stocks": {"location", "commodity", "initial", "holding_cost", "max", "min", "final_min",
               "final_value"},
    "side": {"name", "sense", "rhs", "terms"},
}
SENSES = {"<=": "at-most", ">=": "at-least", "=": "equal", "==": "equal"}
KNOWN_UNITS = {"t", "kt", "Mt", "kg", "g", "piece", "MWh", "kWh", "GWh", "m3"}  # no need to declare
HEADER_KEYS = {"schema", "balance", "periods", "id", "note", "title", "source", "units"}


class Trouble(Exception):
    """What is wrong with the input, or what cannot be converted yet: one line each."""


def number(value, where, default=None):
    """A number; null or missing is the default."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None:
        if default is None:
            raise Trouble(f"{where}: a number is missing")
        return default
    if isinstance(value, bool) or not isinstance(value, (int, float)) or math.isnan(value):
        raise Trouble(f"{where}: {value!r} is not a number")
    return float(value)


def text_of(value):
    """Shortest text that reads back as the same number; infinity is a blank cell."""
    if math.isinf(value):
        return ""
    short = repr(float(value))
    return short[:-2] if short.endswith(".0") else short


class Ids:
    """Legal, distinct ids for names; the same name always gets the same id."""

    def __init__(self):
        self.by_name, self.taken = {}, set()

    def of(self, name):
        if name not in self.by_name:
            self.by_name[name] = self.fresh(name)
        return self.by_name[name]

    def fresh(self, name):
        """An id for something new, even when its name has been seen."""
        plain = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._") or "unnamed"
        new, n = base, 1
        while new in self.taken:
            n += 1
            new = f"{base}-{n}"
        self.taken.add(new)
        return new


def check_form(network):
    """Everything that stops the conversion, found in one pass."""
    wrong = []
    if network.get("schema") != "network-1":
        wrong.append(f"schema is {network.get('schema')!r}, expected 'network-1'")
    if network.get("balance") not in (">=", "="):
        wrong.append(f"balance is {network.get('balance')!r}, expected '>=' or '='")
    if not network.get("periods"):
        wrong.append("periods: at least one is needed")
    for key in network:
        if key not in SECTIONS and key not in HEADER_KEYS:
            wrong.append(f"'{key}' is no section of network-1")
    for section, keys in SECTIONS.items():
        for i, row in enumerate(network.get(section) or []):
            if not isinstance(row, dict):
                wrong.append(f"{section}[{i}]: an object is expected")
                continue
            for key in set(row) - keys - {"note", "tag"}:
                wrong.append(f"{section}[{i}]: '{key}' is not understood")
            for key in keys & {"location", "commodity", "from", "to", "name", "unit"}:
                if row.get(key) in (None, ""):
                    wrong.append(f"{section}[{i}]: '{key}' is missing")
    if wrong:
        raise Trouble("\n".join(sorted(set(wrong), key=wrong.index)))


def month_of(period):
    """Periods are months from 2000-01 on; the month has no meaning of its own."""
    return f"{2000 + period // 12}-{period % 12 + 1:02d}"


def blank_if_none(value):
    return "none" if math.isinf(value) else text_of(value)


class Converter:
    """Rows of a model folder, collected in the order in which the network names things."""

    def __init__(self, network, item, currency):
        check_form(network)
        self.network, self.item, self.currency = network, item, currency
        self.periods = [str(p.get("name", i)) for i, p in enumerate(network["periods"])]
        self.weights = [number(p.get("weight"), f"periods[{i}].weight", 1.0)
                        for i, p in enumerate(network["periods"])]
        if not all(w > 0 for w in self.weights):
            raise Trouble("periods: weights must be positive")
        self.linked = len(self.periods) > 1 or any(network.get(s) for s in ("stocks", "side"))
        # a single period has its weight in its costs; several have theirs in model.yaml
        self.scale = 1.0 if self.linked else self.weights[0]
        self.regions, self.commodities = Ids(), Ids()
        self.process_ids, self.facility_ids, self.demand_ids = Ids(), Ids(), Ids()
        self.process_of = {}  # (name, io, use) -> process id
        self.tagged = {}  # tag -> [(columns of constraint_terms.csv, sign)]
        self.region_names, self.commodity_names = {}, {}
        self.processes, self.recipes, self.facilities, self.costs = [], [], [], []
        self.plans, self.drivers, self.demands, self.routes = [], [], [], []
        self.stocks, self.stock_plans, self.constraints, self.terms = [], [], [], []
        self.notes = []
        self.capacities = self.read_capacities()
        self.freed = self.find_freed()
        self.read_processes()
        self.offer_capacities()
        self.read_trade("purchases")
        self.read_trade("sales")
        self.read_demands()
        self.read_routes()
        self.read_stocks()
        self.read_side()

    def rows(self, section):
        for i, row in enumerate(self.network.get(section) or []):
            yield f"{section}[{i}]", row

    def series(self, value, where, default=None):
        """One number for each period; a single one holds in all."""
        n = len(self.periods)
        if not isinstance(value, list):
            value = [value] * n
        if len(value) != n:
            raise Trouble(f"{where}: {len(value)} entries for {n} periods")
        return [number(v, where, default) for v in value]

    # ---- names -------------------------------------------------------------------------------

    def region(self, location):
        found = self.regions.of(location)
        self.region_names.setdefault(found, str(location))
        return found

    def commodity(self, name):
        return self.named_commodity(("commodity", name), name, str(name))

    def capacity_commodity(self, unit):
        return self.named_commodity(("capacity", unit), f"cap-{unit}", f"capacity: {unit}")

    def named_commodity(self, key, wish, name):
        if key not in self.commodities.by_name:
            self.commodities.by_name[key] = self.commodities.fresh(wish)
            self.commodity_names[self.commodities.by_name[key]] = name
        return self.commodities.by_name[key]

    def process(self, name, io, capacity_use):
        """One process for all locations that share a recipe."""
        key = (name, tuple(sorted(io.items())), tuple(sorted(capacity_use.items())))
        if key not in self.process_of:
            found = self.process_of[key] = self.process_ids.fresh(name)
            self.processes.append([found, str(name), self.item])
            for commodity, amount in io.items():
                self.recipe(found, self.commodity(commodity), amount)
            for unit, amount in capacity_use.items():
                self.recipe(found, self.capacity_commodity(unit), -amount)
        return self.process_of[key]

    def recipe(self, process, commodity, amount):
        if amount != 0:
            role = "output" if amount > 0 else "input"
            self.recipes.append([process, commodity, role, text_of(abs(amount))])

    def facility(self, location, process, low, high, cost, tag=None, sign=1.0):
        """low, high and cost are series; what changes from period to period becomes plans."""
        for t, name in enumerate(self.periods):
            if low[t] > high[t]:
                raise Trouble(f"{process} at {location}, period {name}: at least {low[t]} but at "
                              f"most {high[t]}")
        if not any(high):
            self.notes.append(f"{process} at {location} can do nothing and is left out")
            return
        region = self.region(location)
        found = self.facility_ids.fresh(f"{region}-{process}")
        cost = [c * self.scale for c in cost]
        # a facility whose table says "no limit" cannot be given one later: start from a plan
        self.facilities.append([found, region, process, text_of(high[0]), text_of(low[0])])
        self.costs.append([found, text_of(cost[0])])
        for t in range(1, len(self.periods)):
            cells = [blank_if_none(high[t]) if high[t] != high[t - 1] else "",
                     text_of(low[t]) if low[t] != low[t - 1] else "",
                     text_of(cost[t]) if cost[t] != cost[t - 1] else ""]
            if any(cells):
                self.plans.append([found, month_of(t)] + cells)
        if tag is not None:
            self.tagged.setdefault(tag, []).append(((found, "", "", "", ""), sign))

    # ---- sections ----------------------------------------------------------------------------

    def read_capacities(self):
        held = {}
        for where, row in self.rows("capacities"):
            key = (row["location"], row["unit"])
            amount = self.series(row.get("capacity"), where, math.inf)
            if min(amount) < 0:
                raise Trouble(f"{where}: a capacity is not negative")
            held[key] = [a + b for a, b in zip(held.get(key, [0.0] * len(amount)), amount)]
        return held

    def find_freed(self):
        """Capacities that an activity may give back: a negative use, or an activity below zero."""
        freed = set()
        for where, row in self.rows("processes"):
            low = min(self.series(row.get("lo"), f"{where}.lo", 0.0))
            for unit, amount in (row.get("use") or {}).items():
                if low < 0 or min(self.series(amount, f"{where}.use.{unit}")) < 0:
                    freed.add((row["location"], unit))
        return freed

    def read_processes(self):
        for where, row in self.rows("processes"):
            io = {c: self.series(v, f"{where}.io.{c}") for c, v in (row.get("io") or {}).items()}
            use = {u: self.series(v, f"{where}.use.{u}")
                   for u, v in (row.get("use") or {}).items()}
            low = self.series(row.get("lo"), f"{where}.lo", 0.0)
            high = self.series(row.get("up"), f"{where}.up", math.inf)
            cost = self.series(row.get("cost"), f"{where}.cost", 0.0)
            if row.get("tag") is not None:
                self.tagged.setdefault(row["tag"], [])
            # a recipe that changes over time is one process for each of its forms
            recipes = [(tuple((c, v[t]) for c, v in io.items()),
                        tuple((u, v[t]) for u, v in use.items()))
                       for t in range(len(self.periods))]
            for recipe in dict.fromkeys(recipes):
                now = [r == recipe for r in recipes]
                self.read_process(row, dict(recipe[0]), dict(recipe[1]),
                                  [v if on else 0.0 for v, on in zip(low, now)],
                                  [v if on else 0.0 for v, on in zip(high, now)], cost)

    def read_process(self, row, io, use, low, high, cost):
        location, name, tag = row["location"], row["name"], row.get("tag")
        idle = [u for u, v in use.items() if v > 0 and (location, u) not in self.freed
                and not any(self.capacities.get((location, u), [0]))]
        if idle and max(low) <= 0 and min(low) >= 0:
            self.notes.append(f"{name} at {location} is left out: no {', '.join(idle)} there")
            return
        if max(high) > 0 or low == high:
            self.facility(location, self.process(name, io, use), [max(v, 0.0) for v in low],
                          [max(v, 0.0) for v in high], cost, tag)
        if min(low) < 0:  # an activity that may run backwards is a second process
            back = self.process(f"{name}-back", {c: -v for c, v in io.items()},
                                {u: -v for u, v in use.items()})
            self.facility(location, back, [max(-v, 0.0) for v in high],
                          [max(-v, 0.0) for v in low], [-c for c in cost], tag, -1.0)

    def offer_capacities(self):
        """Each capacity unit in use is a commodity that an input-free process supplies."""
        used = {unit for row in self.network.get("processes") or [] for unit in row.get("use") or {}}
        none = [0.0] * len(self.periods)
        for (location, unit), amount in self.capacities.items():
            if unit not in used or not any(amount):
                continue
            key = ("offer", unit)
            if key not in self.process_of:
                found = self.process_of[key] = self.process_ids.fresh(f"offer-{unit}")
                self.processes.append([found, f"capacity offered: {unit}", self.item])
                self.recipe(found, self.capacity_commodity(unit), 1.0)
            self.facility(location, self.process_of[key], none, amount, none)

    def read_trade(self, section):
        """Purchases are processes without inputs, sales are processes without outputs."""
        sign, verb = (1.0, "buy") if section == "purchases" else (-1.0, "sell")
        for where, row in self.rows(section):
            commodity = row["commodity"]
            low = self.series(row.get("min"), f"{where}.min", 0.0)
            high = self.series(row.get("max"), f"{where}.max", math.inf)
            price = self.series(row.get("price"), f"{where}.price", 0.0)
            if min(low) < 0:
                raise Trouble(f"{where}: a minimum is not negative")
            process = self.process(f"{verb}-{commodity}", {commodity: sign}, {})
            self.facility(row["location"], process, low, high, [sign * p for p in price],
                          row.get("tag"))

    def read_demands(self):
        for where, row in self.rows("demands"):
            quantity = self.series(row.get("quantity"), f"{where}.quantity")
            commodity, location = row["commodity"], row["location"]
            supply = [max(-q, 0.0) for q in quantity]
            if any(supply):  # a negative demand is a fixed supply
                process = self.process(f"given-{commodity}", {commodity: 1.0}, {})
                self.facility(location, process, supply, supply, [0.0] * len(supply))
            need = [max(q, 0.0) for q in quantity]
            if not any(need):
                continue
            region = self.region(location)
            found = self.demand_ids.fresh(f"{region}-{self.commodity(commodity)}")
            if len(set(need)) == 1:
                self.demands.append([found, region, self.commodity(commodity), text_of(need[0]),
                                     "", ""])
                continue
            self.demands.append([found, region, self.commodity(commodity), "", found, "1"])
            self.drivers += [[found, month_of(t), text_of(q)] for t, q in enumerate(need)]

    def read_routes(self):
        seen = {}
        for where, row in self.rows("routes"):
            commodity, start, end = row["commodity"], row["from"], row["to"]
            cost = self.series(row.get("cost"), f"{where}.cost", 0.0)
            most = self.series(row.get("max"), f"{where}.max", math.inf)
            if start == end:
                if min(cost) < 0:
                    raise Trouble(f"{where}: a route from {start} to itself that pays")
                self.notes.append(f"{where}: a route from {start} to itself is left out")
                continue
            key = (commodity, start, end)
            seen[key] = seen.get(key, 0) + 1
            if len(set(cost)) > 1 or len(set(most)) > 1:
                self.dated_route(row, seen[key], cost, most)
                continue
            via = end
            if seen[key] > 1:  # a second route between the same two places runs through a relay
                via = f"{start} to {end}, route {seen[key]} of {commodity}"
                self.route(commodity, via, end, 0.0, math.inf)
            self.route(commodity, start, via, cost[0] * self.scale, most[0], row.get("tag"))

    def dated_route(self, row, number_of_kind, cost, most):
        """What changes over time is the cost and the limit of loading; the way itself is free."""
        commodity, start, end = row["commodity"], row["from"], row["to"]
        load = f"{commodity} from {start} to {end}, {number_of_kind}"
        ship = self.process(f"ship {load}", {commodity: -1.0, load: 1.0}, {})
        land = self.process(f"land {load}", {load: -1.0, commodity: 1.0}, {})
        free, open_ = [0.0] * len(cost), [math.inf] * len(cost)
        self.facility(start, ship, free, most, cost, row.get("tag"))
        self.facility(end, land, free, open_, free)
        self.route(load, start, end, 0.0, math.inf)

    def route(self, commodity, start, end, cost, most, tag=None):
        ids = (self.commodity(commodity), self.region(start), self.region(end))
        self.routes.append([*ids, text_of(max(cost, 0.0)), text_of(min(cost, 0.0)), text_of(most)])
        if tag is not None:
            self.tagged.setdefault(tag, []).append((("", ids[0], ids[1], ids[2], ""), 1.0))

    def read_stocks(self):
        for where, row in self.rows("stocks"):
            ids = (self.region(row["location"]), self.commodity(row["commodity"]))
            kept = self.series(row.get("holding_cost"), f"{where}.holding_cost", 0.0)
            room = self.series(row.get("max"), f"{where}.max", math.inf)
            least = self.series(row.get("min"), f"{where}.min", 0.0)
            initial = number(row.get("initial"), f"{where}.initial", 0.0)
            final = [text_of(number(row[k], f"{where}.{k}")) if row.get(k) is not None else ""
                     for k in ("final_min", "final_value")]
            self.stocks.append([*ids, "0", text_of(initial), text_of(kept[0]), text_of(least[0]),
                                text_of(room[0])] + final)
            for t in range(1, len(self.periods)):
                cells = [text_of(kept[t]) if kept[t] != kept[t - 1] else "",
                         text_of(least[t]) if least[t] != least[t - 1] else "",
                         blank_if_none(room[t]) if room[t] != room[t - 1] else ""]
                if any(cells):
                    self.stock_plans.append([*ids, month_of(t)] + cells)
            if row.get("tag") is not None:
                self.tagged.setdefault(row["tag"], []).append(
                    (("", ids[1], "", "", ids[0]), 1.0))

    def read_side(self):
        ids = Ids()
        for where, row in self.rows("side"):
            sense = SENSES.get(row.get("sense"))
            if not sense:
                raise Trouble(f"{where}.sense: {row.get('sense')!r} is none of {', '.join(SENSES)}")
            terms = [line for i, term in enumerate(row.get("terms") or [])
                     for line in self.term(term, f"{where}.terms[{i}]")]
            limit = number(row.get("rhs"), f"{where}.rhs", 0.0)
            if not terms:
                self.notes.append(f"{where}: nothing of it is left, so it is left out")
                if (sense == "at-most" and limit < 0) or (sense == "at-least" and limit > 0) or \
                        (sense == "equal" and limit != 0):
                    raise Trouble(f"{where}: nothing can meet it")
                continue
            found = ids.fresh(row.get("name") or "side")
            self.constraints.append([found, str(row.get("name") or found), sense, text_of(limit)])
            self.terms += [[found, *line] for line in terms]

    def term(self, term, where):
        """Rows of constraint_terms.csv: one for each thing that carries the tag."""
        coefficient = next((term[k] for k in ("coef", "coefficient", "coeff") if k in term), 1.0)
        if term.get("tag") not in self.tagged:
            raise Trouble(f"{where}: nothing has the tag {term.get('tag')!r}")
        period = term.get("period")
        dates = [""] if period is None else [month_of(self.period(period, where))]
        amounts = [coefficient]
        if isinstance(coefficient, list):  # a coefficient for each period
            amounts = self.series(coefficient, where)
            pairs = list(zip(map(month_of, range(len(amounts))), amounts))
            dates, amounts = zip(*(p for p in pairs if period is None or p[0] == dates[0]))
        return [[*columns, date, text_of(sign * number(amount, where))]
                for columns, sign in self.tagged[term["tag"]]
                for date, amount in zip(dates, amounts)]

    def period(self, name, where):
        if str(name) in self.periods:
            return self.periods.index(str(name))
        if isinstance(name, int) and 0 <= name < len(self.periods):
            return name
        raise Trouble(f"{where}: {name!r} is no period; there are {', '.join(self.periods)}")

    # ---- the folder --------------------------------------------------------------------------

    def tables(self):
        item, money = self.item, self.currency
        # Surplus may be thrown away free where the balance is '>='. Spare capacity always may.
        surplus = "0" if self.network["balance"] == ">=" else "none"
        capacity_ids = {i for key, i in self.commodities.by_name.items() if key[0] == "capacity"}
        goods, capacities = self.commodities.fresh("goods"), self.commodities.fresh("capacities")
        stages = [[goods, "goods"]] + ([[capacities, "capacities"]] if capacity_ids else [])
        rate, price = f"[{item}/month]", f"[{money}/{item}]"
        storage = f"storage [{money}/{item}/month]"
        return {
            "regions": (["id", "name"], [list(pair) for pair in self.region_names.items()]),
            "commodities": (
                ["id", "name", "stage", "unit", f"disposal {price}", f"backstop {price}"],
                [[i, name, capacities, item, "0", "none"] if i in capacity_ids
                 else [i, name, goods, item, surplus, "none"]
                 for i, name in self.commodity_names.items()]),
            "stages": (["id", "name"], stages),
            "processes": (["id", "name", "unit"], self.processes),
            "recipes": (["process", "commodity", "role", f"amount [{item}/{item}]"], self.recipes),
            "facilities": (["id", "region", "process", f"capacity {rate}", f"minimum {rate}"],
                           self.facilities),
            "plans": (["facility", "date", f"capacity {rate}", f"minimum {rate}", f"cost {price}"],
                      self.plans),
            "costs": (["facility", f"cost {price}"], self.costs),
            "routes": (["commodity", "from", "to", f"freight {price}", f"wedge {price}",
                        f"limit {rate}"], self.routes),
            "drivers": (["driver", "date", "value"], self.drivers),
            "demands": (["id", "region", "commodity", f"quantity {rate}", "driver",
                         f"intensity {rate}", "form", "choke"],
                        [row + ["fixed", "none"] for row in self.demands]),
            "stocks": (["region", "commodity", "cover", f"initial [{item}]", storage,
                        f"least [{item}]", f"room [{item}]", f"final_least [{item}]",
                        f"final_value {price}"], self.stocks),
            "stock_plans": (["region", "commodity", "date", storage, f"least [{item}]",
                             f"room [{item}]"], self.stock_plans),
            "constraints": (["id", "name", "sense", "limit"], self.constraints),
            "constraint_terms": (["constraint", "facility", "commodity", "from", "to", "region",
                                  "date", "coefficient"], self.terms),
        }


def drop_empty_columns(table, header, rows):
    """Columns that every row leaves at its default are noise to a reader."""
    noise = ("",) if table.endswith("plans") else ("", "0")  # in a plan, blank means "as before"
    keep = [j for j, name in enumerate(header)
            if any(row[j] not in noise for row in rows)
            or not name.startswith(("wedge", "limit [", "minimum", "capacity", "cost", "driver",
                                    "intensity", "quantity", "storage", "least", "room", "final",
                                    "from", "to", "region", "facility", "commodity", "date"))]
    return [header[j] for j in keep], [[row[j] for j in keep] for row in rows]


def quoted(text):
    """A YAML scalar on one line."""
    return json.dumps(str(text), ensure_ascii=False)


def model_yaml(args, converter, about):
    network, n = converter.network, len(converter.periods)
    lines = [
        f"name: {args.name}",
        f"title: {quoted(args.title)}",
        f"about: {quoted(about)}",
        f"start: {month_of(0)}            # a step a period; the months have no meaning of their own",
        f"end: {month_of(n - 1)}",
        "step: month",
        f"currency: {args.currency}",
    ]
    if converter.linked:
        lines += ["foresight: perfect        # the periods are solved together"]
        if any(w != 1 for w in converter.weights):
            lines += [f"weights: [{', '.join(map(text_of, converter.weights))}]"]
    if args.item not in KNOWN_UNITS:
        lines += ["units:", f"  {args.item}: new"]
    lines += [
        "defaults:                 # a linear programme: no curve, no habit, no valve",
        "  source: network",
        "  status: seen",
        "  cost_rise: 0",
        "  stickiness: 0",
        f"  disposal: {'0' if network['balance'] == '>=' else 'none'}",
        "  backstop: none",
        "  choke: none",
    ]
    if converter.linked:
        lines += ["  holding: 0 %/year", "  discount: 0 %/year"]
    return "\n".join(lines) + "\n"


def checks_yaml(expected, key):
    """The objective, when the file states it; other answers are the author's to add."""
    objective = expected.get("objective")
    if isinstance(objective, dict):
        objective = objective.get(key)
    if not isinstance(objective, (int, float)):
        return None
    within = expected.get("tolerance_abs", 1e-6)
    return ("- metric: objective\n"
            f"  equals: {text_of(float(objective))}\n"
            f"  within: {text_of(float(within))}\n"
            "  why: the objective that the source file states\n")


def write_folder(folder, converter, model_text, checks_text, document):
    for sub in ("tables", "evidence"):
        os.makedirs(os.path.join(folder, sub), exist_ok=True)
    write_text(os.path.join(folder, "model.yaml"), model_text)
    for name, (header, rows) in converter.tables().items():
        path = os.path.join(folder, "tables", name + ".csv")
        if rows:
            write_csv(path, *drop_empty_columns(name, header, rows))
        elif os.path.exists(path):
            os.remove(path)  # of an earlier conversion
    write_csv(os.path.join(folder, "evidence", "documents.csv"), *document)
    checks = os.path.join(folder, "checks.yaml")
    if checks_text and not os.path.exists(checks):
        write_text(checks, checks_text)


def write_text(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def choose_network(data, key):
    """The network of a case file, and the name it goes by."""
    if not isinstance(data, dict):
        raise Trouble("an object is expected, with a 'network' or 'networks' in it")
    if data.get("schema") == "network-1":
        return data, None
    if "network" in data and key is None:
        return data["network"], None
    networks = data.get("networks") or ({"network": data["network"]} if "network" in data else {})
    if not networks:
        raise Trouble("there is no 'network' or 'networks' in the file")
    if key is None and len(networks) == 1:
        key = next(iter(networks))
    if key not in networks:
        raise Trouble(f"--network {key or 'NAME'}: choose one of {', '.join(networks)}")
    return networks[key], key


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0], formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=__doc__.split("\n\n")[1])
    parser.add_argument("file", help="JSON file with a network-1 network")
    parser.add_argument("folder", help="model folder to write; an existing checks.yaml is kept")
    parser.add_argument("--network", metavar="NAME", help="which of several 'networks'")
    parser.add_argument("--name", help="name of the model (default: the folder's)")
    parser.add_argument("--title", help="title of the model (default: the name)")
    parser.add_argument("--about", default="", help="a sentence or two before the note on conversion")
    parser.add_argument("--item", default="item", help="unit of every amount (default: item)")
    parser.add_argument("--currency", default="USD", help="unit of money (default: USD)")
    parser.add_argument("--source", help="title of the document that the numbers are from")
    args = parser.parse_args()
    if args.item not in KNOWN_UNITS and not re.fullmatch(r"[A-Za-z_]+", args.item):
        parser.error(f"--item {args.item}: letters and '_' only")
    return args


def main():
    args = arguments()
    args.name = args.name or Ids().fresh(os.path.basename(os.path.abspath(args.folder)))
    args.title = args.title or args.name
    try:
        with open(args.file, encoding="utf-8") as file:
            data = json.load(file)
        network, key = choose_network(data, args.network)
        converter = Converter(network, args.item, args.currency)
        shown = os.path.basename(os.path.dirname(os.path.abspath(args.file))) + "/" + \
            os.path.basename(args.file) + (f", network {key}" if key else "")
        about = (args.about + " " if args.about else "") + \
            f"Converted by tools/network_to_model.py from {shown}; see docs/cases.md."
        document = (["id", "title", "note"],
                    [["network", args.source or args.title, f"network-1 file {shown}"]])
        write_folder(args.folder, converter, model_yaml(args, converter, about),
                     checks_yaml(data.get("expected") or {}, key), document)
    except Trouble as trouble:
        for line in str(trouble).split("\n"):
            print(f"{args.file}: {line}", file=sys.stderr)
        return 3
    except json.JSONDecodeError as error:
        print(f"{args.file}:{error.lineno}:{error.colno}: {error.msg}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 5
    for note in converter.notes:
        print(f"note: {note}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

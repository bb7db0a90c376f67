#!/usr/bin/env python3
"""network_to_model.py - turns a `network-1` linear programme (JSON) into a Lodestone model folder.

    tools/network_to_model.py cases/mexss/data.json my-mexss
    tools/network_to_model.py cases/tforss/data.json my-forest --network rho-10

A network-1 file lists processes, capacities, purchases, sales, demands and routes with every
number written out; its optimum is the least cost minus revenue. docs/cases.md says how each of
these becomes a row of a model folder, and why the folder has the same optimum and the same prices.
One period for now; what is not yet converted is named, and nothing is written.

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
}
NOT_YET = {
    "stocks": "stocks that link periods",
    "side": "side rows (constraints over tagged items)",
}
KNOWN_UNITS = {"t", "kt", "Mt", "kg", "g", "piece", "MWh", "kWh", "GWh", "m3"}  # no need to declare
HEADER_KEYS = {"schema", "balance", "periods", "id", "note", "title", "source", "units"}


class Trouble(Exception):
    """What is wrong with the input, or what cannot be converted yet: one line each."""


def number(value, where, default=None):
    """A number, or a list with one entry for the one period; null or missing is the default."""
    if isinstance(value, list):
        if len(value) != 1:
            raise Trouble(f"{where}: {len(value)} entries for one period")
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
    periods = network.get("periods") or []
    if not periods:
        wrong.append("periods: at least one is needed")
    if len(periods) > 1:
        names = ", ".join(str(p.get("name")) for p in periods)
        wrong.append(f"not yet: several periods solved together ({len(periods)}: {names}); needs "
                     "perfect foresight over the periods of a model")
    for section, what in NOT_YET.items():
        if network.get(section):
            wrong.append(f"not yet: {what} ({len(network[section])} in '{section}')")
    for key in network:
        if key not in SECTIONS and key not in NOT_YET and key not in HEADER_KEYS:
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


class Converter:
    """Rows of a model folder, collected in the order in which the network names things."""

    def __init__(self, network, item, currency):
        check_form(network)
        self.network, self.item, self.currency = network, item, currency
        self.weight = number(network["periods"][0].get("weight"), "periods[0].weight", 1.0)
        if not self.weight > 0:
            raise Trouble("periods[0].weight: must be positive")
        self.regions, self.commodities = Ids(), Ids()
        self.process_ids, self.facility_ids, self.demand_ids = Ids(), Ids(), Ids()
        self.process_of = {}  # (name, io, use) -> process id
        self.region_names, self.commodity_names = {}, {}
        self.processes, self.recipes, self.facilities, self.costs = [], [], [], []
        self.demands, self.routes, self.notes = [], [], []
        self.capacities = self.read_capacities()
        self.freed = self.find_freed()
        self.read_processes()
        self.offer_capacities()
        self.read_trade("purchases")
        self.read_trade("sales")
        self.read_demands()
        self.read_routes()

    def rows(self, section):
        for i, row in enumerate(self.network.get(section) or []):
            yield f"{section}[{i}]", row

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

    def facility(self, location, process, low, high, cost):
        if low > high:
            raise Trouble(f"{process} at {location}: at least {low} but at most {high}")
        if high == 0:
            self.notes.append(f"{process} at {location} can do nothing and is left out")
            return
        region = self.region(location)
        found = self.facility_ids.fresh(f"{region}-{process}")
        self.facilities.append([found, region, process, text_of(high), text_of(low)])
        self.costs.append([found, text_of(cost * self.weight)])

    # ---- sections ----------------------------------------------------------------------------

    def read_capacities(self):
        held = {}
        for where, row in self.rows("capacities"):
            key = (row["location"], row["unit"])
            amount = number(row.get("capacity"), where, math.inf)
            if amount < 0:
                raise Trouble(f"{where}: a capacity is not negative")
            held[key] = held.get(key, 0.0) + amount
        return held

    def find_freed(self):
        """Capacities that an activity may give back: a negative use, or an activity below zero."""
        freed = set()
        for where, row in self.rows("processes"):
            low = number(row.get("lo"), f"{where}.lo", 0.0)
            for unit, amount in (row.get("use") or {}).items():
                if low < 0 or number(amount, f"{where}.use.{unit}") < 0:
                    freed.add((row["location"], unit))
        return freed

    def read_processes(self):
        for where, row in self.rows("processes"):
            location, name = row["location"], row["name"]
            io = {c: number(v, f"{where}.io.{c}") for c, v in (row.get("io") or {}).items()}
            use = {u: number(v, f"{where}.use.{u}") for u, v in (row.get("use") or {}).items()}
            low = number(row.get("lo"), f"{where}.lo", 0.0)
            high = number(row.get("up"), f"{where}.up", math.inf)
            cost = number(row.get("cost"), f"{where}.cost", 0.0)
            idle = [u for u, v in use.items() if v > 0 and (location, u) not in self.freed
                    and self.capacities.get((location, u), 0) == 0]
            if idle and low == 0:
                self.notes.append(f"{name} at {location} is left out: no {', '.join(idle)} there")
                continue
            if high > 0 or low == high:
                self.facility(location, self.process(name, io, use), max(low, 0.0), high, cost)
            if low < 0:  # an activity that may run backwards is a second process
                back = self.process(f"{name}-back", {c: -v for c, v in io.items()},
                                    {u: -v for u, v in use.items()})
                self.facility(location, back, max(-high, 0.0), -low, -cost)

    def offer_capacities(self):
        """Each capacity unit in use is a commodity that an input-free process supplies."""
        used = {unit for row in self.network.get("processes") or [] for unit in row.get("use") or {}}
        for (location, unit), amount in self.capacities.items():
            if unit not in used or amount == 0:
                continue
            key = ("offer", unit)
            if key not in self.process_of:
                found = self.process_of[key] = self.process_ids.fresh(f"offer-{unit}")
                self.processes.append([found, f"capacity offered: {unit}", self.item])
                self.recipe(found, self.capacity_commodity(unit), 1.0)
            self.facility(location, self.process_of[key], 0.0, amount, 0.0)

    def read_trade(self, section):
        """Purchases are processes without inputs, sales are processes without outputs."""
        sign, verb = (1.0, "buy") if section == "purchases" else (-1.0, "sell")
        for where, row in self.rows(section):
            commodity = row["commodity"]
            low = number(row.get("min"), f"{where}.min", 0.0)
            high = number(row.get("max"), f"{where}.max", math.inf)
            price = number(row.get("price"), f"{where}.price", 0.0)
            if low < 0:
                raise Trouble(f"{where}: a minimum is not negative")
            process = self.process(f"{verb}-{commodity}", {commodity: sign}, {})
            self.facility(row["location"], process, low, high, sign * price)

    def read_demands(self):
        for where, row in self.rows("demands"):
            quantity = number(row.get("quantity"), f"{where}.quantity")
            commodity, location = row["commodity"], row["location"]
            if quantity < 0:  # a fixed supply
                process = self.process(f"given-{commodity}", {commodity: 1.0}, {})
                self.facility(location, process, -quantity, -quantity, 0.0)
            elif quantity > 0:
                region = self.region(location)
                self.demands.append([self.demand_ids.fresh(f"{region}-{self.commodity(commodity)}"),
                                     region, self.commodity(commodity), text_of(quantity)])

    def read_routes(self):
        seen = {}
        for where, row in self.rows("routes"):
            commodity, start, end = row["commodity"], row["from"], row["to"]
            cost = number(row.get("cost"), f"{where}.cost", 0.0) * self.weight
            most = number(row.get("max"), f"{where}.max", math.inf)
            if start == end:
                if cost < 0:
                    raise Trouble(f"{where}: a route from {start} to itself that pays {-cost}")
                self.notes.append(f"{where}: a route from {start} to itself is left out")
                continue
            key = (commodity, start, end)
            seen[key] = seen.get(key, 0) + 1
            via = end
            if seen[key] > 1:  # a second route between the same two places runs through a relay
                via = f"{start} to {end}, route {seen[key]} of {commodity}"
                self.route(commodity, via, end, 0.0, math.inf)
            self.route(commodity, start, via, cost, most)

    def route(self, commodity, start, end, cost, most):
        self.routes.append([self.commodity(commodity), self.region(start), self.region(end),
                            text_of(max(cost, 0.0)), text_of(min(cost, 0.0)), text_of(most)])

    # ---- the folder --------------------------------------------------------------------------

    def tables(self):
        item, money = self.item, self.currency
        # Surplus may be thrown away free where the balance is '>='. Spare capacity always may.
        surplus = "0" if self.network["balance"] == ">=" else "none"
        capacity_ids = {i for key, i in self.commodities.by_name.items() if key[0] == "capacity"}
        goods, capacities = self.commodities.fresh("goods"), self.commodities.fresh("capacities")
        stages = [[goods, "goods"]] + ([[capacities, "capacities"]] if capacity_ids else [])
        return {
            "regions": (["id", "name"], [list(pair) for pair in self.region_names.items()]),
            "commodities": (
                ["id", "name", "stage", "unit", f"disposal [{money}/{item}]",
                 f"backstop [{money}/{item}]"],
                [[i, name, capacities, item, "0", "none"] if i in capacity_ids
                 else [i, name, goods, item, surplus, "none"]
                 for i, name in self.commodity_names.items()]),
            "stages": (["id", "name"], stages),
            "processes": (["id", "name", "unit"], self.processes),
            "recipes": (["process", "commodity", "role", f"amount [{item}/{item}]"], self.recipes),
            "facilities": (["id", "region", "process", f"capacity [{item}/month]",
                            f"minimum [{item}/month]"], self.facilities),
            "costs": (["facility", f"cost [{money}/{item}]"], self.costs),
            "routes": (["commodity", "from", "to", f"freight [{money}/{item}]",
                        f"wedge [{money}/{item}]", f"limit [{item}/month]"], self.routes),
            "demands": (["id", "region", "commodity", f"quantity [{item}/month]", "form", "choke"],
                        [row + ["fixed", "none"] for row in self.demands]),
        }


def drop_empty_columns(header, rows):
    """Columns that every row leaves at its default are noise to a reader."""
    keep = [j for j, name in enumerate(header)
            if any(row[j] not in ("", "0") for row in rows)
            or not name.startswith(("wedge", "limit", "minimum", "capacity"))]
    return [header[j] for j in keep], [[row[j] for j in keep] for row in rows]


def quoted(text):
    """A YAML scalar on one line."""
    return json.dumps(str(text), ensure_ascii=False)


def model_yaml(args, network, about):
    lines = [
        f"name: {args.name}",
        f"title: {quoted(args.title)}",
        f"about: {quoted(about)}",
        "start: 2000-01            # one step; the month has no meaning of its own",
        "end: 2000-01",
        "step: month",
        f"currency: {args.currency}",
    ]
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
            write_csv(path, *drop_empty_columns(header, rows))
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
        write_folder(args.folder, converter, model_yaml(args, network, about),
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

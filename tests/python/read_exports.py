"""Reads the exports of a results file back with the tools their readers use, and holds them
against the SQLite file. Called by tests/unit/cli/test_exports.c in a folder that holds
runs.sqlite, runs.nc, runs.csv (IAMC) and runs.xlsx.
"""
import sqlite3
import sys

import openpyxl
import pandas
import xarray

db = sqlite3.connect("runs.sqlite")
prices = {(run, month, region, commodity): value for run, month, region, commodity, value in
          db.execute("SELECT run, month, region, commodity, value FROM price")}


def near(a, b):
    return abs(a - b) <= 1e-12 * max(1.0, abs(b))


def check_netcdf():
    data = xarray.open_dataset("runs.nc")
    assert data.attrs["Conventions"] == "CF-1.8"
    assert data.time.encoding["calendar"] == "proleptic_gregorian"
    regions = data.region_commodity_region.values
    commodities = data.region_commodity_commodity.values
    seen = 0
    for run in data.run.values:
        for t, moment in enumerate(pandas.to_datetime(data.time.values)):
            for k, (region, commodity) in enumerate(zip(regions, commodities)):
                value = float(data.price.sel(run=run).values[t, k])
                assert near(value, prices[run, f"{moment:%Y-%m}", region, commodity])
                seen += 1
    assert seen == len(prices)
    lengths = (data.time_bounds[:, 1] - data.time_bounds[:, 0]).values
    assert (lengths.astype("int64") > 0).all() and (data.time_bounds[1:, 0].values == data.time_bounds[:-1, 1].values).all()


def check_iamc():
    frame = pandas.read_csv("runs.csv")
    assert list(frame.columns) == ["model", "scenario", "region", "variable", "unit", "year", "value"]
    # what pyam refuses: empty cells but for the unit, years that are no integers, rows twice
    assert not frame.drop(columns="unit").isna().any(axis=None)
    assert pandas.api.types.is_integer_dtype(frame.year) and pandas.api.types.is_float_dtype(frame.value)
    assert not frame.variable.str.contains(r"^\||\|$|\|\|| \||\| ").any()
    assert (frame.fillna("").groupby("variable").unit.nunique() == 1).all()
    assert not frame.duplicated(["model", "scenario", "region", "variable", "year"]).any()
    keys = ["scenario", "region", "year"]
    made = frame[frame.variable.str.startswith("Production|")]
    depth = made.variable.str.count(r"\|")
    parents = made[depth == 1].set_index(keys + ["variable"]).value
    children = made[depth == 2].copy()
    children["variable"] = children.variable.str.rsplit("|", n=1).str[0]
    sums = children.groupby(keys + ["variable"]).value.sum()
    assert len(parents) and all(near(sums[key], value) for key, value in parents.items())
    world = made[(depth == 1) & (made.region == "World")].set_index(["scenario", "year", "variable"]).value
    parts = made[(depth == 1) & (made.region != "World")].groupby(["scenario", "year", "variable"]).value.sum()
    assert all(near(parts[key], value) for key, value in world.items())


def check_xlsx():
    book = openpyxl.load_workbook("runs.xlsx")
    assert {"about", "price", "production"} <= set(book.sheetnames)
    rows = list(book["monthly prices"].values)
    months = [row[0] for row in rows[1:]]
    assert months == sorted({month for _, month, _, _ in prices})
    for row in list(book["price"].values)[1:]:
        if row[0] is None:
            continue
        run, region, commodity, unit = row[:4]
        assert unit == "USD/t" and (run, months[0], region, commodity) in prices


check_netcdf()
check_iamc()
check_xlsx()
print("read back", len(prices), "prices")

"""Results files and exports, read without the library: only sqlite3, pandas and xarray are needed.

    from lodestone import files
    files.runs("world.sqlite")
    files.table("world.sqlite", "price", run="baseline", region="japan")
    files.netcdf("world.nc")
    files.iamc("world.csv")
"""
import contextlib
import os
import sqlite3

import pandas

#: Views of a results file (docs/results.md): what was recorded, with names and units.
VIEWS = ("price", "production", "use", "imports", "exports", "stock", "trade", "output", "shortage", "quota",
         "payment", "headlines")

IAMC_COLUMNS = ["model", "scenario", "region", "variable", "unit", "year", "value"]


def _open(path):
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    return contextlib.closing(sqlite3.connect(f"file:{os.path.abspath(path)}?mode=ro", uri=True))


def runs(path):
    """The runs of a results file: DataFrame by name with model, title, currency, lode_version, written."""
    with _open(path) as db:
        return pandas.read_sql("SELECT name, model, title, currency, n_steps, lode_version, written FROM run ORDER BY run",
                               db, index_col="name")


def table(path, view, **where):
    """A view as a tidy DataFrame: table("w.sqlite", "price", run="baseline", region=["japan", "india"]).
    Months are monthly periods, unit is a column; attrs["unit"] is set where there is only one."""
    if view not in VIEWS:
        raise ValueError(f"{view!r} is no view; views are {', '.join(VIEWS)}")
    with _open(path) as db:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({view})")]
        clauses, values = [], []
        for column, value in where.items():
            if column not in columns:
                raise ValueError(f"{view} has no column {column!r}; it has {', '.join(columns)}")
            chosen = [value] if isinstance(value, (str, int)) else list(value)
            clauses.append(f"{column} IN ({','.join('?' * len(chosen))})")
            values += chosen
        condition = " WHERE " + " AND ".join(clauses) if clauses else ""
        frame = pandas.read_sql(f"SELECT * FROM {view}{condition}", db, params=values)
    if "month" in frame:
        frame["month"] = pandas.PeriodIndex(frame["month"], freq="M")
    if "unit" in frame and frame["unit"].nunique() == 1:
        frame.attrs["unit"] = frame["unit"].iloc[0]
    return frame


def netcdf(path):
    """`lode export --format netcdf` as an xarray.Dataset over run, time and things."""
    import xarray

    return xarray.open_dataset(path)


def iamc(path):
    """`lode export --format iamc` as a DataFrame, its columns checked; pyam.IamDataFrame reads it."""
    frame = pandas.read_csv(path)
    missing = [column for column in IAMC_COLUMNS if column not in frame]
    if missing:
        raise ValueError(f"{path} has no column {missing[0]!r}")
    return frame.assign(unit=frame["unit"].fillna(""))  # of a share: none

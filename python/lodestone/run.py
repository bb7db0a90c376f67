"""A run: questions to it, and its answers in data frames."""
import html
import os
import tempfile

import numpy
import pandas

from . import library
from .nouns import Described

PERIODS = {"month": 0, "step": 0, "year": 1, "run": 2}

#: What Run.dataset holds unless told otherwise.
DATASET = ("price", "production", "use", "imports", "exports", "stock", "output", "capacity", "shortage")


class _Held:
    """Memory of a handle, for numpy to look at without a copy; the array keeps the handle alive."""

    def __init__(self, handle, pointer, shape, kind):
        ffi, _ = library.load()
        self.handle = handle
        address = int(ffi.cast("uintptr_t", pointer)) if pointer != ffi.NULL else 0
        self.__array_interface__ = {"data": (address, False), "shape": shape, "typestr": kind, "version": 3}


def _array(handle, pointer, shape, kind):
    if 0 in shape:
        return numpy.empty(shape, kind)
    return numpy.asarray(_Held(handle, pointer, shape, kind))


class Answer:
    """A metric of a run: values[series, period] in memory of the library, and what the series are."""

    def __init__(self, handle, metric, by):
        _, lib = library.load()
        n, periods = lib.lode_answer_series(handle), lib.lode_answer_periods(handle)
        self.metric = metric
        self.values = _array(handle, lib.lode_answer_values(handle), (n, periods), "<f8")
        self.months = _array(handle, lib.lode_answer_months(handle), (periods,), "<i8").view("datetime64[M]")
        self.lengths = _array(handle, lib.lode_answer_lengths(handle), (periods,), "<i4")
        self.units = [library.text(lib.lode_answer_unit(handle, s)) for s in range(n)]
        ids = {field: [library.text(lib.lode_answer_id(handle, s, field.encode())) for s in range(n)]
               for field in library.FIELDS}
        asked = by.split(",") if by and by != "*" else [f for f in library.FIELDS if any(ids[f])]
        self.ids = {field: ids[field] for field in (asked if by else [])}

    def index(self, period):
        """The periods as a PeriodIndex: months, quarters or years as the run's steps are."""
        lengths = set(self.lengths[:-1]) or set(self.lengths)
        kind = "A" if period == "year" else {frozenset({1}): "M", frozenset({3}): "Q", frozenset({12}): "A"}.get(
            frozenset(lengths), "M")
        return pandas.PeriodIndex(pandas.DatetimeIndex(self.months.astype("datetime64[ns]")).to_period(kind),
                                  name="period")


def fill_query(metric, by, period, basis, drop_zero, filters, keep):
    """A question as a lode_query that lives as long as `keep`."""
    ffi, _ = library.load()
    unknown = [name for name in filters if name not in library.FIELDS]
    if unknown:
        raise TypeError(f"{unknown[0]!r} is no filter; filters are {', '.join(library.FIELDS)}")
    if period not in PERIODS:
        raise ValueError(f"period is one of {', '.join(PERIODS)}, not {period!r}")
    if basis not in (None, "reo"):
        raise ValueError(f"basis is None or 'reo', not {basis!r}")
    query = ffi.new("lode_query *")
    query.size = ffi.sizeof("lode_query")
    query.metric, query.by = library.chars(metric, keep), library.chars(library.joined(by), keep)
    for name, value in filters.items():
        setattr(query, name, library.chars(library.joined(value), keep))
    query.period, query.reo, query.drop_zero = PERIODS[period], basis == "reo", bool(drop_zero)
    keep.append(query)
    return query


class Run(Described):
    """What a run left behind. It never changes; several threads may question it."""

    noun = "run"

    # ---- what it is ----

    @property
    def name(self):
        """Of the run: its scenarios, or "baseline"."""
        return self._about("name")

    @property
    def quality(self):
        """How far to trust the arithmetic: worst_residual and worst_imbalance (both relative), seconds."""
        _, lib = library.load()
        quality = lib.lode_run_quality(self._handle)
        return {name: getattr(quality, name) for name in ("worst_residual", "worst_imbalance", "seconds")}

    @property
    def headline(self):
        """The few lines that sum up the run: metric, region ("" = world), stage, commodity, use, year
        (0 = whole run), value, unit."""
        _, lib = library.load()
        fields = ("metric", "region", "stage", "commodity", "use", "year", "value", "unit")
        lines = [lib.lode_run_headline(self._handle, i) for i in range(lib.lode_run_headline_count(self._handle))]
        rows = [[line.year if f == "year" else line.value if f == "value" else library.text(getattr(line, f))
                 for f in fields] for line in lines]
        return pandas.DataFrame(rows, columns=fields)

    # ---- questions ----

    def query(self, metric, by=None, period="month", basis=None, drop_zero=False, **filters):
        """The bare answer, whose arrays look at the library's memory. See frame for the arguments."""
        _, lib = library.load()
        keep = []
        query = fill_query(metric, by, period, basis, drop_zero, filters, keep)
        return Answer(library.call("answer", lib.lode_run_query, self._handle, query), metric, library.joined(by))

    def frame(self, metric, by="*", period="month", basis=None, drop_zero=True, **filters):
        """A metric as a DataFrame: periods down (PeriodIndex), a column for each thing.

        metric    an id of lodestone.metrics()
        by        what columns stand for: "region", ["region", "commodity"]; "*" = all that tells the
                  metric's things apart; None = one column of everything together
        period    "month" (the run's steps), "year", or "run"
        basis     "reo": amounts in tonnes of contained rare-earth oxide
        drop_zero leave out columns that are zero or without a value throughout
        filters   region=, partner=, commodity=, stage=, facility=, process=, use=, limit=, policy=:
                  an id or a list of them; a region may be a group, a commodity a stage

        Fields that a filter holds at one id are no column level. attrs has metric, run, and unit
        ("USD/t"); where columns differ, attrs["units"] lists theirs and unit is None. NaN is where
        the metric has no value: a price where nothing is traded.
        """
        answer = self.query(metric, by, period, basis, drop_zero, **filters)
        fixed = {name for name, value in filters.items() if len(set(answer.ids.get(name, ()))) == 1}
        levels = {name: ids for name, ids in answer.ids.items() if name not in fixed}
        if len(levels) > 1:
            columns = pandas.MultiIndex.from_arrays(list(levels.values()), names=list(levels))
        elif levels:
            columns = pandas.Index(*levels.values(), name=next(iter(levels)))
        else:
            columns = pandas.Index([metric] * len(answer.units))
        frame = pandas.DataFrame(answer.values.T, index=answer.index(period), columns=columns)
        units = sorted(set(answer.units))
        frame.attrs = {"metric": metric, "run": self.name, "unit": units[0] if len(units) == 1 else None,
                       "units": answer.units}
        return frame

    def series(self, metric, period="month", basis=None, **filters):
        """Everything the filters leave, together, as a Series; attrs["unit"] is its unit."""
        frame = self.frame(metric, None, period, basis, False, **filters)
        series = frame.iloc[:, 0].rename(metric)
        series.attrs = dict(frame.attrs)
        return series

    def value(self, metric, year=None, basis=None, **filters):
        """One number: over a year (2030), or over the whole run."""
        answer = self.query(metric, None, "run" if year is None else "year", basis, False, **filters)
        if year is None:
            return float(answer.values[0, 0])
        years = list(answer.months.astype("datetime64[Y]").astype(int) + 1970)
        if int(year) not in years:
            raise ValueError(f"the run has no year {year}")
        return float(answer.values[0, years.index(int(year))])

    def dataset(self, metrics=DATASET, basis=None, **filters):
        """Metrics as an xarray.Dataset over time and what tells their things apart; each variable
        has its unit in attrs["units"] where it has one."""
        import xarray

        variables = {metric: self._array(metric, basis, filters) for metric in
                     ([metrics] if isinstance(metrics, str) else metrics)}
        return xarray.Dataset(variables, attrs={"run": self.name, "source": "lodestone " + library.version(),
                                                "model": self._about("model")})

    def _array(self, metric, basis, filters):
        import xarray

        answer = self.query(metric, "*", "month", basis, False, **filters)
        coordinates = {name: list(dict.fromkeys(ids)) for name, ids in answer.ids.items()}
        at = tuple([[coordinates[name].index(one) for one in ids] for name, ids in answer.ids.items()])
        dense = numpy.full((*(len(ids) for ids in coordinates.values()), len(answer.months)), numpy.nan)
        dense[at] = answer.values
        units = set(answer.units)
        return xarray.DataArray(dense, {**coordinates, "time": answer.months.astype("datetime64[ns]")},
                                (*coordinates, "time"),
                                attrs={"units": units.pop()} if len(units) == 1 else {})

    # ---- words ----

    def compare(self, before):
        """What this run does differently from another, the weightiest first: a list of sentences.
        Empty when nothing differs by more than 0.1 %."""
        _, lib = library.load()
        words = library.call("words", lib.lode_run_compare, before._handle, self._handle)
        return [line["text"] for line in _lines(words)]

    def why(self, region, commodity, month):
        """Why a price is what it is in a month ("2025-06"): a Why."""
        _, lib = library.load()
        keep = []
        arguments = [library.chars(value, keep) for value in (region, commodity, month)]
        return Why(_lines(library.call("words", lib.lode_run_why, self._handle, *arguments)))

    # ---- files ----

    def write(self, path):
        """Adds the run to a results file (SQLite, docs/results.md); one of the same name is replaced."""
        _, lib = library.load()
        keep = []
        library.call("words", lib.lode_run_write, self._handle, library.chars(os.fspath(path), keep))

    def iamc(self):
        """Yearly values in the format of integrated assessment: model, scenario, region, variable, unit,
        year, value. pyam.IamDataFrame(run.iamc()) reads it."""
        from . import files
        from .results import Results

        with tempfile.TemporaryDirectory() as folder:
            file, table = os.path.join(folder, "run.sqlite"), os.path.join(folder, "iamc.csv")
            self.write(file)
            Results.open(file).export(table, "iamc")
            return files.iamc(table)

    # ---- showing ----

    def __repr__(self):
        return f"<lodestone.Run {self.name}: {self.start} to {self.end}>"

    def _repr_html_(self):
        lines = self.headline
        table = lines.pivot_table(index=["metric", "region", "stage", "commodity", "use", "unit"], columns="year",
                                  values="value") if len(lines) else lines
        quality = self.quality
        return (f"<b>{html.escape(self.name)}</b>, {self.start} to {self.end}; worst relative error "
                f"{quality['worst_residual']:.1e}, mass kept to {quality['worst_imbalance']:.1e}"
                + table.to_html(float_format="{:,.4g}".format))


def _lines(words):
    _, lib = library.load()
    lines = [lib.lode_words_at(words, i) for i in range(lib.lode_words_count(words))]
    return [{"about": library.text(line.about), "text": library.text(line.text), "amount": line.amount,
             "unit": library.text(line.unit)} for line in lines]


class Why:
    """A price taken apart: `sentences`, and `parts`, a Series that adds up to the price."""

    def __init__(self, lines):
        parts = [line for line in lines if line["about"] == "part"]
        self.sentences = [line["text"] for line in lines if line["about"] == "why"]
        self.unit = parts[0]["unit"] if parts else ""
        self.parts = pandas.Series([line["amount"] for line in parts], [line["text"] for line in parts],
                                   dtype=float, name=self.unit)

    @property
    def price(self):
        """The sum of the parts: the price, in `unit`."""
        return float(self.parts.sum())

    def __str__(self):
        return "\n".join(self.sentences)

    def __repr__(self):
        return f"<lodestone.Why {self.price:,.6g} {self.unit}>\n{self}"

    def _repr_html_(self):
        sentences = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in self.sentences)
        return f"<ul>{sentences}</ul>" + self.parts.to_frame().to_html(float_format="{:,.4g}".format)

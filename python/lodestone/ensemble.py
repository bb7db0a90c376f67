"""Many runs of a model: what varies, what is asked of each, and the answers side by side."""
import numpy
import pandas

from . import library
from .run import Answer


class Ensemble:
    """Answers of many runs. ensemble["price"] is a DataFrame with a row for each run and its
    periods across; `inputs` says what each run was, `failures` why runs have no answer."""

    def __init__(self, inputs, answers, failures):
        self.inputs = inputs
        self.failures = failures
        self._answers = answers

    def __getitem__(self, name):
        return self._answers[name]

    def __iter__(self):
        return iter(self._answers)

    def __len__(self):
        return len(self.inputs)

    def quantiles(self, name, levels=(0.05, 0.25, 0.5, 0.75, 0.95)):
        """Periods down, quantiles across: the fan of an answer. Runs that failed are left out."""
        fan = self[name].quantile(list(levels)).T
        fan.attrs = dict(self[name].attrs)
        return fan

    def __repr__(self):
        return f"<lodestone.Ensemble {len(self)} runs, {len(self.failures)} failed: {', '.join(self._answers)}>"

    def _repr_html_(self):
        return f"{len(self)} runs, {len(self.failures)} failed" + "".join(
            f"<h4>{name} [{answer.attrs['unit']}]</h4>" + self.quantiles(name).to_html(float_format="{:,.4g}".format)
            for name, answer in self._answers.items())


def draw(model, n, seed, scenarios, sequence):
    """Futures of a model, as `lode ensemble` draws them: the library's handle, and what each future's
    inputs are, a DataFrame with a row for each. Its attrs["about"] says what the inputs are."""
    ffi, lib = library.load()
    keep = []
    options = ffi.new("lode_futures_options *")
    options.size = ffi.sizeof("lode_futures_options")
    ids = [scenarios] if isinstance(scenarios, str) else list(scenarios or ())
    texts = [library.chars(i, keep) for i in ids]
    given = ffi.new("const char *[]", texts)
    options.scenarios, options.n_scenarios = given, len(texts)
    options.n, options.seed, options.sequence = n, seed, library.chars(sequence, keep)
    handle = library.call("futures", lib.lode_model_futures, model, options)
    about = [lib.lode_futures_input(handle, i) for i in range(lib.lode_futures_inputs(handle))]
    values = numpy.empty((lib.lode_futures_count(handle), len(about)))
    for run, row in enumerate(values):
        if lib.lode_futures_values(handle, run, ffi.cast("double *", ffi.from_buffer(row))):
            raise MemoryError
    ids = [library.text(i.id) for i in about]
    inputs = pandas.DataFrame(values, pandas.RangeIndex(len(values), name="run"), ids)
    inputs.attrs["about"] = pandas.DataFrame(
        [{"id": library.text(i.id), "label": library.text(i.label), "low": i.low, "usual": i.usual, "high": i.high,
          "source": library.text(i.source)} for i in about]).set_index("id") if about else None
    return handle, inputs


class Collector:
    """Takes the answers run by run, and lays them side by side."""

    def __init__(self, n, names):
        self.n, self.names = n, names
        self.values = {name: None for name in names}
        self.about = {}
        self.failures = {}

    def take(self, run, status, why, answers):
        """One run's answers, or why there are none."""
        if status:
            self.failures[run] = why
            return
        for q, name in enumerate(self.names):
            answer = Answer(answers[q], name, None)
            if self.values[name] is None:
                self.values[name] = numpy.full((self.n, len(answer.months)), numpy.nan)
                self.about[name] = (answer.index("month"), answer.units[0])
            self.values[name][run] = answer.values[0]

    def ensemble(self, inputs):
        """All of it."""
        answers = {}
        for name in self.names:
            index, unit = self.about.get(name, (pandas.PeriodIndex([], freq="M"), None))
            values = self.values[name] if name in self.about else numpy.empty((self.n, 0))
            answers[name] = pandas.DataFrame(values, pandas.RangeIndex(self.n, name="run"), index)
            answers[name].attrs = {"metric": name, "unit": unit}
        return Ensemble(inputs, answers, pandas.Series(self.failures, dtype=object, name="why"))


def run(model, futures, variations, questions, inputs, options):
    """Runs the futures (a handle) or the variations (dicts of scenarios, vary, set, name) and asks each
    the questions."""
    from .run import fill_query

    ffi, lib = library.load()
    keep, trouble = [], []
    collector = Collector(len(inputs), list(questions))
    progress = options.pop("progress")

    @ffi.callback("int(void *, int64_t, int, const char *, const lode_answer *const *)")
    def deliver(_, number, status, why, answers):
        try:
            collector.take(number, status, library.text(why), answers)
            return 1 if progress and progress(number + 1, len(inputs)) else 0
        except BaseException as error:  # may not pass through C
            trouble.append(error)
            return 1

    given = [fill_variation(variation, keep) for variation in variations]
    asked = [fill_query(question["metric"], None, "month", question.get("basis"), False,
                        {k: v for k, v in question.items() if k not in ("metric", "basis")}, keep)
             for question in questions.values()]
    arrays = (ffi.new("const lode_variation *[]", given), ffi.new("const lode_query *[]", asked))
    call = ffi.new("lode_ensemble_options *")
    call.size = ffi.sizeof("lode_ensemble_options")
    call.variations, call.n_variations = arrays[0], len(given)
    call.queries, call.n_queries = arrays[1], len(asked)
    call.start, call.end = (library.chars(options[name], keep) for name in ("start", "end"))
    call.threads, call.deliver = options["threads"], deliver
    call.futures = futures or ffi.NULL
    try:
        library.call("words", lib.lode_model_ensemble, model, call)
    except Exception:
        if trouble:
            raise trouble[0] from None
        raise
    return collector.ensemble(inputs)


def fill_variation(variation, keep):
    """A dict as a lode_variation."""
    ffi, _ = library.load()
    unknown = set(variation) - {"name", "scenarios", "vary", "set"}
    if unknown:
        raise TypeError(f"a variation has name, scenarios, vary and set, not {unknown.pop()!r}")
    out = ffi.new("lode_variation *")
    out.size = ffi.sizeof("lode_variation")
    library.fill_changes(out, keep, **variation)
    keep.append(out)
    return out

"""A model folder, read and checked, ready to run."""
import html
import os

from . import ensemble as ensembles
from . import library
from .nouns import Described
from .run import Run

FORESIGHT = {None: 0, "recursive": 1, "perfect": 2}


class Model(Described):
    """A supply chain: regions, commodities, facilities, routes, demands, and scenarios about them.

    Make one with Model.load. It never changes, so several threads may run it at once.
    """

    noun = "model"

    @classmethod
    def load(cls, folder):
        """Reads and checks a model folder. BadInput lists every mistake, with file, line and column."""
        _, lib = library.load()
        keep = []
        return cls(library.call("model", lib.lode_model_load, library.chars(os.fspath(folder), keep)))

    # ---- what it holds ----

    @property
    def name(self):
        """Its short name."""
        return self._about("name")

    @property
    def title(self):
        """Its name in words."""
        return self._about("title")

    @property
    def licence(self):
        """Licence of its data."""
        return self._about("licence")

    @property
    def warnings(self):
        """What the reader doubts, as a list of Message."""
        _, lib = library.load()
        return library.messages(lib.lode_model_messages(self._handle))

    @property
    def uses(self):
        """DataFrame by id: name, name_zh, sector, device."""
        return self._nouns("uses")

    @property
    def scenarios(self):
        """DataFrame by id: title, title_zh, what it tells."""
        return self._nouns("scenarios")

    def varies(self, scenario):
        """What a scenario leaves open: DataFrame by id with label, low, high, usual."""
        import pandas

        _, lib = library.load()
        at = list(self.scenarios.index).index(scenario)
        found = [lib.lode_model_vary(self._handle, at, i) for i in range(lib.lode_model_vary_count(self._handle, at))]
        rows = [{"id": library.text(v.id), "label": library.text(v.label), "low": v.low, "high": v.high,
                 "usual": v.usual} for v in found]
        return pandas.DataFrame(rows, columns=["id", "label", "low", "high", "usual"]).set_index("id")

    # ---- running ----

    def run(self, scenarios=None, vary=None, set=None, start=None, end=None, step=None, foresight=None, name=None,
            progress=None):
        """Runs the model and returns a Run.

        scenarios   an id, or several that stack in their order; None = the baseline
        vary        {"severity": 0.4}: values for what the scenarios leave open (see varies)
        set         {"facilities[cn-bayan-obo].capacity": 200000}: cells replaced, in the file's unit;
                    "*1.1" instead of a number multiplies what stands there
        start, end  first and last month, "2025-04" or anything pandas.Period reads
        step        "month", "quarter" or "year"
        foresight   "recursive" or "perfect"
        progress    called with (steps done, steps in all); true stops the run (Interrupted)

        Other Python threads go on while it runs, and Ctrl-C stops it after the month at hand.
        """
        ffi, lib = library.load()
        keep, trouble = [], []

        @ffi.callback("int(void *, int32_t, int32_t)")
        def after_step(_, done, n_steps):
            try:
                return 1 if progress and progress(done, n_steps) else 0
            except BaseException as error:  # KeyboardInterrupt, too: it may not pass through C
                trouble.append(error)
                return 1

        options = ffi.new("lode_run_options *")
        options.size = ffi.sizeof("lode_run_options")
        options.start, options.end = (library.chars(_month(month), keep) for month in (start, end))
        options.step = library.chars(step, keep)
        if foresight not in FORESIGHT:
            raise ValueError(f"foresight is 'recursive' or 'perfect', not {foresight!r}")
        options.foresight = FORESIGHT[foresight]
        options.progress = after_step
        library.fill_changes(options, keep, name, scenarios, vary, set)
        try:
            return Run(library.call("run", lib.lode_model_run, self._handle, options))
        except Exception:
            if trouble:
                raise trouble[0] from None
            raise

    def ensemble(self, runs, questions, seed=1, scenarios=None, sequence="sobol", start=None, end=None, threads=None,
                 progress=None):
        """Runs many variations, on several threads, and returns an Ensemble.

        runs       a number of futures, drawn as `lode ensemble` draws them (tables/uncertain.csv,
                   risks.csv, what the scenarios leave open); or a list of variations: dicts with any of
                   scenarios, vary, set and name, as run takes them
        questions  {"dy": {"metric": "price", "region": "japan", "commodity": "dy-oxide"}}: asked of
                   each run, month by month, everything the filters leave together
        seed       of futures: the same seed, the same futures
        scenarios  of futures: what they leave open varies over its range
        sequence   of futures: "sobol", "latin" or "random"
        threads    that run; None = one for each processor
        progress   called with (runs done, runs in all); true stops (Interrupted)

        A run that fails is told in `failures`, and the others go on. The answers do not depend on
        the number of threads.
        """
        import pandas

        if isinstance(runs, int):
            variations = []
            futures, inputs = ensembles.draw(self._handle, runs, seed, scenarios, sequence)
        else:
            futures, variations = None, list(runs)
            inputs = pandas.DataFrame(variations, index=pandas.RangeIndex(len(variations), name="run"))
        options = {"start": _month(start), "end": _month(end), "threads": threads or os.cpu_count() or 1,
                   "progress": progress}
        return ensembles.run(self._handle, futures, variations, questions, inputs, options)

    # ---- showing ----

    def __repr__(self):
        return f"<lodestone.Model {self.name}: {self.title}, {self.start} to {self.end}>"

    def _repr_html_(self):
        counts = ", ".join(f"{len(getattr(self, noun))} {noun}" for noun in library.NOUN_FIELDS)
        return (f"<b>{html.escape(self.title)}</b> ({html.escape(self.name)}), {self.start} to {self.end}, "
                f"money in {html.escape(self.currency)}<br>{counts}")


def _month(value):
    """A month as the library reads it."""
    if value is None or isinstance(value, str):
        return value
    import pandas

    return str(pandas.Period(value, "M"))

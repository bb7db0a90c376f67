"""The Python module, on the small worlds of models/ whose answers are known by hand.

    mine --10--> port --25--> mill     supply at the mine q = 50 + 0.1 p, demand at the mill q = 200 - 0.1 p
    732.5 at the mine, 767.5 at the mill, 123.25 t a month; the tariff of 20 makes it 777.5 and 122.25.

Prints TAP. Run it with LODESTONE_LIBRARY, PYTHONPATH=python and LODESTONE_MODELS=models.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

import numpy
import pandas

import lodestone
from lodestone import files, library

MODELS = pathlib.Path(os.environ["LODESTONE_MODELS"])


def two_hops():
    return lodestone.Model.load(str(MODELS / "two-hops"))


class TheModel(unittest.TestCase):
    def test_lists_what_it_holds(self):
        model = two_hops()
        self.assertEqual(model.name, "two-hops")
        self.assertEqual(model.start, pandas.Period("2025-01", "M"))
        self.assertEqual(list(model.regions.index), ["mine", "port", "mill"])
        self.assertEqual(model.commodities.loc["ore", "unit"], "t")
        self.assertEqual(list(model.scenarios.index), ["flood", "tariff"])
        self.assertIn("矿山", model._about("title_zh"))
        self.assertIn("3 regions", model._repr_html_())
        self.assertIn("two-hops", repr(model))

    def test_mistakes_come_all_at_once(self):
        with self.assertRaises(lodestone.BadInput) as caught:
            lodestone.Model.load(str(MODELS.parent / "tests/bad/all-at-once"))
        messages = caught.exception.messages
        self.assertGreater(len(messages), 6)
        self.assertGreater(len({message.file for message in messages}), 3)
        for message in messages:
            self.assertIn(str(message), str(caught.exception))
        self.assertIsInstance(caught.exception, ValueError)

    def test_a_folder_that_is_not_there_is_an_oserror(self):
        with self.assertRaises(OSError):
            lodestone.Model.load("/nowhere/at/all")

    def test_says_what_scenarios_leave_open(self):
        model = lodestone.Model.load(str(MODELS / "ree-magnets"))
        varies = pandas.concat([model.varies(scenario) for scenario in model.scenarios.index])
        self.assertGreater(len(varies), 0)
        self.assertTrue(((varies.low <= varies.usual) & (varies.usual <= varies.high)).all())


class TheRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = two_hops()
        cls.base = cls.model.run()
        cls.tariff = cls.model.run(scenarios="tariff")

    def test_prices_are_those_worked_out_by_hand(self):
        prices = self.base.frame("price", commodity="ore")
        self.assertEqual(list(prices.columns), ["mine", "port", "mill"])
        self.assertEqual(prices.columns.name, "region")
        self.assertIsInstance(prices.index, pandas.PeriodIndex)
        self.assertEqual(prices.index[0], pandas.Period("2025-01", "M"))
        self.assertEqual(len(prices), 12)
        self.assertEqual(prices.attrs["unit"], "USD/t")
        numpy.testing.assert_allclose(prices, [[732.5, 742.5, 767.5]] * 12, atol=1e-6)

    def test_one_thing_is_one_column(self):
        price = self.base.frame("price", region="mill", commodity="ore")
        self.assertEqual(list(price.columns), ["price"])
        series = self.tariff.series("price", region="mill", commodity="ore")
        numpy.testing.assert_allclose(series, [767.5] * 6 + [777.5] * 6, atol=1e-6)
        self.assertEqual(series.attrs["unit"], "USD/t")

    def test_several_levels_are_a_multi_index(self):
        trade = self.base.frame("trade")
        self.assertEqual(list(trade.columns.names), ["region", "partner", "commodity"])
        self.assertEqual(set(trade.columns), {("port", "mine", "ore"), ("mill", "port", "ore")})
        numpy.testing.assert_allclose(trade, 123.25, atol=1e-6)

    def test_years_add_up_as_the_metric_says(self):
        revenue = self.tariff.frame("duty_revenue", by=None, period="year", region="mill")
        self.assertAlmostEqual(revenue.iloc[0, 0], 14670, places=4)  # six months of 20 x 122.25
        self.assertEqual(revenue.index[0], pandas.Period("2025", "A"))
        self.assertAlmostEqual(self.tariff.value("duty_revenue", region="mill"), 14670, places=4)
        self.assertAlmostEqual(self.base.value("production", 2025), 1479, places=4)
        with self.assertRaises(ValueError):
            self.base.value("production", 2031)

    def test_filters_take_lists(self):
        prices = self.base.frame("price", region=["mine", "mill"])
        self.assertEqual(list(prices.columns), ["mine", "mill"] if prices.columns.nlevels == 1 else
                         [("mine", "ore"), ("mill", "ore")])

    def test_nothing_left_is_an_empty_frame(self):
        empty = self.base.frame("disposal")
        self.assertEqual(empty.shape, (12, 0))

    def test_changed_cells_and_dates(self):
        # half of 150 t is 75 t: 200 - 0.1 p = 75
        run = self.model.run(set={"facilities[the-mine].capacity": "*0.5"}, start="2025-03",
                             end=pandas.Period("2025-04"), name="half")
        self.assertEqual((run.name, str(run.start), str(run.end)), ("half", "2025-03", "2025-04"))
        numpy.testing.assert_allclose(run.series("price", region="mill"), 1250, atol=1e-6)
        run = self.model.run(set={"facilities[the-mine].capacity": 75}, end="2025-01")
        self.assertAlmostEqual(run.value("price", region="mill"), 1250, places=6)

    def test_a_dataset_has_coordinates_and_units(self):
        import xarray

        data = self.base.dataset()
        self.assertIsInstance(data, xarray.Dataset)
        self.assertAlmostEqual(float(data.price.sel(region="mill", commodity="ore", time="2025-06-01")), 767.5, places=6)
        self.assertEqual(data.price.attrs["units"], "USD/t")
        self.assertEqual(data.price.dims, ("region", "commodity", "time"))
        self.assertEqual(data.attrs["run"], "baseline")

    def test_headline_and_quality(self):
        lines = self.base.headline
        price = lines[(lines.metric == "price") & (lines.year == 2025)]
        self.assertAlmostEqual(price.value.iloc[0], 767.5, places=6)
        self.assertLess(self.base.quality["worst_residual"], 1e-8)
        self.assertIn("767.5", self.base._repr_html_())

    def test_comparison_in_words(self):
        self.assertTrue(any("1.3 %" in line for line in self.tariff.compare(self.base)))
        self.assertEqual(self.base.compare(self.base), [])

    def test_a_price_is_the_sum_of_its_parts(self):
        why = self.base.why("mill", "ore", "2025-06")
        self.assertAlmostEqual(why.price, 767.5, places=6)
        self.assertAlmostEqual(why.parts["freight"].sum(), 35, places=9)
        self.assertEqual(why.unit, "USD/t")
        self.assertTrue(why.sentences)
        self.assertIn("freight", why._repr_html_())
        with self.assertRaisesRegex(lodestone.UsageError, "did you mean 'mill'"):
            self.base.why("mil", "ore", "2025-06")

    def test_wrong_questions_are_told(self):
        with self.assertRaisesRegex(lodestone.UsageError, "did you mean 'price'"):
            self.base.frame("prise")
        with self.assertRaisesRegex(lodestone.UsageError, "did you mean 'tariff'"):
            self.model.run(scenarios="tarif")
        with self.assertRaisesRegex(lodestone.UsageError, "partner"):
            self.base.frame("price", partner="mill")
        with self.assertRaises(TypeError):
            self.base.frame("price", colour="red")
        with self.assertRaises(ValueError):
            self.base.frame("price", period="fortnight")
        with self.assertRaises(lodestone.BadInput):
            self.model.run(vary={"severity": 1})
        with self.assertRaises(ValueError):
            self.model.run(foresight="none")


class TheArrays(unittest.TestCase):
    def test_are_views_that_outlive_all_else(self):
        answer = two_hops().run().query("price", by="region")
        values = answer.values
        self.assertIsNotNone(values.base)
        del answer
        numpy.testing.assert_allclose(values[:, 11], [732.5, 742.5, 767.5], atol=1e-6)

    def test_months_are_dates(self):
        answer = two_hops().run(end="2025-02").query("price")
        self.assertEqual([str(month) for month in answer.months], ["2025-01", "2025-02"])
        self.assertEqual(list(answer.lengths), [1, 1])


class TheProgress(unittest.TestCase):
    def test_is_told_and_may_stop(self):
        seen = []
        two_hops().run(progress=lambda done, n: seen.append((done, n)))
        self.assertEqual(len(seen), 12)
        with self.assertRaises(lodestone.Interrupted):
            two_hops().run(progress=lambda done, n: done >= 3)

    def test_passes_exceptions_on(self):
        def trouble(done, n):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            two_hops().run(progress=trouble)

    def test_threads_run_side_by_side(self):
        model, prices = two_hops(), []

        def work():
            prices.append(model.run(scenarios="tariff").value("price", region="mine"))
            prices.append(two_hops().run(scenarios="tariff").value("price", region="mine"))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(prices), 8)
        self.assertEqual(len(set(prices)), 1)


class TheEnsemble(unittest.TestCase):
    QUESTIONS = {"mill": {"metric": "price", "region": "mill"}, "mined": {"metric": "production", "region": "mine"}}

    def test_runs_what_it_is_told(self):
        variations = [{}, {"scenarios": "tariff"}, {"set": {"facilities[the-mine].capacity": "*0.5"}},
                      {"vary": {"severity": 1}}]
        ensemble = two_hops().ensemble(variations, self.QUESTIONS, threads=2)
        numpy.testing.assert_allclose(ensemble["mill"]["2025-12"][:3], [767.5, 777.5, 1250], atol=1e-6)
        self.assertEqual(ensemble["mill"].attrs["unit"], "USD/t")
        self.assertEqual(list(ensemble.failures.index), [3])
        self.assertIn("severity", ensemble.failures[3])
        self.assertEqual(len(ensemble), 4)

    def test_futures_are_those_of_their_inputs(self):
        # the mill wants need - 0.1 p, ore costs 35 x freight on its way: (need - 50 - 3.5 freight) / 0.2 at the
        # mine and 35 x freight more at the mill, unless half of the mine's 150 t is lost
        model = lodestone.Model.load(os.environ["LODESTONE_FUTURES"])
        one, two = (model.ensemble(40, self.QUESTIONS, seed=7, threads=threads) for threads in (1, 2))
        pandas.testing.assert_frame_equal(one["mill"], two["mill"], check_exact=True)
        need, freight = one.inputs["need"], 35 * one.inputs["freight"]
        self.assertTrue(need.between(180, 220).all() and (freight / 35).between(0.5, 2).all())
        self.assertEqual(one.inputs.attrs["about"].loc["freight", "usual"], 1)
        undisturbed = (one["mined"] > 75 + 1e-6).all(axis=1)
        self.assertTrue(10 < undisturbed.sum() < 40)
        price = (need - 50 - 0.1 * freight) / 0.2 + freight
        numpy.testing.assert_allclose(one["mill"]["2025-12"][undisturbed], price[undisturbed], atol=1e-6)
        other = model.ensemble(40, self.QUESTIONS, seed=8)
        self.assertFalse((other.inputs == one.inputs).any().any())
        fan = one.quantiles("mill", (0.1, 0.9))
        self.assertTrue((fan[0.1] < fan[0.9]).all())
        self.assertIn("0.1", one._repr_html_() + str(fan.columns))

    def test_futures_are_those_of_the_command(self):
        import xarray

        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "futures.nc")
            subprocess.run([os.environ["LODESTONE_PROGRAM"], "ensemble", os.environ["LODESTONE_FUTURES"], "-n", "20",
                            "--seed", "7", "-o", path], check=True, capture_output=True)
            model = lodestone.Model.load(os.environ["LODESTONE_FUTURES"])
            here = model.ensemble(20, self.QUESTIONS, seed=7)
            with xarray.open_dataset(path) as there:
                numpy.testing.assert_array_equal(there["input_value"].values, here.inputs.values)

    def test_a_model_of_which_nothing_varies_has_no_futures(self):
        with self.assertRaisesRegex(lodestone.BadInput, "nothing varies"):
            two_hops().ensemble(5, self.QUESTIONS)
        with self.assertRaisesRegex(lodestone.UsageError, "sobol, latin or random"):
            two_hops().ensemble(5, self.QUESTIONS, sequence="dice")

    def test_may_be_stopped_and_passes_exceptions_on(self):
        with self.assertRaises(lodestone.Interrupted):
            two_hops().ensemble([{}] * 5, self.QUESTIONS, progress=lambda done, n: done == 2)
        with self.assertRaises(KeyError):
            two_hops().ensemble([{}], self.QUESTIONS, progress=lambda done, n: {}["nothing"])
        with self.assertRaisesRegex(lodestone.UsageError, "did you mean 'tariff'"):
            two_hops().ensemble([{"scenarios": "tarif"}], self.QUESTIONS)
        with self.assertRaises(TypeError):
            two_hops().ensemble([{"colour": "red"}], self.QUESTIONS)


class TheFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name) / "runs.sqlite"
        model = two_hops()
        cls.base = model.run(scenarios="tariff")
        model.run().write(cls.path)
        cls.base.write(cls.path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_runs_come_back_bit_for_bit(self):
        results = lodestone.Results.open(self.path)
        self.assertEqual(results.runs, ["baseline", "tariff"])
        self.assertIn("tariff", results)
        pandas.testing.assert_frame_equal(results["tariff"].frame("price"), self.base.frame("price"), check_exact=True)
        with self.assertRaises(lodestone.NotFound):
            results["tarif"]

    def test_are_read_without_the_library(self):
        self.assertEqual(list(files.runs(self.path).index), ["baseline", "tariff"])
        prices = files.table(self.path, "price", run="tariff", region="mill")
        numpy.testing.assert_array_equal(prices.value, self.base.series("price", region="mill"))
        self.assertEqual(prices.month.iloc[0], pandas.Period("2025-01", "M"))
        self.assertEqual(prices.attrs["unit"], "USD/t")
        with self.assertRaises(ValueError):
            files.table(self.path, "price", colour="red")
        with self.assertRaises(FileNotFoundError):
            files.runs("/nowhere.sqlite")

    def test_no_library_is_needed_to_read(self):
        code = f"from lodestone import files; print(len(files.table({str(self.path)!r}, 'price')))"
        said = subprocess.run([sys.executable, "-c", code], env={**os.environ, "LODESTONE_LIBRARY": "/nowhere.so"},
                              capture_output=True, text=True, check=True)
        self.assertEqual(said.stdout.strip(), "72")  # 2 runs x 12 months x 3 regions
        code = "import lodestone; lodestone.version()"
        said = subprocess.run([sys.executable, "-c", code], env={**os.environ, "LODESTONE_LIBRARY": "/nowhere.so"},
                              capture_output=True, text=True, check=False)
        self.assertIn("LODESTONE_LIBRARY", said.stderr)

    def test_exports_are_read_back(self):
        results = lodestone.Results.open(self.path)
        nc = pathlib.Path(self.folder.name) / "runs.nc"
        results.export(nc, "netcdf")
        with files.netcdf(nc) as data:
            self.assertEqual(list(data.run.values), ["baseline", "tariff"])
            self.assertEqual(data.attrs["Conventions"], "CF-1.8")
        with self.assertRaisesRegex(lodestone.UsageError, "gdx"):
            results.export(nc, "gdx")

    def test_iamc_keeps_the_rules_of_pyam(self):
        # pyam: these columns, one value a line (no duplicates in the index), no NaN, whole years,
        # texts without blanks at their ends; variables nest with '|'
        frame = self.base.iamc()
        self.assertEqual(list(frame.columns), files.IAMC_COLUMNS)
        index = ["model", "scenario", "region", "variable", "unit", "year"]
        self.assertFalse(frame.duplicated(index).any())
        self.assertFalse(frame.isna().any().any())
        self.assertEqual(frame.year.dtype.kind, "i")
        self.assertEqual(frame.value.dtype.kind, "f")
        for column in index[:5]:
            self.assertTrue((frame[column] == frame[column].str.strip()).all())
        self.assertFalse(frame.variable.str.contains(r"\|\||\|$|^\|").any())
        self.assertEqual(set(frame.scenario), {"tariff"})
        wide = frame.pivot_table(index=index[:5], columns="year", values="value")
        self.assertEqual(list(wide.columns), [2025])


class TheLibrary(unittest.TestCase):
    def test_says_what_it_is(self):
        self.assertRegex(lodestone.version(), r"^\d+\.\d+\.\d+$")
        self.assertGreaterEqual(lodestone.api_version(), 1)
        metrics = lodestone.metrics()
        self.assertEqual(metrics.loc["price", "unit"], "money per unit")

    def test_every_function_of_the_header_is_there(self):
        _, lib = library.load()
        self.assertIn("lode_model_load", dir(lib))
        for name in dir(lib):
            self.assertIsNotNone(getattr(lib, name))


class Tap(unittest.TextTestResult):
    """Results as lines of TAP on standard output."""

    count = 0

    def _tell(self, test, good, what=""):
        Tap.count += 1
        print("ok" if good else "not ok", Tap.count, "-", test.id().split(".", 1)[1], flush=True)
        for line in what.splitlines():
            print("#", line)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._tell(test, True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._tell(test, False, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._tell(test, False, self.errors[-1][1])


if __name__ == "__main__":
    runner = unittest.TextTestRunner(stream=open(os.devnull, "w", encoding="utf-8"), resultclass=Tap)
    result = runner.run(unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]))
    sys.exit(not result.wasSuccessful())

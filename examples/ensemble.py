# %% China stops rare-earth exports for 2027. How sure is the price, when leakage, growth, costs and much else are not? The futures of `lode ensemble`, in a notebook.
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
n = int(os.environ.get("RUNS", 12))  # hundreds for an answer, a dozen to see how it works
model = lodestone.Model.load(models / "ree-magnets")

# %% What is uncertain is in the model: tables/uncertain.csv and risks.csv, and what the scenario leaves open
questions = {"NdPr oxide": {"metric": "price", "region": "japan", "commodity": "ndpr-oxide"},
             "Dy oxide": {"metric": "price", "region": "japan", "commodity": "dy-oxide"}}
futures = model.ensemble(n, questions, seed=4711, scenarios="china-halt-all", end="2027-12")
print(futures)
print(futures.inputs.attrs["about"][["label", "low", "usual", "high"]].head(8).to_string())

# %% The fan of prices in Japan, USD/kg
for name in futures:
    fan = futures.quantiles(name, (0.05, 0.5, 0.95)) / 1000
    print(f"\n{name} in Japan, {futures[name].attrs['unit']} / 1000")
    print(fan.loc["2026-10":"2027-12":2].round(1).to_string())

# %% A picture, if matplotlib is here
try:
    import matplotlib
    matplotlib.use("Agg")
except ImportError:
    print("\n(no matplotlib, no picture)")
else:
    axes = (futures.quantiles("Dy oxide") / 1000).plot(title=f"Dy oxide in Japan, USD/kg: quantiles of {n} runs")
    axes.figure.savefig("ensemble.svg")
    print("\nwritten: ensemble.svg")

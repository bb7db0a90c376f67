# %% China stops rare-earth exports for 2027. How sure is the price, when leakage and capacities are not? Draws in a notebook.
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
n = int(os.environ.get("RUNS", 12))  # hundreds for an answer, a dozen to see how it works
model = lodestone.Model.load(models / "ree-magnets")

# %% What is uncertain: what the scenario leaves open, and two capacities that nobody knows to a tenth
spread = {"facilities[cn-bayan-obo].capacity": (0.9, 1.1), "facilities[my-lamp].capacity": (0.8, 1.1)}
questions = {"NdPr oxide": {"metric": "price", "region": "japan", "commodity": "ndpr-oxide"},
             "Dy oxide": {"metric": "price", "region": "japan", "commodity": "dy-oxide"}}
futures = model.ensemble(n, questions, seed=4711, scenarios="china-halt-all", spread=spread, end="2027-12")
print(futures)
print(futures.inputs.describe().loc[["min", "mean", "max"]].round(3).to_string())

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

# %% Another material on the same engine: Guinea ships no bauxite for a year
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
model = lodestone.Model.load(models / "aluminium")
print(model.title, "-", model.scenarios.loc["guinea-bauxite-halt", "title"])
baseline, halt = model.run(), model.run(scenarios="guinea-bauxite-halt")

# %% In words
for sentence in halt.compare(baseline)[:6]:
    print("-", sentence)

# %% Prices in China, at their worst
commodities = ["bauxite", "alumina", "aluminium"]
before, after = (run.frame("price", region="china", commodity=commodities) for run in (baseline, halt))
rise = after / before
print("\nPrices in China at the worst, times the baseline's")
for commodity in rise:
    print(f"  {commodity:10s} {rise[commodity].max():.2f} in {rise[commodity].idxmax()}")

# %% As an xarray dataset, for whoever wants all of it
try:
    data = halt.dataset(["price", "production", "stock"])
    print("\nxarray:", dict(data.sizes), "- bauxite on China's heaps at the end of 2026:",
          f"{float(data.stock.sel(region='china', commodity='bauxite', time='2026-12-01')):,.0f}", data.stock.attrs.get("units", ""))
except ImportError:
    print("\n(no xarray)")

# %% A picture, if matplotlib is here
try:
    import matplotlib
    matplotlib.use("Agg")
except ImportError:
    print("\n(no matplotlib, no picture)")
else:
    axes = rise.plot(title="China under Guinea's halt, times the baseline")
    axes.figure.savefig("aluminium.svg")
    print("\nwritten: aluminium.svg")

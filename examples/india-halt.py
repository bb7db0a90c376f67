# %% India pauses its exports of rare earths to Japan. Who loses how much, what do prices do, and for how long?
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
model = lodestone.Model.load(models / "ree-magnets")
baseline = model.run(end="2028-12")
halt = model.run(scenarios="india-japan-halt", end="2028-12")

# %% In words: the weightiest changes first
for sentence in halt.compare(baseline):
    print("-", sentence)

# %% Where Japan's separated oxides come from, t REO a year
before, after = (run.frame("imports", by="partner", period="year", region="japan", stage="separation", basis="reo")
                 for run in (baseline, halt))
change = (after - before).loc["2025":"2027"]
print(f"\nChange of Japan's imports, {before.attrs['unit']} a year")
print(change.loc[:, change.abs().max() > 1].round(1).to_string())

# %% The price of NdPr oxide: largest move by region
prices = halt.frame("price", commodity="ndpr-oxide") / baseline.frame("price", commodity="ndpr-oxide") - 1
peak = prices.max().sort_values(ascending=False)
print("\nNdPr oxide, largest rise of the monthly price")
for region, rise in peak.head(5).items():
    print(f"  {region:16s} {100 * rise:5.1f} % in {prices[region].idxmax()}")

# %% A picture, if matplotlib is here
try:
    import matplotlib
    matplotlib.use("Agg")
except ImportError:
    print("\n(no matplotlib, no picture)")
else:
    axes = (100 * prices[peak.index[:5]]).plot(title="NdPr oxide under India's halt, % above the baseline")
    axes.figure.savefig("india-halt.svg")
    print("\nwritten: india-halt.svg")

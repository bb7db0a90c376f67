# %% The demand for magnets doubles by 2030. Is it met, at what price, and what is in the way?
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
model = lodestone.Model.load(models / "ree-magnets")
baseline, doubled = (model.run(scenarios=story, end="2030-12") for story in (None, "demand-doubles-2030"))

# %% Magnets used, and what users were short of
for name, run in (("baseline", baseline), ("doubled", doubled)):
    used = run.frame("use", by=None, period="year", commodity="magnet").iloc[:, 0]
    short = run.frame("shortage", by=None, period="year", commodity="magnet", drop_zero=False).iloc[:, 0]
    print(f"{name:9s} magnets used {used['2024']:,.0f} t in 2024, {used['2030']:,.0f} t in 2030 "
          f"({used['2030'] / used['2024']:.2f} times); short in 2030: {short['2030']:,.0f} t")

# %% What rations them: prices in 2030
print("\nPrices in Japan in 2030, times those of the baseline")
for commodity in ("ndpr-oxide", "dy-oxide", "tb-oxide", "ndfeb-h", "ndfeb-uh"):
    ask = dict(year=2030, region="japan", commodity=commodity)
    print(f"  {commodity:11s} {doubled.value('price', **ask) / baseline.value('price', **ask):.2f}")

# %% Why: NdPr oxide in Japan in June 2030
why = doubled.why("japan", "ndpr-oxide", "2030-06")
print(f"\nNdPr oxide in Japan, 2030-06: {why.price:,.0f} {why.unit}")
for sentence in why.sentences:
    print("-", sentence)

# %% A picture, if matplotlib is here
try:
    import matplotlib
    matplotlib.use("Agg")
    import pandas
except ImportError:
    print("\n(no matplotlib, no picture)")
else:
    lines = pandas.DataFrame({run.name: run.series("price", region="japan", commodity="ndpr-oxide") / 1000
                              for run in (baseline, doubled)})
    axes = lines.plot(title="NdPr oxide in Japan, USD/kg")
    axes.figure.savefig("demand-doubles.svg")
    print("\nwritten: demand-doubles.svg")

# %% 1.3 billion dollars for an American chain: how far does the money reach, and what would more of it do?
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
model = lodestone.Model.load(models / "ree-magnets")
print(model.varies("us-programme").to_string())
scenarios = {"no programme": dict(), "1.3 billion": dict(scenarios="us-programme"),
             "5 billion": dict(scenarios="us-programme", vary={"money": 5000}),
             "and reform": dict(scenarios="us-programme-reform")}
runs = {name: model.run(end="2030-12", **options) for name, options in scenarios.items()}

# %% Self-sufficiency in 2030, stage by stage: production over use, %
import pandas

stages = ["separation", "metal", "magnet"]
table = pandas.DataFrame({name: [100 * run.value("self_sufficiency", 2030, region="united-states", commodity=stage,
                                                 basis="reo") for stage in stages]
                          for name, run in runs.items()}, index=stages)
print("\nProduction over use in the United States in 2030, %")
print(table.round(1).to_string())

# %% What it paid, by policy, million dollars over the run
paid = runs["1.3 billion"].frame("policy_cost", by="policy", period="run").iloc[0] / 1e6
print("\nPaid by the programme, million", runs["1.3 billion"].currency)
print(paid[paid > 0.5].round(0).to_string())

# %% A picture, if matplotlib is here
try:
    import matplotlib
    matplotlib.use("Agg")
except ImportError:
    print("\n(no matplotlib, no picture)")
else:
    axes = table.plot.bar(title="Production over use, United States, 2030, %", rot=0)
    axes.figure.savefig("1.3-billion.svg")
    print("\nwritten: 1.3-billion.svg")

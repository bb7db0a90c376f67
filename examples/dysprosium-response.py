# %% Dysprosium gets dear. How much less of it do magnets carry, and which recipes take over?
import os
import pathlib

import lodestone

models = pathlib.Path(os.environ.get("LODESTONE_MODELS", pathlib.Path(__file__).resolve().parents[1] / "models"))
model = lodestone.Model.load(models / "ree-magnets")

# %% A cost of making dysprosium metal that makes it about twice and four times as dear, everywhere
makers = ["china", "japan", "united-kingdom", "united-states"]
costs = {"as it is": None, "dear": 620000, "very dear": 1235000}  # USD/t
runs = {name: model.run(end="2025-12", name=name,
                        set={f"costs[/metal-dy/{maker}/].cost": cost for maker in makers} if cost else None)
        for name, cost in costs.items()}

# %% Dysprosium in a tonne of heat-proof magnets, and the share of diffused ones
import pandas

hot = ["mag-uh-alloy", "mag-uh-gbd", "mag-uh-hot"]
rows = {}
for name, run in runs.items():
    made = run.value("output", 2025, process=hot)
    rows[name] = {
        "Dy metal, USD/kg": run.value("price", 2025, commodity="dy-metal") / 1000,
        "Dy in UH, kg/t": 1000 * run.value("intake_per_output", 2025, commodity="dy-metal", process=hot),
        "diffused, %": 100 * run.value("output", 2025, process="mag-uh-gbd") / made,
        "UH magnets, t": made,
    }
table = pandas.DataFrame(rows).T
print(table.round(1).to_string())
first, last = table.iloc[0], table.iloc[-1]
print(f"\nAt {last.iloc[0] / first.iloc[0]:.1f} times the price, a tonne of UH magnets carries "
      f"{100 * (1 - last.iloc[1] / first.iloc[1]):.0f} % less dysprosium.")

# %% A picture, if matplotlib is here
try:
    import matplotlib
    matplotlib.use("Agg")
except ImportError:
    print("\n(no matplotlib, no picture)")
else:
    axes = table.plot(x="Dy metal, USD/kg", y="Dy in UH, kg/t", marker="o", title="Dysprosium in UH magnets")
    axes.figure.savefig("dysprosium-response.svg")
    print("\nwritten: dysprosium-response.svg")

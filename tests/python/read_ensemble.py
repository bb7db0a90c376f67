"""f.nc of tests/unit/cli/test_ensemble.c, read with xarray: shapes, calendar, quantiles, and the
price that the inputs of a run make."""
import numpy
import xarray

data = xarray.open_dataset("f.nc")
assert data.attrs["Conventions"] == "CF-1.8"
assert data.price.dims == ("realization", "time", "price_item")
assert data.sizes["realization"] == 50 and data.sizes["time"] == 12
assert str(data.time.values[0])[:7] == "2025-01"
assert list(data.input_id.values) == ["need", "freight"]
mill = list(data.price_commodity.values).index("ore")
price = data.price.isel(price_item=mill)
assert price.attrs["units"] == "USD/t"
mine = price.quantile([0.05, 0.25, 0.5, 0.75, 0.95], "realization").values
ours = data.price_quantile.isel(price_item=mill).values
assert numpy.allclose(mine, ours, rtol=1e-6)
need, factor = data.input_value.values.T
freight = 35 * factor
expected = (need - 50 - 0.1 * freight) / 0.2 + freight
quiet = data.outages.values == 0
assert quiet.sum() > 10
assert numpy.allclose(data.price_period.sel(period=0).isel(price_item=mill)[quiet], expected[quiet])

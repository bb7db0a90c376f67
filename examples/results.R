# Results files in R, with RSQLite and ncdf4 (Debian: r-cran-rsqlite, r-cran-ncdf4). No other part of
# Lodestone is needed. Make the files first:
#     lode run models/two-hops -s tariff -o runs.sqlite
#     lode export runs.sqlite --format netcdf -o runs.nc
#     Rscript examples/results.R runs.sqlite runs.nc
files <- commandArgs(trailingOnly = TRUE)

db <- RSQLite::dbConnect(RSQLite::SQLite(), files[1], flags = RSQLite::SQLITE_RO)
prices <- RSQLite::dbGetQuery(db, "SELECT run, month, region, commodity, value, unit FROM price")
RSQLite::dbDisconnect(db)
prices$month <- as.Date(paste0(prices$month, "-01"))
print(aggregate(value ~ run + region + commodity, prices, mean))

nc <- ncdf4::nc_open(files[2])
price <- ncdf4::ncvar_get(nc, "price") # things x time x run
regions <- ncdf4::ncvar_get(nc, "region_commodity_region")
cat("dearest month of", regions, "\n")
print(range(price, na.rm = TRUE))
ncdf4::nc_close(nc)

#include "store/schema.h"

#define DIM "run INTEGER NOT NULL REFERENCES run(run) ON DELETE CASCADE, "
#define NAMES "id TEXT NOT NULL, name TEXT NOT NULL, name_zh TEXT NOT NULL"

/* Things of a run, numbered from 0 as in the record. */
#define DIMENSIONS                                                                             \
    "CREATE TABLE run (run INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"                    \
    " model TEXT NOT NULL, title TEXT NOT NULL, currency TEXT NOT NULL,"                       \
    " price_year INTEGER NOT NULL, start INTEGER NOT NULL, months_per_step INTEGER NOT NULL,"  \
    " n_steps INTEGER NOT NULL, lode_version TEXT NOT NULL, written TEXT NOT NULL) STRICT;"    \
    "CREATE TABLE region (" DIM "region INTEGER NOT NULL, " NAMES                              \
    ", bloc TEXT NOT NULL, PRIMARY KEY (run, region)) STRICT, WITHOUT ROWID;"                  \
    "CREATE TABLE stage (" DIM "stage INTEGER NOT NULL, " NAMES                                \
    ", PRIMARY KEY (run, stage)) STRICT, WITHOUT ROWID;"                                       \
    "CREATE TABLE commodity (" DIM "commodity INTEGER NOT NULL, " NAMES                        \
    ", unit TEXT NOT NULL, element TEXT NOT NULL, stage INTEGER, price REAL,"                  \
    " content_reo REAL, content_element REAL, PRIMARY KEY (run, commodity))"                   \
    " STRICT, WITHOUT ROWID;"                                                                  \
    "CREATE TABLE market (" DIM "market INTEGER NOT NULL, region INTEGER NOT NULL,"            \
    " commodity INTEGER NOT NULL, PRIMARY KEY (run, market)) STRICT, WITHOUT ROWID;"           \
    "CREATE TABLE facility (" DIM "facility INTEGER NOT NULL, " NAMES                          \
    ", process TEXT NOT NULL, region INTEGER NOT NULL, stage INTEGER,"                         \
    " main_commodity INTEGER, main_per_activity REAL, PRIMARY KEY (run, facility))"            \
    " STRICT, WITHOUT ROWID;"                                                                  \
    "CREATE TABLE recipe (" DIM "recipe INTEGER NOT NULL, facility INTEGER NOT NULL,"          \
    " commodity INTEGER NOT NULL, coefficient REAL NOT NULL, PRIMARY KEY (run, recipe))"       \
    " STRICT, WITHOUT ROWID;"                                                                  \
    "CREATE TABLE route (" DIM "route INTEGER NOT NULL, commodity INTEGER NOT NULL,"           \
    " from_region INTEGER NOT NULL, to_region INTEGER NOT NULL, freight REAL, wedge REAL, "    \
    "PRIMARY KEY (run, route))"                                                                \
    " STRICT, WITHOUT ROWID;"                                                                  \
    "CREATE TABLE demand (" DIM "demand INTEGER NOT NULL, id TEXT NOT NULL,"                   \
    " use TEXT NOT NULL, use_name TEXT NOT NULL, use_name_zh TEXT NOT NULL,"                   \
    " region INTEGER NOT NULL, commodity INTEGER NOT NULL,"                                    \
    " per_device REAL, elasticity REAL, price REAL, choke REAL, PRIMARY KEY (run, demand)) "   \
    "STRICT, WITHOUT ROWID;"                                                                   \
    "CREATE TABLE limits (" DIM "limits INTEGER NOT NULL, id TEXT NOT NULL,"                   \
    " name TEXT NOT NULL, name_zh TEXT NOT NULL,"                                              \
    " PRIMARY KEY (run, limits)) STRICT, WITHOUT ROWID;"                                       \
    "CREATE TABLE limit_route (" DIM "limit_route INTEGER NOT NULL, limits INTEGER NOT NULL,"  \
    " route INTEGER NOT NULL, PRIMARY KEY (run, limit_route)) STRICT, WITHOUT ROWID;"          \
    "CREATE TABLE limit_facility (" DIM "limit_facility INTEGER NOT NULL,"                     \
    " limits INTEGER NOT NULL, facility INTEGER NOT NULL, output REAL NOT NULL,"               \
    " under INTEGER NOT NULL, PRIMARY KEY (run, limit_facility)) STRICT, WITHOUT ROWID;"       \
    "CREATE TABLE policy (" DIM "policy INTEGER NOT NULL, id TEXT NOT NULL,"                   \
    " kind TEXT NOT NULL, PRIMARY KEY (run, policy)) STRICT, WITHOUT ROWID;"                   \
    "CREATE TABLE policy_touch (" DIM                                                          \
    "policy_touch INTEGER NOT NULL, policy INTEGER NOT NULL,"                                  \
    " thing INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (run, policy_touch))"         \
    " STRICT, WITHOUT ROWID;"                                                                  \
    "CREATE TABLE change (" DIM "change INTEGER NOT NULL, cell TEXT NOT NULL,"                 \
    " before TEXT NOT NULL, after TEXT NOT NULL, unit TEXT NOT NULL, scenario TEXT NOT NULL,"  \
    " PRIMARY KEY (run, change)) STRICT, WITHOUT ROWID;"                                       \
    "CREATE TABLE exchange (" DIM "exchange INTEGER NOT NULL, code TEXT NOT NULL,"             \
    " worth REAL NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL,"                        \
    " PRIMARY KEY (run, exchange)) STRICT, WITHOUT ROWID;"                                     \
    "CREATE TABLE price_index (" DIM "price_index INTEGER NOT NULL, year INTEGER NOT NULL,"    \
    " level REAL NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL,"                        \
    " PRIMARY KEY (run, price_index)) STRICT, WITHOUT ROWID;"

/* What they did, step by step. */
#define MONTH_TABLE(table, item, columns)                                                      \
    "CREATE TABLE " table " (run INTEGER NOT NULL, step INTEGER NOT NULL, " item               \
    " INTEGER NOT NULL, " columns ", PRIMARY KEY (run, step, " item                            \
    ")) STRICT, WITHOUT ROWID;"

#define STEP_TABLE                                                                             \
    "CREATE TABLE step (run INTEGER NOT NULL, step INTEGER NOT NULL, month TEXT NOT NULL,"     \
    " objective REAL, balance_residual REAL, complementarity_residual REAL,"                   \
    " solve_seconds REAL, iterations INTEGER NOT NULL, restarts INTEGER NOT NULL,"             \
    " unsettled INTEGER NOT NULL,"                                                             \
    " PRIMARY KEY (run, step)) STRICT, WITHOUT ROWID;"

#define MARKET_MONTHS                                                                          \
    MONTH_TABLE("market_month", "market",                                                      \
                "price REAL, production REAL, process_use REAL, demand REAL, imports REAL,"    \
                " exports REAL, stock REAL, opening REAL, disposal REAL, backstop REAL,"       \
                " expected REAL")

#define FACILITY_MONTHS                                                                        \
    MONTH_TABLE("facility_month", "facility",                                                  \
                "activity REAL, capacity REAL, margin REAL, spent REAL, still REAL,"           \
                " started REAL, under_way REAL, invested REAL, book REAL, ordered REAL,"       \
                " delivered REAL, cancelled REAL, bookable REAL")

#define REGION_MONTHS MONTH_TABLE("region_month", "region", "workers REAL, workers_busy REAL")

#define ROUTE_MONTHS                                                                           \
    MONTH_TABLE(                                                                               \
        "route_month", "route",                                                                \
        "flow REAL, delivered_cost REAL, duty_paid REAL, friction REAL, flow_limit REAL")

#define DEMAND_MONTHS                                                                          \
    MONTH_TABLE("demand_month", "demand",                                                      \
                "quantity REAL, wanted REAL, shortage REAL,"                                   \
                " in_use REAL, left_use REAL, scrap REAL")

#define LIMIT_MONTHS                                                                           \
    MONTH_TABLE("limit_month", "limits", "limit_amount REAL, used REAL, rent REAL, known REAL")

#define POLICY_MONTHS                                                                          \
    MONTH_TABLE("policy_month", "policy", "payment REAL, active REAL, held REAL")

#define HEADLINE                                                                               \
    "CREATE TABLE headline (run INTEGER NOT NULL, line INTEGER NOT NULL, metric TEXT NOT "     \
    "NULL,"                                                                                    \
    " region TEXT NOT NULL, stage TEXT NOT NULL, commodity TEXT NOT NULL,"                     \
    " use TEXT NOT NULL, year INTEGER NOT NULL, value REAL, unit TEXT NOT NULL,"               \
    " PRIMARY KEY (run, line)) STRICT, WITHOUT ROWID;"

#define STEPS                                                                                  \
    STEP_TABLE MARKET_MONTHS FACILITY_MONTHS REGION_MONTHS ROUTE_MONTHS DEMAND_MONTHS          \
        LIMIT_MONTHS POLICY_MONTHS HEADLINE

/* A view of one column of market_month with names and months. */
#define MARKET_VIEW(view, value, unit)                                                         \
    "CREATE VIEW " view                                                                        \
    " AS SELECT n.name AS run, s.month, r.id AS region, c.id AS commodity,"                    \
    " " value " AS value, " unit " AS unit FROM market_month x"                                \
    " JOIN run n ON n.run = x.run JOIN step s ON s.run = x.run AND s.step = x.step"            \
    " JOIN market m ON m.run = x.run AND m.market = x.market"                                  \
    " JOIN region r ON r.run = x.run AND r.region = m.region"                                  \
    " JOIN commodity c ON c.run = x.run AND c.commodity = m.commodity;"

#define VIEWS                                                                                  \
    MARKET_VIEW("price", "x.price", "n.currency || '/' || c.unit")                             \
    MARKET_VIEW("production", "x.production", "c.unit")                                        \
    MARKET_VIEW("use", "x.process_use + x.demand", "c.unit")                                   \
    MARKET_VIEW("imports", "x.imports", "c.unit")                                              \
    MARKET_VIEW("exports", "x.exports", "c.unit")                                              \
    MARKET_VIEW("stock", "x.stock", "c.unit")                                                  \
    "CREATE VIEW trade AS SELECT n.name AS run, s.month, o.id AS from_region,"                 \
    " d.id AS to_region, c.id AS commodity, x.flow AS value, c.unit,"                          \
    " x.delivered_cost, x.duty_paid FROM route_month x"                                        \
    " JOIN run n ON n.run = x.run JOIN step s ON s.run = x.run AND s.step = x.step"            \
    " JOIN route f ON f.run = x.run AND f.route = x.route"                                     \
    " JOIN region o ON o.run = x.run AND o.region = f.from_region"                             \
    " JOIN region d ON d.run = x.run AND d.region = f.to_region"                               \
    " JOIN commodity c ON c.run = x.run AND c.commodity = f.commodity;"                        \
    "CREATE VIEW output AS SELECT n.name AS run, s.month, f.id AS facility, f.process,"        \
    " r.id AS region, c.id AS commodity, x.activity * f.main_per_activity AS value, c.unit,"   \
    " x.capacity * f.main_per_activity AS capacity,"                                           \
    " CASE WHEN x.capacity > 0 AND x.capacity < 9e999 THEN x.activity / x.capacity END"        \
    " AS utilisation, x.margin FROM facility_month x"                                          \
    " JOIN run n ON n.run = x.run JOIN step s ON s.run = x.run AND s.step = x.step"            \
    " JOIN facility f ON f.run = x.run AND f.facility = x.facility"                            \
    " JOIN region r ON r.run = x.run AND r.region = f.region"                                  \
    " LEFT JOIN commodity c ON c.run = x.run AND c.commodity = f.main_commodity;"              \
    "CREATE VIEW shortage AS SELECT n.name AS run, s.month, r.id AS region,"                   \
    " c.id AS commodity, d.use, d.id AS demand, x.shortage AS value, c.unit, x.wanted,"        \
    " x.quantity AS met, CASE WHEN d.per_device > 0 THEN x.shortage / d.per_device END"        \
    " AS devices_not_built FROM demand_month x"                                                \
    " JOIN run n ON n.run = x.run JOIN step s ON s.run = x.run AND s.step = x.step"            \
    " JOIN demand d ON d.run = x.run AND d.demand = x.demand"                                  \
    " JOIN region r ON r.run = x.run AND r.region = d.region"                                  \
    " JOIN commodity c ON c.run = x.run AND c.commodity = d.commodity;"                        \
    "CREATE VIEW quota AS SELECT n.name AS run, s.month, l.id AS policy,"                      \
    " x.limit_amount, x.used, x.rent FROM limit_month x"                                       \
    " JOIN run n ON n.run = x.run JOIN step s ON s.run = x.run AND s.step = x.step"            \
    " JOIN limits l ON l.run = x.run AND l.limits = x.limits;"                                 \
    "CREATE VIEW payment AS SELECT n.name AS run, s.month, l.id AS policy, l.kind,"            \
    " x.payment AS value, n.currency AS unit FROM policy_month x"                              \
    " JOIN run n ON n.run = x.run JOIN step s ON s.run = x.run AND s.step = x.step"            \
    " JOIN policy l ON l.run = x.run AND l.policy = x.policy;"                                 \
    "CREATE VIEW headlines AS SELECT n.name AS run, h.metric, h.region, h.stage,"              \
    " h.commodity, h.use, h.year, h.value, h.unit FROM headline h"                             \
    " JOIN run n ON n.run = h.run ORDER BY h.run, h.line;"

const char *const schema_sql = DIMENSIONS STEPS VIEWS;

#include "store/tables.h"

#include <stdio.h>
#include <string.h>

#define COL(field)                                                                             \
    {                                                                                          \
#field, offsetof(Record, field)                                                        \
    }

const MonthTable month_tables[] = {
    {"market_month",
     "market",
     offsetof(Record, n_markets),
     11,
     {COL(price), COL(production), COL(process_use), COL(demand), COL(imports), COL(exports),
      COL(stock), COL(opening), COL(disposal), COL(backstop), COL(expected)}},
    {"facility_month",
     "facility",
     offsetof(Record, n_facilities),
     13,
     {COL(activity), COL(capacity), COL(margin), COL(spent), COL(still), COL(started),
      COL(under_way), COL(invested), COL(book), COL(ordered), COL(delivered), COL(cancelled),
      COL(bookable)}},
    {"region_month",
     "region",
     offsetof(Record, n_regions),
     2,
     {COL(workers), COL(workers_busy)}},
    {"route_month",
     "route",
     offsetof(Record, n_routes),
     5,
     {COL(flow), COL(delivered_cost), COL(duty_paid), COL(friction), COL(flow_limit)}},
    {"demand_month",
     "demand",
     offsetof(Record, n_demands),
     6,
     {COL(quantity), COL(wanted), COL(shortage), COL(in_use), COL(left_use), COL(scrap)}},
    {"limit_month",
     "limits",
     offsetof(Record, n_limits),
     4,
     {{"limit_amount", offsetof(Record, limit)}, COL(used), COL(rent), COL(known)}},
    {"policy_month",
     "policy",
     offsetof(Record, n_policies),
     3,
     {COL(payment), COL(active), COL(held)}},
};

const int n_month_tables = sizeof month_tables / sizeof month_tables[0];

int32_t table_items(const MonthTable *table, const Record *record)
{
    int32_t n;
    memcpy(&n, (const char *)record + table->n, sizeof n);
    return n;
}

double *table_array(const MonthTable *table, int column, const Record *record)
{
    double *array;
    memcpy(&array, (const char *)record + table->columns[column].array, sizeof array);
    return array;
}

void table_insert_sql(const MonthTable *table, char *buffer, size_t size)
{
    int n = snprintf(buffer, size, "INSERT INTO %s VALUES (?1,?2,?3", table->name);
    for (int c = 0; c < table->n_columns && n > 0 && (size_t)n < size; c++)
        n += snprintf(buffer + n, size - (size_t)n, ",?%d", c + 4);
    if (n > 0 && (size_t)n < size) snprintf(buffer + n, size - (size_t)n, ")");
}

void table_select_sql(const MonthTable *table, char *buffer, size_t size)
{
    int n = snprintf(buffer, size, "SELECT step, %s", table->item);
    for (int c = 0; c < table->n_columns && n > 0 && (size_t)n < size; c++)
        n += snprintf(buffer + n, size - (size_t)n, ", %s", table->columns[c].name);
    if (n > 0 && (size_t)n < size)
        snprintf(buffer + n, size - (size_t)n, " FROM %s WHERE run = ?1 ORDER BY step, %s",
                 table->name, table->item);
}

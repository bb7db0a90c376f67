/* backtest_print.h - a back-test as tables for people, CSV and JSON. Private to cli/. */
#ifndef LODE_CLI_BACKTEST_PRINT_H
#define LODE_CLI_BACKTEST_PRINT_H

#include "backtest/backtest.h"
#include "cli/screen.h"

typedef struct BacktestPage {
    const Screen *screen;
    const Model *model;
    const Backtest *backtest;
    const char *only; /* words in the names of series; NULL = all series */
    bool months;      /* CSV: also the run's own months */
} BacktestPage;

bool backtest_shows(const BacktestPage *page, const BacktestSeries *series);

Status backtest_print_series(const BacktestPage *page);
Status backtest_print_points(const BacktestPage *page);
Status backtest_print_csv(const BacktestPage *page);
Status backtest_print_json(const BacktestPage *page);

#endif

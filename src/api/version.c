/* What this library is. */
#include "api/handle.h"
#include "metrics/metric.h"

#include <string.h>

enum { API_VERSION = 1 };

const char *lode_version(void)
{
    return LODE_VERSION;
}

int lode_api_version(void)
{
    return API_VERSION;
}

const char *lode_status_text(int status)
{
    if (status == LODE_USAGE) return "the question is wrong";
    return status_text((Status)status);
}

int32_t lode_metric_count(void)
{
    int32_t n;
    metric_list(&n);
    return n;
}

const char *lode_metric_text(int32_t i, const char *field)
{
    int32_t n;
    const Metric *metrics = metric_list(&n);
    if (i < 0 || i >= n || !field) return NULL;
    const Metric *metric = &metrics[i];
    if (strcmp(field, "id") == 0) return metric->id;
    if (strcmp(field, "unit") == 0) return metric_unit_text(metric->unit);
    if (strcmp(field, "time") == 0) return metric_time_text(metric->time);
    if (strcmp(field, "filters") == 0) return metric_filters_text(metric->detail);
    if (strcmp(field, "definition") == 0) return metric->definition;
    return NULL;
}

/* Metrics of order books. Only facilities that have one count: they could make something in the
 * months to come (bookable), or have orders. */
#include <math.h>

#include "metrics/query.h"

double measure_orders(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->ordered, q->record->n_facilities, steps);
}

double measure_deliveries(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->delivered, q->record->n_facilities, steps);
}

double measure_cancellations(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->cancelled, q->record->n_facilities, steps);
}

static Steps last_of(Steps steps)
{
    return (Steps){steps.end - 1, steps.end};
}

double measure_order_book(const MetricQuery *q, Steps steps)
{
    return items_sum(&q->facilities, q->record->book, q->record->n_facilities, last_of(steps));
}

/* Of the last step: an array summed over facilities with an order book. */
static double of_booked(const MetricQuery *q, const double *array, Steps steps)
{
    const Record *r = q->record;
    double sum = 0;
    for (int32_t i = 0; i < q->facilities.n; i++) {
        const int32_t k = q->facilities.index[i];
        const size_t at = (size_t)(steps.end - 1) * (size_t)r->n_facilities + (size_t)k;
        if (r->bookable[at] > 0 || r->book[at] > 0) sum += array[at] * q->facilities.factor[i];
    }
    return sum;
}

double measure_backlog(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    return metric_ratio(r->months_per_step * measure_order_book(q, steps),
                        of_booked(q, r->activity, steps));
}

double measure_delivery_time(const MetricQuery *q, Steps steps)
{
    const Record *r = q->record;
    const double capacity = of_booked(q, r->capacity, steps);
    if (isinf(capacity)) return 0.0;
    return metric_ratio(r->months_per_step * measure_order_book(q, steps), capacity);
}

double measure_booked_share(const MetricQuery *q, Steps steps)
{
    return metric_ratio(measure_order_book(q, steps), of_booked(q, q->record->bookable, steps));
}

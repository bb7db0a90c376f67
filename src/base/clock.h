/* clock.h - how long something takes. */
#ifndef LODE_BASE_CLOCK_H
#define LODE_BASE_CLOCK_H

/* Seconds on a clock that nobody sets; only differences mean something. */
double clock_now(void);

#endif

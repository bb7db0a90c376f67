#include "cli/numbers.h"

#include <math.h>
#include <unistd.h>

#include "base/text.h"

Status number_option(const Screen *screen, const Args *args, const char *option, int32_t low,
                     int32_t high, int32_t usual, int32_t *out)
{
    double value;
    const char *text = args_text(args, option);
    *out = usual;
    if (!text) return LODE_OK;
    if (text_number(text, &value) && value == floor(value) && value >= low && value <= high) {
        *out = (int32_t)value;
        return LODE_OK;
    }
    screen_error(screen, "--%s is a whole number from %d to %d, not '%s'", option, (int)low,
                 (int)high, text);
    return LODE_USAGE;
}

Status number_threads(const Screen *screen, const Args *args, int *out)
{
    enum { MOST = 64 };
    int32_t threads;
    const long there = sysconf(_SC_NPROCESSORS_ONLN);
    const Status st = number_option(screen, args, "threads", 1, MOST,
                                    there < 1      ? 1
                                    : there > MOST ? MOST
                                                   : (int32_t)there,
                                    &threads);
    *out = threads;
    return st;
}

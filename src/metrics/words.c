#include "metrics/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Puts commas between the thousands of a text of digits with an optional sign. */
static void write_thousands(const char *digits, char *buffer, size_t size)
{
    const size_t sign = *digits == '-';
    const size_t n = strlen(digits);
    size_t out = 0;
    for (size_t i = 0; i < n && out + 1 < size; i++) {
        if (i > sign && (n - i) % 3 == 0 && out + 2 < size) buffer[out++] = ',';
        buffer[out++] = digits[i];
    }
    buffer[out] = '\0';
}

/* Cuts the zeros at the end of "12.300", and the point of "12.". */
static void cut_zeros(char *text)
{
    if (!strchr(text, '.') || strchr(text, 'e')) return;
    size_t n = strlen(text);
    while (text[n - 1] == '0')
        text[--n] = '\0';
    if (text[n - 1] == '.') text[n - 1] = '\0';
}

void words_number(double value, int digits, char *buffer, size_t size)
{
    if (isnan(value)) {
        snprintf(buffer, size, "-");
        return;
    }
    if (isinf(value)) {
        snprintf(buffer, size, value > 0 ? "no limit" : "-no limit");
        return;
    }
    const double magnitude = fabs(value);
    if (magnitude < 1e-300) { /* also -0 */
        snprintf(buffer, size, "0");
        return;
    }
    if (magnitude < 1e-4 || magnitude >= 1e15) {
        snprintf(buffer, size, "%.*g", digits, value);
        return;
    }
    char text[WORDS_SIZE];
    if (magnitude >= pow(10, digits)) {
        snprintf(text, sizeof text, "%.0f", value);
        if (magnitude >= 9999.5)
            write_thousands(text, buffer, size);
        else
            snprintf(buffer, size, "%s", text);
        return;
    }
    const int places = digits - 1 - (int)floor(log10(magnitude));
    snprintf(text, sizeof text, "%.*f", places > 0 ? places : 0, value);
    cut_zeros(text);
    snprintf(buffer, size, "%s", text);
}

void words_rounded(double value, int digits, char *buffer, size_t size)
{
    const double magnitude = fabs(value);
    if (isfinite(value) && magnitude >= pow(10, digits)) {
        const double step = pow(10, floor(log10(magnitude)) + 1 - digits);
        value = round(value / step) * step;
    }
    words_number(value, digits, buffer, size);
}

void words_percent(double fraction, char *buffer, size_t size)
{
    char number[WORDS_SIZE - 2];
    words_rounded(fabs(fraction) * 100, 2, number, sizeof number);
    snprintf(buffer, size, "%s %%", number);
}

void words_exact(double value, char *buffer, size_t size)
{
    if (isnan(value)) {
        snprintf(buffer, size, "%s", "");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, size, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) return;
    }
}

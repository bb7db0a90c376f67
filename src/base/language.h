/* language.h - the language of what is said to people. */
#ifndef LODE_BASE_LANGUAGE_H
#define LODE_BASE_LANGUAGE_H

#include <stdbool.h>
#include <string.h>

typedef enum WordLanguage { WORDS_ENGLISH, WORDS_CHINESE } WordLanguage;

/* "en", "zh"; NULL is English; false for anything else. */
static inline bool word_language(const char *code, WordLanguage *out)
{
    *out = code && strcmp(code, "zh") == 0 ? WORDS_CHINESE : WORDS_ENGLISH;
    return !code || *out == WORDS_CHINESE || strcmp(code, "en") == 0;
}

/* The one of two texts that is in the language. */
#define IN_WORDS(language, english, chinese)                                                   \
    ((language) == WORDS_CHINESE ? (chinese) : (english))

#endif

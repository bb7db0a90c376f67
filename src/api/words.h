/* words.h - lines that are handed out together. Private to api/. */
#ifndef LODE_API_WORDS_H
#define LODE_API_WORDS_H

#include "api/handle.h"

struct lode_words {
    Arena *arena;
    lode_messages messages;
    lode_line *lines;
    int32_t n, room;
};

/* Words without lines. *out is NULL, or half made, when memory is out: both may be freed. */
Status words_open(lode_words **out);

/* Hands them out with their messages, without lines if st is no LODE_OK; frees them when memory
 * was out. Returns the status. */
Status words_hand_out(lode_words *words, Status st, lode_words **out);

#endif

/* pack.h - gzip in memory, and a short name for what bytes say. Private to web/. */
#ifndef LODE_WEB_PACK_H
#define LODE_WEB_PACK_H

#include "web/out.h"

/* False when memory is out. */
bool pack(const char *bytes, size_t n, Text *out);
bool unpack(const char *bytes, size_t n, Text *out);

/* "\"0123456789abcdef\"": the same bytes, the same tag. */
enum { TAG_SIZE = 19 };
void tag_of(const char *bytes, size_t n, char tag[TAG_SIZE]);

#endif

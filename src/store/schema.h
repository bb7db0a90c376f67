/* schema.h - the tables and views of a results file, as SQL. docs/results.md explains them. */
#ifndef LODE_STORE_SCHEMA_H
#define LODE_STORE_SCHEMA_H

enum {
    STORE_APPLICATION_ID = 0x4c6f6465, /* "Lode" */
    STORE_VERSION = 9                  /* PRAGMA user_version; rises with every change */
};

/* Many statements, separated by semicolons. */
extern const char *const schema_sql;

#endif

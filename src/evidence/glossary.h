/* glossary.h - what things are called in either language: a table of concepts
 *     key,kind,en,zh,also,model
 *     dysprosium,element,dysprosium|Dy,镝,,commodity=dy-oxide
 *     india,country,India,印度,Indian|New Delhi,region=india
 * that widens queries (every name in en and zh finds the others) and tells what a document is
 * about (also: names that betray a concept without meaning the same). model, which may be left
 * out, says which id of the model stands for the concept. Names are compared
 * folded, blanks and hyphens alike; one of up to three letters is compared as it is written, so
 * that "us" is no country. The longest name wins. */
#ifndef LODE_EVIDENCE_GLOSSARY_H
#define LODE_EVIDENCE_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/status.h"

typedef struct Glossary Glossary;

typedef struct GlossaryConcept {
    const char *key, *kind;
    int32_t n_names, n_english; /* English ones first */
    const char *const *names;   /* those that mean the same */
    const char *every;          /* all names, also those of `also`, parted by '|' */
    const char *model;          /* "region=india"; "" for none */
} GlossaryConcept;

/* Reads a glossary.csv; every mistake goes to diag. LODE_BAD_INPUT if there was one. */
Status glossary_new(const char *file, const char *bytes, size_t n, Diag *diag, Glossary **out);
void glossary_free(Glossary *glossary); /* NULL is fine */

int32_t glossary_count(const Glossary *glossary);
const GlossaryConcept *glossary_concept(const Glossary *glossary, int32_t i);

/* Its first Chinese name, "" for none. */
const char *glossary_chinese(const GlossaryConcept *concept);

/* The concept of this kind (NULL: any) whose key or name this text is; -1 if none. */
int32_t glossary_find(Glossary *glossary, const char *text, const char *kind);

/* Calls see for every concept named in the text, in order. LODE_NO_MEMORY. */
typedef void (*GlossarySee)(void *context, int32_t concept, size_t start, size_t end);
Status glossary_scan(Glossary *glossary, const char *text, size_t n, GlossarySee see,
                     void *context);

#endif

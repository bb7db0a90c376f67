/* quality.h - how well the library answers, printed [EVIDENCE.md 5]. */
#ifndef LODE_BENCH_EVIDENCE_QUALITY_H
#define LODE_BENCH_EVIDENCE_QUALITY_H

/* nDCG@10 on the judged set of the tests, by the language of the question, with and without the
 * glossary. */
void quality_judged(void);

/* Made-up texts beside variants of themselves: how many are recognised. */
void quality_near_copies(void);

/* The topic page that the library was made for, where this machine has it. */
void quality_topic_page(void);

#endif

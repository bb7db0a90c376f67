/* own_library.h - what a model itself has to put into a document library: the texts of its
 * evidence folder, and each row of documents.csv with what claims.csv says of it, in our own
 * words. So a model that nobody has imported anything for can be searched too. */
#ifndef LODE_VERDICT_OWN_LIBRARY_H
#define LODE_VERDICT_OWN_LIBRARY_H

#include "model/model.h"
#include "verdict/verdict.h"

/* The ties of the model's evidence/claims.csv; none when there is no such file. Mistakes go to
 * diag: LODE_BAD_INPUT. */
Status own_ties(const Model *model, Diag *diag, Ties **out);

/* Imports the files of FOLDER/evidence/texts, by name, and the documents of the model. ties may
 * be NULL. As evidence_import. */
Status own_library_import(const Model *model, const Ties *ties, Evidence *library,
                          const EvidenceImport *how, Diag *diag, EvidenceImported *out);

/* The row of documents.csv that a document of a library is: the same title, or the same
 * publisher on the same day. MODEL_NONE: none is. Texts may be NULL. */
int32_t own_document(const Model *model, const char *title, const char *source,
                     const char *date);

#endif

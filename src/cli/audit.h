/* audit.h - `lode check --audit`: how well a model's numbers are known, and which of them
 * matter. Private to cli/. */
#ifndef LODE_CLI_AUDIT_H
#define LODE_CLI_AUDIT_H

#include <jansson.h>

#include "audit/audit.h"
#include "cli/screen.h"

/* Audits the model, told as text or, with json, as a value of its own. LODE_NEGATIVE when a row
 * has no source or status. quick: short runs only. */
Status audit_tell(const Screen *screen, const Model *model, bool quick, Diag *diag,
                  json_t **json);

#endif

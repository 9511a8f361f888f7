/* Calls of the app.ctl_… functions: a JSON object in, a document or the function's errors out. */
#ifndef SAMPLAN_CTL_CALL_H
#define SAMPLAN_CTL_CALL_H

#include "services/ctl/ctl.h"
#include "services/ctl/pg.h"

#include <jansson.h>

/* Runs sql ("SELECT app.ctl_user_add($1)") with input as its only parameter. On success *ret_text, when
 * not NULL, is the first column, owned by the caller (free). What the function raised (class SP) is
 * told on stderr, each wrong field on a line that begins with where (may be ""); CTL_FAILED then.
 * CTL_DATABASE for anything else. */
NODISCARD enum ctl_exit call_json(struct pg *pg, const char *sql, const json_t *input,
                                  const char *where, char **ret_text);

/* Connects by the setting migrate_database. */
NODISCARD enum ctl_exit call_open(const struct ctl *ctl, struct pg **ret);

#endif

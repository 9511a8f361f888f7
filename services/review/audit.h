/* The managers', auditors' and citizens' view of the log: GET /audit, /audit.csv and a plan's
 * access log. What each may see is decided in SQL (api.audit_list, audit_export, audit_plan_list). */
#ifndef SAMPLAN_REVIEW_AUDIT_H
#define SAMPLAN_REVIEW_AUDIT_H

#include "services/http/http.h"

extern const struct input_field audit_list_input[];
extern const struct input_field audit_plan_list_input[];

/* GET /audit.csv: the rows of api.audit_export as CSV (RFC 4180 with semicolons, as Danish spreadsheets expect,
 * UTF-8 with byte order mark, heads and codes in the reader's language; a cell that a spreadsheet would run as a formula begins with an apostrophe). Blocks
 * on the database; slow lane. Errors: those of tx_call. */
enum err audit_export(const struct request *rq, struct tx *tx, struct reply *rp);

/* Groups view.audit_list by Danish day into view.days_list [{"day_day","is_today","rows_list"}] and there by person and reason: a
 * group is its newest row with "clock" ("13.40"), "first_clock", "several" and "acts_list"
 * [{"action_code","class_codes","clock","times_n"}]; and view.pager for the next page. */
enum err audit_present(const struct request *rq, json_t *view);

#endif

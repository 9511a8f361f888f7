/* Changes as people read them: what happened, what stood there before, who did it and why. */
#ifndef SAMPLAN_CARE_HISTORY_H
#define SAMPLAN_CARE_HISTORY_H

#include <jansson.h>
#include <stdint.h>

/* Longest text of one value that is shown: in a history, and in the excerpt on a plan page. */
#define HISTORY_VALUE_BYTES 600
#define HISTORY_EXCERPT_BYTES 120

/* Adds to each change of list (shape of app.change_excerpt and app.change_page), in place, what the
 * partial _history_item reads: what_msg, by_name, by_organisation, new, href (the history of the
 * thing) and changes_list [{"field_code","old_msg","new_msg"}]. Fields that say nothing to a reader
 * (ids without a name, times of the machine) are left out.
 * seen_s: the reader's last visit, seconds since 1970; INT64_MAX marks nothing as new. reader_id: the
 * reader's own changes are never new; NULL allowed. max_bytes: longer values are cut with "…";
 * max_fields: at most so many fields a change. */
void history_present_list(json_t *list, int64_t seen_s, const char *reader_id, size_t max_bytes,
                          size_t max_fields);

#endif

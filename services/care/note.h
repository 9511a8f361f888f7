/* Notes: what the routes under routes/note.inc take. */
#ifndef SAMPLAN_CARE_NOTE_H
#define SAMPLAN_CARE_NOTE_H

#include "services/http/http.h"

extern const struct input_field note_list_input[], note_create_input[], note_amend_input[],
    note_withdraw_input[];

#endif

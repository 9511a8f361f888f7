/* Meetings: what the routes under routes/appointment.inc take and how their pages are shown. */
#ifndef SAMPLAN_CARE_APPOINTMENT_H
#define SAMPLAN_CARE_APPOINTMENT_H

#include "services/http/http.h"

extern const struct input_field appointment_list_input[], appointment_create_input[],
    appointment_update_input[], appointment_answer_input[];

/* /appointments: adds "days_list" [{"start_day","meetings_list"}], "when_options", "whose_options" [{"value","href",
 * "selected", "when_code" or "whose_meetings_code"}] and the pager. */
present_fn appointment_list_present;

/* A meeting's form: sentences of its history. */
present_fn appointment_present;

#endif

/* Specs and present steps of meetings. The functions are sql/functions/appointment/. */
#include "services/care/appointment.h"

#include "services/care/history.h"
#include "services/care/pager.h"
#include "services/care/value.h"

#include <stdint.h>
#include <string.h>

static const char *const WHEN[] = {"coming", "past", NULL};
static const char *const WHOSE[] = {"mine", "all", NULL};
static const char *const KINDS[] = {"appointment", "network-meeting", "follow-up",
                                    "home-visit",  "discharge",       NULL};
static const char *const STATUSES[] = {"planned", "held", "cancelled", NULL};
static const char *const ANSWERS[] = {"accepted", "declined", NULL};
static const char *const BACK[] = {"list", "plan", "own", NULL};

const struct input_field appointment_list_input[] = {
    {.name = "when", .type = INPUT_CODE, .codes = WHEN},
    {.name = "whose", .type = INPUT_CODE, .codes = WHOSE},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

#define APPOINTMENT_FIELDS                                                                         \
    {.name = "title", .type = INPUT_TEXT, .max = 200},                                             \
        {.name = "kind", .type = INPUT_CODE, .codes = KINDS}, {.name = "day", .type = INPUT_DAY},  \
        {.name = "start_time", .type = INPUT_TIME}, {.name = "end_time", .type = INPUT_TIME},      \
        {.name = "place", .type = INPUT_TEXT},                                                     \
        {.name = "agenda", .type = INPUT_LONGTEXT, .max = 4000},                                   \
    {                                                                                              \
        .name = "participant_ids", .type = INPUT_UUIDS                                             \
    }

const struct input_field appointment_create_input[] = {
    APPOINTMENT_FIELDS,
    {.name = NULL},
};

const struct input_field appointment_update_input[] = {
    APPOINTMENT_FIELDS,
    {.name = "meeting_status", .type = INPUT_CODE, .codes = STATUSES},
    {.name = "status_text", .type = INPUT_TEXT, .max = 300},
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

const struct input_field appointment_answer_input[] = {
    {.name = "answer_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ANSWERS},
    {.name = "member_id", .type = INPUT_UUID},
    {.name = "for_citizen", .type = INPUT_BOOL},
    {.name = "plan_id", .type = INPUT_UUID}, /* where the form stands, for showing it again */
    {.name = "back", .type = INPUT_CODE, .codes = BACK},
    {.name = NULL},
};

/* One filter as links that keep the other. */
static json_t *links_new(const char *const *codes, const char *present, bool is_when,
                         const char *other)
{
    json_t *links = json_array();

    for (; *codes != NULL; codes++) {
        json_t *link = json_object();

        value_set_text(link, is_when ? "when_code" : "whose_meetings_code", *codes);
        (void)json_object_set_new(link, "href",
                                  json_sprintf("/appointments?when=%s&whose=%s",
                                               is_when ? *codes : other, is_when ? other : *codes));
        value_set_true(link, "current", value_same(*codes, present));
        (void)json_array_append_new(links, link);
    }
    return links;
}

/* Meetings under the day that they are on. */
static json_t *days_new(const json_t *view)
{
    json_t *days = json_array(), *meeting;
    size_t i;

    json_array_foreach(json_object_get(view, "appointments"), i, meeting)
    {
        const char *day = value_text_or_empty(meeting, "start_day");
        json_t *last = json_array_get(days, json_array_size(days) - 1);

        if (last == NULL || !value_is(last, "start_day", day)) {
            last = json_object();
            value_set_text(last, "start_day", day);
            (void)json_object_set_new(last, "meetings_list", json_array());
            (void)json_array_append_new(days, last);
        }
        (void)json_array_append(json_object_get(last, "meetings_list"), meeting);
    }
    return days;
}

enum err appointment_list_present(const struct request *rq, json_t *view)
{
    const char *when = value_text_or_empty(view, "when_code");
    const char *whose = value_text_or_empty(view, "whose_code");

    (void)json_object_set_new(view, "when_options", links_new(WHEN, when, true, whose));
    (void)json_object_set_new(view, "whose_options", links_new(WHOSE, whose, false, when));
    (void)json_object_set_new(view, "days_list", days_new(view));
    return pager_present(rq, view);
}

enum err appointment_present(const struct request *rq, json_t *view)
{
    (void)rq;
    history_present_list(json_object_get(view, "changes_list"), INT64_MAX, NULL,
                         HISTORY_EXCERPT_BYTES, 4);
    return OK;
}

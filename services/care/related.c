/* Specs of relatives and invitations. The functions are sql/functions/related/ and invitation/. */
#include "services/care/related.h"

#include "services/care/value.h"

#include <string.h>

static const char *const kinds[] = {"relative", "guardian",  "custody-holder",
                                    "child",    "companion", NULL};
static const char *const levels[] = {"involved", "informed", "out", "none", NULL};
static const char *const sources[] = {"spoken", "written", "own", NULL};
static const char *const channels[] = {"phone", "in-person", "letter", "other", NULL};
static const char *const given[] = {"general-only", "by-consent", NULL};
static const char *const answers[] = {"accepted", "declined", NULL};

const struct input_field related_new_input[] = {
    {.name = "kind", .type = INPUT_CODE, .codes = kinds},
    {.name = NULL},
};

#define RELATED_FIELDS                                                                             \
    {.name = "kind", .type = INPUT_CODE, .codes = kinds}, {.name = "name", .type = INPUT_TEXT},    \
        {.name = "relationship", .type = INPUT_TEXT, .max = 100},                                  \
        {.name = "phone", .type = INPUT_PHONE}, {.name = "member_id", .type = INPUT_UUID},         \
        {.name = "guardian_classes", .type = INPUT_CODES},                                         \
        {.name = "document_text", .type = INPUT_TEXT, .max = 300},                                 \
        {.name = "birth_day", .type = INPUT_DAY},                                                  \
        {.name = "note", .type = INPUT_LONGTEXT, .max = 2000},                                     \
        {.name = "period_start_day", .type = INPUT_DAY},                                           \
        {.name = "period_end_day", .type = INPUT_DAY},                                             \
    {                                                                                              \
        .name = NULL                                                                               \
    }

const struct input_field related_create_input[] = {RELATED_FIELDS};
const struct input_field related_update_input[] = {RELATED_FIELDS};

const struct input_field related_end_input[] = {
    {.name = "end_reason", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 300},
    {.name = NULL},
};

/* A level for each section class that can be shown to relatives, in the order of the classes. */
const struct input_field related_involve_input[] = {
    {.name = "level_core", .type = INPUT_CODE, .codes = levels},
    {.name = "level_psychiatric_treatment", .type = INPUT_CODE, .codes = levels},
    {.name = "level_substance_use", .type = INPUT_CODE, .codes = levels},
    {.name = "level_social", .type = INPUT_CODE, .codes = levels},
    {.name = "level_employment", .type = INPUT_CODE, .codes = levels},
    {.name = "level_education", .type = INPUT_CODE, .codes = levels},
    {.name = "level_general_practice", .type = INPUT_CODE, .codes = levels},
    {.name = "level_assessment", .type = INPUT_CODE, .codes = levels},
    {.name = "level_crisis_plan", .type = INPUT_CODE, .codes = levels},
    {.name = "level_minutes", .type = INPUT_CODE, .codes = levels},
    {.name = "renew", .type = INPUT_BOOL},
    {.name = "start_day", .type = INPUT_DAY},
    {.name = "until_day", .type = INPUT_DAY},
    {.name = "ask_again_day", .type = INPUT_DAY},
    {.name = "source", .type = INPUT_CODE, .codes = sources},
    {.name = "given_day", .type = INPUT_DAY},
    {.name = "given_to", .type = INPUT_TEXT},
    {.name = "note", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

const struct input_field relative_contact_input[] = {
    {.name = "related_id", .type = INPUT_UUID},
    {.name = "caller_name", .type = INPUT_TEXT},
    {.name = "channel", .type = INPUT_CODE, .codes = channels},
    {.name = "contact_day", .type = INPUT_DAY},
    {.name = "told_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 8000},
    {.name = "given", .type = INPUT_CODE, .codes = given},
    {.name = NULL},
};

const struct input_field relative_contact_list_input[] = {
    {.name = "contact_id", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field relative_contact_amend_input[] = {
    {.name = "amend_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 8000},
    {.name = "plan_id", .type = INPUT_UUID}, /* the page that the form stands on */
    {.name = NULL},
};

const struct input_field relative_account_input[] = {
    {.name = "username", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 64},
    {.name = "existing", .type = INPUT_BOOL},
    {.name = NULL},
};

const struct input_field invitation_list_input[] = {
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};

const struct input_field invitation_add_input[] = {
    {.name = "who", .type = INPUT_TEXT, .max = 90},
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};

const struct input_field invitation_remove_input[] = {
    {.name = "principal", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = NULL},
};

const struct input_field invitation_answer_input[] = {
    {.name = "answer_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = answers},
    {.name = NULL},
};

enum err related_involvement_present(const struct request *rq, json_t *view)
{
    (void)rq;
    json_t *fields = json_object_get(view, "field");
    json_t *list = json_array();
    for (const struct input_field *f = related_involve_input; f->name != NULL; f++) {
        json_t *field = json_object_get(fields, f->name);
        if (strncmp(f->name, "level_", 6) == 0 && field != NULL)
            (void)json_array_append(list, field);
    }
    (void)json_object_set_new(view, "fields_list", list);
    return OK;
}

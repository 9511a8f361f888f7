/* The citizen's answers: see consent.h. The functions are sql/functions/consent/. */
#include "services/care/consent.h"

#include "services/care/scan.h"

static const char *const answers[] = {"permit", "deny", NULL};
static const char *const sources[] = {"spoken", "written", NULL};
static const char *const levels[] = {"informed", "involved", NULL};
static const char *const lengths[] = {"1-month", "3-months", "6-months", "1-year", NULL};

const struct input_field consent_new_input[] = {
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = "for", .type = INPUT_CODE},
    {.name = "renews_id", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field consent_create_input[] = {
    {.name = "recipient_keys", .type = INPUT_CODES},
    {.name = "person_keys", .type = INPUT_CODES},
    {.name = "team", .type = INPUT_BOOL},
    {.name = "section_codes", .type = INPUT_CODES},
    {.name = "purpose_code", .type = INPUT_CODE},
    {.name = "answer_code", .type = INPUT_CODE, .codes = answers},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "until_day", .type = INPUT_DAY},
    {.name = "ask_again_day", .type = INPUT_DAY},
    {.name = "never_ask", .type = INPUT_BOOL},
    {.name = "source_code", .type = INPUT_CODE, .codes = sources},
    {.name = "given_day", .type = INPUT_DAY},
    {.name = "given_by", .type = INPUT_CODE},
    {.name = "given_to", .type = INPUT_TEXT},
    {.name = "level_code", .type = INPUT_CODE, .codes = levels},
    {.name = "note", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "renews_id", .type = INPUT_UUID},
    {.name = "scan", .type = INPUT_JSON},
    {.name = "scan_drop", .type = INPUT_BOOL},
    {.name = "confirm", .type = INPUT_BOOL},
    {.name = NULL},
};

const struct input_field consent_create_own_input[] = {
    {.name = "recipient_keys", .type = INPUT_CODES},
    {.name = "person_keys", .type = INPUT_CODES},
    {.name = "section_codes", .type = INPUT_CODES},
    {.name = "purpose_code", .type = INPUT_CODE},
    {.name = "answer_code", .type = INPUT_CODE, .codes = answers},
    {.name = "lasts_code", .type = INPUT_CODE, .codes = lengths},
    {.name = "until_day", .type = INPUT_DAY},
    {.name = "ask_again_day", .type = INPUT_DAY},
    {.name = "never_ask", .type = INPUT_BOOL},
    {.name = "level_code", .type = INPUT_CODE, .codes = levels},
    {.name = "note", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "renews_id", .type = INPUT_UUID},
    {.name = "confirm", .type = INPUT_BOOL},
    {.name = NULL},
};

const struct input_field consent_cell_input[] = {
    {.name = "recipient", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "class_code", .type = INPUT_CODE},
    {.name = "part_id", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field consent_withdraw_input[] = {
    {.name = "provision_ids", .type = INPUT_UUIDS},
    {.name = "recipient", .type = INPUT_CODE},
    {.name = "whole", .type = INPUT_BOOL},
    {.name = "withdrawn_source_code", .type = INPUT_CODE, .codes = sources},
    {.name = "withdrawn_text", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

enum err consent_record(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const json_t *file = json_object_get(rq->input, "scan");
    CLEANUP(json_decrefp) json_t *input = json_copy((json_t *)(uintptr_t)rq->input);
    CLEANUP(json_decrefp) json_t *scan = NULL;
    json_t *document = NULL, *held = NULL;

    (void)json_object_del(input, "scan");
    if (json_is_object(file)) {
        enum err r = scan_read(rq, rp, &scan);
        if (r < 0)
            return r;
        (void)json_object_set(scan, "plan_id", json_object_get(rq->input, "plan_id"));
        r = tx_call_unconfirmed(tx, "held_scan_create", scan, &held);
        json_decref(held);
        if (r < 0)
            return r;
    }
    enum err r = tx_call(tx, "consent_create", input, &document);
    if (r == OK)
        reply_document_take(rp, document);
    return r;
}

/* Opening a plan in an emergency: the number between browser and database. */
#include "services/care/break_glass.h"

#include "services/base/services.h"
#include "services/care/cpr_index.h"
#include "services/care/value.h"

#include <string.h>

const struct input_field break_glass_new_input[] = {
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "subject", .type = INPUT_TEXT, .max = CPR_SEALED_HEX_BYTES},
    {.name = NULL},
};

const struct input_field break_glass_open_input[] = {
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "subject", .type = INPUT_TEXT, .max = CPR_SEALED_HEX_BYTES},
    {.name = "cpr", .type = INPUT_CPR},
    {.name = "category_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "reason", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .min = 15, .max = 2000},
    {.name = "class_codes", .type = INPUT_CODES, .flags = INPUT_REQUIRED},
    {.name = "tell_day", .type = INPUT_DAY},
    {.name = "tell_reason", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

const struct input_field break_glass_answer_input[] = {
    {.name = "answer_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 2000},
    {.name = NULL},
};

static const struct keyring *keys_of(const struct request *rq)
{
    return ((const struct services *)rq->services)->keys;
}

enum err break_glass_new(const struct request *rq, struct tx *tx, struct reply *rp)
{
    char cpr[CPR_CHARACTERS + 1], masked[CPR_MASKED_BYTES];
    const char *subject = value_text(rq->input, "subject");
    json_t *document = NULL;

    const bool known = subject != NULL && cpr_subject_open(keys_of(rq), subject, cpr);
    enum err r = tx_call(tx, "break_glass_new", rq->input, &document);
    if (r == OK) {
        if (known)
            cpr_mask(cpr, masked);
        value_set_text(document, "searched_masked", known ? masked : NULL);
        value_set_text(document, "subject", known ? subject : NULL);
        value_set_true(document, "asks_cpr", !known && value_text(rq->input, "plan_id") == NULL);
        reply_document_take(rp, document);
    }
    explicit_bzero(cpr, sizeof(cpr));
    return r;
}

enum err break_glass_open(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_deep_copy(rq->input);
    const char *subject = value_text(rq->input, "subject"), *typed = value_text(rq->input, "cpr");
    char cpr[CPR_CHARACTERS + 1] = "";
    json_t *document = NULL;
    enum err r = OK;

    (void)json_object_del(input, "cpr");
    (void)json_object_del(input, "subject");
    if (subject != NULL && !cpr_subject_open(keys_of(rq), subject, cpr)) {
        reply_field_error(rp, "subject", "not-an-option");
        return ERR_INVALID;
    }
    if (subject != NULL || typed != NULL)
        r = cpr_indexes_add(keys_of(rq), subject != NULL ? cpr : typed, input);
    explicit_bzero(cpr, sizeof(cpr));
    if (r == OK)
        r = tx_call(tx, "break_glass_open", input, &document);
    if (r == OK)
        reply_document_take(rp, document);
    return r;
}

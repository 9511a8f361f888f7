/* Handlers that meet a CPR number. */
#include "services/care/citizen.h"

#include "auth/cipher.h"
#include "services/base/services.h"
#include "services/base/text.h"
#include "services/care/cpr.h"
#include "services/care/cpr_index.h"
#include "services/care/today.h"
#include "services/care/value.h"

#include <stdio.h>
#include <string.h>

static const char *const COMPLEXITIES[] = {"light", "standard", "complex", NULL};
static const char *const TARGET_GROUPS[] = {
    "complex-social", "sick-leave", "eating-disorder", "forensic", "dual-diagnosis", "other", NULL};
static const char *const PREFERENCES[] = {"phone",  "sms",         "digital-post",
                                          "letter", "via-contact", NULL};

/* SECRET: what is searched for may be a number, so it comes back nowhere. */
const struct input_field citizen_search_input[] = {
    {.name = "q", .type = INPUT_TEXT, .flags = INPUT_REQUIRED | INPUT_SECRET, .max = 100},
    {.name = NULL},
};

#define CITIZEN_FIELDS                                                                             \
    {.name = "cpr", .type = INPUT_CPR}, {.name = "birth_day", .type = INPUT_DAY},                  \
        {.name = "municipality_code", .type = INPUT_CODE},                                         \
        {.name = "gp_unit_id", .type = INPUT_UUID}, {.name = "phone", .type = INPUT_PHONE},        \
        {.name = "contact_preference_code", .type = INPUT_CODE, .codes = PREFERENCES},             \
        {.name = "interpreter_language", .type = INPUT_TEXT, .max = 60},                           \
        {.name = "name_protected", .type = INPUT_BOOL},                                            \
    {                                                                                              \
        .name = "address_protected", .type = INPUT_BOOL                                            \
    }

const struct input_field citizen_create_input[] = {
    {.name = "given_name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 100},
    {.name = "family_name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 100},
    CITIZEN_FIELDS,
    {.name = "plan_reason", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 2000},
    {.name = "target_group_code", .type = INPUT_CODE, .codes = TARGET_GROUPS},
    {.name = "complexity_code", .type = INPUT_CODE, .codes = COMPLEXITIES},
    {.name = NULL},
};

const struct input_field citizen_update_input[] = {
    {.name = "given_name", .type = INPUT_TEXT, .max = 100},
    {.name = "family_name", .type = INPUT_TEXT, .max = 100},
    CITIZEN_FIELDS,
    {.name = "address", .type = INPUT_LONGTEXT, .max = 300},
    {.name = "admitted_since_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {.name = NULL},
};

/* ---- Numbers ---- */

static const struct keyring *keys_of(const struct request *rq)
{
    return ((const struct services *)rq->services)->keys;
}

static enum err sealed_add(const struct keyring *keys, const char *cpr, const char *citizen_id,
                           json_t *input)
{
    const struct cipher_place place = {
        .table = "citizen", .column = "cpr_cipher", .row = citizen_id};
    unsigned char sealed[CPR_SEALED_BYTES];
    char hex[CPR_SEALED_HEX_BYTES];
    enum err r = cipher_seal(keys, &place, cpr, CPR_CHARACTERS, sealed);

    if (r < 0)
        return r;
    cpr_hex_write(sealed, sizeof(sealed), hex);
    (void)json_object_set_new(input, "_sealed",
                              json_pack("{s:s, s:s}", "citizen_id", citizen_id, "cipher", hex));
    return OK;
}

/* Replaces cpr in input by all that SQL may know of it. Nothing to do without a number. */
static enum err cpr_replace(const struct request *rq, struct reply *rp, const char *citizen_id,
                            json_t *input)
{
    const char *cpr = value_text(rq->input, "cpr");
    struct calendar_day day;
    char masked[CPR_MASKED_BYTES], text[64];

    (void)json_object_del(input, "cpr");
    if (cpr == NULL)
        return OK;
    if (!cpr_birth_day(cpr, today_now().day, &day)) {
        reply_field_error(rp, "cpr", "not-a-cpr");
        return ERR_INVALID;
    }
    cpr_mask(cpr, masked);
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", day.year, day.month, day.day);
    value_set_text(input, "cpr_masked", masked);
    value_set_text(input, "cpr_birth_day", text);
    enum err r = cpr_indexes_add(keys_of(rq), cpr, input);
    return r < 0 ? r : sealed_add(keys_of(rq), cpr, citizen_id, input);
}

/* ---- Handlers ---- */

/* Digits enough for a number, but none that can be: a slip of the pen, which must not be looked for, or
 * shown again, as if it were a name. */
static bool is_half_cpr(const char *q)
{
    int n = 0;

    for (; *q != '\0'; q++)
        n += *q >= '0' && *q <= '9';
    return n >= 6;
}

/* What was looked for, masked, and for the form of an emergency sealed; null for a name. */
static enum err searched_add(const struct keyring *keys, const char *cpr, json_t *document)
{
    char subject[CPR_SEALED_HEX_BYTES], masked[CPR_MASKED_BYTES];
    const bool wanted = json_is_object(json_object_get(document, "options"));
    enum err r = OK;

    value_set_text(document, "searched_masked", NULL);
    value_set_text(document, "subject", NULL);
    if (cpr[0] == '\0')
        return OK;
    cpr_mask(cpr, masked);
    value_set_text(document, "searched_masked", masked);
    if (wanted)
        r = cpr_subject_make(keys, cpr, subject);
    if (wanted && r == OK)
        value_set_text(document, "subject", subject);
    return r;
}

enum err citizen_search(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_object();
    const char *q = value_text_or_empty(rq->input, "q");
    json_t *document = NULL;
    char cpr[CPR_CHARACTERS + 1] = "";
    enum err r = OK;

    if (cpr_from_text(q, cpr)) {
        r = cpr_indexes_add(keys_of(rq), cpr, input);
    } else if (is_half_cpr(q)) {
        reply_field_error(rp, "q", "not-a-cpr");
        return ERR_INVALID;
    } else {
        value_set_text(input, "q", q);
    }
    if (r == OK)
        r = tx_call(tx, "citizen_search", input, &document);
    if (r == OK)
        r = searched_add(keys_of(rq), cpr, document);
    explicit_bzero(cpr, sizeof(cpr));
    if (r == OK)
        reply_document_take(rp, document);
    else
        json_decref(document);
    return r;
}

/* Calls function with the request's input, its number replaced. */
static enum err citizen_write(const struct request *rq, struct tx *tx, struct reply *rp,
                              const char *function, const char *citizen_id)
{
    CLEANUP(json_decrefp) json_t *input = json_deep_copy(rq->input);
    json_t *document = NULL;
    enum err r = cpr_replace(rq, rp, citizen_id, input);

    if (r == OK)
        r = tx_call(tx, function, input, &document);
    if (r == OK)
        reply_document_take(rp, document);
    return r;
}

enum err citizen_create(const struct request *rq, struct tx *tx, struct reply *rp)
{
    char id[37];

    text_uuid_new(id);
    return citizen_write(rq, tx, rp, "citizen_create", id);
}

enum err citizen_update(const struct request *rq, struct tx *tx, struct reply *rp)
{
    return citizen_write(rq, tx, rp, "citizen_update",
                         value_text_or_empty(rq->input, "citizen_id"));
}

enum err citizen_cpr_reveal(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document = NULL;
    unsigned char sealed[CPR_SEALED_BYTES], plain[CPR_SEALED_BYTES];
    char text[CPR_CHARACTERS + 2];
    size_t n = 0;

    enum err r = tx_call(tx, "citizen_cpr_reveal", rq->input, &document);
    if (r < 0)
        return r;
    const char *id = value_text_or_empty(document, "citizen_id");
    const char *hex = value_text(document, "cipher");
    const struct cipher_place place = {.table = "citizen", .column = "cpr_cipher", .row = id};
    value_set_text(document, "cpr", NULL);
    if (hex != NULL) {
        if (!cpr_hex_read(hex, sealed, sizeof(sealed)) ||
            cipher_open(keys_of(rq), &place, sealed, sizeof(sealed), plain, &n) < 0 ||
            n != CPR_CHARACTERS) {
            json_decref(document);
            return reply_problem_take(rp, ERR_INTERNAL, "cpr-unreadable", NULL);
        }
        (void)snprintf(text, sizeof(text), "%.6s-%.4s", (const char *)plain,
                       (const char *)plain + 6);
        value_set_text(document, "cpr", text);
        explicit_bzero(plain, sizeof(plain));
        explicit_bzero(text, sizeof(text));
    }
    (void)json_object_del(document, "cipher");
    reply_document_take(rp, document);
    return OK;
}

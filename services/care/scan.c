/* Scans: see scan.h. */
#include "services/care/scan.h"

#include "services/base/base64.h"
#include "services/care/value.h"

#include <string.h>

const struct input_field scan_add_input[] = {
    {.name = "scan", .type = INPUT_JSON},
    {.name = NULL},
};

static const struct kind {
    const char *media_type, *filename;
    const char *magic;
    size_t n_magic;
} kinds[] = {
    {"application/pdf", "samtykke.pdf", "%PDF-", 5},
    {"image/jpeg", "samtykke.jpg", "\xFF\xD8\xFF", 3},
    {"image/png", "samtykke.png", "\x89PNG\r\n\x1A\n", 8},
};

const char *scan_media_type(const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (n > kinds[i].n_magic && memcmp(bytes, kinds[i].magic, kinds[i].n_magic) == 0)
            return kinds[i].media_type;
    return NULL;
}

/* The bytes of a file as the form's parser gives it, or as JSON does ({"filename","base64"}). False for none. */
static bool bytes_of(const json_t *file, struct arena *arena, unsigned char **ret, size_t *ret_n)
{
    const json_t *text = json_object_get(file, "text");
    const json_t *coded = json_object_get(file, "base64");

    if (json_is_string(text)) {
        *ret = (unsigned char *)arena_strndup(arena, json_string_value(text),
                                              json_string_length(text));
        *ret_n = json_string_length(text);
        return *ret_n > 0;
    }
    return json_is_string(coded) &&
           base64_decode(json_string_value(coded), json_string_length(coded), arena, ret, ret_n) &&
           *ret_n > 0;
}

static enum err refuse(struct reply *rp, const char *code)
{
    reply_field_error(rp, "scan", code);
    return ERR_INVALID;
}

enum err scan_read(const struct request *rq, struct reply *rp, json_t **ret_scan)
{
    const json_t *file = json_object_get(rq->input, "scan");
    const char *name = value_text(file, "filename");
    unsigned char *bytes;
    size_t n, n_coded;

    if (!bytes_of(file, rq->arena, &bytes, &n))
        return refuse(rp, "file-missing");
    if (n > SCAN_BYTES_MAX)
        return refuse(rp, "file-too-large");
    const char *media_type = scan_media_type(bytes, n);
    if (media_type == NULL)
        return refuse(rp, "not-a-scan");
    const char *coded = base64_encode(bytes, n, rq->arena, &n_coded);
    json_t *scan = json_object();
    value_set_text(scan, "media_type", media_type);
    value_set_text(scan, "name", name != NULL && name[0] != '\0' ? name : "scanning");
    (void)json_object_set_new(scan, "body", json_stringn_nocheck(coded, n_coded));
    *ret_scan = scan;
    return OK;
}

enum err scan_add(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_copy((json_t *)(uintptr_t)rq->input);
    CLEANUP(json_decrefp) json_t *scan = NULL;
    json_t *document = NULL;

    enum err r = scan_read(rq, rp, &scan);
    if (r < 0)
        return r;
    (void)json_object_del(input, "scan");
    (void)json_object_update(input, scan);
    r = tx_call(tx, "attachment_create", input, &document);
    if (r == OK)
        reply_document_take(rp, document);
    return r;
}

static const char *filename_of(const char *media_type)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (value_same(kinds[i].media_type, media_type))
            return kinds[i].filename;
    return "samtykke.bin";
}

enum err scan_show(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document;
    unsigned char *bytes;
    size_t n;
    enum err r = tx_call(tx, "attachment_show", rq->input, &document);

    if (r < 0)
        return r;
    const json_t *body = json_object_get(document, "body");
    const char *media_type = value_text(document, "media_type");
    if (json_is_string(body) &&
        base64_decode(json_string_value(body), json_string_length(body), rq->arena, &bytes, &n))
        reply_body(rp, media_type, filename_of(media_type), (const char *)bytes, n);
    else
        r = ERR_INTERNAL;
    json_decref(document);
    return r;
}

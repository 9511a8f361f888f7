/* A CPR number on its way to the database and through a form. */
#include "services/care/cpr_index.h"

#include <stdio.h>
#include <string.h>

#define INDEX_HEX_BYTES (2 * CIPHER_INDEX_BYTES + 1)

static const struct cipher_place SUBJECT = {
    .table = "break_glass", .column = "subject", .row = "form"};

void cpr_hex_write(const unsigned char *bytes, size_t n, char *ret_hex)
{
    for (size_t i = 0; i < n; i++)
        (void)snprintf(ret_hex + 2 * i, 3, "%02x", bytes[i]);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool cpr_hex_read(const char *text, unsigned char *ret_bytes, size_t n)
{
    if (text == NULL || strlen(text) != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        ret_bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

enum err cpr_indexes_add(const struct keyring *keys, const char *cpr, json_t *input)
{
    unsigned char ids[255], index[CIPHER_INDEX_BYTES];
    char hex[INDEX_HEX_BYTES];
    const unsigned n = keyring_ids(keys, KEY_CPR_INDEX, ids);
    json_t *list = json_array();
    enum err r = OK;

    for (unsigned i = 0; r == OK && i < n; i++) {
        r = cipher_index_cpr(keys, ids[i], cpr, index);
        cpr_hex_write(index, sizeof(index), hex);
        if (r == OK)
            (void)json_array_append_new(list, json_string(hex));
    }
    (void)json_object_set_new(input, "cpr_indexes", list);
    return r;
}

enum err cpr_subject_make(const struct keyring *keys, const char *cpr,
                          char ret_subject[CPR_SEALED_HEX_BYTES])
{
    unsigned char sealed[CPR_SEALED_BYTES];
    enum err r = cipher_seal(keys, &SUBJECT, cpr, CPR_CHARACTERS, sealed);

    if (r == OK)
        cpr_hex_write(sealed, sizeof(sealed), ret_subject);
    return r;
}

bool cpr_subject_open(const struct keyring *keys, const char *subject,
                      char ret_cpr[CPR_CHARACTERS + 1])
{
    unsigned char sealed[CPR_SEALED_BYTES], plain[CPR_SEALED_BYTES];
    size_t n = 0;

    if (!cpr_hex_read(subject, sealed, sizeof(sealed)) ||
        cipher_open(keys, &SUBJECT, sealed, sizeof(sealed), plain, &n) < 0 || n != CPR_CHARACTERS)
        return false;
    memcpy(ret_cpr, plain, CPR_CHARACTERS);
    ret_cpr[CPR_CHARACTERS] = '\0';
    explicit_bzero(plain, sizeof(plain));
    return true;
}

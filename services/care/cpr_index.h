/* A CPR number on its way: to the database as blind indexes, and through a form that must not show it as a subject, sealed
 * text that only this installation opens. */
#ifndef SAMPLAN_CARE_CPR_INDEX_H
#define SAMPLAN_CARE_CPR_INDEX_H

#include "auth/cipher.h"

#include <jansson.h>
#include <stdbool.h>

#define CPR_SEALED_BYTES (CPR_CHARACTERS + CIPHER_OVERHEAD_BYTES)
#define CPR_SEALED_HEX_BYTES (2 * CPR_SEALED_BYTES + 1)

/* Lower-case hex, NUL-ended: 2 * n + 1 bytes. */
void cpr_hex_write(const unsigned char *bytes, size_t n, char *ret_hex);

/* Reads exactly n bytes; false when text is NULL or something else. */
bool cpr_hex_read(const char *text, unsigned char *ret_bytes, size_t n);

/* Adds cpr_indexes: the blind index under every generation of the key, the current one first. */
NODISCARD enum err cpr_indexes_add(const struct keyring *keys, const char *cpr, json_t *input);

/* The number as a subject, different each time. */
NODISCARD enum err cpr_subject_make(const struct keyring *keys, const char *cpr,
                                    char ret_subject[CPR_SEALED_HEX_BYTES]);

/* The reverse. False for anything that cpr_subject_make did not make. The caller wipes ret_cpr. */
bool cpr_subject_open(const struct keyring *keys, const char *subject,
                      char ret_cpr[CPR_CHARACTERS + 1]);

#endif

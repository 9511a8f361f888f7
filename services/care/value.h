/* Reading and adding members of documents; borrowed throughout, any thread. */
#ifndef SAMPLAN_CARE_VALUE_H
#define SAMPLAN_CARE_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The text under key, NULL when it is missing, null or no text. */
const char *value_text(const json_t *object, const char *key);

/* The text under key, "" instead of NULL. */
const char *value_text_or_empty(const json_t *object, const char *key);

/* The integer under key, 0 when it is missing or none. */
int64_t value_int(const json_t *object, const char *key);

/* True when the member is true. */
bool value_true(const json_t *object, const char *key);

/* True when both are text and the same. */
bool value_same(const char *a, const char *b);

/* True when the text under key is word. */
bool value_is(const json_t *object, const char *key, const char *word);

/* Reads the day under key ("2026-04-16") as days since 1970-01-01. False when there is none. */
bool value_day(const json_t *object, const char *key, int64_t *ret_day);

/* Reads the moment under key (RFC 3339) as seconds since 1970. False when there is none. */
bool value_at(const json_t *object, const char *key, int64_t *ret_s);

/* Sets key to value; text may be NULL (null). */
void value_set_text(json_t *object, const char *key, const char *text);
void value_set_int(json_t *object, const char *key, int64_t n);
void value_set_true(json_t *object, const char *key, bool yes);

/* Copies a member to another name, a shallow copy; null when it is missing. */
void value_copy(json_t *to, const char *to_key, const json_t *from, const char *from_key);

#endif

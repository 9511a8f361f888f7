/* The synchroniser token in every form: proves that the page that posts was made by us for this
 * very session.
 *
 * Signed in: value = BLAKE2b-256 keyed by the session token, so nothing is stored, it dies with the
 * session, and it changes with every new token (sign-in, change of unit). Signed out (the sign-in
 * form): there is no session to bind to, so the page sets a random cookie of its own and the form
 * carries a value derived from it (double submit). Another site can neither read the cookie nor, with
 * the __Host- prefix, set it; the check of Sec-Fetch-Site and Origin stands in front of both. The two
 * kinds are derived under different names, so that one can never serve as the other.
 *
 * Each rendering is masked with fresh random bytes: the value never repeats in compressed responses,
 * where repetition would leak it (BREACH). */
#ifndef SAMPLAN_AUTH_CSRF_H
#define SAMPLAN_AUTH_CSRF_H

#include <stdbool.h>

#define CSRF_TEXT_BYTES 87 /* 64 bytes as base64url without padding: 86 characters and a NUL */

/* Makes a form value for the session whose token (as text, not NULL) the request carried. */
void csrf_make(const char *token, char ret_text[CSRF_TEXT_BYTES]);

/* Whether given (NULL allowed) was made by csrf_make for this token (NULL: never). Constant time in
 * the value. */
bool csrf_check(const char *token, const char *given);

/* The same for forms that a visitor without a session sends; cookie is the value of the form cookie,
 * made with token_new(). */
void csrf_make_signed_out(const char *cookie, char ret_text[CSRF_TEXT_BYTES]);
bool csrf_check_signed_out(const char *cookie, const char *given);

#endif

/* One-time codes by time: RFC 6238 over HMAC-SHA-1, steps of 30 seconds, 6 digits, what every
 * authenticator app does. The secret is 160 random bits. A code is good for its own step and the one
 * before and after it, and only once: the caller keeps the last step that was used. */
#ifndef SAMPLAN_AUTH_TOTP_H
#define SAMPLAN_AUTH_TOTP_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOTP_SECRET_BYTES 20
#define TOTP_STEP_SECONDS 30
#define TOTP_DIGITS 6
#define TOTP_CODE_BYTES (TOTP_DIGITS + 1)
#define TOTP_URI_BYTES 512

/* A new random secret. */
void totp_secret_new(unsigned char ret_secret[TOTP_SECRET_BYTES]);

/* The code of RFC 4226 for a counter, of n_digits (6 to 8), with leading zeros and a NUL. */
NODISCARD enum err totp_at(const unsigned char *secret, size_t n_secret, uint64_t counter,
                           unsigned n_digits, char *ret_code);

/* Whether code (six digits; blanks between are allowed; NULL: no) belongs to a step near now_s (seconds
 * since 1970) that is later than last_step; then *ret_step is that step. All steps are tried, each
 * compared in constant time. */
bool totp_match(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t now_s,
                int64_t last_step, int64_t *ret_step);

/* Whether text has the form of a code. */
bool totp_shaped(const char *text);

/* otpauth://totp/… for the QR code. issuer and account are percent-encoded. ERR_LIMIT: too long. */
NODISCARD enum err totp_uri(const unsigned char secret[TOTP_SECRET_BYTES], const char *issuer,
                            const char *account, char ret_uri[TOTP_URI_BYTES]);

#endif

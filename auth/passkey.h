/* Passkeys: WebAuthn level 2, what the browser answers to a challenge, checked with libfido2.
 *
 * The page's script sends one JSON text, bytes as base64url without padding:
 *   {"id", "authenticatorData", "clientDataJSON", "signature" (not when registering)}.
 * Attestation is "none": nobody but the user vouches for the authenticator, so it is not sent. Which
 * challenge was signed is returned; whether it was ours, is fresh and has not been answered yet is for the
 * caller to know. The user must have been verified (PIN, finger, face) each time. */
#ifndef SAMPLAN_AUTH_PASSKEY_H
#define SAMPLAN_AUTH_PASSKEY_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PASSKEY_CHALLENGE_BYTES 32
#define PASSKEY_ID_MAX_BYTES 1023
#define PASSKEY_KEY_MAX_BYTES 1024
#define PASSKEY_RP_BYTES 254

/* For whom passkeys are made: the origin as browsers write it, and its host. */
struct passkey_site {
    const char *origin; /* "https://samplan.example.dk" */
    char rp_id[PASSKEY_RP_BYTES];
};

struct passkey_bytes {
    size_t n;
    unsigned char bytes[2048];
};

struct passkey_answer {
    struct passkey_bytes id, auth_data, client_data, signature;
};

/* What is kept of a passkey. */
struct passkey_key {
    int algorithm; /* COSE: -7 ES256, -8 EdDSA, -257 RS256 */
    size_t n_id, n_key;
    unsigned char id[PASSKEY_ID_MAX_BYTES];
    unsigned char key[PASSKEY_KEY_MAX_BYTES];
};

/* Fills the site of an origin (borrowed). False when browsers make no passkeys for it: its host is an
 * address and no name. */
bool passkey_site(const char *origin, struct passkey_site *ret);

/* Writes n_bytes as base64url without padding; ret_text holds 4 * n_bytes / 3 + 4 characters. */
void passkey_text(const unsigned char *bytes, size_t n_bytes, char *ret_text);

/* Reads the script's JSON. ERR_PARSE. */
NODISCARD enum err passkey_read(const char *json, struct passkey_answer *ret);

/* Checks the answer to a registration: type, origin, site, presence, verification, key. OK with
 * *ret_key and the challenge that was signed; ERR_INVALID. */
NODISCARD enum err passkey_register(const struct passkey_site *site,
                                    const struct passkey_answer *answer,
                                    struct passkey_key *ret_key, uint32_t *ret_count,
                                    unsigned char ret_challenge[PASSKEY_CHALLENGE_BYTES]);

/* Checks a signature by key. *ret_count is the authenticator's counter, 0 when it has none. OK or
 * ERR_INVALID. */
NODISCARD enum err passkey_verify(const struct passkey_site *site,
                                  const struct passkey_answer *answer,
                                  const struct passkey_key *key, uint32_t *ret_count,
                                  unsigned char ret_challenge[PASSKEY_CHALLENGE_BYTES]);

#endif

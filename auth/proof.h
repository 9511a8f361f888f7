/* What this program alone can check (a one-time code, the signature of a passkey) it proves to the database: whoever has
 * got hold of its database connection, but not of its key files, can say it but not prove it.
 *
 * A proof is  <key id>:<HMAC-SHA-256 in hexadecimal>  of "samplan proof v1" and each fact, each ended by a newline
 * (app.proof_ok). Keys are of purpose "server-proof"; the database holds the same ones (samplanctl key install). */
#ifndef SAMPLAN_AUTH_PROOF_H
#define SAMPLAN_AUTH_PROOF_H

#include "auth/cipher.h"

#define PROOF_TEXT_BYTES 69 /* "255:", 64 digits and a NUL */

/* Proves facts, a NULL-ended list without newlines in it, with the newest key. Any thread; does not block. */
void proof_make(const struct keyring *keys, const char *const *facts,
                char ret_proof[PROOF_TEXT_BYTES]);

/* The keys of proofs as app.ctl_proof_keys takes them: [{"id": 1, "secret": "<hex>"}], owned by the caller, who wipes it. */
char *proof_keys_text(const struct keyring *keys);

#endif

/* Secrets at rest: CPR numbers, sealed for reading back and blindly indexed for finding; the secrets
 * of one-time codes, sealed; recovery codes, hashed (auth/recovery.h); what the server proves to the
 * database (auth/proof.h).
 *
 * Keys live outside the database, in files of lines
 *     samplan-key v1 <id> <purpose> <base64>
 * id 1 to 255, purpose "cpr-seal", "cpr-index", "totp-seal", "recovery-hash" or "server-proof", 32 bytes in
 * standard base64; empty lines and lines that start with # are skipped. Several lines of one purpose are the generations of that key: the
 * highest id writes, all can read, which is what lets rotation stop and go on half-way.
 *
 * A sealed value is  key id (1 byte) ‖ nonce (24) ‖ ciphertext and tag  (XChaCha20-Poly1305-IETF),
 * with "samplan v1", table, column, row and key id as associated data, each preceded by its length:
 * a value that is copied to another row or column does not open. */
#ifndef SAMPLAN_AUTH_CIPHER_H
#define SAMPLAN_AUTH_CIPHER_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

#define CIPHER_KEY_BYTES 32
#define CIPHER_INDEX_BYTES 32
#define CIPHER_OVERHEAD_BYTES 41 /* 1 + 24 + 16 */
#define CIPHER_PLAIN_MAX_BYTES 4096
#define CIPHER_KEY_LINE_BYTES 96
#define CPR_CHARACTERS 10
#define CPR_MASKED_BYTES 32 /* "••••••-••••" is 31 bytes of UTF-8, and a NUL */

enum key_purpose {
    KEY_CPR_SEAL,
    KEY_CPR_INDEX,
    KEY_TOTP_SEAL,
    KEY_RECOVERY_HASH,
    KEY_SERVER_PROOF,
};

/* Where a sealed value lives, and what seals it. row is the row's uuid text. Borrowed, never NULL. */
struct cipher_place {
    const char *table;
    const char *column;
    const char *row;
    enum key_purpose purpose; /* left out: KEY_CPR_SEAL */
};

/* The loaded keys, in guarded memory that is wiped when freed. Read-only after loading: any thread. */
struct keyring;

/* Reads every "*.key" file of dir. With dir NULL: of $CREDENTIALS_DIRECTORY, where systemd puts
 * credentials. Files that others may read, or the group may write, are refused. Each purpose must
 * have a key. OK with *ret_keys owned by the caller; ERR_IO (missing, unreadable, too open) or
 * ERR_PARSE, with one line for the operator in ret_problem (n_problem bytes), which never holds key
 * material. Start-up only. */
NODISCARD enum err keyring_load(const char *dir, struct keyring **ret_keys, char *ret_problem,
                                size_t n_problem);

/* The same from text instead of files (tests, samplanctl before it writes). */
NODISCARD enum err keyring_read(const char *text, struct keyring **ret_keys, char *ret_problem,
                                size_t n_problem);

/* Wipes and frees; NULL is allowed. keyring_freep is for CLEANUP(). */
void keyring_free(struct keyring *keys);
void keyring_freep(struct keyring **keys);

/* The id that new values are written with. */
unsigned char keyring_current(const struct keyring *keys, enum key_purpose purpose);

/* Writes the ids of all generations, highest first, and returns how many. */
unsigned keyring_ids(const struct keyring *keys, enum key_purpose purpose,
                     unsigned char ret_ids[255]);

/* Makes a key file line with a fresh random key, ended by a newline and a NUL. The caller writes it
 * to a file of mode 0400 and wipes it. id 0 gives ERR_INVALID. */
NODISCARD enum err cipher_key_line(unsigned char id, enum key_purpose purpose,
                                   char ret_line[CIPHER_KEY_LINE_BYTES]);

/* Seals n_plain bytes (at most CIPHER_PLAIN_MAX_BYTES, else ERR_LIMIT) with the current key.
 * ret_sealed has room for n_plain + CIPHER_OVERHEAD_BYTES, which is what is written. */
NODISCARD enum err cipher_seal(const struct keyring *keys, const struct cipher_place *place,
                               const void *plain, size_t n_plain, unsigned char *ret_sealed);

/* Opens a sealed value of n_sealed bytes. ret_plain has room for n_sealed - CIPHER_OVERHEAD_BYTES
 * bytes and is not NUL-ended. ERR_PARSE when it is malformed, its key is missing, it was changed, or
 * it belongs to another place; ret_plain is then wiped. The caller wipes what it opened. */
NODISCARD enum err cipher_open(const struct keyring *keys, const struct cipher_place *place,
                               const unsigned char *sealed, size_t n_sealed,
                               unsigned char *ret_plain, size_t *ret_n_plain);

/* The blind index of a CPR number (10 characters, without hyphen) under one generation of the index
 * key: BLAKE2b-256, keyed. id 0 is the current one. While a rotation runs, a search looks for the
 * index under each of keyring_ids(). ERR_INVALID when cpr is not 10 digits or capital letters,
 * ERR_NOT_FOUND when there is no such generation. */
NODISCARD enum err cipher_index_cpr(const struct keyring *keys, unsigned char id, const char *cpr,
                                    unsigned char ret_index[CIPHER_INDEX_BYTES]);

/* What may be shown without an audited act of revealing: "090991-••••". Anything that is not 10
 * characters becomes "••••••-••••", never the text itself. */
void cpr_mask(const char *cpr, char ret_masked[CPR_MASKED_BYTES]);

#endif

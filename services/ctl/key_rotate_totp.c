#include "services/ctl/key_rotate_totp.h"

#include "auth/password.h"
#include "auth/token.h"
#include "auth/totp.h"
#include "services/ctl/ctl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 500, SEALED_BYTES = TOTP_SECRET_BYTES + CIPHER_OVERHEAD_BYTES };

static void generation(const struct keyring *keys, char ret_text[8])
{
    (void)snprintf(ret_text, 8, "%u", keyring_current(keys, KEY_TOTP_SEAL));
}

bool totp_rotation_left(struct pg *pg, const struct keyring *keys, uint64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM samplan.totp "
                              "WHERE secret IS NOT NULL AND get_byte(secret, 0) <> $1::int";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char newest[8];
    const char *values[] = {newest};

    generation(keys, newest);
    if (!pg_query(pg, sql, 1, values, &rows))
        return false;
    *ret_n = strtoull(pg_rows_text(rows, 0, 0), NULL, 10);
    return true;
}

/* Opens one secret with whatever key sealed it and seals it with the newest one. */
static bool seal_again(const struct keyring *keys, const char *id, const char *sealed_hex,
                       char ret_hex[2 * SEALED_BYTES + 1])
{
    const struct cipher_place place = {
        .table = "totp", .column = "secret", .row = id, .purpose = KEY_TOTP_SEAL};
    unsigned char sealed[SEALED_BYTES], secret[TOTP_SECRET_BYTES];
    size_t n = 0;
    bool ok = token_unhex(sealed_hex, SEALED_BYTES, sealed) == OK &&
              cipher_open(keys, &place, sealed, SEALED_BYTES, secret, &n) == OK &&
              cipher_seal(keys, &place, secret, n, sealed) == OK;

    password_wipe(secret, sizeof(secret));
    if (ok)
        token_hex(sealed, SEALED_BYTES, ret_hex);
    return ok;
}

/* One transaction over the rows after last_id, which moves on; *ret_n is how many it looked at. */
static bool move_batch(struct pg *pg, const struct keyring *keys, char last_id[40], int *ret_n,
                       uint64_t *n_moved, uint64_t *n_broken)
{
    static const char take[] =
        "SELECT id, encode(secret, 'hex') FROM samplan.totp "
        "WHERE id > $2::uuid AND secret IS NOT NULL "
        "AND get_byte(secret, 0) <> $1::int ORDER BY id LIMIT 500 FOR UPDATE";
    static const char give[] =
        "UPDATE samplan.totp SET secret = decode($2, 'hex') WHERE id = $1::uuid";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char newest[8], sealed[2 * SEALED_BYTES + 1];
    const char *values[] = {newest, last_id};

    generation(keys, newest);
    if (!pg_run(pg, NULL, "BEGIN") || !pg_query(pg, take, 2, values, &rows))
        return false;
    *ret_n = pg_rows_n(rows);
    for (int i = 0; i < *ret_n; i++) {
        const char *id = pg_rows_text(rows, i, 0);
        const char *row[] = {id, sealed};

        (void)snprintf(last_id, 40, "%s", id);
        if (!seal_again(keys, id, pg_rows_text(rows, i, 1), sealed)) {
            ++*n_broken;
            ctl_fail(CTL_FAILED, "the secret of one-time codes %s does not open with any key", id);
            continue;
        }
        if (!pg_call(pg, give, 2, row))
            return false;
        ++*n_moved;
    }
    return pg_run(pg, NULL, "COMMIT");
}

bool totp_rotation_run(struct pg *pg, const struct keyring *keys, uint64_t *n_moved,
                       uint64_t *n_broken)
{
    char last_id[40] = "00000000-0000-0000-0000-000000000000";
    int n;

    do {
        if (!move_batch(pg, keys, last_id, &n, n_moved, n_broken))
            return false;
    } while (n == BATCH);
    return true;
}

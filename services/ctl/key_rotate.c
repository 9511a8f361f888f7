/* Moves all CPR numbers to the newest keys. */
#include "services/ctl/key_rotate.h"

#include "auth/password.h"
#include "auth/token.h"
#include "services/ctl/key_rotate_totp.h"
#include "services/ctl/pg.h"
#include "services/ctl/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 500, SEALED_BYTES = CPR_CHARACTERS + CIPHER_OVERHEAD_BYTES };

/* The arrays of one UPDATE, as PostgreSQL array literals. */
struct batch {
    char *ids, *ciphers, *indices;
    size_t n_ids, n_ciphers, n_indices;
};

struct rotation {
    struct ctl *ctl;
    const struct keyring *keys;
    struct pg *pg;
    struct progress progress;
    char generation[8];
    char last_id[40];
    uint64_t n_moved, n_broken;
};

static bool count_left(struct rotation *rotation, uint64_t *ret)
{
    static const char sql[] = "SELECT count(*) FROM samplan.citizen "
                              "WHERE cpr_cipher IS NOT NULL AND get_byte(cpr_cipher, 0) <> $1::int";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    const char *values[] = {rotation->generation};
    if (!pg_query(rotation->pg, sql, 1, values, &rows))
        return false;
    *ret = strtoull(pg_rows_text(rows, 0, 0), NULL, 10);
    return true;
}

static enum ctl_exit start(struct rotation *rotation, struct ctl *ctl, const struct keyring *keys)
{
    *rotation = (struct rotation){.ctl = ctl, .keys = keys};
    snprintf(rotation->generation, sizeof(rotation->generation), "%u",
             keyring_current(keys, KEY_CPR_SEAL));
    strcpy(rotation->last_id, "00000000-0000-0000-0000-000000000000");
    /* To a reader nothing changes, so a superuser's connection leaves the triggers out: versions stay
     * and no document is built again. Without one the triggers run, which only takes longer. */
    const char *super = ctl_setting(ctl, "bootstrap_database");
    const char *conninfo = super != NULL ? super : ctl_setting(ctl, "migrate_database");
    bool ok =
        pg_open(conninfo, "samplanctl key rotate", &rotation->pg) &&
        (super == NULL || pg_run(rotation->pg, NULL, "SET session_replication_role = replica"));
    return ok ? CTL_OK : CTL_DATABASE;
}

enum ctl_exit key_rotation_unfinished(struct ctl *ctl, const struct keyring *keys,
                                      bool *ret_unfinished)
{
    struct rotation rotation;
    uint64_t n = 0, n_secrets = 0;
    enum ctl_exit result = start(&rotation, ctl, keys);
    if (result == CTL_OK &&
        (!count_left(&rotation, &n) || !totp_rotation_left(rotation.pg, keys, &n_secrets)))
        result = CTL_DATABASE;
    pg_close(rotation.pg);
    *ret_unfinished = n + n_secrets > 0;
    return result;
}

/* Opens one number with whatever key sealed it, seals and indexes it with the newest ones. */
static bool seal_again(const struct keyring *keys, const char *id, const char *sealed_hex,
                       char ret_sealed[2 * SEALED_BYTES + 1], char ret_index[65])
{
    const struct cipher_place place = {.table = "citizen", .column = "cpr_cipher", .row = id};
    unsigned char sealed[SEALED_BYTES], index[CIPHER_INDEX_BYTES];
    char cpr[CPR_CHARACTERS + 1] = "";
    size_t n = 0;
    bool ok = strlen(sealed_hex) == (size_t)2 * SEALED_BYTES &&
              token_unhex(sealed_hex, SEALED_BYTES, sealed) == OK &&
              cipher_open(keys, &place, sealed, SEALED_BYTES, (unsigned char *)cpr, &n) == OK &&
              n == CPR_CHARACTERS && cipher_seal(keys, &place, cpr, n, sealed) == OK &&
              cipher_index_cpr(keys, 0, cpr, index) == OK;
    password_wipe(cpr, sizeof(cpr));
    if (ok) {
        token_hex(sealed, SEALED_BYTES, ret_sealed);
        token_hex(index, CIPHER_INDEX_BYTES, ret_index);
    }
    return ok;
}

static void fill(struct rotation *rotation, const struct pg_rows *rows, struct batch *batch)
{
    FILE *ids = open_memstream(&batch->ids, &batch->n_ids);
    FILE *ciphers = open_memstream(&batch->ciphers, &batch->n_ciphers);
    FILE *indices = open_memstream(&batch->indices, &batch->n_indices);
    const char *separator = "{";
    if (ids == NULL || ciphers == NULL || indices == NULL)
        abort();
    for (int i = 0; i < pg_rows_n(rows); i++) {
        char sealed[2 * SEALED_BYTES + 1], index[65];
        const char *id = pg_rows_text(rows, i, 0);
        if (!seal_again(rotation->keys, id, pg_rows_text(rows, i, 1), sealed, index)) {
            rotation->n_broken++;
            ctl_fail(CTL_FAILED, "the number of citizen %s does not open with any key", id);
            continue;
        }
        fprintf(ids, "%s%s", separator, id);
        fprintf(ciphers, "%s%s", separator, sealed);
        fprintf(indices, "%s%s", separator, index);
        separator = ",";
        rotation->n_moved++;
    }
    const char *end = *separator == ',' ? "}" : "{}";
    fputs(end, ids);
    fputs(end, ciphers);
    fputs(end, indices);
    fclose(ids);
    fclose(ciphers);
    fclose(indices);
}

/* One transaction; *ret_n is the number of rows that it looked at. */
static bool move_batch(struct rotation *rotation, int *ret_n)
{
    /* The rows are locked: a number that is being changed meanwhile is waited for, not overwritten. */
    static const char take[] =
        "SELECT id, encode(cpr_cipher, 'hex') FROM samplan.citizen WHERE id > $2::uuid "
        "AND cpr_cipher IS NOT NULL AND get_byte(cpr_cipher, 0) <> $1::int ORDER BY id LIMIT 500 "
        "FOR UPDATE";
    static const char give[] = "UPDATE samplan.citizen c SET cpr_cipher = decode(v.cipher, 'hex'), "
                               "cpr_index = decode(v.index, 'hex') "
                               "FROM unnest($1::uuid[], $2::text[], $3::text[]) AS v (id, cipher, "
                               "index) WHERE c.id = v.id";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    struct batch batch = {0};
    const char *values[] = {rotation->generation, rotation->last_id};
    if (!pg_run(rotation->pg, NULL, "BEGIN") || !pg_query(rotation->pg, take, 2, values, &rows))
        return false;
    *ret_n = pg_rows_n(rows);
    if (*ret_n > 0)
        snprintf(rotation->last_id, sizeof(rotation->last_id), "%s",
                 pg_rows_text(rows, *ret_n - 1, 0));
    fill(rotation, rows, &batch);
    const char *sealed[] = {batch.ids, batch.ciphers, batch.indices};
    bool ok = pg_call(rotation->pg, give, 3, sealed) && pg_run(rotation->pg, NULL, "COMMIT");
    free(batch.ids);
    free(batch.ciphers);
    free(batch.indices);
    return ok;
}

static bool move_all(struct rotation *rotation)
{
    uint64_t total;
    int n;
    if (!count_left(rotation, &total))
        return false;
    progress_start(&rotation->progress, rotation->ctl, "numbers", total);
    do {
        if (!move_batch(rotation, &n))
            return false;
        progress_step(&rotation->progress, (uint64_t)n);
    } while (n == BATCH);
    progress_end(&rotation->progress);
    return true;
}

enum ctl_exit key_rotation_run(struct ctl *ctl, const struct keyring *keys)
{
    static const char audit[] =
        "SELECT app.audit('key.rotate', NULL, NULL, NULL, NULL, 'permit', 'administration', NULL, "
        "'administration', $1::int)";
    struct rotation rotation;
    char n_moved[24];
    uint64_t n_secrets = 0;
    enum ctl_exit result = start(&rotation, ctl, keys);
    if (result == CTL_OK && (!move_all(&rotation) ||
                             !totp_rotation_run(rotation.pg, keys, &n_secrets, &rotation.n_broken)))
        result = CTL_DATABASE;
    snprintf(n_moved, sizeof(n_moved), "%llu", (unsigned long long)rotation.n_moved);
    const char *values[] = {n_moved};
    if (result == CTL_OK && !pg_call(rotation.pg, audit, 1, values))
        result = CTL_DATABASE;
    pg_close(rotation.pg);
    if (result != CTL_OK)
        return result;
    if (rotation.n_broken > 0)
        return ctl_fail(CTL_FAILED, "%llu values stay with their old key; keep all key lines",
                        (unsigned long long)rotation.n_broken);
    ctl_say(
        ctl,
        "%s numbers are sealed by generation %s, %llu secrets of one-time codes by their newest "
        "key; older lines of these key files may go",
        n_moved, rotation.generation, (unsigned long long)n_secrets);
    return CTL_OK;
}

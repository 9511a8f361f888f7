#include "services/samplan/proven.h"

#include "auth/proof.h"
#include "services/base/clock.h"
#include "services/base/config.h"
#include "services/base/db.h"

#include <string.h>

#define CHECK_MS 3000

bool proven(const struct config *config, const struct keyring *keys, FILE *complaints)
{
    char proof[PROOF_TEXT_BYTES];
    struct db *db = NULL;

    proof_make(keys, (const char *const[]){"server", NULL}, proof);
    const struct db_step step = {
        .sql = "SELECT api.server_info(jsonb_build_object('proof', $1::text))->>'proven'",
        .n_params = 1,
        .params = {{.bytes = proof, .n_bytes = (int)strlen(proof)}},
    };
    if (db_open(config->database, "samplan", NULL, 0, CHECK_MS, &db, NULL, 0) < 0)
        return true;
    CLEANUP(db_result_freep) struct db_result *result = NULL;
    const enum err r = db_pipeline(db, &step, 1, clock_ms() + CHECK_MS, &result);
    const char *answer = r == OK ? db_result_text(result, NULL) : NULL;
    const bool known = r < 0 || (answer != NULL && strcmp(answer, "true") == 0);
    if (!known)
        fprintf(complaints, "database: does not know the key in server-proof.key, by which it "
                            "knows what this server has "
                            "checked; run: samplanctl key install\n");
    db_close(db);
    return known;
}

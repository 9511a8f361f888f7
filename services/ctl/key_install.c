#include "services/ctl/key_install.h"

#include "auth/password.h"
#include "auth/proof.h"

#include <stdlib.h>
#include <string.h>

enum ctl_exit key_install(struct ctl *ctl, const char *directory, struct pg *pg)
{
    static const char sql[] =
        "SELECT j->>'keys', j->>'changed' FROM app.ctl_proof_keys($1::jsonb) j";
    struct keyring *keys CLEANUP(keyring_freep) = NULL;
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char problem[300];

    if (keyring_load(directory, &keys, problem, sizeof(problem)) != OK)
        return ctl_fail(CTL_CONFIG, "%s", problem);
    char *text = proof_keys_text(keys);
    const char *values[] = {text};
    const bool ok = pg_query(pg, sql, 1, values, &rows);
    password_wipe(text, strlen(text));
    free(text);
    if (!ok)
        return CTL_DATABASE;
    ctl_say(ctl, "keys of the server's proofs: %s %s", pg_rows_text(rows, 0, 0),
            strcmp(pg_rows_text(rows, 0, 1), "true") == 0 ? "installed" : "as before");
    return CTL_OK;
}

/* Calls of the app.ctl_… functions. */
#include "services/ctl/call.h"

#include <stdlib.h>
#include <string.h>

enum ctl_exit call_open(const struct ctl *ctl, struct pg **ret)
{
    return pg_open(ctl_setting(ctl, "migrate_database"), "samplanctl", ret) ? CTL_OK : CTL_DATABASE;
}

/* {"errors": [{"field", "code"}]} as lines. */
static void tell_errors(const char *where, const char *detail)
{
    json_t *document = json_loads(detail, 0, NULL);
    size_t i;
    json_t *error;
    json_array_foreach(json_object_get(document, "errors"), i, error)
    {
        const char *field = json_string_value(json_object_get(error, "field"));
        const char *code = json_string_value(json_object_get(error, "code"));
        ctl_fail(CTL_FAILED, "%s%s: %s", where, field != NULL ? field : "?",
                 code != NULL ? code : "?");
    }
    json_decref(document);
}

enum ctl_exit call_json(struct pg *pg, const char *sql, const json_t *input, const char *where,
                        char **ret_text)
{
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char *text = json_dumps(input, JSON_COMPACT);
    if (text == NULL)
        abort();
    const char *values[] = {text};
    pg_show_errors(pg, false);
    bool ok = pg_query(pg, sql, 1, values, &rows);
    pg_show_errors(pg, true);
    free(text);
    if (ok) {
        if (ret_text != NULL && (*ret_text = strdup(pg_rows_text(rows, 0, 0))) == NULL)
            abort();
        return CTL_OK;
    }
    if (strncmp(pg_sqlstate(pg), "SP", 2) != 0)
        return ctl_fail(CTL_DATABASE, "%sdatabase: %s (%s)", where, pg_message(pg),
                        pg_sqlstate(pg));
    if (strcmp(pg_sqlstate(pg), "SP422") == 0)
        tell_errors(where, pg_detail(pg));
    else
        ctl_fail(CTL_FAILED, "%s%s", where, pg_message(pg));
    return CTL_FAILED;
}

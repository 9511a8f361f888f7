/* samplanctl organisation: organisations and units from a CSV file. */
#include "services/ctl/call.h"
#include "services/ctl/import.h"

#include <string.h>

const char organisation_help[] =
    "Usage: samplanctl organisation import FILE.csv\n"
    "       samplanctl organisation operator NAME\n"
    "\n"
    "import adds and changes organisations and units. The first line names the columns, in any\n"
    "order: type, name, unit, parent, sector, sor_id, cvr_number, municipality, region,\n"
    "provider_number, phone, phone_hours, start_day, end_day. A line without unit is an\n"
    "organisation of type region, municipality, gp-practice, private-provider or voluntary; a "
    "line\n"
    "with unit is a unit of the organisation `name`, below the unit `parent` if there is one.\n"
    "Organisations are known again by SOR, provider number, or name and type; units by SOR or "
    "name.\n"
    "All lines are taken, or none: every wrong line is named. UTF-8, comma or semicolon.\n"
    "\n"
    "operator names the organisation whose administrators look after the whole installation.\n"
    "Exit codes: 0 done, 1 some lines are wrong, 2 usage, 3 file, 4 database.\n";

static const char *const columns[] = {
    "type",   "name",        "unit",         "parent",  "sector",
    "sor_id", "cvr_number",  "municipality", "region",  "provider_number",
    "phone",  "phone_hours", "start_day",    "end_day", NULL};

static enum ctl_exit import(struct ctl *ctl, const char *path)
{
    static const struct import_kind kind = {columns, "SELECT app.ctl_organisation_row($1)",
                                            "changed"};
    struct import_count n;
    const enum ctl_exit result = import_file(ctl, path, &kind, true, &n);
    if (result == CTL_OK)
        ctl_say(ctl, "%u added, %u changed, %u as they were", n.n_added, n.n_changed, n.n_same);
    return result;
}

static enum ctl_exit set_operator(struct ctl *ctl, const char *name)
{
    struct pg *pg CLEANUP(pg_closep) = NULL;
    json_t *input = json_pack("{s:s}", "name", name);
    enum ctl_exit result =
        input != NULL ? call_open(ctl, &pg) : ctl_fail(CTL_USAGE, "the name is not UTF-8");
    if (result == CTL_OK)
        result = call_json(pg, "SELECT app.ctl_operator_set($1)", input, "", NULL);
    json_decref(input);
    if (result == CTL_OK)
        ctl_say(ctl, "the administrators of %s look after the installation", name);
    return result;
}

enum ctl_exit organisation_command(struct ctl *ctl, int argc, char **argv)
{
    if (argc != 3)
        return ctl_usage("organisation", argc > 3 ? argv[3] : NULL);
    if (strcmp(argv[1], "import") == 0)
        return import(ctl, argv[2]);
    if (strcmp(argv[1], "operator") == 0)
        return set_operator(ctl, argv[2]);
    return ctl_usage("organisation", argv[1]);
}

/* samplanctl basis: the dated table of statutes from a CSV file. */
#include "services/ctl/import.h"

#include <string.h>

const char basis_help[] =
    "Usage: samplanctl basis import FILE.csv [--apply]\n"
    "\n"
    "import reads statutes that allow sharing, a line each, and says what would change; with "
    "--apply\n"
    "it changes it. The first line names the columns, in any order: rule_code, valid_from, "
    "valid_to\n"
    "(the first day after, empty while it holds), paragraph, name_da, name_en, plain_da, "
    "plain_en,\n"
    "source, invoker_sectors, class_codes, part_type_codes, purpose_code, obligations_da,\n"
    "obligations_en, withdrawable (true or false), max_days. Lists in a field are split by |.\n"
    "A rule is known again by rule_code and valid_from: a new one is added, one that holds may be\n"
    "given an end. Nothing else about it ever changes: new wording is a new line with its own\n"
    "valid_from. All lines are taken, or none: every wrong line is named. UTF-8, comma or "
    "semicolon.\n"
    "Exit codes: 0 done, 1 some lines are wrong, 2 usage, 3 file, 4 database.\n";

static const char *const columns[] = {"rule_code",       "valid_from",     "valid_to",
                                      "paragraph",       "name_da",        "name_en",
                                      "plain_da",        "plain_en",       "source",
                                      "invoker_sectors", "class_codes",    "part_type_codes",
                                      "purpose_code",    "obligations_da", "obligations_en",
                                      "withdrawable",    "max_days",       NULL};

static enum ctl_exit import(struct ctl *ctl, const char *path, bool apply)
{
    static const struct import_kind kind = {columns, "SELECT app.ctl_basis_row($1)", "ended"};
    struct import_count n;
    const enum ctl_exit result = import_file(ctl, path, &kind, apply, &n);
    if (result == CTL_OK)
        ctl_say(ctl,
                apply ? "%u added, %u ended, %u as they were"
                      : "%u would be added, %u ended, %u are as they were; --apply does it",
                n.n_added, n.n_changed, n.n_same);
    return result;
}

enum ctl_exit basis_command(struct ctl *ctl, int argc, char **argv)
{
    const bool apply = argc == 4 && strcmp(argv[3], "--apply") == 0;

    if (argc < 3 || strcmp(argv[1], "import") != 0 || (argc > 3 && !apply))
        return ctl_usage("basis", argc > 3 ? argv[3] : argc > 1 ? argv[1] : NULL);
    return import(ctl, argv[2], apply);
}

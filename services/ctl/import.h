/* A CSV file into the database, a call a line: all lines or none. */
#ifndef SAMPLAN_CTL_IMPORT_H
#define SAMPLAN_CTL_IMPORT_H

#include "services/ctl/ctl.h"

/* What a file of a kind looks like. */
struct import_kind {
    const char *const *columns; /* NULL-ended; a file may have them in any order, and no others */
    const char *sql;    /* "SELECT app.ctl_…_row($1)": 'added', 'same', or the word of change */
    const char *change; /* "changed" */
};

struct import_count {
    unsigned n_added, n_changed, n_same;
};

/* Puts each line by kind's function in one transaction, which is committed with apply and undone without. A wrong line
 * is named and the others go on, so that all are named at once; then nothing is changed (CTL_FAILED). */
NODISCARD enum ctl_exit import_file(struct ctl *ctl, const char *path,
                                    const struct import_kind *kind, bool apply,
                                    struct import_count *ret_count);

#endif

/* The parts of samplanctl migrate: migrations (migrate_pending.c) and what is reloaded at each
 * deploy (migrate_reload.c). */
#ifndef SAMPLAN_CTL_MIGRATE_H
#define SAMPLAN_CTL_MIGRATE_H

#include "services/ctl/ctl.h"
#include "services/ctl/file.h"
#include "services/ctl/pg.h"

/* One run. The texts are borrowed from settings and argv. */
struct migrate {
    struct ctl *ctl;
    const char *sql_dir;
    const char *bootstrap; /* superuser's conninfo, or NULL */
    const char *database;  /* samplan_migrate's conninfo, or NULL: go through bootstrap */
    bool check;            /* only say what would be done */
    struct pg *pg;         /* session user samplan_migrate */
};

/* Runs a file whose path begins with m->sql_dir, inside the caller's transaction, and resets the
 * role afterwards. */
NODISCARD enum ctl_exit migrate_file(struct migrate *m, struct pg *pg, const char *path);

/* Compares migrations/ with the ledger and applies what is missing; refuses changed and unknown
 * migrations. */
NODISCARD enum ctl_exit migrate_pending(struct migrate *m);

/* Loads functions, policies, reference data and grants in one transaction. */
NODISCARD enum ctl_exit migrate_reload(struct migrate *m);

#endif

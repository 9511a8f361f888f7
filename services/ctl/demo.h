/* The parts of samplanctl demo: state and accounts (demo.c), loading and rebuilding in parallel
 * (demo_load.c). */
#ifndef SAMPLAN_CTL_DEMO_H
#define SAMPLAN_CTL_DEMO_H

#include "services/ctl/ctl.h"
#include "services/ctl/demo_case.h"

/* One run. */
struct demo {
    struct ctl *ctl;
    const char *conninfo; /* superuser's */
    uint64_t n_citizens, seed;
    int64_t today; /* days since 1970, Danish date */
    int connections;
    bool replace; /* also a demo of the same numbers */
    const char *password;
    struct pg *pg;
    struct keyring *keys;
    struct demo_world *world;
};

/* Opens a connection that loads: no triggers, no row-level security, commits not waited for. */
NODISCARD bool demo_connect(const struct demo *demo, struct pg **ret);

/* Loads organisations, staff and citizens. */
NODISCARD bool demo_load_all(struct demo *demo);

/* Builds access, documents and worklists from the loaded rows by the database's own functions. */
NODISCARD bool demo_rebuild(struct demo *demo);

/* Consents for the loaded plans; before demo_rebuild computes rights. False, and said, when the
 * database refuses. */
NODISCARD bool demo_consents(struct demo *demo);

/* Those of Maja Holm, the demo's first citizen; a part of demo_consents. */
NODISCARD bool demo_consents_maja(struct demo *demo);

/* What she has written herself: her own plans, remarks, a question about a look-up. After the
 * consents, while triggers are off. */
NODISCARD bool demo_own_maja(struct demo *demo);

/* Relatives and a volunteer who sign in, what they are asked to do and where to come; a part of demo_consents. */
NODISCARD bool demo_related(struct demo *demo);

/* Their user names, separated by commas. */
extern const char *const demo_outside_accounts;

#endif

/* The organisations, units and staff of the demo: fixed for a seed and a number of citizens, read-only
 * while citizens are made. */
#ifndef SAMPLAN_CTL_DEMO_WORLD_H
#define SAMPLAN_CTL_DEMO_WORLD_H

#include "services/base/arena.h"
#include "services/ctl/demo_corpus.h"
#include "services/ctl/demo_rows.h"

#include <stdint.h>

/* Who can sign in. The order is that of demo_accounts. */
enum demo_account {
    ACCOUNT_COORDINATOR,
    ACCOUNT_CONSULTANT,
    ACCOUNT_SOCIAL,
    ACCOUNT_JOB,
    ACCOUNT_SUBSTANCE,
    ACCOUNT_GP,
    ACCOUNT_EDUCATION,
    ACCOUNT_MANAGER,
    ACCOUNT_REGION_MANAGER,
    ACCOUNT_AUDITOR,
    ACCOUNT_ADMINISTRATOR,
    ACCOUNT_STRANGER,
    ACCOUNT_SUBSTITUTE,
    ACCOUNT_EMERGENCY,
    ACCOUNT_EMERGENCY_MANAGER,
    ACCOUNT_SECOND_ADMINISTRATOR,
    N_STAFF_ACCOUNTS,
};

struct demo_organisation {
    struct demo_id id;
    const char *type;
    const char *name;
    const char *cvr;
    const char *municipality; /* code or NULL */
    const char *region;       /* code or NULL */
    char provider_number[8];  /* "" for none */
};

struct demo_unit {
    struct demo_id id;
    int organisation;
    int parent; /* index, or -1 */
    const char *name;
    const char *sector;
    char phone[9];
    int first_user, n_users; /* its caseworkers */
};

struct demo_user {
    struct demo_id id;
    const char *username;
    const char *name;
    const char *profession;
    int unit;
    const char *role;
    char phone[9];
};

/* A municipality and who works for its citizens. */
struct demo_place {
    const char *code, *name, *region_code, *region_name;
    int sectors[N_SECTORS]; /* unit by sector; general practice: the first practice */
    int support_unit;       /* home support, below social */
    int n_practices;        /* units sectors[SECTOR_GENERAL_PRACTICE] and following */
    unsigned weight;        /* its share of the citizens */
};

/* A contributing plan's type as the reference data have it. */
struct demo_type {
    const char *code, *class_code, *name;
    const char **headings; /* NULL-ended */
};

struct demo_world {
    struct arena *arena; /* owns the world itself and all that it points to */
    uint64_t seed, n_citizens;
    bool big;         /* for measuring: a short history for each citizen */
    int64_t today;    /* days since 1970, Danish date */
    int64_t midnight; /* its beginning, seconds since 1970; all that has happened lies before */
    struct demo_organisation *organisations;
    struct demo_unit *units;
    struct demo_user *users; /* the accounts first */
    struct demo_place *places;
    struct demo_type *types;
    int n_organisations, n_units, n_users, n_places, n_types;
    unsigned weight_sum;
};

/* Who an account is; the citizen's own account is made with the citizen. */
struct demo_account_row {
    const char *username, *name, *profession, *role;
    const char *phone;
};
extern const struct demo_account_row demo_accounts[N_STAFF_ACCOUNTS];

/* Reads municipalities, regions and plan types through pg and makes the rest. The caller owns *ret:
 * demo_world_free(). False: the reason is on stderr. */
NODISCARD bool demo_world_make(uint64_t seed, uint64_t n_citizens, int64_t today, struct pg *pg,
                               struct demo_world **ret);

void demo_world_free(struct demo_world *world);

/* The same in steps: an empty world (owned by the caller), three municipalities or more, Skive first and
 * Viborg second, the plan types (headings split by "|"), then everything else from the seed. */
struct demo_world *demo_world_new(uint64_t seed, uint64_t n_citizens, int64_t today);
void demo_world_place(struct demo_world *world, const char *code, const char *name,
                      const char *region_code, const char *region_name);
void demo_world_type(struct demo_world *world, const char *code, const char *class_code,
                     const char *name, const char *headings);
void demo_world_settle(struct demo_world *world);

/* Adds organisations, units, staff and their roles to the batch. */
void demo_world_write(const struct demo_world *world, struct demo_batch *batch);

/* NULL when the reference data do not hold it. */
const struct demo_type *demo_type_find(const struct demo_world *world, const char *code);

/* Seconds since 1970 of a Danish wall-clock time. */
int64_t demo_at(int64_t day, int hour, int minute);

#endif

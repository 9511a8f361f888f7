/* The citizen, the plan, and what every other writer uses. */
#include "services/ctl/demo_case.h"

#include "services/ctl/demo_cpr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *case_fill(struct demo_case *c, const char *pattern)
{
    if (pattern == NULL)
        return NULL;
    text_clear(&c->filled);
    for (;;) {
        size_t n = strcspn(pattern, "{");
        text_add_n(&c->filled, pattern, n);
        pattern += n;
        if (*pattern == '\0')
            return c->filled.bytes;
        if (strncmp(pattern, "{navn}", 6) == 0) {
            text_add(&c->filled, c->given);
        } else if (strncmp(pattern, "{navns}", 7) == 0) {
            text_add(&c->filled, c->given);
            text_add(&c->filled, strchr("sxz", c->given[strlen(c->given) - 1]) != NULL ? "'" : "s");
        } else if (strncmp(pattern, "{kommune}", 9) == 0) {
            text_add(&c->filled, c->world->places[c->place].name);
            text_add(&c->filled, " Kommune");
        } else {
            int user = c->n_members > 1 ? c->members[1].user : c->coordinator;
            text_add(&c->filled, user >= 0 ? c->world->users[user].name : "koordinatoren");
        }
        pattern += strcspn(pattern, "}") + 1;
    }
}

int64_t case_at(struct demo_case *c, int64_t day)
{
    int hour = demo_between(&c->random, 8, 15), minute = demo_between(&c->random, 0, 11) * 5;
    return demo_at(day < c->world->today ? day : c->world->today - 1, hour, minute);
}

int case_worker(struct demo_case *c, int sector)
{
    const struct demo_world *w = c->world;
    int unit =
        sector == SECTOR_GENERAL_PRACTICE ? c->practice : w->places[c->place].sectors[sector];
    /* A stream of its own: asked twice, it answers the same. */
    struct demo_random random = demo_random_start(w->seed ^ c->index, 0x3A0CU + (uint64_t)sector);
    static const int accounts[N_SECTORS] = {[SECTOR_PSYCHIATRY] = ACCOUNT_COORDINATOR,
                                            [SECTOR_SOCIAL] = ACCOUNT_SOCIAL,
                                            [SECTOR_EMPLOYMENT] = ACCOUNT_JOB,
                                            [SECTOR_SUBSTANCE_USE] = ACCOUNT_SUBSTANCE,
                                            [SECTOR_EDUCATION] = ACCOUNT_EDUCATION,
                                            [SECTOR_GENERAL_PRACTICE] = ACCOUNT_GP,
                                            [SECTOR_HEALTH] = -1,
                                            [SECTOR_CHILDREN_FAMILY] = -1};
    int account = accounts[sector];
    bool has_account = account >= 0 && w->users[account].unit == unit;
    unsigned n = (unsigned)w->units[unit].n_users + (has_account ? 1 : 0) +
                 (sector == SECTOR_PSYCHIATRY && has_account ? 1 : 0);
    unsigned chosen = demo_below(&random, n);
    if (has_account && chosen == 0)
        return account;
    if (has_account && sector == SECTOR_PSYCHIATRY && chosen == 1)
        return ACCOUNT_CONSULTANT;
    return w->units[unit].first_user + (int)(chosen % (unsigned)w->units[unit].n_users);
}

static void row_cpr(struct demo_case *c, struct demo_rows *rows)
{
    char cpr[DEMO_CPR_BYTES], id[DEMO_ID_TEXT_BYTES], masked[CPR_MASKED_BYTES];
    unsigned char sealed[CPR_CHARACTERS + CIPHER_OVERHEAD_BYTES], index[CIPHER_INDEX_BYTES];
    demo_cpr(c->index, c->birth_day, cpr);
    demo_id_text(c->citizen, id);
    const struct cipher_place place = {.table = "citizen", .column = "cpr_cipher", .row = id};
    if (cipher_seal(c->keys, &place, cpr, CPR_CHARACTERS, sealed) != OK ||
        cipher_index_cpr(c->keys, 0, cpr, index) != OK)
        abort(); /* ten known characters and a loaded ring */
    cpr_mask(cpr, masked);
    row_bytes(rows, sealed, sizeof(sealed));
    row_bytes(rows, index, sizeof(index));
    row_text(rows, masked);
}

void case_citizen(struct demo_case *c, const struct case_citizen *citizen)
{
    const struct demo_world *w = c->world;
    struct demo_rows *rows = &c->batch->rows[TABLE_CITIZEN];
    c->given = citizen->given;
    c->family = citizen->family;
    snprintf(c->name, sizeof(c->name), "%s %s", citizen->given, citizen->family);
    c->birth_day = demo_cpr_birth_day(c->index, citizen->year);
    row_id(rows, c->citizen);
    row_text(rows, citizen->given);
    row_text(rows, citizen->family);
    row_cpr(c, rows);
    row_day(rows, calendar_number(c->birth_day));
    row_bool(rows, citizen->protected_name);
    row_text(rows, citizen->street);
    row_bool(rows, citizen->protected_address);
    row_text(rows, w->places[c->place].code);
    row_id(rows, w->units[c->practice].id);
    row_text(rows, citizen->phone);
    row_text(rows, citizen->contact);
    row_text(rows, citizen->interpreter);
    row_day(rows, citizen->admitted_since);
    row_id(rows, citizen->admitted_since != DEMO_NO_DAY ? w->units[citizen->admitted_unit].id
                                                        : (struct demo_id){0});
    row_id(rows, w->users[citizen->created_by].id);
    row_at(rows, citizen->created_at);
    row_at(rows, citizen->created_at);
    row_end(c->batch, TABLE_CITIZEN);
}

void case_plan(struct demo_case *c, const struct case_plan *plan)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_PLAN];
    c->start_day = plan->start;
    row_id(rows, c->plan);
    row_id(rows, c->citizen);
    row_text(rows, plan->status);
    row_text(rows, case_fill(c, plan->status_reason));
    row_text(rows, plan->complexity);
    row_text(rows, case_fill(c, plan->reason));
    row_text(rows, plan->target_group);
    row_text(rows, case_fill(c, plan->summary));
    row_day(rows, plan->start);
    row_day(rows, plan->end);
    row_day(rows, plan->review);
    row_day(rows, plan->hold_until);
    row_at(rows, plan->activated_at);
    row_at(rows, plan->closed_at);
    row_id(rows, c->world->users[plan->created_by].id);
    row_at(rows, plan->created_at);
    row_int(rows, plan->version);
    row_at(rows, plan->changed_at);
    row_id(rows, c->world->users[plan->created_by].id);
    bool yes = plan->activated_at != 0; /* no plan begins without it */
    row_text(rows, !yes ? NULL : c->index % 3 == 0 ? "written" : "spoken");
    row_day(rows, yes ? plan->start : DEMO_NO_DAY);
    row_id(rows, yes ? c->world->users[plan->created_by].id : (struct demo_id){0});
    row_id(rows, c->world->units[c->world->users[plan->created_by].unit].id);
    row_end(c->batch, TABLE_PLAN);
    case_change_field(c,
                      &(struct case_change){.at = plan->created_at,
                                            .entity = c->plan,
                                            .class_code = "core",
                                            .table = "joint_plan",
                                            .action = "create",
                                            .user = plan->created_by},
                      "status_code", NULL, "draft");
    if (plan->activated_at != 0)
        case_change_field(c,
                          &(struct case_change){.at = plan->activated_at,
                                                .entity = c->plan,
                                                .class_code = "core",
                                                .table = "joint_plan",
                                                .action = "update",
                                                .user = plan->created_by},
                          "status_code", "draft", "active");
}

void case_statement(struct demo_case *c, const char *text, int by, bool current, int64_t at)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_STATEMENT];
    struct demo_id id = demo_id_of(c->world->seed, ID_STATEMENT, c->index, c->n_statements++);
    c->has_user = c->has_user || by < 0;
    row_id(rows, id);
    row_id(rows, c->plan);
    row_text(rows, text);
    row_id(rows, by < 0 ? c->citizen_user : c->world->users[by].id);
    row_bool(rows, by >= 0);
    row_bool(rows, current);
    row_at(rows, at);
    row_end(c->batch, TABLE_STATEMENT);
    case_change_field(c,
                      &(struct case_change){.at = at,
                                            .entity = id,
                                            .class_code = "core",
                                            .table = "citizen_statement",
                                            .action = "create",
                                            .user = by},
                      "text", NULL, text);
}

static void write_citizen_user(struct demo_case *c)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_USER];
    char username[32];
    if (c->index == 0)
        snprintf(username, sizeof(username), "borger");
    else
        snprintf(username, sizeof(username), "b%08llu", (unsigned long long)c->index);
    row_id(rows, c->citizen_user);
    row_text(rows, username);
    row_text(rows, c->name);
    row_null(rows);
    row_null(rows);
    row_null(rows);
    row_null(rows);
    row_id(rows, c->citizen);
    row_bool(rows, true);
    row_at(rows, demo_at(c->start_day, 20, 0));
    row_end(c->batch, TABLE_USER);

    rows = &c->batch->rows[TABLE_ASSIGNMENT];
    row_id(rows, demo_id_of(c->world->seed, ID_ASSIGNMENT, (1ULL << 40) + c->index, 0));
    row_id(rows, c->citizen_user);
    row_null(rows);
    row_text(rows, "citizen");
    row_text(rows, "Borger");
    row_day(rows, c->start_day);
    row_null(rows);
    row_end(c->batch, TABLE_ASSIGNMENT);
}

void demo_case_write(const struct demo_world *world, const struct keyring *keys, uint64_t index,
                     struct demo_batch *batch)
{
    struct demo_case c = {
        .world = world,
        .batch = batch,
        .keys = keys,
        .random = demo_random_start(world->seed, index),
        .index = index,
        .citizen = demo_id_of(world->seed, ID_CITIZEN, index, 0),
        .citizen_user = demo_id_of(world->seed, ID_CITIZEN_USER, index, 0),
        .plan = demo_id_of(world->seed, ID_PLAN, index, 0),
        .coordinator = -1,
    };
    if (index == 0)
        demo_story_maja(&c);
    else if (index < DEMO_KNOWN)
        demo_story_known(&c);
    else
        demo_story_chance(&c);
    if (c.has_user)
        write_citizen_user(&c);
    case_finish(&c);
    text_free(&c.filled);
}

/* History and audit rows of one citizen. */
#include "services/ctl/demo_case.h"

#include <stdlib.h>
#include <string.h>

void case_change(struct demo_case *c, const struct case_change *change, const char *fields)
{
    if (c->n_changes == (c->world->big ? CASE_CHANGES_BIG : CASE_CHANGES_MAX))
        return;
    struct case_change *kept = &c->changes[c->n_changes++];
    *kept = *change;
    kept->fields = strdup(fields);
    if (kept->fields == NULL)
        abort();
}

void case_change_field(struct demo_case *c, const struct case_change *change, const char *field,
                       const char *before, const char *after)
{
    struct demo_text json = {0};
    text_clear(&json);
    text_add(&json, "[{\"field\": ");
    text_add_json(&json, field);
    text_add(&json, ", \"old\": ");
    text_add_json(&json, before);
    text_add(&json, ", \"new\": ");
    text_add_json(&json, after);
    text_add(&json, "}]");
    case_change(c, change, json.bytes);
    text_free(&json);
}

/* The same numbers as app.class_bit(). */
static long class_bit(const char *code)
{
    static const char *const codes[] = {"core",
                                        "psychiatric-treatment",
                                        "substance-use",
                                        "social",
                                        "employment",
                                        "education",
                                        "general-practice",
                                        "assessment",
                                        "crisis-plan",
                                        "citizen-statement",
                                        "relatives-contact",
                                        "minutes",
                                        "private",
                                        NULL};
    for (int i = 0; codes[i] != NULL; i++)
        if (strcmp(codes[i], code) == 0)
            return 1L << i;
    return 0;
}

static int by_time(const void *a, const void *b)
{
    const struct case_change *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void write_change(struct demo_case *c, const struct case_change *change)
{
    const struct demo_world *w = c->world;
    struct demo_rows *rows = &c->batch->rows[TABLE_CHANGE];
    bool core = strcmp(change->class_code, "core") == 0;
    row_id(rows, c->plan);
    row_id(rows, core ? (struct demo_id){0} : change->part);
    row_int(rows, class_bit(change->class_code));
    row_text(rows, change->table);
    row_id(rows, change->entity);
    row_text(rows, change->action);
    row_text(rows, case_fill(c, change->title));
    row_text(rows, change->fields);
    row_text(rows, case_fill(c, change->reason));
    row_id(rows, change->user >= 0 ? w->users[change->user].id : c->citizen_user);
    row_id(rows,
           change->user >= 0 ? w->units[w->users[change->user].unit].id : (struct demo_id){0});
    row_at(rows, change->at);
    row_end(c->batch, TABLE_CHANGE);
}

void case_seen(struct demo_case *c, const char *action, int user, const char *basis, int64_t at)
{
    const struct demo_world *w = c->world;
    struct demo_rows *rows = &c->batch->rows[TABLE_AUDIT];
    const struct demo_unit *unit = user >= 0 ? &w->units[w->users[user].unit] : NULL;
    c->has_user = c->has_user || user < 0;
    row_at(rows, at);
    row_id(rows, demo_id_of(w->seed, ID_REQUEST, c->index, c->n_audits++));
    row_id(rows, user >= 0 ? w->users[user].id : c->citizen_user);
    row_id(rows, unit != NULL ? unit->id : (struct demo_id){0});
    row_id(rows, unit != NULL ? w->organisations[unit->organisation].id : (struct demo_id){0});
    row_text(rows, user >= 0 ? "caseworker" : "citizen");
    row_int(rows, 1);
    row_text(rows, "html");
    row_text(rows, action);
    bool refused = strcmp(basis, "none") == 0;
    row_text(rows, refused ? "refuse" : "permit");
    row_id(rows, c->citizen);
    row_id(rows, c->plan);
    row_int(rows, refused ? 0 : class_bit("core"));
    row_text(rows, basis);
    row_null(rows);
    row_text(rows, user >= 0 ? "care" : "own-data");
    row_end(c->batch, TABLE_AUDIT);
}

void case_finish(struct demo_case *c)
{
    if (c->n_changes > 1)
        qsort(c->changes, (size_t)c->n_changes, sizeof(c->changes[0]), by_time);
    for (int i = 0; i < c->n_changes; i++) {
        write_change(c, &c->changes[i]);
        free(c->changes[i].fields);
    }
    c->n_changes = 0;
}

/* Organisations, units, staff and their roles as rows. */
#include "services/ctl/demo_world.h"

#include <stdio.h>

/* "{this,parent,root}", what the unit's trigger would have made. */
static void write_path(const struct demo_world *w, struct demo_rows *rows, int unit)
{
    struct demo_text path = {0};
    text_clear(&path);
    for (int i = unit; i >= 0; i = w->units[i].parent) {
        char id[DEMO_ID_TEXT_BYTES];
        demo_id_text(w->units[i].id, id);
        text_add(&path, i == unit ? "{" : ",");
        text_add(&path, id);
    }
    text_add(&path, "}");
    row_text(rows, path.bytes);
    text_free(&path);
}

static void write_organisations(const struct demo_world *w, struct demo_batch *batch)
{
    struct demo_rows *rows = &batch->rows[TABLE_ORGANISATION];
    for (int i = 0; i < w->n_organisations; i++) {
        const struct demo_organisation *o = &w->organisations[i];
        row_id(rows, o->id);
        row_text(rows, o->type);
        row_text(rows, o->name);
        row_text(rows, o->cvr);
        row_text(rows, o->municipality);
        row_text(rows, o->region);
        row_text(rows, o->provider_number[0] != '\0' ? o->provider_number : NULL);
        row_text(rows, "12345600");
        row_end(batch, TABLE_ORGANISATION);
    }
}

static void write_units(const struct demo_world *w, struct demo_batch *batch)
{
    struct demo_rows *rows = &batch->rows[TABLE_UNIT];
    for (int i = 0; i < w->n_units; i++) {
        const struct demo_unit *unit = &w->units[i];
        row_id(rows, unit->id);
        row_id(rows, w->organisations[unit->organisation].id);
        row_id(rows, unit->parent >= 0 ? w->units[unit->parent].id : (struct demo_id){0});
        write_path(w, rows, i);
        row_text(rows, unit->name);
        row_text(rows, unit->sector);
        row_text(rows, unit->phone);
        row_text(rows, "hverdage 8–15");
        row_end(batch, TABLE_UNIT);
    }
}

static void write_user(const struct demo_world *w, const struct demo_user *user,
                       struct demo_batch *batch)
{
    struct demo_rows *rows = &batch->rows[TABLE_USER];
    char email[80];
    /* .invalid is reserved (RFC 2606): no mail ever leaves. */
    snprintf(email, sizeof(email), "%s@demo.invalid", user->username);
    row_id(rows, user->id);
    row_text(rows, user->username);
    row_text(rows, user->name);
    row_text(rows, user->profession);
    row_text(rows, user->phone);
    row_text(rows, "hverdage 8–15");
    row_text(rows, email);
    row_null(rows);
    row_bool(rows, true);
    row_at(rows, demo_at(w->today - 800, 9, 0));
    row_end(batch, TABLE_USER);
}

static void write_assignment(const struct demo_world *w, uint64_t user, unsigned n, int unit,
                             struct demo_batch *batch)
{
    struct demo_rows *rows = &batch->rows[TABLE_ASSIGNMENT];
    row_id(rows, demo_id_of(w->seed, ID_ASSIGNMENT, user, n));
    row_id(rows, w->users[user].id);
    row_id(rows, w->units[unit].id);
    row_text(rows, w->users[user].role);
    row_text(rows, w->users[user].profession);
    row_day(rows, w->today - 800);
    row_text(rows, "Ansat");
    row_end(batch, TABLE_ASSIGNMENT);
}

void demo_world_write(const struct demo_world *world, struct demo_batch *batch)
{
    write_organisations(world, batch);
    write_units(world, batch);
    for (int i = 0; i < world->n_users; i++) {
        write_user(world, &world->users[i], batch);
        write_assignment(world, (uint64_t)i, 0, world->users[i].unit, batch);
    }
    /* One who works in two units and chooses at sign-in. */
    write_assignment(world, ACCOUNT_SUBSTITUTE, 1, world->places[0].sectors[SECTOR_SOCIAL], batch);
}

/* Coordination, hand-over and team as rows. */
#include "services/ctl/demo_case.h"

static struct demo_id user_id(const struct demo_case *c, int user)
{
    return user >= 0 ? c->world->users[user].id : (struct demo_id){0};
}

static struct demo_id unit_of(const struct demo_case *c, int user)
{
    return user >= 0 ? c->world->units[c->world->users[user].unit].id : (struct demo_id){0};
}

void case_coordination(struct demo_case *c, int user, int64_t from, int64_t ended_at,
                       struct demo_id handover)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_COORDINATION];
    struct demo_id id = demo_id_of(c->world->seed, ID_COORDINATION, c->index, c->n_coordinations++);
    row_id(rows, id);
    row_id(rows, c->plan);
    row_id(rows, user_id(c, user));
    row_id(rows, unit_of(c, user));
    row_at(rows, from);
    row_at(rows, ended_at);
    row_id(rows, handover);
    row_end(c->batch, TABLE_COORDINATION);
}

struct demo_id case_handover(struct demo_case *c, const struct case_handover *handover)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_HANDOVER];
    struct demo_id id = demo_id_of(c->world->seed, ID_HANDOVER, c->index, handover->n);
    row_id(rows, id);
    row_id(rows, c->plan);
    row_id(rows, user_id(c, handover->from));
    row_id(rows, unit_of(c, handover->from));
    row_id(rows, user_id(c, handover->to));
    row_id(rows, unit_of(c, handover->to));
    row_id(rows, user_id(c, handover->deputy));
    row_day(rows, handover->effective);
    row_day(rows, handover->answer_by);
    row_text(rows, case_fill(c, handover->note));
    row_text(rows, handover->status);
    row_text(rows, case_fill(c, handover->answer));
    row_at(rows, handover->requested_at);
    row_at(rows, handover->answered_at);
    row_end(c->batch, TABLE_HANDOVER);

    struct case_change change = {.at = handover->requested_at,
                                 .entity = id,
                                 .class_code = "core",
                                 .table = "handover",
                                 .action = "create",
                                 .user = handover->from};
    case_change_field(c, &change, "status_code", NULL, "requested");
    if (handover->answered_at != 0) {
        change.at = handover->answered_at;
        change.action = "update";
        change.user = handover->to;
        case_change_field(c, &change, "status_code", "requested", handover->status);
    }
    return id;
}

/* True when a person already has a seat in the team. */
static bool seated(const struct demo_case *c, int user)
{
    for (int i = 0; user >= 0 && i < c->n_members; i++)
        if (c->members[i].user == user)
            return true;
    return false;
}

int case_member(struct demo_case *c, const struct case_member *member)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_MEMBER];
    const struct demo_world *w = c->world;
    if (c->n_members == CASE_MEMBERS_MAX || seated(c, member->user))
        return -1;
    bool ended = member->to != DEMO_NO_DAY;
    int unit = member->user >= 0 ? w->users[member->user].unit : member->unit;
    struct demo_id id = demo_id_of(w->seed, ID_MEMBER, c->index, c->n_seats++);
    row_id(rows, id);
    row_id(rows, c->plan);
    row_text(rows, member->user >= 0 ? "person" : unit >= 0 ? "unit" : "outside");
    row_id(rows, user_id(c, member->user));
    row_id(rows, unit >= 0 ? w->units[unit].id : (struct demo_id){0});
    row_text(rows, member->outside_name);
    row_text(rows, member->outside_organisation);
    row_text(rows, member->relationship);
    row_text(rows, member->contact_type);
    row_text(rows, member->helps_with);
    row_text(rows, member->phone != NULL || member->user < 0 ? member->phone
                                                             : w->users[member->user].phone);
    row_text(rows, member->phone_hours);
    row_bool(rows, member->statutory);
    row_id(rows, member->replaces >= 0 && member->replaces < c->n_members
                     ? c->members[member->replaces].id
                     : (struct demo_id){0});
    row_day(rows, member->from);
    row_day(rows, member->to);
    row_text(rows, ended ? "ended" : "active");
    row_text(rows, case_fill(c, member->end_reason));
    row_day(rows, member->read_until);
    row_id(rows, user_id(c, member->added_by));
    row_at(rows, demo_at(member->from, 9, (int)c->n_seats));
    row_end(c->batch, TABLE_MEMBER);
    if (ended)
        return -1;
    c->members[c->n_members].id = id;
    c->members[c->n_members].user = member->user;
    return c->n_members++;
}

/* Tasks, comments, appointments and notes as rows. */
#include "services/ctl/demo_case.h"

static struct demo_id principal(const struct demo_case *c, enum case_performer kind, int who)
{
    switch (kind) {
    case PERFORMER_PERSON:
        return c->world->users[who].id;
    case PERFORMER_UNIT:
        return c->world->units[who].id;
    case PERFORMER_CITIZEN:
        break;
    }
    return c->citizen;
}

static const char *const kind_codes[] = {"person", "unit", "citizen"};

static void write_performer(struct demo_case *c, struct demo_rows *rows,
                            const struct case_task *task)
{
    const struct demo_world *w = c->world;
    bool person = task->kind == PERFORMER_PERSON;
    int unit = person                         ? w->users[task->performer].unit
               : task->kind == PERFORMER_UNIT ? task->performer
                                              : -1;
    row_text(rows, kind_codes[task->kind]);
    row_id(rows, person ? w->users[task->performer].id : (struct demo_id){0});
    row_id(rows, unit >= 0 ? w->units[unit].id : (struct demo_id){0});
    row_id(rows, principal(c, task->kind, task->performer));
}

/* The last time that anything happened to it. */
static int64_t changed_at(const struct case_task *task)
{
    int64_t at = task->proposed_at;
    at = task->answered_at > at ? task->answered_at : at;
    return task->closed_at > at ? task->closed_at : at;
}

static void task_history(struct demo_case *c, const struct case_task *task, struct demo_id id)
{
    const struct case_part *part = task->part >= 0 ? &c->parts[task->part] : NULL;
    struct case_change change = {.at = task->proposed_at,
                                 .part = part != NULL ? part->id : (struct demo_id){0},
                                 .entity = id,
                                 .class_code = part != NULL ? part->type->class_code : "core",
                                 .table = "task",
                                 .action = "create",
                                 .title = task->title,
                                 .user = task->requester};
    case_change_field(c, &change, "title", NULL, case_fill(c, task->title));
    if (task->answered_at != 0 || task->closed_at != 0) {
        change.at = changed_at(task);
        change.action = "update";
        change.user = task->kind == PERFORMER_PERSON    ? task->performer
                      : task->kind == PERFORMER_CITIZEN ? -1
                                                        : task->requester;
        c->has_user = c->has_user || change.user < 0;
        case_change_field(c, &change, "status_code", "proposed", task->status);
    }
}

struct demo_id case_task(struct demo_case *c, const struct case_task *task)
{
    const struct demo_world *w = c->world;
    struct demo_rows *rows = &c->batch->rows[TABLE_TASK];
    struct demo_id id = demo_id_of(w->seed, ID_TASK, c->index, c->n_tasks++);
    const struct case_part *part = task->part >= 0 ? &c->parts[task->part] : NULL;
    row_id(rows, id);
    row_id(rows, c->plan);
    row_id(rows, part != NULL ? part->id : (struct demo_id){0});
    row_text(rows, part != NULL ? part->type->class_code : "core");
    row_text(rows, task->sector >= 0 ? demo_sectors[task->sector]->code : NULL);
    row_id(rows,
           task->goal >= 0 && task->goal < c->n_goals ? c->goals[task->goal] : (struct demo_id){0});
    row_text(rows, case_fill(c, task->title));
    row_text(rows, case_fill(c, task->description));
    row_text(rows, case_fill(c, task->plain));
    row_id(rows, w->users[task->requester].id);
    row_id(rows, w->units[w->users[task->requester].unit].id);
    write_performer(c, rows, task);
    row_day(rows, task->due);
    row_text(rows, task->due_time);
    row_day(rows, task->answer_by);
    row_text(rows, task->priority);
    row_text(rows, task->status);
    row_text(rows, case_fill(c, task->status_text));
    row_day(rows, task->counter_day);
    row_null(rows);
    row_text(rows, case_fill(c, task->counter_text));
    row_day(rows, task->hold_until);
    row_text(rows, task->held_status);
    row_at(rows, task->answered_at);
    row_at(rows, task->closed_at);
    row_at(rows, task->reminded_at);
    row_at(rows, task->proposed_at);
    row_id(rows, w->users[task->requester].id);
    row_at(rows, task->proposed_at);
    row_int(rows, task->answered_at != 0 ? 2 : 1);
    row_at(rows, changed_at(task));
    row_id(rows, w->users[task->requester].id);
    row_end(c->batch, TABLE_TASK);
    task_history(c, task, id);
    return id;
}

void case_informed(struct demo_case *c, struct demo_id task, enum case_performer kind, int who)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_INFORMED];
    row_id(rows, task);
    row_id(rows, c->plan);
    row_id(rows, principal(c, kind, who));
    row_text(rows, kind_codes[kind]);
    row_end(c->batch, TABLE_INFORMED);
}

void case_comment(struct demo_case *c, struct demo_id task, int part, const char *text, int by,
                  int64_t at)
{
    const struct case_part *p = part >= 0 ? &c->parts[part] : NULL;
    struct demo_rows *rows = &c->batch->rows[TABLE_COMMENT];
    row_id(rows, demo_id_of(c->world->seed, ID_COMMENT, c->index, c->n_comments++));
    row_id(rows, task);
    row_id(rows, c->plan);
    row_text(rows, case_fill(c, text));
    row_id(rows, c->world->users[by].id);
    row_at(rows, at);
    row_id(rows, p != NULL ? p->id : (struct demo_id){0});
    row_text(rows, p != NULL ? p->type->class_code : "core");
    row_end(c->batch, TABLE_COMMENT);
}

void case_appointment(struct demo_case *c, const struct case_appointment *appointment,
                      unsigned percent_accepted)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_APPOINTMENT];
    struct demo_id id = demo_id_of(c->world->seed, ID_APPOINTMENT, c->index, c->n_appointments++);
    row_id(rows, id);
    row_id(rows, c->plan);
    row_text(rows, case_fill(c, appointment->title));
    row_text(rows, appointment->kind);
    row_at(rows, appointment->start_at);
    row_at(rows, appointment->end_at);
    row_text(rows, case_fill(c, appointment->place));
    row_text(rows, case_fill(c, appointment->agenda));
    row_text(rows, appointment->status);
    row_id(rows, c->world->users[appointment->created_by].id);
    row_at(rows, appointment->created_at);
    row_end(c->batch, TABLE_APPOINTMENT);

    rows = &c->batch->rows[TABLE_PARTICIPANT];
    for (int i = -1; i < c->n_members; i++) { /* -1: the citizen */
        row_id(rows, id);
        row_id(rows, c->plan);
        row_id(rows, i >= 0 ? c->members[i].id : (struct demo_id){0});
        row_text(rows, demo_chance(&c->random, percent_accepted) ? "accepted"
                       : demo_chance(&c->random, 85)             ? "needs-action"
                                                                 : "declined");
        row_end(c->batch, TABLE_PARTICIPANT);
    }
}

void case_note(struct demo_case *c, int part, const char *text, int by, int64_t at)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_NOTE];
    const struct case_part *p = part >= 0 ? &c->parts[part] : NULL;
    row_id(rows, demo_id_of(c->world->seed, ID_NOTE, c->index, c->n_notes++));
    row_id(rows, c->plan);
    row_id(rows, p != NULL ? p->id : (struct demo_id){0});
    row_text(rows, p != NULL ? p->type->class_code : "core");
    row_text(rows, case_fill(c, text));
    row_id(rows, c->world->users[by].id);
    row_id(rows, c->world->units[c->world->users[by].unit].id);
    row_at(rows, at);
    row_end(c->batch, TABLE_NOTE);
}

/* Contributing plans, interventions, goals and conflicts as rows. */
#include "services/ctl/demo_case.h"

#include <stdio.h>
#include <string.h>

/* [{"heading","text"}]: under each of the type's headings the told sentence of the same place, or,
 * where nothing is told, one that fits the heading. */
static void row_content(struct demo_case *c, struct demo_rows *rows, const struct case_part *part,
                        const char *const *told)
{
    struct demo_text json = {0};
    text_clear(&json);
    text_add(&json, "[");
    for (const char **heading = part->type->headings; *heading != NULL; heading++) {
        const char *const *texts = demo_heading_texts(*heading);
        if (texts == NULL)
            texts = demo_sectors[part->sector]->sentences;
        text_add(&json, heading == part->type->headings ? "{\"heading\": " : ", {\"heading\": ");
        text_add_json(&json, *heading);
        text_add(&json, ", \"text\": ");
        text_add_json(&json, case_fill(c, told != NULL ? *told : demo_pick(&c->random, texts)));
        text_add(&json, "}");
        if (told != NULL && *++told == NULL)
            break;
    }
    text_add(&json, "]");
    row_text(rows, json.bytes);
    text_free(&json);
}

bool case_part_own(const struct case_part *part)
{
    static const char *const types[] = {"crisis-plan", "wrap-plan", "advance-statement"};
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(part->type->code, types[i]) == 0)
            return true;
    return false;
}

static void write_part(struct demo_case *c, const struct case_part *part,
                       const struct case_part_row *row)
{
    const bool own = case_part_own(part);
    const struct demo_world *w = c->world;
    struct demo_rows *rows = &c->batch->rows[TABLE_PART];
    row_id(rows, part->id);
    row_id(rows, c->plan);
    row_text(rows, part->type->code);
    row_text(rows, part->type->class_code);
    row_text(rows, own ? "citizen" : w->units[part->unit].sector);
    own ? row_null(rows) : row_id(rows, w->units[part->unit].id);
    own ? row_null(rows) : row_id(rows, w->users[part->user].id);
    row_text(rows, part->title);
    row_text(rows, row->status);
    row_text(rows, case_fill(c, row->status_reason));
    row_day(rows, row->start);
    row_day(rows, row->end);
    row_day(rows, row->hold_until);
    row_day(rows, row->follow_up);
    row_text(rows, case_fill(c, row->next_step));
    row_text(rows, row->bar);
    row_day(rows, row->milestone_day);
    row_text(rows, row->milestone);
    row_text(rows, case_fill(c, row->summary));
    row_text(rows, case_fill(c, row->assessment));
    row_content(c, rows, part, row->sentences);
    row_id(rows, w->users[part->user].id);
    row_at(rows, row->created_at);
    row_int(rows, row->version);
    row_at(rows, row->changed_at);
    row_id(rows, w->users[part->user].id);
    row_end(c->batch, TABLE_PART);
}

/* Earlier versions, each with what it said. */
static void write_versions(struct demo_case *c, const struct case_part *part,
                           const struct case_part_row *row)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_PART_VERSION];
    for (int version = c->world->big ? row->version - 1 : 1; version < row->version; version++) {
        if (version < 1)
            continue;
        struct demo_text json = {0};
        text_clear(&json);
        text_add(&json, "{\"title\": ");
        text_add_json(&json, part->title);
        text_add(&json, ", \"status_code\": ");
        text_add_json(&json, version == 1 ? "draft" : row->status);
        text_add(&json, ", \"next_step\": ");
        text_add_json(&json,
                      case_fill(c, demo_pick(&c->random, demo_sectors[part->sector]->next_steps)));
        text_add(&json, ", \"plain_summary\": ");
        text_add_json(&json,
                      case_fill(c, demo_pick(&c->random, demo_sectors[part->sector]->summaries)));
        text_add(&json, ", \"content\": []}");
        row_id(rows, part->id);
        row_int(rows, version);
        row_id(rows, c->plan);
        row_text(rows, part->type->class_code);
        row_text(rows, json.bytes);
        row_text(rows,
                 version == 1 ? NULL : case_fill(c, demo_pick(&c->random, demo_change_reasons)));
        row_id(rows, c->world->users[part->user].id);
        row_at(rows, row->created_at +
                         (row->changed_at - row->created_at) * (version - 1) / row->version);
        row_end(c->batch, TABLE_PART_VERSION);
        text_free(&json);
    }
}

int case_part(struct demo_case *c, const struct case_part_row *row)
{
    const struct demo_type *type = demo_type_find(c->world, row->type);
    if (c->n_parts == CASE_PARTS_MAX || type == NULL)
        return -1;
    struct case_part *part = &c->parts[c->n_parts];
    *part = (struct case_part){
        .id = demo_id_of(c->world->seed, ID_PART, c->index, (unsigned)c->n_parts),
        .type = type,
        .sector = row->sector,
        .user = row->user,
        .unit = row->unit >= 0 ? row->unit : c->world->users[row->user].unit,
        .title = row->title != NULL ? row->title : type->name,
    };
    write_part(c, part, row);
    write_versions(c, part, row);
    struct case_change change = {.at = row->created_at,
                                 .part = part->id,
                                 .entity = part->id,
                                 .class_code = type->class_code,
                                 .table = "contributing_plan",
                                 .action = "create",
                                 .title = part->title,
                                 .user = row->user};
    case_change_field(c, &change, "status_code", NULL, "draft");
    if (row->version > 1) {
        change.at = row->changed_at;
        change.action = "update";
        change.reason = demo_pick(&c->random, demo_change_reasons);
        char before[300];
        snprintf(before, sizeof(before), "%s",
                 case_fill(c, demo_pick(&c->random, demo_sectors[row->sector]->next_steps)));
        case_change_field(c, &change, "next_step", before, case_fill(c, row->next_step));
    }
    return c->n_parts++;
}

void case_intervention(struct demo_case *c, int part, const char *title, const char *status,
                       int64_t from, int64_t to, int64_t at)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_INTERVENTION];
    const struct case_part *p = &c->parts[part];
    row_id(rows, demo_id_of(c->world->seed, ID_INTERVENTION, c->index, c->n_interventions++));
    row_id(rows, c->plan);
    row_id(rows, p->id);
    row_text(rows, p->type->class_code);
    row_text(rows, title);
    row_null(rows);
    row_id(rows, c->world->users[p->user].id);
    row_text(rows, status);
    row_day(rows, from);
    row_day(rows, to);
    row_id(rows, c->world->users[p->user].id);
    row_at(rows, at);
    row_end(c->batch, TABLE_INTERVENTION);
}

int case_goal(struct demo_case *c, const struct case_goal *goal)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_GOAL];
    const struct case_part *part = goal->part >= 0 ? &c->parts[goal->part] : NULL;
    if (part == NULL && c->n_goals == CASE_GOALS_MAX)
        return -1;
    unsigned n = part != NULL ? 100 + c->n_part_goals++ : (unsigned)c->n_goals;
    struct demo_id id = demo_id_of(c->world->seed, ID_GOAL, c->index, n);
    row_id(rows, id);
    row_id(rows, c->plan);
    row_id(rows, part != NULL ? part->id : (struct demo_id){0});
    row_text(rows, part != NULL ? part->type->class_code : "core");
    row_text(rows, case_fill(c, goal->title));
    row_text(rows, case_fill(c, goal->description));
    row_text(rows, goal->expressed_by);
    row_text(rows, goal->expressed_by_name);
    row_text(rows, goal->target);
    row_day(rows, goal->start);
    row_day(rows, goal->due);
    row_day(rows, goal->measure);
    row_text(rows, goal->lifecycle);
    row_text(rows, goal->achievement);
    row_int(rows, goal->steps_total);
    row_int(rows, goal->steps_done);
    row_int(rows, part != NULL ? 0 : c->n_goals);
    row_id(rows, c->world->users[goal->created_by].id);
    row_at(rows, goal->created_at);
    row_end(c->batch, TABLE_GOAL);
    if (part != NULL)
        return -1;
    case_change_field(c,
                      &(struct case_change){.at = goal->created_at,
                                            .entity = id,
                                            .class_code = "core",
                                            .table = "goal",
                                            .action = "create",
                                            .title = goal->title,
                                            .user = goal->created_by},
                      "title", NULL, goal->title);
    c->goals[c->n_goals] = id;
    return c->n_goals++;
}

void case_contribution(struct demo_case *c, int goal, int sector, const char *state)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_CONTRIBUTION];
    row_id(rows, c->goals[goal]);
    row_id(rows, c->plan);
    row_text(rows, demo_sectors[sector]->code);
    row_text(rows, state);
    row_end(c->batch, TABLE_CONTRIBUTION);
}

void case_progress(struct demo_case *c, int goal, const char *text, const char *achievement,
                   int steps_done, int by, int64_t at)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_PROGRESS];
    row_id(rows, demo_id_of(c->world->seed, ID_PROGRESS, c->index, c->n_progress++));
    row_id(rows, c->goals[goal]);
    row_id(rows, c->plan);
    row_null(rows);
    row_text(rows, "core");
    row_text(rows, case_fill(c, text));
    row_text(rows, achievement);
    row_int(rows, steps_done);
    row_id(rows, c->world->users[by].id);
    row_at(rows, at);
    row_end(c->batch, TABLE_PROGRESS);
}

void case_conflict(struct demo_case *c, const struct case_conflict *conflict)
{
    struct demo_rows *rows = &c->batch->rows[TABLE_CONFLICT];
    const struct case_part *a = &c->parts[conflict->part_a], *b = &c->parts[conflict->part_b];
    row_id(rows, demo_id_of(c->world->seed, ID_CONFLICT, c->index, 0));
    row_id(rows, c->plan);
    row_id(rows, a->id);
    row_id(rows, b->id);
    row_text(rows, a->type->class_code);
    row_text(rows, b->type->class_code);
    row_text(rows, conflict->text_a);
    row_text(rows, conflict->text_b);
    row_day(rows, conflict->from);
    row_day(rows, conflict->to);
    row_text(rows, case_fill(c, conflict->note));
    row_text(rows, conflict->resolution != NULL ? "resolved" : "open");
    row_text(rows, conflict->resolution);
    row_id(rows, c->world->users[conflict->created_by].id);
    row_at(rows, conflict->created_at);
    row_end(c->batch, TABLE_CONFLICT);
}

/* Rows for COPY, table by table. */
#include "services/ctl/demo_rows.h"

#include "services/base/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The columns in the order in which the writers give them. */
static const char *const copies[N_TABLES] = {
    [TABLE_ORGANISATION] = "COPY samplan.organisation (id, type_code, name, cvr_number, "
                           "municipality_code, region_code, provider_number, phone) FROM STDIN",
    [TABLE_UNIT] = "COPY samplan.unit (id, organisation_id, parent_id, path, name, sector_code, "
                   "phone, phone_hours) FROM STDIN",
    [TABLE_USER] = "COPY samplan.user_account (id, username, name, profession, phone, phone_hours, "
                   "email, citizen_id, is_demo, created_at) FROM STDIN",
    [TABLE_ASSIGNMENT] = "COPY samplan.role_assignment (id, user_id, unit_id, role_code, title, "
                         "valid_from, reason) FROM STDIN",
    [TABLE_CITIZEN] = "COPY samplan.citizen (id, given_name, family_name, cpr_cipher, cpr_index, "
                      "cpr_masked, birth_day, name_protected, address, address_protected, "
                      "municipality_code, gp_unit_id, phone, contact_preference_code, "
                      "interpreter_language, admitted_since_day, admitted_unit_id, created_by, "
                      "created_at, changed_at) FROM STDIN",
    [TABLE_PLAN] = "COPY samplan.joint_plan (id, citizen_id, status_code, status_reason, "
                   "complexity_code, reason, target_group_code, summary, period_start_day, "
                   "period_end_day, review_day, on_hold_until_day, activated_at, closed_at, "
                   "created_by, created_at, version, changed_at, changed_by, "
                   "citizen_yes_code, citizen_yes_day, citizen_yes_by, created_unit_id) FROM STDIN",
    [TABLE_STATEMENT] = "COPY samplan.citizen_statement (id, plan_id, text, written_by, on_behalf, "
                        "is_current, created_at) FROM STDIN",
    [TABLE_COORDINATION] = "COPY samplan.coordination (id, plan_id, user_id, unit_id, started_at, "
                           "ended_at, handover_id) FROM STDIN",
    [TABLE_HANDOVER] = "COPY samplan.handover (id, plan_id, from_user_id, from_unit_id, "
                       "to_user_id, to_unit_id, deputy_user_id, effective_day, answer_by_day, "
                       "note, status_code, answer_text, requested_at, answered_at) FROM STDIN",
    [TABLE_MEMBER] = "COPY samplan.team_member (id, plan_id, kind_code, user_id, unit_id, "
                     "outside_name, outside_organisation, relationship, contact_type_code, "
                     "helps_with, phone, phone_hours, is_statutory_coordinator, "
                     "replaces_member_id, period_start_day, period_end_day, status_code, "
                     "end_reason, read_until_day, added_by, created_at) FROM STDIN",
    [TABLE_PART] = "COPY samplan.contributing_plan (id, plan_id, type_code, class_code, "
                   "sector_code, owner_unit_id, responsible_user_id, title, status_code, "
                   "status_reason, period_start_day, period_end_day, on_hold_until_day, "
                   "next_follow_up_day, next_step, bar_text, milestone_day, milestone_text, "
                   "plain_summary, assessment, content, created_by, created_at, version, "
                   "changed_at, changed_by) FROM STDIN",
    [TABLE_PART_VERSION] = "COPY samplan.contributing_plan_version (contributing_plan_id, version, "
                           "plan_id, class_code, snapshot, reason, created_by, created_at) "
                           "FROM STDIN",
    [TABLE_INTERVENTION] = "COPY samplan.intervention (id, plan_id, contributing_plan_id, "
                           "class_code, title, description, responsible_user_id, status_code, "
                           "period_start_day, period_end_day, created_by, created_at) FROM STDIN",
    [TABLE_GOAL] = "COPY samplan.goal (id, plan_id, contributing_plan_id, class_code, title, "
                   "description, expressed_by_code, expressed_by_name, target, start_day, "
                   "due_day, next_measure_day, lifecycle_code, achievement_code, steps_total, "
                   "steps_done, position, created_by, created_at) FROM STDIN",
    [TABLE_CONTRIBUTION] = "COPY samplan.goal_contribution (goal_id, plan_id, sector_code, "
                           "state_code) FROM STDIN",
    [TABLE_PROGRESS] = "COPY samplan.goal_progress (id, goal_id, plan_id, contributing_plan_id, "
                       "class_code, text, achievement_code, steps_done, created_by, created_at) "
                       "FROM STDIN",
    [TABLE_CONFLICT] = "COPY samplan.plan_conflict (id, plan_id, part_a_id, part_b_id, "
                       "class_a_code, class_b_code, text_a, text_b, day_from, day_to, note, "
                       "status_code, resolution, created_by, created_at) FROM STDIN",
    [TABLE_TASK] = "COPY samplan.task (id, plan_id, contributing_plan_id, class_code, sector_code, "
                   "goal_id, title, description, plain_text, requester_user_id, "
                   "requester_unit_id, performer_kind_code, performer_user_id, "
                   "performer_unit_id, performer_principal, due_day, due_time, answer_by_day, "
                   "priority_code, status_code, status_text, counter_day, counter_time, "
                   "counter_text, hold_until_day, held_status_code, answered_at, closed_at, "
                   "reminded_at, proposed_at, created_by, created_at, version, changed_at, "
                   "changed_by) FROM STDIN",
    [TABLE_INFORMED] = "COPY samplan.task_informed (task_id, plan_id, principal, kind_code) "
                       "FROM STDIN",
    [TABLE_COMMENT] = "COPY samplan.task_comment (id, task_id, plan_id, text, created_by, "
                      "created_at, contributing_plan_id, class_code) FROM STDIN",
    [TABLE_APPOINTMENT] = "COPY samplan.appointment (id, plan_id, title, kind_code, start_at, "
                          "end_at, place, agenda, status_code, created_by, created_at) FROM STDIN",
    [TABLE_PARTICIPANT] = "COPY samplan.appointment_participant (appointment_id, plan_id, "
                          "member_id, answer_code) FROM STDIN",
    [TABLE_NOTE] = "COPY samplan.note (id, plan_id, contributing_plan_id, class_code, text, "
                   "created_by, created_unit_id, created_at) FROM STDIN",
    [TABLE_CHANGE] = "COPY samplan.change (plan_id, part_id, class_bit, entity_code, entity_id, "
                     "action_code, title, fields, reason, user_id, unit_id, changed_at) FROM STDIN",
    [TABLE_AUDIT] = "COPY samplan.audit (at, request_id, user_id, unit_id, organisation_id, "
                    "role_code, assurance, interface, action, outcome, citizen_id, plan_id, "
                    "class_mask, basis_code, basis_id, purpose_code) FROM STDIN",
};

static void grow(char **bytes, size_t *room, size_t needed)
{
    if (needed <= *room)
        return;
    char *more = malloc(needed + needed / 2 + 4096);
    if (more == NULL)
        abort();
    if (*bytes != NULL)
        memcpy(more, *bytes, *room);
    free(*bytes);
    *bytes = more;
    *room = needed + needed / 2 + 4096;
}

static char *reserve(struct demo_rows *rows, size_t n)
{
    grow(&rows->bytes, &rows->room, rows->n + n + 2);
    if (rows->within)
        rows->bytes[rows->n++] = '\t';
    rows->within = true;
    return rows->bytes + rows->n;
}

void row_null(struct demo_rows *rows)
{
    memcpy(reserve(rows, 2), "\\N", 2);
    rows->n += 2;
}

void row_text(struct demo_rows *rows, const char *text)
{
    if (text == NULL) {
        row_null(rows);
        return;
    }
    char *start = reserve(rows, 2 * strlen(text));
    char *at = start;
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '\\':
            *at++ = '\\';
            *at++ = '\\';
            break;
        case '\n':
            *at++ = '\\';
            *at++ = 'n';
            break;
        case '\t':
            *at++ = '\\';
            *at++ = 't';
            break;
        default:
            *at++ = *text;
        }
    }
    rows->n += (size_t)(at - start);
}

void row_id(struct demo_rows *rows, struct demo_id id)
{
    if (demo_id_none(id)) {
        row_null(rows);
        return;
    }
    demo_id_text(id, reserve(rows, DEMO_ID_TEXT_BYTES));
    rows->n += DEMO_ID_TEXT_BYTES - 1;
}

void row_int(struct demo_rows *rows, long value)
{
    char *at = reserve(rows, 24);
    rows->n += (size_t)snprintf(at, 24, "%ld", value);
}

void row_bool(struct demo_rows *rows, bool value)
{
    *reserve(rows, 1) = value ? 't' : 'f';
    rows->n += 1;
}

static char *two(char *at, int value)
{
    at[0] = (char)('0' + value / 10 % 10);
    at[1] = (char)('0' + value % 10);
    return at + 2;
}

static char *day_text(char *at, struct calendar_day day)
{
    at = two(two(at, day.year / 100), day.year % 100);
    *at++ = '-';
    at = two(at, day.month);
    *at++ = '-';
    return two(at, day.day);
}

void row_day(struct demo_rows *rows, int64_t day)
{
    if (day == DEMO_NO_DAY) {
        row_null(rows);
        return;
    }
    day_text(reserve(rows, 16), calendar_from_number(day));
    rows->n += 10;
}

void row_at(struct demo_rows *rows, int64_t at_s)
{
    if (at_s == 0) {
        row_null(rows);
        return;
    }
    struct calendar_time time = calendar_utc(at_s);
    char *start = reserve(rows, 32);
    char *at = day_text(start, time.day);
    *at++ = ' ';
    at = two(at, time.hour);
    *at++ = ':';
    at = two(at, time.minute);
    *at++ = ':';
    at = two(at, time.second);
    *at++ = '+';
    at = two(at, 0); /* the offset: UTC */
    rows->n += (size_t)(at - start);
}

void row_bytes(struct demo_rows *rows, const unsigned char *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *at = reserve(rows, 2 * n + 3);
    *at++ = '\\';
    *at++ = '\\';
    *at++ = 'x';
    for (size_t i = 0; i < n; i++) {
        *at++ = digits[bytes[i] >> 4];
        *at++ = digits[bytes[i] & 15];
    }
    rows->n += 2 * n + 3;
}

void row_end(struct demo_batch *batch, enum demo_table table)
{
    struct demo_rows *rows = &batch->rows[table];
    grow(&rows->bytes, &rows->room, rows->n + 1);
    rows->bytes[rows->n++] = '\n';
    rows->within = false;
    batch->n_rows++;
}

bool demo_batch_load(struct demo_batch *batch, struct pg *pg)
{
    if (!pg_run(pg, NULL, "BEGIN"))
        return false;
    for (int i = 0; i < N_TABLES; i++) {
        struct demo_rows *rows = &batch->rows[i];
        if (rows->n == 0)
            continue;
        if (!pg_copy_begin(pg, copies[i]))
            return false;
        bool given = pg_copy_give(pg, rows->bytes, rows->n);
        if (!pg_copy_end(pg) || !given)
            return false;
        rows->n = 0;
    }
    batch->n_rows = 0;
    return pg_run(pg, NULL, "COMMIT");
}

void demo_batch_free(struct demo_batch *batch)
{
    for (int i = 0; i < N_TABLES; i++)
        free(batch->rows[i].bytes);
    *batch = (struct demo_batch){0};
}

void text_clear(struct demo_text *text)
{
    grow(&text->bytes, &text->room, 1);
    text->n = 0;
    text->bytes[0] = '\0';
}

void text_add_n(struct demo_text *text, const char *more, size_t n)
{
    grow(&text->bytes, &text->room, text->n + n + 1);
    memcpy(text->bytes + text->n, more, n);
    text->n += n;
    text->bytes[text->n] = '\0';
}

void text_add(struct demo_text *text, const char *more)
{
    text_add_n(text, more, strlen(more));
}

void text_add_json(struct demo_text *text, const char *value)
{
    if (value == NULL) {
        text_add(text, "null");
        return;
    }
    text_add(text, "\"");
    for (size_t n; *value != '\0'; value += n) {
        n = strcspn(value, "\"\\\n");
        text_add_n(text, value, n);
        if (value[n] == '\0')
            break;
        text_add(text, value[n] == '\n' ? "\\n" : value[n] == '"' ? "\\\"" : "\\\\");
        n++;
    }
    text_add(text, "\"");
}

void text_free(struct demo_text *text)
{
    free(text->bytes);
    *text = (struct demo_text){0};
}

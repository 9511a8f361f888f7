/* One citizen with plan, team, parts, goals, tasks and history, written as rows into a batch.
 *
 * Each writer takes a description of one thing (people are indices into world->users, days are days
 * since 1970), so that told stories (demo_maja.c, demo_known.c) and chance (demo_story.c) share
 * them. Everything is a function of seed and index alone. */
#ifndef SAMPLAN_CTL_DEMO_CASE_H
#define SAMPLAN_CTL_DEMO_CASE_H

#include "auth/cipher.h"
#include "services/base/calendar.h"
#include "services/ctl/demo_world.h"

enum {
    CASE_PARTS_MAX = 8,
    CASE_MEMBERS_MAX = 16,
    CASE_GOALS_MAX = 6,
    CASE_CHANGES_MAX = 60,
    CASE_CHANGES_BIG = 6
};

struct case_part {
    struct demo_id id;
    const struct demo_type *type;
    int sector; /* SECTOR_… */
    int user, unit;
    const char *title;
};

struct case_change {
    int64_t at;
    struct demo_id part, entity; /* part none: the plan itself */
    const char *class_code, *table, *action, *title;
    char *fields; /* JSON, owned */
    const char *reason;
    int user; /* -1: the citizen */
};

struct demo_case {
    const struct demo_world *world;
    struct demo_batch *batch;
    const struct keyring *keys;
    struct demo_random random;
    uint64_t index;
    int place;
    struct demo_id citizen, plan, citizen_user;
    bool has_user; /* the citizen's own account is to be written */
    const char *given, *family;
    char name[200];
    struct calendar_day birth_day;
    int practice; /* unit of the own GP */
    int64_t start_day;
    int coordinator; /* user, or -1 */
    struct case_part parts[CASE_PARTS_MAX];
    int n_parts;
    struct {
        struct demo_id id;
        int user; /* -1: outside person or unit */
    } members[CASE_MEMBERS_MAX];
    int n_members;
    unsigned n_seats; /* members that were ever written */
    struct demo_id goals[CASE_GOALS_MAX];
    int n_goals;
    unsigned n_tasks, n_comments, n_appointments, n_notes, n_interventions, n_progress,
        n_part_goals, n_statements, n_audits, n_coordinations;
    struct case_change changes[CASE_CHANGES_MAX];
    int n_changes;
    struct demo_text filled;
};

/* The citizen. */
struct case_citizen {
    const char *given, *family;
    int year;           /* of birth; day and month follow from the index */
    const char *street; /* and number; NULL: unknown */
    const char *phone;
    const char *contact; /* contact_preference_code */
    const char *interpreter;
    int64_t admitted_since; /* DEMO_NO_DAY: not admitted */
    int admitted_unit;
    bool protected_name, protected_address;
    int created_by;
    int64_t created_at;
};
void case_citizen(struct demo_case *c, const struct case_citizen *citizen);

struct case_plan {
    const char *status, *status_reason, *complexity, *reason, *target_group, *summary;
    int64_t start, end, review, hold_until; /* days */
    int64_t activated_at, closed_at;
    int created_by;
    int64_t created_at, changed_at;
    int version;
};
void case_plan(struct demo_case *c, const struct case_plan *plan);

/* The citizen's words. by -1: the citizen; else that user wrote them down. */
void case_statement(struct demo_case *c, const char *text, int by, bool current, int64_t at);

/* A period of coordination; ended_at 0: not ended. Returns nothing; c->coordinator is not touched. */
void case_coordination(struct demo_case *c, int user, int64_t from, int64_t ended_at,
                       struct demo_id handover);

struct case_handover {
    int from, to, deputy; /* deputy -1: none */
    int64_t effective, answer_by;
    const char *note, *status, *answer;
    int64_t requested_at, answered_at;
    unsigned n;
};
struct demo_id case_handover(struct demo_case *c, const struct case_handover *handover);

struct case_member {
    int user; /* -1: not a person with an account */
    int unit; /* -1 together with user -1: outside person */
    const char *outside_name, *outside_organisation, *relationship;
    const char *contact_type, *helps_with, *phone, *phone_hours;
    bool statutory;
    int replaces;     /* index of a member, or -1 */
    int64_t from, to; /* to: DEMO_NO_DAY while active */
    const char *end_reason;
    int64_t read_until;
    int added_by;
};
/* Returns the member's index, or -1 when the team is full or the person is in it already. */
int case_member(struct demo_case *c, const struct case_member *member);

struct case_part_row {
    const char *type;
    int sector, user;
    int unit;          /* -1: the user's */
    const char *title; /* NULL: the type's name */
    const char *status, *status_reason;
    int64_t start, end, hold_until, follow_up, milestone_day;
    const char *next_step, *bar, *milestone, *summary, *assessment;
    const char *const *sentences; /* under the headings, in order; NULL: by chance */
    int64_t created_at, changed_at;
    int version;
};
/* Returns the part's index, or -1 when it does not fit. */
int case_part(struct demo_case *c, const struct case_part_row *row);
/* Whether the citizen owns it: no unit does, and nobody else is responsible. */
bool case_part_own(const struct case_part *part);

struct case_goal {
    const char *title, *description, *expressed_by, *expressed_by_name, *target;
    int part; /* -1: shared */
    int64_t start, due, measure;
    const char *lifecycle, *achievement;
    int steps_total, steps_done;
    int created_by;
    int64_t created_at;
};
/* Returns the shared goal's index, or -1 for a goal of a part. */
int case_goal(struct demo_case *c, const struct case_goal *goal);
void case_contribution(struct demo_case *c, int goal, int sector, const char *state);
void case_progress(struct demo_case *c, int goal, const char *text, const char *achievement,
                   int steps_done, int by, int64_t at);

struct case_conflict {
    int part_a, part_b;
    const char *text_a, *text_b, *note, *resolution; /* resolution NULL: open */
    int64_t from, to;
    int created_by;
    int64_t created_at;
};
void case_conflict(struct demo_case *c, const struct case_conflict *conflict);

enum case_performer { PERFORMER_PERSON, PERFORMER_UNIT, PERFORMER_CITIZEN };

struct case_task {
    const char *title, *description, *plain;
    int sector; /* -1: none */
    int part;   /* -1: shared task */
    int goal;   /* -1 */
    int requester;
    enum case_performer kind;
    int performer; /* user or unit by kind */
    int64_t due;
    const char *due_time;
    int64_t answer_by;
    const char *priority, *status, *status_text;
    int64_t counter_day;
    const char *counter_text;
    int64_t hold_until;
    const char *held_status;
    int64_t proposed_at, answered_at, closed_at, reminded_at;
};
/* Returns the task's id. */
struct demo_id case_task(struct demo_case *c, const struct case_task *task);
void case_informed(struct demo_case *c, struct demo_id task, enum case_performer kind, int who);
/* part: that of the task. */
void case_comment(struct demo_case *c, struct demo_id task, int part, const char *text, int by,
                  int64_t at);

struct case_appointment {
    const char *title, *kind, *place, *agenda, *status;
    int64_t start_at, end_at;
    int created_by;
    int64_t created_at;
};
/* All members and the citizen are invited; answers say what they said ("any" by chance). */
void case_appointment(struct demo_case *c, const struct case_appointment *appointment,
                      unsigned percent_accepted);

void case_note(struct demo_case *c, int part, const char *text, int by, int64_t at);
void case_intervention(struct demo_case *c, int part, const char *title, const char *status,
                       int64_t from, int64_t to, int64_t at);

/* History: kept until case_finish, which writes it in the order of time. fields is a JSON array of
 * {"field","old","new"}, copied. */
void case_change(struct demo_case *c, const struct case_change *change, const char *fields);
/* One changed field. */
void case_change_field(struct demo_case *c, const struct case_change *change, const char *field,
                       const char *before, const char *after);

/* Somebody read something of the plan: a row of the audit log. user -1: the citizen. basis "none":
 * it was refused. */
void case_seen(struct demo_case *c, const char *action, int user, const char *basis, int64_t at);

/* Writes history and the citizen's account, and frees what the case holds. */
void case_finish(struct demo_case *c);

/* Fills {navn}, {navns}, {kontakt} and {kommune}. NULL stays NULL. Valid until the next call. */
const char *case_fill(struct demo_case *c, const char *pattern);

/* A working hour of a day before today; of yesterday where the day is later. */
int64_t case_at(struct demo_case *c, int64_t day);

/* A user of the citizen's municipality who works in a sector, the same one for one case. */
int case_worker(struct demo_case *c, int sector);

/* Fills a batch with citizen number index. */
void demo_case_write(const struct demo_world *world, const struct keyring *keys, uint64_t index,
                     struct demo_batch *batch);

/* The stories: Maja is number 0, the known citizens follow, chance tells the rest. */
enum { DEMO_KNOWN = 8 };
void demo_story_maja(struct demo_case *c);
void demo_story_known(struct demo_case *c);
void demo_story_chance(struct demo_case *c);

#endif

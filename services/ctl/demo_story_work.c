/* Contributing plans, goals and conflicts as chance has them. */
#include "services/ctl/demo_story.h"

#include <string.h>

/* Parts of an open plan are mostly active; those of a closed one are closed with it. */
static const char *part_status(struct demo_case *c, const struct demo_story *story)
{
    if (!story->open)
        return strcmp(story->status, "revoked") == 0 ? "revoked" : "completed";
    unsigned at = demo_below(&c->random, 100);
    if (strcmp(story->status, "draft") == 0)
        return at < 60 ? "draft" : "active";
    return at < 74   ? "active"
           : at < 82 ? "draft"
           : at < 92 ? "on-hold"
           : at < 98 ? "completed"
                     : "revoked";
}

static const char *part_type(struct demo_case *c, int sector, int age)
{
    const char *const *types = demo_sectors[sector]->types;
    if (sector == SECTOR_CHILDREN_FAMILY)
        return age < 18 ? "child-plan" : "youth-plan";
    return demo_chance(&c->random, 75) ? types[0] : demo_pick(&c->random, types);
}

static int add_part(struct demo_case *c, const struct demo_story *story, int sector,
                    const char *type, const char *title)
{
    const struct demo_sector *s = demo_sectors[sector];
    struct demo_random *r = &c->random;
    const char *status = part_status(c, story);
    bool running = strcmp(status, "active") == 0 || strcmp(status, "draft") == 0;
    bool held = strcmp(status, "on-hold") == 0;
    bool closed = strcmp(status, "completed") == 0 || strcmp(status, "revoked") == 0;
    int64_t start = story->start + demo_between(r, 0, 21);
    if (start > c->world->today)
        start = c->world->today;
    int64_t created = case_at(c, start);
    int version = strcmp(status, "draft") == 0 ? 1 : demo_between(r, 1, 4);
    return case_part(c, &(struct case_part_row){
                            .type = type,
                            .sector = sector,
                            .user = story->workers[sector],
                            .unit = -1,
                            .title = title,
                            .status = status,
                            .status_reason = held ? demo_pick(r, demo_holds) : NULL,
                            .start = start,
                            .end = closed ? story_day(c, -25, -1) : story_day(c, 40, 300),
                            .hold_until = held ? story_weekday(c, 5, 80) : DEMO_NO_DAY,
                            .follow_up = running ? story_weekday(c, -6, 60) : DEMO_NO_DAY,
                            .next_step = closed ? NULL : demo_pick(r, s->next_steps),
                            .bar = demo_pick(r, s->bars),
                            .milestone_day = running ? story_weekday(c, 5, 120) : DEMO_NO_DAY,
                            .milestone = running ? demo_pick(r, s->milestones) : NULL,
                            .summary = demo_pick(r, s->summaries),
                            .assessment = demo_pick(r, s->assessments),
                            .sentences = NULL,
                            .created_at = created,
                            .changed_at = version > 1 ? case_at(c, story_day(c, -25, -1)) : created,
                            .version = version});
}

/* The citizen's own tools, kept by whoever coordinates. */
static void own_part(struct demo_case *c, const struct demo_story *story, const char *type,
                     const char *const *sentences)
{
    int64_t start = story->start + 5 < c->world->today ? story->start + 5 : c->world->today;
    int64_t created = case_at(c, start);
    case_part(c,
              &(struct case_part_row){.type = type,
                                      .sector = SECTOR_SOCIAL,
                                      .user = c->coordinator,
                                      .unit = -1,
                                      .status = story->open ? "active" : "completed",
                                      .start = start,
                                      .end = DEMO_NO_DAY,
                                      .hold_until = DEMO_NO_DAY,
                                      .follow_up = DEMO_NO_DAY,
                                      .milestone_day = DEMO_NO_DAY,
                                      .summary = "Dine egne ord. Du bestemmer, hvem der må se dem.",
                                      .sentences = sentences,
                                      .created_at = created,
                                      .changed_at = created,
                                      .version = 1});
}

static void add_interventions(struct demo_case *c, int part, int64_t start)
{
    static const char *const statuses[] = {"planned",   "in-progress", "in-progress",
                                           "completed", "on-hold",     NULL};
    const struct demo_sector *s = demo_sectors[c->parts[part].sector];
    struct demo_random *r = &c->random;
    int n = demo_between(r, 0, 2);
    for (int i = 0; i < n; i++) {
        const char *title = demo_pick(r, s->interventions);
        const char *status = demo_pick(r, statuses);
        int64_t end = story_day(c, 10, 200);
        case_intervention(c, part, title, status, start, end, case_at(c, start));
    }
    if (!demo_chance(r, 35))
        return;
    case_goal(c,
              &(struct case_goal){.title = demo_pick(r, s->goals),
                                  .expressed_by = demo_chance(r, 70) ? "citizen" : "professional",
                                  .part = part,
                                  .start = start,
                                  .due = story_weekday(c, 20, 200),
                                  .measure = DEMO_NO_DAY,
                                  .lifecycle = "active",
                                  .achievement = "in-progress",
                                  .steps_total = 3,
                                  .steps_done = demo_between(r, 0, 2),
                                  .created_by = c->parts[part].user,
                                  .created_at = case_at(c, start)});
}

/* Two plans that pull apart, where both sectors have one. */
static void add_conflict(struct demo_case *c, const struct demo_story *story)
{
    for (const struct demo_conflict_text *t = demo_conflicts; t->text_a != NULL; t++) {
        int a = -1, b = -1;
        for (int i = 0; i < c->n_parts; i++) {
            if (case_part_own(&c->parts[i]))
                continue;
            a = c->parts[i].sector == t->sector_a ? i : a;
            b = c->parts[i].sector == t->sector_b ? i : b;
        }
        if (a < 0 || b < 0 || a == b || !demo_chance(&c->random, 18))
            continue;
        case_conflict(c, &(struct case_conflict){
                             .part_a = a,
                             .part_b = b,
                             .text_a = t->text_a,
                             .text_b = t->text_b,
                             .note = demo_pick(&c->random, demo_conflict_notes),
                             .resolution = story->open && demo_chance(&c->random, 70)
                                               ? NULL
                                               : "Datoen er flyttet, så planerne passer sammen.",
                             .from = story_weekday(c, 10, 40),
                             .to = story_weekday(c, 50, 130),
                             .created_by = c->coordinator,
                             .created_at = case_at(c, story_day(c, -14, -1))});
        return;
    }
}

void story_parts(struct demo_case *c, const struct demo_story *story)
{
    for (int sector = 0; sector < N_SECTORS; sector++) {
        if (story->workers[sector] < 0 || c->n_parts == CASE_PARTS_MAX - 1)
            continue;
        int part = add_part(c, story, sector, part_type(c, sector, story->age), NULL);
        if (part >= 0)
            add_interventions(c, part, story->start);
    }
    unsigned chance = demo_below(&c->random, 100);
    if (chance < 16)
        own_part(c, story, "crisis-plan", demo_crisis_sentences);
    else if (chance < 20)
        own_part(c, story, "advance-statement", demo_advance_sentences);
    else if (chance < 22)
        own_part(c, story, "wrap-plan", demo_wrap_sentences);
    add_conflict(c, story);
}

static void add_goal(struct demo_case *c, const struct demo_story *story,
                     const struct demo_goal_text *text)
{
    static const char *const achievements[] = {"in-progress", "in-progress", "improving",
                                               "no-change",   "worsening",   NULL};
    static const char *const states[] = {"in-progress", "in-progress", "waiting", "late",
                                         "on-hold",     "done",        NULL};
    struct demo_random *r = &c->random;
    int total = demo_between(r, 2, 5);
    bool reached = !story->open || demo_chance(r, 8);
    int done = reached ? total : demo_between(r, 0, total - 1);
    int goal = case_goal(
        c, &(struct case_goal){.title = text->title,
                               .target = text->target,
                               .expressed_by = demo_chance(r, 85)   ? "citizen"
                                               : demo_chance(r, 40) ? "relative"
                                                                    : "professional",
                               .part = -1,
                               .start = story->start,
                               .due = story_weekday(c, 30, 250),
                               .measure = reached ? DEMO_NO_DAY : story_weekday(c, 3, 45),
                               .lifecycle = reached                               ? "completed"
                                            : strcmp(story->status, "draft") == 0 ? "proposed"
                                                                                  : "active",
                               .achievement = reached ? "achieved" : demo_pick(r, achievements),
                               .steps_total = total,
                               .steps_done = done,
                               .created_by = c->coordinator,
                               .created_at = case_at(c, story->start)});
    if (goal < 0)
        return;
    for (int sector = 0; sector < N_SECTORS; sector++)
        if (story->workers[sector] >= 0 && demo_chance(r, 45))
            case_contribution(c, goal, sector, reached ? "done" : demo_pick(r, states));
    int n = demo_between(r, 0, 2);
    for (int i = 0; i < n; i++) {
        const char *words = demo_pick(r, demo_progress);
        int by = story_worker(c, story);
        case_progress(c, goal, words, "in-progress", done, by, case_at(c, story_day(c, -28, -1)));
    }
}

void story_goals(struct demo_case *c, const struct demo_story *story)
{
    unsigned n_texts = 1;
    while (demo_goals[n_texts].title != NULL)
        n_texts++;
    unsigned first = demo_below(&c->random, n_texts);
    unsigned n =
        (unsigned)demo_between(&c->random, 1, strcmp(story->complexity, "light") == 0 ? 2 : 4);
    for (unsigned i = 0; i < n; i++) /* 4 and the number of texts have no common factor */
        add_goal(c, story, &demo_goals[(first + 4 * i) % n_texts]);
}

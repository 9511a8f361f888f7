/* Tasks in every status as chance has them. */
#include "services/ctl/demo_story.h"

#include <string.h>

static const struct demo_task_text *choose_text(struct demo_case *c,
                                                const struct demo_task_text *texts)
{
    unsigned n = 0;
    while (texts[n].title != NULL)
        n++;
    return &texts[demo_below(&c->random, n)];
}

/* Status and what belongs to it. Shares of an open plan: a third waits for an answer or was refused,
 * a third is being done, the rest is held or finished. */
static void choose_status(struct demo_case *c, const struct demo_story *story,
                          struct case_task *task)
{
    struct demo_random *r = &c->random;
    unsigned at = story->open ? demo_below(r, 100) : 88 + demo_below(r, 12);
    int64_t answered = task->proposed_at + demo_between(r, 1, 72) * 3600;
    if (answered > c->world->midnight)
        answered = c->world->midnight - 8 * 3600;
    task->answered_at = answered;
    if (at < 22) {
        task->status = "proposed";
        task->answered_at = 0;
        task->reminded_at = demo_chance(r, 25) ? case_at(c, c->world->today - 1) : 0;
    } else if (at < 42) {
        task->status = "accepted";
    } else if (at < 62) {
        task->status = "in-progress";
    } else if (at < 68) {
        task->status = "counter-proposed";
        task->counter_day = story_weekday(c, 3, 20);
        task->counter_text = demo_pick(r, demo_counters);
    } else if (at < 73) {
        task->status = "declined";
        task->status_text = demo_pick(r, demo_declines);
    } else if (at < 80) {
        task->status = "on-hold";
        task->hold_until = story_weekday(c, 2, 60);
        task->held_status = "accepted";
        task->status_text = demo_pick(r, demo_holds);
    } else {
        task->status = at < 97 ? "done" : "cancelled";
        task->status_text = demo_pick(r, at < 97 ? demo_done : demo_cancels);
        task->closed_at = answered;
    }
}

/* Whom the task is for: mostly a person of the sector, sometimes the unit or the citizen. */
static void choose_performer(struct demo_case *c, const struct demo_story *story,
                             struct case_task *task)
{
    unsigned at = demo_below(&c->random, 100);
    int worker = story->workers[task->sector];
    if (at < 76) {
        task->kind = PERFORMER_PERSON;
        task->performer = worker;
    } else if (at < 86) {
        task->kind = PERFORMER_UNIT;
        task->performer = c->world->users[worker].unit;
    } else {
        const struct demo_task_text *text = choose_text(c, demo_citizen_tasks);
        task->kind = PERFORMER_CITIZEN;
        task->title = text->title;
        task->description = text->description;
        task->plain = text->plain;
    }
}

static int choose_sector(struct demo_case *c, const struct demo_story *story)
{
    for (;;) {
        int sector = (int)demo_below(&c->random, N_SECTORS);
        if (story->workers[sector] >= 0)
            return sector;
    }
}

static int part_of(const struct demo_case *c, int sector)
{
    for (int i = 0; i < c->n_parts; i++)
        if (c->parts[i].sector == sector)
            return i;
    return -1;
}

static void add_task(struct demo_case *c, const struct demo_story *story)
{
    static const char *const priorities[] = {"normal", "normal", "normal", "high",
                                             "low",    "urgent", NULL};
    struct demo_random *r = &c->random;
    int sector = choose_sector(c, story);
    const struct demo_task_text *text = choose_text(c, demo_sectors[sector]->tasks);
    bool late = demo_chance(r, 14);
    int64_t proposed = story_weekday(c, -24, -2);
    if (proposed < story->start)
        proposed = story->start;
    struct case_task task = {
        .title = text->title,
        .description = text->description,
        .plain = text->plain,
        .sector = sector,
        .part = demo_chance(r, 14) ? part_of(c, sector) : -1,
        .goal = demo_chance(r, 55) ? (int)demo_below(r, 4) : -1,
        .requester = demo_chance(r, 65) ? c->coordinator : story_worker(c, story),
        .due = demo_chance(r, 92) ? story_weekday(c, late ? -9 : 0, late ? -1 : 40) : DEMO_NO_DAY,
        .answer_by = demo_chance(r, 60) ? story_weekday(c, -1, 7) : DEMO_NO_DAY,
        .priority = demo_pick(r, priorities),
        .counter_day = DEMO_NO_DAY,
        .hold_until = DEMO_NO_DAY,
        .proposed_at = case_at(c, proposed)};
    if (task.part >= 0) { /* inside a plan its owner asks its own people */
        task.requester = c->parts[task.part].user;
        task.kind = PERFORMER_PERSON;
        task.performer = task.requester;
    } else {
        choose_performer(c, story, &task);
    }
    choose_status(c, story, &task);
    struct demo_id id = case_task(c, &task);
    if (demo_chance(r, 22)) {
        const char *words = demo_pick(r, demo_comments);
        int by = task.part >= 0 ? task.requester : story_worker(c, story);
        case_comment(c, id, task.part, words, by, case_at(c, story_day(c, -6, -1)));
    }
    if (task.part < 0 && c->coordinator >= 0 && c->coordinator != task.requester &&
        demo_chance(r, 25) && !(task.kind == PERFORMER_PERSON && task.performer == c->coordinator))
        case_informed(c, id, PERFORMER_PERSON, c->coordinator);
}

void story_tasks(struct demo_case *c, const struct demo_story *story, int n)
{
    for (int i = 0; i < n; i++)
        add_task(c, story);
}

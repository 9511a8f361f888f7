/* A citizen as chance has it: person, plan and which sectors take part. */
#include "services/ctl/demo_story.h"

#include <stdio.h>
#include <string.h>

int64_t story_day(struct demo_case *c, int low, int high)
{
    return c->world->today + demo_between(&c->random, low, high);
}

int64_t story_weekday(struct demo_case *c, int low, int high)
{
    int64_t day = story_day(c, low, high);
    int weekday = calendar_weekday(calendar_from_number(day));
    return weekday > 5 ? day + 8 - weekday : day;
}

int story_worker(struct demo_case *c, const struct demo_story *story)
{
    for (int i = 0; i < 20; i++) {
        int sector = (int)demo_below(&c->random, N_SECTORS);
        if (story->workers[sector] >= 0)
            return story->workers[sector];
    }
    return c->coordinator >= 0 ? c->coordinator : case_worker(c, SECTOR_SOCIAL);
}

/* A place by its weight. */
static int choose_place(struct demo_case *c)
{
    const struct demo_world *w = c->world;
    unsigned at = demo_below(&c->random, w->weight_sum);
    int place = 0;
    while (at >= w->places[place].weight)
        at -= w->places[place++].weight;
    return place;
}

/* Youth and middle age more than old age, as in the services themselves. */
static int choose_age(struct demo_case *c)
{
    int age = demo_between(&c->random, 15, 45);
    return demo_chance(&c->random, 35) ? age + demo_between(&c->random, 0, 35) : age;
}

static void tell_person(struct demo_case *c, struct demo_story *story)
{
    struct demo_random *r = &c->random;
    const struct demo_world *w = c->world;
    bool woman = demo_chance(r, 54), far = demo_chance(r, 7);
    char street[64], phone[9];
    const char *road = demo_pick(r, demo_streets);
    snprintf(street, sizeof(street), "%s %d", road, demo_between(r, 1, 98));
    snprintf(phone, sizeof(phone), "13%06u", demo_below(r, 1000000));
    bool admitted = story->open && story->sectors[SECTOR_PSYCHIATRY] && demo_chance(r, 8);
    const char *first =
        demo_pick(r, woman ? (far ? demo_far_women : demo_women) : (far ? demo_far_men : demo_men));
    static const char *const contacts[] = {"phone",  "sms",         "digital-post",
                                           "letter", "via-contact", NULL};
    struct calendar_day today = calendar_from_number(w->today);
    case_citizen(c,
                 &(struct case_citizen){
                     .given = first,
                     .family = demo_pick(r, far ? demo_far_families : demo_families),
                     .year = today.year - story->age,
                     .street = demo_chance(r, 96) ? street : NULL,
                     .phone = demo_chance(r, 92) ? phone : NULL,
                     .contact = demo_pick(r, contacts),
                     .interpreter = far && demo_chance(r, 60) ? demo_pick(r, demo_languages) : NULL,
                     .admitted_since = admitted ? story_day(c, -25, -1) : DEMO_NO_DAY,
                     .admitted_unit = w->places[c->place].sectors[SECTOR_PSYCHIATRY],
                     .protected_name = demo_chance(r, 1),
                     .protected_address = demo_chance(r, 4),
                     .created_by = c->coordinator,
                     .created_at = demo_at(story->start, 9, 0),
                 });
}

static void choose_sectors(struct demo_case *c, struct demo_story *story)
{
    static const unsigned percent[N_SECTORS] = {
        [SECTOR_PSYCHIATRY] = 72,    [SECTOR_SOCIAL] = 75,    [SECTOR_EMPLOYMENT] = 45,
        [SECTOR_SUBSTANCE_USE] = 32, [SECTOR_EDUCATION] = 34, [SECTOR_GENERAL_PRACTICE] = 60,
        [SECTOR_HEALTH] = 8};
    bool light = strcmp(story->complexity, "light") == 0;
    int n = 0;
    for (int i = 0; i < N_SECTORS; i++) {
        unsigned chance = i == SECTOR_CHILDREN_FAMILY                 ? (story->age < 18   ? 90
                                                                         : story->age < 23 ? 30
                                                                                           : 0)
                          : i == SECTOR_EDUCATION && story->age >= 30 ? 4
                          : i == SECTOR_EMPLOYMENT && story->age < 18 ? 0
                                                                      : percent[i];
        story->sectors[i] = demo_chance(&c->random, light ? chance / 3 : chance);
        n += story->sectors[i];
    }
    if (n == 0 || (n == 1 && !light))
        story->sectors[SECTOR_SOCIAL] = story->sectors[SECTOR_GENERAL_PRACTICE] = true;
    for (int i = 0; i < N_SECTORS; i++)
        story->workers[i] = story->sectors[i] ? case_worker(c, i) : -1;
}

/* Who coordinates, once somebody does. */
static int choose_coordinator(struct demo_case *c, const struct demo_story *story)
{
    static const int order[] = {SECTOR_PSYCHIATRY, SECTOR_SOCIAL,          SECTOR_SUBSTANCE_USE,
                                SECTOR_EMPLOYMENT, SECTOR_CHILDREN_FAMILY, SECTOR_EDUCATION,
                                SECTOR_HEALTH,     SECTOR_GENERAL_PRACTICE};
    size_t first = demo_chance(&c->random, 45) ? 0 : demo_chance(&c->random, 70) ? 1 : 2;
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        int sector = order[(first + i) % ARRAY_LEN(order)];
        if (story->workers[sector] >= 0)
            return story->workers[sector];
    }
    return -1;
}

static void choose_status(struct demo_case *c, struct demo_story *story)
{
    struct demo_random *r = &c->random;
    unsigned at = demo_below(r, 100);
    story->open = true;
    story->closed = story->hold_until = DEMO_NO_DAY;
    story->start = story_weekday(c, -700, -35);
    story->complexity = demo_chance(r, 20) ? "light" : demo_chance(r, 30) ? "complex" : "standard";
    if (at < 7) {
        story->status = "draft";
        story->start = story_weekday(c, -20, -3);
    } else if (at < 14) {
        story->status = "on-hold";
        story->status_reason = demo_pick(r, demo_on_hold_reasons);
        story->hold_until = story_weekday(c, 10, 90);
    } else if (at < 27) {
        story->status = at < 23 ? "completed" : "revoked";
        story->status_reason =
            demo_pick(r, at < 23 ? demo_completed_reasons : demo_revoked_reasons);
        story->open = false;
        story->closed = story_weekday(c, -30, -3);
    } else {
        story->status = "active";
        story->status_reason = at < 31 ? demo_pick(r, demo_reopened_reasons) : NULL;
    }
}

static void tell_plan(struct demo_case *c, const struct demo_story *story)
{
    static const char *const targets[] = {"complex-social", "sick-leave", "eating-disorder",
                                          "other", NULL};
    struct demo_random *r = &c->random;
    bool draft = strcmp(story->status, "draft") == 0;
    bool both = story->sectors[SECTOR_PSYCHIATRY] && story->sectors[SECTOR_SUBSTANCE_USE];
    int hour = demo_between(r, 8, 14), minute = demo_between(r, 0, 59);
    int64_t created = demo_at(story->start, hour, minute);
    int64_t closed = story->open ? 0 : demo_at(story->closed, 14, 0);
    case_plan(c, &(struct case_plan){
                     .status = story->status,
                     .status_reason = story->status_reason,
                     .complexity = story->complexity,
                     .reason = demo_pick(r, demo_reasons),
                     .target_group = both ? "dual-diagnosis" : demo_pick(r, targets),
                     .summary = demo_pick(r, demo_summaries),
                     .start = story->start,
                     .end = story->open ? DEMO_NO_DAY : story->closed,
                     .review = story->open ? story_weekday(c, -10, 120) : DEMO_NO_DAY,
                     .hold_until = story->hold_until,
                     .activated_at = draft ? 0 : created + 86400,
                     .closed_at = closed,
                     .created_by = c->coordinator,
                     .created_at = created,
                     .changed_at = closed != 0 ? closed : case_at(c, story_day(c, -20, 0)),
                     .version = draft ? 1 : 2 + (story->status_reason != NULL),
                 });
    if (story->status_reason == NULL)
        return;
    struct case_change change = {.at = closed != 0 ? closed : case_at(c, story_day(c, -20, -1)),
                                 .entity = c->plan,
                                 .class_code = "core",
                                 .table = "joint_plan",
                                 .action = "update",
                                 .reason = story->status_reason,
                                 .user = c->coordinator};
    bool active = strcmp(story->status, "active") == 0;
    case_change_field(c, &change, "status_code", active ? "completed" : "active", story->status);
}

void demo_story_chance(struct demo_case *c)
{
    struct demo_story story = {0};
    c->place = choose_place(c);
    const struct demo_place *place = &c->world->places[c->place];
    c->practice = place->sectors[SECTOR_GENERAL_PRACTICE] +
                  (int)demo_below(&c->random, (unsigned)place->n_practices);
    choose_status(c, &story);
    story.age = choose_age(c);
    choose_sectors(c, &story);
    c->coordinator = choose_coordinator(c, &story);
    tell_person(c, &story);
    tell_plan(c, &story);
    bool draft = strcmp(story.status, "draft") == 0;
    bool light = strcmp(story.complexity, "light") == 0;
    story_team(c, &story);
    story_coordination(c, &story);
    story_parts(c, &story);
    story_goals(c, &story);
    story_tasks(c, &story,
                draft   ? 2
                : light ? demo_between(&c->random, 1, 4)
                        : demo_between(&c->random, 5, 12));
    story_days(c, &story);
}

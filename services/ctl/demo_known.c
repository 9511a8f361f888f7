/* The citizens beside Maja that the demo's accounts know by name. Who they are, who takes part and the
 * first tasks are told; the rest is chance. */
#include "services/ctl/demo_cpr.h"
#include "services/ctl/demo_story.h"

#include <string.h>

static const struct known {
    const char *given, *family, *street, *interpreter;
    const char *status, *status_reason, *complexity;
    /* The first task, from requester to performer. */
    const char *task, *task_description, *task_status;
    const char *meeting, *place;
    int year;
    int age;       /* today, for one whose age matters; then no year */
    int hold_days; /* 0: not on hold */
    int coordinator;
    int requester, performer, sector, due_days, proposed_days;
    int meeting_days; /* 0: none agreed */
    bool sectors[N_SECTORS];
} known[] = {
    {.given = "Peter",
     .family = "Vang",
     .street = "Søndergade 3",
     .year = 1978,
     .status = "active",
     .complexity = "standard",
     .coordinator = ACCOUNT_SOCIAL,
     .sectors =
         {[SECTOR_PSYCHIATRY] = true, [SECTOR_SOCIAL] = true, [SECTOR_GENERAL_PRACTICE] = true},
     .task = "Følg op på plan efter bostedsskift",
     .task_description = "Aftalt på sidste møde.",
     .task_status = "accepted",
     .requester = ACCOUNT_COORDINATOR,
     .performer = ACCOUNT_SOCIAL,
     .sector = SECTOR_SOCIAL,
     .due_days = -1,
     .proposed_days = 26,
     .meeting = "Opfølgning",
     .place = "Hjemme hos {navn}",
     .meeting_days = 23},
    {.given = "Fatima",
     .family = "Aziz",
     .street = "Birkevej 21",
     .year = 1986,
     .status = "active",
     .complexity = "complex",
     .coordinator = ACCOUNT_SOCIAL,
     .interpreter = "arabisk",
     .sectors = {[SECTOR_PSYCHIATRY] = true,
                 [SECTOR_SOCIAL] = true,
                 [SECTOR_SUBSTANCE_USE] = true,
                 [SECTOR_EMPLOYMENT] = true},
     .task = "Tag på hjemmebesøg",
     .task_description = "{navn} vil gerne have besøg i stedet for møde på rådhuset.",
     .task_status = "counter-proposed",
     .requester = ACCOUNT_SOCIAL,
     .performer = ACCOUNT_SUBSTANCE,
     .sector = SECTOR_SUBSTANCE_USE,
     .due_days = 6,
     .proposed_days = 5,
     .meeting = "Hjemmebesøg",
     .place = "Hjemme hos {navn}",
     .meeting_days = 9},
    {.given = "Ellen",
     .family = "Dahl",
     .street = "Kirkevej 8",
     .year = 1969,
     .status = "active",
     .complexity = "standard",
     .coordinator = ACCOUNT_SOCIAL,
     .sectors = {[SECTOR_SOCIAL] = true,
                 [SECTOR_EMPLOYMENT] = true,
                 [SECTOR_GENERAL_PRACTICE] = true,
                 [SECTOR_HEALTH] = true},
     .task = "Find praktik med få timer",
     .task_description = "Gerne otte timer og en fast kollega.",
     .task_status = "proposed",
     .requester = ACCOUNT_SOCIAL,
     .performer = ACCOUNT_JOB,
     .sector = SECTOR_EMPLOYMENT,
     .due_days = 8,
     .proposed_days = 4,
     .meeting = "Opfølgning",
     .place = "Rådhuset, lokale 3",
     .meeting_days = 3},
    {.given = "Jonas",
     .family = "Riis",
     .street = "Engvej 40",
     .year = 2002,
     .status = "active",
     .complexity = "complex",
     .coordinator = ACCOUNT_SUBSTANCE,
     .sectors = {[SECTOR_PSYCHIATRY] = true,
                 [SECTOR_SOCIAL] = true,
                 [SECTOR_SUBSTANCE_USE] = true,
                 [SECTOR_EDUCATION] = true},
     .task = "Undersøg plads i gruppe for unge",
     .task_status = "in-progress",
     .requester = ACCOUNT_COORDINATOR,
     .performer = ACCOUNT_SUBSTANCE,
     .sector = SECTOR_SUBSTANCE_USE,
     .due_days = 10,
     .proposed_days = 12,
     .meeting = "Netværksmøde",
     .place = "Rusmiddelrådgivningen Skive",
     .meeting_days = 28},
    {.given = "Signe",
     .family = "Brandt",
     .street = "Havnegade 17, 1. tv.",
     .year = 1995,
     .status = "active",
     .complexity = "light",
     .coordinator = ACCOUNT_SOCIAL,
     .sectors = {[SECTOR_SOCIAL] = true, [SECTOR_GENERAL_PRACTICE] = true},
     .task = "Lav budget sammen med {navn}",
     .task_description = "Tag sidste måneds regninger med.",
     .task_status = "accepted",
     .requester = ACCOUNT_SOCIAL,
     .performer = ACCOUNT_SOCIAL,
     .sector = SECTOR_SOCIAL,
     .due_days = 17,
     .proposed_days = 10,
     .meeting = "Samtale",
     .place = "Rådhuset, lokale 3",
     .meeting_days = 44},
    {.given = "Mikkel",
     .family = "Toft",
     .street = "Granvej 5",
     .year = 1999,
     .status = "on-hold",
     .complexity = "standard",
     .coordinator = ACCOUNT_JOB,
     .status_reason = "{navn} er på højskole i tre måneder og vil have fri for møder.",
     .hold_days = 48,
     .sectors = {[SECTOR_SOCIAL] = true, [SECTOR_EMPLOYMENT] = true, [SECTOR_EDUCATION] = true},
     .task = "Skriv skånehensyn ind i jobplanen",
     .task_status = "accepted",
     .requester = ACCOUNT_SOCIAL,
     .performer = ACCOUNT_JOB,
     .sector = SECTOR_EMPLOYMENT,
     .due_days = 48,
     .proposed_days = 30},
    {.given = "Emma",
     .family = "Skov",
     .street = "Skolevej 2",
     .age = 14,
     .status = "active",
     .complexity = "standard",
     .coordinator = ACCOUNT_SOCIAL,
     .sectors = {[SECTOR_PSYCHIATRY] = true,
                 [SECTOR_SOCIAL] = true,
                 [SECTOR_EDUCATION] = true,
                 [SECTOR_CHILDREN_FAMILY] = true},
     .task = "Find en fast voksen på skolen",
     .task_description = "{navn} vil gerne have én, hun kan gå til.",
     .task_status = "accepted",
     .requester = ACCOUNT_SOCIAL,
     .performer = ACCOUNT_EDUCATION,
     .sector = SECTOR_EDUCATION,
     .due_days = 12,
     .proposed_days = 7,
     .meeting = "Opfølgning",
     .place = "Skolen, lokale 12",
     .meeting_days = 16},
};

static const int known_workers[N_SECTORS] = {[SECTOR_PSYCHIATRY] = ACCOUNT_COORDINATOR,
                                             [SECTOR_SOCIAL] = ACCOUNT_SOCIAL,
                                             [SECTOR_EMPLOYMENT] = ACCOUNT_JOB,
                                             [SECTOR_SUBSTANCE_USE] = ACCOUNT_SUBSTANCE,
                                             [SECTOR_EDUCATION] = ACCOUNT_EDUCATION,
                                             [SECTOR_GENERAL_PRACTICE] = ACCOUNT_GP,
                                             [SECTOR_HEALTH] = -1,
                                             [SECTOR_CHILDREN_FAMILY] = -1};

/* The year of birth of somebody who is k->age years old today. */
static int year_of(const struct demo_case *c, const struct known *k)
{
    struct calendar_day today = calendar_from_number(c->world->today);
    struct calendar_day birthday = demo_cpr_birth_day(c->index, today.year);
    int year = today.year - k->age;
    return calendar_number(birthday) > c->world->today ? year - 1 : year;
}

static void tell_person(struct demo_case *c, const struct known *k, int64_t start)
{
    case_citizen(c, &(struct case_citizen){.given = k->given,
                                           .family = k->family,
                                           .year = k->age > 0 ? year_of(c, k) : k->year,
                                           .street = k->street,
                                           .phone = "13000001",
                                           .contact = "phone",
                                           .interpreter = k->interpreter,
                                           .admitted_since = DEMO_NO_DAY,
                                           .protected_address = strcmp(k->given, "Fatima") == 0,
                                           .created_by = k->coordinator,
                                           .created_at = demo_at(start, 9, 0)});
}

static void tell_plan(struct demo_case *c, const struct known *k, const struct demo_story *story)
{
    struct demo_random *r = &c->random;
    case_plan(c, &(struct case_plan){.status = k->status,
                                     .status_reason = k->status_reason,
                                     .complexity = k->complexity,
                                     .reason = demo_pick(r, demo_reasons),
                                     .target_group = "complex-social",
                                     .summary = demo_pick(r, demo_summaries),
                                     .start = story->start,
                                     .end = DEMO_NO_DAY,
                                     .review = story_weekday(c, 20, 90),
                                     .hold_until = story->hold_until,
                                     .activated_at = demo_at(story->start + 2, 10, 0),
                                     .created_by = k->coordinator,
                                     .created_at = demo_at(story->start, 9, 0),
                                     .changed_at = case_at(c, story_day(c, -20, -1)),
                                     .version = 2});
}

static void tell_task(struct demo_case *c, const struct known *k)
{
    bool counter = strcmp(k->task_status, "counter-proposed") == 0;
    bool waits = strcmp(k->task_status, "proposed") == 0;
    int64_t today = c->world->today;
    case_task(
        c, &(struct case_task){
               .title = k->task,
               .description = k->task_description,
               .sector = k->sector,
               .part = -1,
               .goal = 0,
               .requester = k->requester,
               .kind = PERFORMER_PERSON,
               .performer = k->performer,
               .due = today + k->due_days,
               .answer_by = counter ? today + 3
                            : waits ? today + 2
                                    : DEMO_NO_DAY,
               .priority = "normal",
               .status = k->task_status,
               .counter_day = counter ? today + 9 : DEMO_NO_DAY,
               .counter_text = counter ? "Kan det blive tre dage senere? Jeg er på kursus." : NULL,
               .hold_until = DEMO_NO_DAY,
               .proposed_at = demo_at(today - k->proposed_days, 10, 5),
               .answered_at = waits ? 0 : demo_at(today - k->proposed_days + 1, 9, 40)});
}

static void tell_meeting(struct demo_case *c, const struct known *k)
{
    if (k->meeting == NULL)
        return;
    int64_t day = c->world->today + k->meeting_days;
    int weekday = calendar_weekday(calendar_from_number(day));
    int64_t start = demo_at(weekday > 5 ? day + 8 - weekday : day, 9, 15);
    case_appointment(c,
                     &(struct case_appointment){.title = k->meeting,
                                                .kind = strcmp(k->meeting, "Hjemmebesøg") == 0
                                                            ? "home-visit"
                                                            : "follow-up",
                                                .place = k->place,
                                                .status = "planned",
                                                .start_at = start,
                                                .end_at = start + 3600,
                                                .created_by = k->coordinator,
                                                .created_at = demo_at(c->world->today - 8, 11, 0)},
                     60);
}

void demo_story_known(struct demo_case *c)
{
    const struct known *k = &known[c->index - 1];
    struct demo_story story = {.status = k->status,
                               .complexity = k->complexity,
                               .open = true,
                               .start = story_weekday(c, -300, -90),
                               .closed = DEMO_NO_DAY,
                               .hold_until =
                                   k->hold_days > 0 ? c->world->today + k->hold_days : DEMO_NO_DAY,
                               .age = k->age > 0 ? k->age : 30};
    c->place = 0;
    c->practice = c->world->places[0].sectors[SECTOR_GENERAL_PRACTICE];
    c->coordinator = k->coordinator;
    for (int i = 0; i < N_SECTORS; i++) {
        story.sectors[i] = k->sectors[i];
        story.workers[i] = !k->sectors[i]          ? -1
                           : known_workers[i] >= 0 ? known_workers[i]
                                                   : case_worker(c, i);
    }
    tell_person(c, k, story.start);
    tell_plan(c, k, &story);
    story_team(c, &story);
    case_coordination(c, k->coordinator, demo_at(story.start, 9, 0), 0, (struct demo_id){0});
    story_parts(c, &story);
    story_goals(c, &story);
    tell_task(c, k);
    story_tasks(c, &story, strcmp(k->complexity, "light") == 0 ? 1 : 4);
    tell_meeting(c, k);
    story_days(c, &story);
}

/* Team and coordination as chance has them. */
#include "services/ctl/demo_story.h"

#include <stdio.h>
#include <string.h>

static const char *contact_type(int sector)
{
    static const char *const types[N_SECTORS] = {[SECTOR_PSYCHIATRY] = "treatment-responsible",
                                                 [SECTOR_SOCIAL] = "municipal-caseworker",
                                                 [SECTOR_EMPLOYMENT] = "municipal-caseworker",
                                                 [SECTOR_SUBSTANCE_USE] = "municipal-caseworker",
                                                 [SECTOR_EDUCATION] = "youth-guidance-counsellor",
                                                 [SECTOR_GENERAL_PRACTICE] = "general-practitioner",
                                                 [SECTOR_HEALTH] = "municipal-caseworker",
                                                 [SECTOR_CHILDREN_FAMILY] =
                                                     "child-family-caseworker"};
    return types[sector];
}

static void add_relative(struct demo_case *c, const struct demo_story *story)
{
    static const char *const women[] = {"mor", "søster", "datter", "kæreste", "veninde", NULL};
    static const char *const men[] = {"far", "bror", "søn", "kæreste", "nabo", NULL};
    static const char *const with[] = {"Med til møder", "Hverdagen og weekender",
                                       "Den, jeg ringer til først", NULL};
    struct demo_random *r = &c->random;
    bool woman = demo_chance(r, 60);
    char name[120], phone[9];
    snprintf(name, sizeof(name), "%s %s", demo_pick(r, woman ? demo_women : demo_men), c->family);
    snprintf(phone, sizeof(phone), "14%06u", demo_below(r, 1000000));
    case_member(c, &(struct case_member){.user = -1,
                                         .unit = -1,
                                         .outside_name = name,
                                         .relationship = demo_pick(r, woman ? women : men),
                                         .helps_with = demo_pick(r, with),
                                         .phone = phone,
                                         .replaces = -1,
                                         .from = story->start,
                                         .to = DEMO_NO_DAY,
                                         .read_until = DEMO_NO_DAY,
                                         .added_by = c->coordinator});
}

/* Somebody who helped before, and a professional from outside. */
static void add_others(struct demo_case *c, const struct demo_story *story)
{
    struct demo_random *r = &c->random;
    struct case_member member = {.user = -1,
                                 .unit = -1,
                                 .replaces = -1,
                                 .from = story->start,
                                 .to = DEMO_NO_DAY,
                                 .read_until = DEMO_NO_DAY,
                                 .added_by = c->coordinator};
    if (story->sectors[SECTOR_SOCIAL] && demo_chance(r, 35)) {
        member.unit = c->world->places[c->place].support_unit;
        member.contact_type = "home-support-worker";
        member.helps_with = "Hverdagen derhjemme";
        case_member(c, &member);
        member.unit = -1;
    }
    if (demo_chance(r, 12)) {
        char name[120];
        const char *given = demo_pick(r, demo_men);
        snprintf(name, sizeof(name), "%s %s", given, demo_pick(r, demo_families));
        member.outside_name = name;
        member.outside_organisation = "Botilbuddet Lindely";
        member.contact_type = "residential-staff";
        member.helps_with = "Kontaktperson på botilbud";
        case_member(c, &member);
        member.outside_name = NULL;
        member.outside_organisation = NULL;
    }
    if (story->sectors[SECTOR_SOCIAL] && demo_chance(r, 25)) {
        const struct demo_unit *unit =
            &c->world->units[c->world->places[c->place].sectors[SECTOR_SOCIAL]];
        member.user = unit->first_user + (int)demo_below(r, (unsigned)unit->n_users);
        member.contact_type = "municipal-caseworker";
        member.helps_with = "Bolig og støtte";
        member.to = story_day(c, -30, -5);
        member.end_reason = "{navn} har fået en ny sagsbehandler.";
        member.read_until = demo_chance(r, 50) ? story_day(c, 1, 20) : DEMO_NO_DAY;
        case_member(c, &member);
    }
}

void story_team(struct demo_case *c, const struct demo_story *story)
{
    for (int sector = 0; sector < N_SECTORS; sector++) {
        if (story->workers[sector] < 0)
            continue;
        case_member(c, &(struct case_member){
                           .user = story->workers[sector],
                           .unit = -1,
                           .contact_type = contact_type(sector),
                           .helps_with = demo_pick(&c->random, demo_sectors[sector]->helps_with),
                           .phone_hours = "hverdage 8–15",
                           .statutory = sector == SECTOR_EMPLOYMENT && demo_chance(&c->random, 20),
                           .replaces = -1,
                           .from = story->start,
                           .to = DEMO_NO_DAY,
                           .read_until = DEMO_NO_DAY,
                           .added_by = c->coordinator});
    }
    if (demo_chance(&c->random, 60))
        add_relative(c, story);
    if (demo_chance(&c->random, 15))
        add_relative(c, story);
    add_others(c, story);
}

/* A hand-over that nobody has answered, or that was refused or withdrawn: nothing has moved. */
static void unfinished_handover(struct demo_case *c, int to, const char *status)
{
    struct demo_random *r = &c->random;
    bool requested = strcmp(status, "requested") == 0;
    int64_t asked = story_weekday(c, requested ? -4 : -60, requested ? -1 : -20);
    bool declined = strcmp(status, "declined") == 0;
    case_handover(
        c, &(struct case_handover){.from = c->coordinator,
                                   .to = to,
                                   .deputy = -1,
                                   .effective = asked + 14,
                                   .answer_by = asked + 7,
                                   .note = demo_pick(r, demo_handover_notes),
                                   .status = status,
                                   .answer = declined ? demo_pick(r, demo_handover_declines) : NULL,
                                   .requested_at = case_at(c, asked),
                                   .answered_at = requested ? 0 : demo_at(asked + 3, 10, 15)});
}

/* The plan had another coordinator before. */
static void accepted_handover(struct demo_case *c, const struct demo_story *story, int before,
                              int64_t ended_at)
{
    int64_t asked = story->start + 10, effective = story->start + 24;
    int64_t moved_at = demo_at(effective, 0, 0);
    struct demo_id id =
        case_handover(c, &(struct case_handover){.from = before,
                                                 .to = c->coordinator,
                                                 .deputy = -1,
                                                 .effective = effective,
                                                 .answer_by = asked + 7,
                                                 .note = demo_pick(&c->random, demo_handover_notes),
                                                 .status = "accepted",
                                                 .requested_at = demo_at(asked, 9, 30),
                                                 .answered_at = demo_at(asked + 2, 13, 10)});
    case_coordination(c, before, demo_at(story->start, 8, 0), moved_at, (struct demo_id){0});
    case_coordination(c, c->coordinator, moved_at, ended_at, id);
}

void story_coordination(struct demo_case *c, const struct demo_story *story)
{
    struct demo_random *r = &c->random;
    int64_t ended_at = story->open ? 0 : demo_at(story->closed, 14, 0);
    int other = story_worker(c, story);
    unsigned chance = demo_below(r, 100);
    bool draft = strcmp(story->status, "draft") == 0;
    bool old_enough =
        story->start + 30 < c->world->today && (story->open || story->start + 30 < story->closed);
    if (draft && chance < 70)
        return; /* waits for its first coordinator */
    if (other != c->coordinator && !draft && old_enough && chance < 10) {
        accepted_handover(c, story, other, ended_at);
        return;
    }
    case_coordination(c, c->coordinator, demo_at(story->start, 8, 0), ended_at,
                      (struct demo_id){0});
    if (other == c->coordinator || draft || !story->open)
        return;
    if (chance < 15)
        unfinished_handover(c, other, "requested");
    else if (chance < 19 && old_enough)
        unfinished_handover(c, other, chance < 18 ? "declined" : "withdrawn");
}

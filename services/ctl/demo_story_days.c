/* Meetings, notes, the citizen's words and who has read the plan, as chance has them. */
#include "services/ctl/demo_story.h"

#include <string.h>

static void add_meeting(struct demo_case *c, int64_t day, const char *status)
{
    static const struct {
        const char *title, *kind;
    } kinds[] = {{"Netværksmøde", "network-meeting"},
                 {"Opfølgning", "follow-up"},
                 {"Hjemmebesøg", "home-visit"},
                 {"Samtale", "appointment"},
                 {"Netværksmøde før udskrivning", "network-meeting"}};
    struct demo_random *r = &c->random;
    unsigned kind = demo_below(r, (unsigned)ARRAY_LEN(kinds));
    int hour = demo_between(r, 8, 15), minute = 15 * demo_between(r, 0, 3);
    int64_t start = demo_at(day, hour, minute);
    int64_t created = start - demo_between(r, 4, 20) * 86400;
    if (created > c->world->midnight)
        created = c->world->midnight - 9 * 3600;
    case_appointment(
        c,
        &(struct case_appointment){.title = kinds[kind].title,
                                   .kind = kinds[kind].kind,
                                   .place = demo_pick(r, demo_places),
                                   .agenda = demo_chance(r, 70) ? demo_pick(r, demo_agendas) : NULL,
                                   .status = status,
                                   .start_at = start,
                                   .end_at = start + 3600,
                                   .created_by = c->coordinator,
                                   .created_at = created},
        strcmp(status, "held") == 0 ? 85 : 45);
}

static void add_meetings(struct demo_case *c, const struct demo_story *story)
{
    struct demo_random *r = &c->random;
    if (story->start + 14 < c->world->today && demo_chance(r, 60))
        add_meeting(c, story_weekday(c, -40, -4), demo_chance(r, 90) ? "held" : "cancelled");
    if (!story->open || strcmp(story->status, "on-hold") == 0)
        return;
    if (demo_chance(r, 75))
        add_meeting(c, story_weekday(c, 1, 30), "planned");
    if (demo_chance(r, 20))
        add_meeting(c, story_weekday(c, 31, 80), "planned");
}

static void add_notes(struct demo_case *c, const struct demo_story *story)
{
    struct demo_random *r = &c->random;
    for (int i = -1; i < c->n_parts; i++) { /* -1: of the plan itself */
        if (!demo_chance(r, i < 0 ? 55 : 40))
            continue;
        const char *words =
            demo_pick(r, i < 0 ? demo_core_notes : demo_sectors[c->parts[i].sector]->notes);
        int by = i < 0 ? story_worker(c, story) : c->parts[i].user;
        case_note(c, i, words, by, case_at(c, story_day(c, -25, -1)));
    }
}

static void add_words(struct demo_case *c, const struct demo_story *story)
{
    struct demo_random *r = &c->random;
    int64_t first = demo_at(story->start, 20, 15);
    if (first > c->world->midnight)
        first = c->world->midnight - 3600;
    bool changed = story->start + 40 < c->world->today && demo_chance(r, 20);
    if (!demo_chance(r, 85))
        return;
    int by = demo_chance(r, 70) ? -1 : c->coordinator;
    case_statement(c, demo_pick(r, demo_words), by, !changed, first);
    if (!changed)
        return;
    const char *words = demo_pick(r, demo_words);
    int64_t day = story_day(c, -30, -2);
    case_statement(c, words, -1, true, demo_at(day, 19, demo_between(r, 0, 59)));
}

/* A few look-ups of the last weeks, so that the log has something to show. A big load keeps to one. */
static void add_readers(struct demo_case *c, const struct demo_story *story)
{
    static const char *const actions[] = {"plan.show", "plan.show",    "plan.show",
                                          "task.show", "plan.history", NULL};
    struct demo_random *r = &c->random;
    bool big = c->world->big;
    int n = big ? 1 : demo_between(r, 2, 5);
    if (strcmp(story->status, "draft") == 0)
        n = 1;
    case_seen(c, "plan.show", c->coordinator, "coordination", case_at(c, story_day(c, -3, 0)));
    for (int i = 1; i < n && c->n_members > 0; i++) {
        int user = c->members[demo_below(r, (unsigned)c->n_members)].user;
        const char *action = demo_pick(r, actions);
        if (user >= 0)
            case_seen(c, action, user, user == c->coordinator ? "coordination" : "team",
                      case_at(c, story_day(c, -28, -1)));
    }
    if (c->has_user && !big && demo_chance(r, 40))
        case_seen(c, "plan.show", -1, "self", case_at(c, story_day(c, -12, -1)));
}

void story_days(struct demo_case *c, const struct demo_story *story)
{
    add_meetings(c, story);
    add_notes(c, story);
    add_words(c, story);
    add_readers(c, story);
}

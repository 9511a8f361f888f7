/* Maja Holm, the demo's first citizen: admitted for a week, on her way home, six parties around her,
 * two plans that pull apart and a coordinator who wants to hand over. */
#include "services/ctl/demo_maja.h"

int64_t maja_weekday(const struct demo_case *c, int n)
{
    int64_t day = c->world->today + n;
    int at = calendar_weekday(calendar_from_number(day));
    return at > 5 ? day + 8 - at : day;
}

int64_t maja_meeting_day(const struct demo_case *c)
{
    return maja_weekday(c, 2);
}

int64_t maja_discharge_day(const struct demo_case *c)
{
    int64_t day = maja_meeting_day(c) + 1;
    return calendar_weekday(calendar_from_number(day)) > 5 ? day + 2 : day;
}

int64_t maja_past(const struct demo_case *c, int days, int hour, int minute)
{
    return demo_at(c->world->today - days, hour, minute);
}

static void person_and_plan(struct demo_case *c)
{
    int64_t today = c->world->today, start = today - 210;
    case_citizen(c, &(struct case_citizen){.given = "Maja",
                                           .family = "Holm",
                                           .year = 1991,
                                           .street = "Nørregade 14, 2. th.",
                                           .phone = "12345661",
                                           .contact = "sms",
                                           .admitted_since = today - 7,
                                           .admitted_unit =
                                               c->world->places[0].sectors[SECTOR_PSYCHIATRY] + 1,
                                           .created_by = ACCOUNT_COORDINATOR,
                                           .created_at = demo_at(start, 9, 0)});
    case_plan(c, &(struct case_plan){.status = "active",
                                     .complexity = "complex",
                                     .reason = "Maja er på vej hjem efter indlæggelse, og "
                                               "behandling, bolig og arbejde skal hænge sammen.",
                                     .target_group = "dual-diagnosis",
                                     .summary = "Først søvn og ro derhjemme. Én ringer til Maja. "
                                                "Arbejde kommer i små skridt, når hun kan sove.",
                                     .start = start,
                                     .end = DEMO_NO_DAY,
                                     .review = maja_weekday(c, 44),
                                     .hold_until = DEMO_NO_DAY,
                                     .activated_at = demo_at(start + 3, 13, 0),
                                     .created_by = ACCOUNT_COORDINATOR,
                                     .created_at = demo_at(start, 9, 5),
                                     .changed_at = maja_past(c, 7, 11, 20),
                                     .version = 4});
    case_change_field(
        c,
        &(struct case_change){.at = maja_past(c, 7, 11, 20),
                              .entity = c->plan,
                              .class_code = "core",
                              .table = "joint_plan",
                              .action = "update",
                              .user = ACCOUNT_COORDINATOR,
                              .reason = "Maja blev indlagt på Voksenpsykiatrien Viborg."},
        "summary", "Søvn, arbejde og mindre hash. Vi følger op hver sjette uge.",
        "Først søvn og ro derhjemme. Én ringer til Maja. Arbejde kommer i små skridt, når hun kan "
        "sove.");
    case_statement(c, "Jeg vil gerne sove og have ro. Jeg vil gerne arbejde igen.", -1, false,
                   maja_past(c, 160, 19, 12));
    case_statement(
        c,
        "Jeg vil gerne hjem til min lejlighed og min kat. Når alle ringer på samme tid, "
        "lukker jeg ned. Sig det til mig én gang, og skriv det ned. Jeg vil gerne arbejde "
        "igen, men ikke før jeg kan sove.",
        -1, true, maja_past(c, 5, 20, 31));
}

static void team(struct demo_case *c)
{
    static const struct {
        int user;
        const char *type, *helps;
    } people[] = {
        {ACCOUNT_COORDINATOR, "outreach-team-contact", "Udskrivning"},
        {ACCOUNT_CONSULTANT, "treatment-responsible", "Ansvarlig for behandling"},
        {ACCOUNT_SOCIAL, "municipal-caseworker", "Bolig og støtte"},
        {ACCOUNT_SUBSTANCE, "municipal-caseworker", "Rusmidler"},
        {ACCOUNT_JOB, "municipal-caseworker", "Job"},
        {ACCOUNT_GP, "general-practitioner", "Egen læge, ansvarlig for medicin efter udskrivning"},
    };
    struct case_member member = {.unit = -1,
                                 .replaces = -1,
                                 .from = c->start_day,
                                 .to = DEMO_NO_DAY,
                                 .phone_hours = "hverdage 8–15",
                                 .read_until = DEMO_NO_DAY,
                                 .added_by = ACCOUNT_COORDINATOR};
    for (size_t i = 0; i < ARRAY_LEN(people); i++) {
        member.user = people[i].user;
        member.contact_type = people[i].type;
        member.helps_with = people[i].helps;
        case_member(c, &member);
    }
    member = (struct case_member){.user = -1,
                                  .unit = -1,
                                  .replaces = -1,
                                  .outside_name = "Line Holm",
                                  .relationship = "søster",
                                  .phone = "12345660",
                                  .helps_with = "Med til møder, ikke om medicin",
                                  .from = c->start_day,
                                  .to = DEMO_NO_DAY,
                                  .read_until = DEMO_NO_DAY,
                                  .added_by = ACCOUNT_COORDINATOR};
    case_member(c, &member);
    /* Somebody who helped before. */
    member.user = c->world->units[c->world->places[0].sectors[SECTOR_SOCIAL]].first_user;
    member.outside_name = member.relationship = member.phone = NULL;
    member.contact_type = "municipal-caseworker";
    member.helps_with = "Bolig og støtte";
    member.to = c->world->today - 60;
    member.end_reason = "Rikke Bak har overtaget.";
    case_member(c, &member);
}

static void coordination(struct demo_case *c)
{
    case_coordination(c, ACCOUNT_COORDINATOR, demo_at(c->start_day, 9, 5), 0, (struct demo_id){0});
    case_handover(c,
                  &(struct case_handover){
                      .from = ACCOUNT_COORDINATOR,
                      .to = ACCOUNT_SOCIAL,
                      .deputy = ACCOUNT_SUBSTITUTE,
                      .effective = maja_discharge_day(c),
                      .answer_by = c->world->today + 1,
                      .note = "Maja kommer hjem og skal have én at ringe til i kommunen. Åbne "
                              "punkter: bostøtten er "
                              "ikke afgjort, jobplanen siger fuld tid allerede om lidt, og egen "
                              "læge har ikke svaret om "
                              "medicin. Birgit kender medicinen, Sofie kender aftalerne om hash.",
                      .status = "requested",
                      .requested_at = maja_past(c, 1, 9, 5)});
}

static void add_task(struct demo_case *c, struct case_task task)
{
    task.part = -1;
    task.priority = task.priority != NULL ? task.priority : "normal";
    task.counter_day = DEMO_NO_DAY;
    task.answer_by = task.answer_by != 0 ? task.answer_by : DEMO_NO_DAY;
    task.hold_until = task.hold_until != 0 ? task.hold_until : DEMO_NO_DAY;
    struct demo_id id = case_task(c, &task);
    if (task.answered_at == 0)
        return;
    case_informed(c, id, PERFORMER_PERSON,
                  task.requester == ACCOUNT_CONSULTANT ? ACCOUNT_SOCIAL : ACCOUNT_CONSULTANT);
}

static void tasks_that_wait(struct demo_case *c)
{
    int64_t today = c->world->today;
    add_task(c, (struct case_task){.title = "Overtag opfølgning på medicin",
                                   .description =
                                       "Maja vil gerne ses hos dig en uge efter udskrivning. "
                                       "Birgit Sø er ansvarlig, til du siger ja.",
                                   .plain = "Din læge tager over med medicin.",
                                   .sector = SECTOR_GENERAL_PRACTICE,
                                   .goal = GOAL_SLEEP,
                                   .requester = ACCOUNT_CONSULTANT,
                                   .performer = ACCOUNT_GP,
                                   .due = maja_weekday(c, 6),
                                   .answer_by = today - 1,
                                   .priority = "high",
                                   .status = "proposed",
                                   .proposed_at = maja_past(c, 6, 11, 0)});
    add_task(
        c, (struct case_task){.title = "Flyt startdato for fuldtidsjob",
                              .description =
                                  "Behandlingsplanen siger ingen krav om arbejde de næste måneder. "
                                  "Maja har skrevet, at hun ikke kan begynde på fuld tid nu.",
                              .plain = "Karim flytter datoen for arbejde.",
                              .sector = SECTOR_EMPLOYMENT,
                              .goal = GOAL_DAY,
                              .requester = ACCOUNT_SOCIAL,
                              .performer = ACCOUNT_JOB,
                              .due = maja_meeting_day(c),
                              .answer_by = maja_meeting_day(c),
                              .status = "proposed",
                              .proposed_at = maja_past(c, 1, 15, 10)});
    add_task(c,
             (struct case_task){.title = "Kør Maja hjem fra afdelingen",
                                .description = "Maja har sagt ja til, at du kører hende. Hun vil "
                                               "gerne forbi og hente katten hos Line på vejen.",
                                .plain = "Du bliver kørt hjem, og I henter katten på vejen.",
                                .sector = SECTOR_PSYCHIATRY,
                                .goal = -1,
                                .requester = ACCOUNT_COORDINATOR,
                                .performer = ACCOUNT_SOCIAL,
                                .due = maja_discharge_day(c),
                                .due_time = "11:00",
                                .answer_by = maja_meeting_day(c),
                                .status = "proposed",
                                .proposed_at = maja_past(c, 1, 9, 6)});
    add_task(c, (struct case_task){.title = "Søg om betalt kørsel til samtaler",
                                   .description = "Gælder de første tre måneder efter udskrivning.",
                                   .plain = "Vi søger om, at du kan blive kørt til dine samtaler.",
                                   .sector = SECTOR_SOCIAL,
                                   .goal = -1,
                                   .requester = ACCOUNT_COORDINATOR,
                                   .kind = PERFORMER_UNIT,
                                   .performer = c->world->places[0].sectors[SECTOR_SOCIAL],
                                   .due = maja_weekday(c, 10),
                                   .status = "proposed",
                                   .proposed_at = maja_past(c, 3, 10, 40)});
    add_task(c, (struct case_task){.title = "Genoptag plan for HF-enkeltfag",
                                   .description = "Ring til Maja i god tid før skolestart.",
                                   .plain = "Din plads på HF bliver taget op igen.",
                                   .sector = SECTOR_EDUCATION,
                                   .goal = GOAL_DAY,
                                   .requester = ACCOUNT_SOCIAL,
                                   .performer = ACCOUNT_EDUCATION,
                                   .due = maja_weekday(c, 118),
                                   .status = "on-hold",
                                   .status_text = "Venter, til Maja er kommet hjem.",
                                   .hold_until = maja_weekday(c, 118),
                                   .held_status = "accepted",
                                   .proposed_at = maja_past(c, 14, 9, 30),
                                   .answered_at = maja_past(c, 12, 10, 0)});
}

static void tasks_in_hand(struct demo_case *c)
{
    add_task(
        c,
        (struct case_task){
            .title = "Afgør bostøtte, 5 timer om ugen",
            .description = "Bostøtte 5 timer om ugen, mandag og torsdag formiddag, fra "
                           "udskrivning. Støtten hjælper med indkøb og aftaler.",
            .plain =
                "Du får hjælp derhjemme to formiddage om ugen. Vi ringer og aftaler første gang.",
            .sector = SECTOR_SOCIAL,
            .goal = GOAL_HASH,
            .requester = ACCOUNT_COORDINATOR,
            .performer = ACCOUNT_SOCIAL,
            .due = c->world->today - 2,
            .priority = "high",
            .status = "in-progress",
            .proposed_at = maja_past(c, 21, 10, 0),
            .answered_at = maja_past(c, 20, 13, 15)});
    add_task(c,
             (struct case_task){.title = "Send udskrivningsaftalen til alle parter",
                                .description = "Aftalen sendes, når Maja har læst den og sagt ja.",
                                .plain = "Alle får den samme aftale, så de ved, hvad I har aftalt.",
                                .sector = SECTOR_PSYCHIATRY,
                                .goal = -1,
                                .requester = ACCOUNT_CONSULTANT,
                                .performer = ACCOUNT_COORDINATOR,
                                .due = maja_meeting_day(c),
                                .status = "in-progress",
                                .proposed_at = maja_past(c, 5, 8, 50),
                                .answered_at = maja_past(c, 5, 9, 20)});
    add_task(c, (struct case_task){.title = "Gør kriseplanen færdig",
                                   .description = "Det er Majas egne ord. Line hjælper.",
                                   .plain = "Gør kriseplanen færdig med Line.",
                                   .sector = -1,
                                   .goal = GOAL_SLEEP,
                                   .requester = ACCOUNT_COORDINATOR,
                                   .kind = PERFORMER_CITIZEN,
                                   .due = maja_meeting_day(c),
                                   .status = "in-progress",
                                   .proposed_at = maja_past(c, 5, 14, 0),
                                   .answered_at = maja_past(c, 4, 19, 40)});
    add_task(c,
             (struct case_task){.title = "Første samtale efter udskrivning",
                                .description = "Samtalen kan holdes hos os eller hjemme hos Maja.",
                                .plain = "Sofie taler med dig om hash.",
                                .sector = SECTOR_SUBSTANCE_USE,
                                .goal = GOAL_HASH,
                                .requester = ACCOUNT_COORDINATOR,
                                .performer = ACCOUNT_SUBSTANCE,
                                .due = maja_weekday(c, 8),
                                .due_time = "13:00",
                                .status = "accepted",
                                .proposed_at = maja_past(c, 5, 13, 0),
                                .answered_at = maja_past(c, 4, 11, 12)});
}

static void meetings_and_notes(struct demo_case *c)
{
    int64_t meeting = demo_at(maja_meeting_day(c), 10, 0),
            talk = demo_at(maja_weekday(c, 8), 13, 0);
    case_appointment(
        c,
        &(struct case_appointment){
            .title = "Netværksmøde før udskrivning",
            .kind = "network-meeting",
            .place = "Afsnit 2 i Viborg og video",
            .agenda =
                "1. Hvem ringer til mig, når jeg kommer hjem? (Majas punkt) 2. Jeg kan ikke "
                "begynde på fuld tid (Majas punkt) "
                "3. To planer strider mod hinanden 4. Medicin efter udskrivning 5. Ny koordinator",
            .status = "planned",
            .start_at = meeting,
            .end_at = meeting + 3600,
            .created_by = ACCOUNT_COORDINATOR,
            .created_at = maja_past(c, 6, 9, 0)},
        70);
    case_appointment(c,
                     &(struct case_appointment){.title = "Første samtale efter udskrivning",
                                                .kind = "appointment",
                                                .place = "Rusmiddelrådgivningen Skive",
                                                .status = "planned",
                                                .start_at = talk,
                                                .end_at = talk + 2700,
                                                .created_by = ACCOUNT_SUBSTANCE,
                                                .created_at = maja_past(c, 4, 11, 15)},
                     50);
    int64_t held = demo_at(c->world->today - 21, 9, 0);
    case_appointment(
        c,
        &(struct case_appointment){.title = "Netværksmøde",
                                   .kind = "network-meeting",
                                   .place = "Rådhuset, lokale 3",
                                   .agenda = "1. Majas punkter. 2. Bostøtte. 3. Arbejde.",
                                   .status = "held",
                                   .start_at = held,
                                   .end_at = held + 3600,
                                   .created_by = ACCOUNT_COORDINATOR,
                                   .created_at = held - 864000},
        90);
    case_note(c, -1, "Maja er indlagt på Voksenpsykiatrien Viborg, afsnit 2. Line passer katten.",
              ACCOUNT_COORDINATOR, maja_past(c, 7, 10, 30));
    case_note(c, -1,
              "Maja vil gerne have, at kun én ringer. Vi har aftalt, at det er Anders, til hun er "
              "hjemme.",
              ACCOUNT_COORDINATOR, maja_past(c, 5, 9, 0));
    case_note(c, PART_PSYCHIATRY,
              "Samtale om søvn og medicin. Maja sover bedre, når døren står på klem.",
              ACCOUNT_CONSULTANT, maja_past(c, 3, 11, 0));
    case_note(c, PART_SUBSTANCE, "Maja ringede selv for at aftale tid.", ACCOUNT_SUBSTANCE,
              maja_past(c, 4, 11, 5));
    case_note(c, PART_SOCIAL, "Bostøtteteamet har plads mandag og torsdag formiddag.",
              ACCOUNT_SOCIAL, maja_past(c, 3, 13, 0));
    case_intervention(c, PART_PSYCHIATRY, "Samtaler med kontaktperson", "in-progress",
                      c->world->today - 7, maja_discharge_day(c), maja_past(c, 7, 12, 0));
    case_intervention(c, PART_SUBSTANCE, "Motiverende samtaler", "in-progress",
                      c->world->today - 120, c->world->today + 120, maja_past(c, 120, 12, 0));
    case_intervention(c, PART_SOCIAL, "Bostøtte i eget hjem", "planned", maja_discharge_day(c),
                      c->world->today + 365, maja_past(c, 20, 12, 0));
    case_intervention(c, PART_JOB, "Virksomhedspraktik", "planned", maja_weekday(c, 17),
                      maja_weekday(c, 109), maja_past(c, 30, 12, 0));
}

/* The event that made the two plans pull apart. */
static void job_plan_change(struct demo_case *c)
{
    struct case_change change = {.at = maja_past(c, 1, 14, 20),
                                 .part = c->parts[PART_JOB].id,
                                 .entity = c->parts[PART_JOB].id,
                                 .class_code = "employment",
                                 .table = "contributing_plan",
                                 .action = "update",
                                 .title = c->parts[PART_JOB].title,
                                 .reason = "Arbejdspladsen kan bruge Maja med det samme.",
                                 .user = ACCOUNT_JOB};
    case_change_field(c, &change, "milestone_text", "Start på fuld tid om fire måneder",
                      "Start på fuld tid næste måned");
}

static void readers(struct demo_case *c)
{
    static const struct {
        int user, days, hour, minute;
        const char *basis;
    } seen[] = {
        {ACCOUNT_COORDINATOR, 1, 14, 40, "coordination"},
        {ACCOUNT_COORDINATOR, 1, 9, 0, "coordination"},
        {ACCOUNT_CONSULTANT, 1, 8, 35, "team"},
        {ACCOUNT_JOB, 1, 14, 12, "team"},
        {ACCOUNT_SOCIAL, 3, 12, 50, "team"},
        {ACCOUNT_SUBSTANCE, 4, 11, 1, "team"},
        {ACCOUNT_COORDINATOR, 5, 8, 45, "coordination"},
        {ACCOUNT_GP, 6, 12, 20, "team"},
        {ACCOUNT_CONSULTANT, 6, 13, 55, "team"},
        {ACCOUNT_SOCIAL, 6, 9, 15, "team"},
        {ACCOUNT_COORDINATOR, 7, 10, 20, "coordination"},
        {ACCOUNT_EDUCATION, 8, 14, 15, "own-part"},
        {ACCOUNT_SUBSTANCE, 13, 10, 10, "team"},
        {ACCOUNT_SOCIAL, 20, 13, 0, "team"},
        {ACCOUNT_JOB, 22, 9, 40, "team"},
        {-1, 5, 20, 15, "self"},
        {-1, 12, 21, 5, "self"},
    };
    for (size_t i = 0; i < ARRAY_LEN(seen); i++) {
        case_seen(c, "plan.show", seen[i].user, seen[i].basis,
                  maja_past(c, seen[i].days, seen[i].hour, seen[i].minute));
    }
    /* Somebody at a practice in Viborg took the wrong one of two names. */
    const struct demo_world *w = c->world;
    int stranger = w->units[w->places[1].sectors[SECTOR_GENERAL_PRACTICE]].first_user;
    case_seen(c, "plan.show", stranger, "none", maja_past(c, 9, 10, 32));
}

void demo_story_maja(struct demo_case *c)
{
    c->place = 0;
    c->practice = c->world->places[0].sectors[SECTOR_GENERAL_PRACTICE];
    c->coordinator = ACCOUNT_COORDINATOR;
    c->given = "Maja";
    person_and_plan(c);
    team(c);
    coordination(c);
    maja_plans(c);
    maja_goals(c);
    tasks_that_wait(c);
    tasks_in_hand(c);
    meetings_and_notes(c);
    job_plan_change(c);
    readers(c);
}

/* Maja Holm, the demo's first citizen: admitted for a week, on her way home, six parties around her,
 * two plans that pull apart and a coordinator who wants to hand over. */
#include "services/ctl/demo_case.h"

enum { PART_PSYCHIATRY, PART_SUBSTANCE, PART_SOCIAL, PART_JOB, PART_EDUCATION, PART_GP };
enum { GOAL_SLEEP, GOAL_HASH, GOAL_DAY };

/* The day n days from today, or the Monday after when that is a weekend. */
static int64_t weekday(const struct demo_case *c, int n)
{
    int64_t day = c->world->today + n;
    int at = calendar_weekday(calendar_from_number(day));
    return at > 5 ? day + 8 - at : day;
}

/* The day of the network meeting, and of the discharge after it. */
static int64_t meeting_day(const struct demo_case *c)
{
    return weekday(c, 2);
}

static int64_t discharge_day(const struct demo_case *c)
{
    int64_t day = meeting_day(c) + 1;
    return calendar_weekday(calendar_from_number(day)) > 5 ? day + 2 : day;
}

static int64_t past(const struct demo_case *c, int days, int hour, int minute)
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
                                           .admitted_unit = c->world->places[0].sectors[SECTOR_PSYCHIATRY] + 1,
                                           .created_by = ACCOUNT_COORDINATOR,
                                           .created_at = demo_at(start, 9, 0)});
    case_plan(c, &(struct case_plan){
        .status = "active",
        .complexity = "complex",
        .reason = "Maja er på vej hjem efter indlæggelse, og behandling, bolig og arbejde skal hænge sammen.",
        .target_group = "dual-diagnosis",
        .summary = "Først søvn og ro derhjemme. Én ringer til Maja. Arbejde kommer i små skridt, når hun kan sove.",
        .start = start, .end = DEMO_NO_DAY, .review = weekday(c, 44), .hold_until = DEMO_NO_DAY,
        .activated_at = demo_at(start + 3, 13, 0), .created_by = ACCOUNT_COORDINATOR,
        .created_at = demo_at(start, 9, 5), .changed_at = past(c, 7, 11, 20), .version = 4});
    case_change_field(c,
                      &(struct case_change){.at = past(c, 7, 11, 20), .entity = c->plan,
                                            .class_code = "core", .table = "joint_plan",
                                            .action = "update", .user = ACCOUNT_COORDINATOR,
                                            .reason = "Maja blev indlagt på Voksenpsykiatrien Viborg."},
                      "summary", "Søvn, arbejde og mindre hash. Vi følger op hver sjette uge.",
                      "Først søvn og ro derhjemme. Én ringer til Maja. Arbejde kommer i små skridt, når hun kan sove.");
    case_statement(c, "Jeg vil gerne sove og have ro. Jeg vil gerne arbejde igen.", -1, false,
                   past(c, 160, 19, 12));
    case_statement(c,
                   "Jeg vil gerne hjem til min lejlighed og min kat. Når alle ringer på samme tid, "
                   "lukker jeg ned. Sig det til mig én gang, og skriv det ned. Jeg vil gerne arbejde "
                   "igen, men ikke før jeg kan sove.",
                   -1, true, past(c, 5, 20, 31));
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
    struct case_member member = {.unit = -1, .replaces = -1, .from = c->start_day, .to = DEMO_NO_DAY,
                                 .phone_hours = "hverdage 8–15", .read_until = DEMO_NO_DAY,
                                 .added_by = ACCOUNT_COORDINATOR};
    for (size_t i = 0; i < ARRAY_LEN(people); i++) {
        member.user = people[i].user;
        member.contact_type = people[i].type;
        member.helps_with = people[i].helps;
        case_member(c, &member);
    }
    member = (struct case_member){.user = -1, .unit = -1, .replaces = -1, .outside_name = "Line Holm",
                                  .relationship = "søster", .phone = "12345660",
                                  .helps_with = "Med til møder, ikke om medicin",
                                  .from = c->start_day, .to = DEMO_NO_DAY, .read_until = DEMO_NO_DAY,
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
    case_handover(c, &(struct case_handover){
        .from = ACCOUNT_COORDINATOR, .to = ACCOUNT_SOCIAL, .deputy = ACCOUNT_SUBSTITUTE,
        .effective = discharge_day(c), .answer_by = c->world->today + 1,
        .note = "Maja kommer hjem og skal have én at ringe til i kommunen. Åbne punkter: bostøtten er "
                "ikke afgjort, jobplanen siger fuld tid før sommer, og egen læge har ikke svaret om "
                "medicin. Birgit kender medicinen, Sofie kender aftalerne om hash.",
        .status = "requested", .requested_at = past(c, 1, 9, 5)});
}

static const char *const psychiatry_text[] = {
    "Maja er indlagt frivilligt på afsnit 2 på grund af angst og manglende søvn.",
    "Maja vil gerne sove om natten og kunne være alene hjemme uden at være bange.",
    "Samtaler hver dag under indlæggelsen. Efter udskrivning telefonopkald mandag kl. 10 i fire uger.",
    "Medicinen er gennemgået sammen med Maja. Egen læge overtager, når han har sagt ja.",
    "Maja sover mindre end fire timer, svarer ikke på beskeder og holder op med at spise.",
    "Ingen krav om arbejde, før søvnen har været stabil i tre måneder.", NULL};
static const char *const substance_text[] = {
    "Maja vil ryge mindre hash og ikke klare det alene.",
    "Fire hverdage uden hash hver uge.",
    "Samtaler en gang om ugen. Den første er onsdagen efter udskrivning.",
    "Aftener alene, lønningsdag og når telefonen ringer mange gange.",
    "Line er med, når Maja ønsker det.", "Næste fælles samtale med psykiatrien er om seks uger.", NULL};
static const char *const social_text[] = {
    "Formålet er, at Maja kan blive boende i sin lejlighed og have en hverdag, der hænger sammen.",
    "Bostøtte 5 timer om ugen, mandag og torsdag formiddag, fra udskrivning.",
    "Støtten forventes at vare et år med opfølgning hver tredje måned.",
    "Maja er glad for lejligheden og har en kat. Line passer katten under indlæggelsen.",
    "Huslejen betales automatisk. Breve åbnes sammen med bostøtten.",
    "Maja får kun opkald fra én person.", NULL};
static const char *const job_text[] = {
    "Målet er fuld tid på lageret, hvor Maja arbejdede før.",
    "Faste mødetider og få mennesker på samme tid.",
    "Praktik 8 timer om ugen som første skridt.",
    "Den tidligere arbejdsplads vil gerne have Maja tilbage.",
    "Næste samtale er aftalt til efter netværksmødet.", NULL};
static const char *const education_text[] = {
    "Maja vil gerne tage dansk på HF som enkeltfag.", "Fast vejleder og mulighed for pauser.",
    "Skolen gemmer pladsen til næste hold.", "Vejlederen ringer i god tid før skolestart.", NULL};
static const char *const gp_text[] = {
    "Egen læge overtager opfølgning på medicin efter udskrivning.",
    "Første tid er en uge efter udskrivning, derefter hver tredje måned.",
    "Årskontrol og blodprøver er i orden.", "Maja vil gerne ses om formiddagen.", NULL};

static void add_part(struct demo_case *c, const struct case_part_row *row, int created_days,
                     int changed_days)
{
    struct case_part_row full = *row;
    full.unit = -1;
    full.created_at = past(c, created_days, 10, 0);
    full.changed_at = past(c, changed_days, 14, 20);
    full.hold_until = row->hold_until != 0 ? row->hold_until : DEMO_NO_DAY;
    full.follow_up = row->follow_up != 0 ? row->follow_up : DEMO_NO_DAY;
    full.end = row->end != 0 ? row->end : DEMO_NO_DAY;
    case_part(c, &full);
}

static void parts_of_treatment(struct demo_case *c)
{
    int64_t today = c->world->today;
    add_part(c, &(struct case_part_row){
        .type = "treatment-plan-psychiatry", .sector = SECTOR_PSYCHIATRY, .user = ACCOUNT_CONSULTANT,
        .status = "active", .start = today - 200, .end = today + 160, .follow_up = discharge_day(c),
        .next_step = "Udskrives til eget hjem. Medicin gennemgås med egen læge.",
        .bar = "Ingen krav om arbejde", .milestone_day = discharge_day(c), .milestone = "Udskrives",
        .summary = "Du er indlagt for at få ro og søvn. Du kommer hjem på fredag, hvis du synes, det føles rigtigt.",
        .assessment = "Søvnen er på vej op. Ro om aftaler og arbejde de næste måneder er vigtigere end nye krav.",
        .sentences = psychiatry_text, .version = 5}, 200, 4);
    add_part(c, &(struct case_part_row){
        .type = "treatment-plan-substance-use", .sector = SECTOR_SUBSTANCE_USE, .user = ACCOUNT_SUBSTANCE,
        .status = "active", .start = today - 120, .end = today + 120, .follow_up = weekday(c, 8),
        .next_step = "Første samtale efter udskrivning.", .bar = "Samtaler hver uge",
        .milestone_day = weekday(c, 8), .milestone = "Første samtale",
        .summary = "Du taler med Sofie en gang om ugen. Du bestemmer selv, hvor hurtigt det skal gå.",
        .assessment = "Maja har skåret ned. Forbruget hænger sammen med søvn, så de to ting skal følges ad.",
        .sentences = substance_text, .version = 3}, 120, 6);
    add_part(c, &(struct case_part_row){
        .type = "social-action-plan", .sector = SECTOR_SOCIAL, .user = ACCOUNT_SOCIAL, .status = "active",
        .start = today - 180, .end = today + 180, .follow_up = today - 2,
        .next_step = "Afgør bostøtte, så den er klar til udskrivning.", .bar = "Bostøtte 5 timer om ugen",
        .milestone_day = today - 2, .milestone = "Afgørelse",
        .summary = "Du får hjælp derhjemme to formiddage om ugen. Vi ringer og aftaler første gang.",
        .assessment = "Maja klarer meget selv. Hun mister overblikket, når flere ringer på samme tid.",
        .sentences = social_text, .version = 4}, 180, 3);
}

static void parts_of_work(struct demo_case *c)
{
    int64_t today = c->world->today;
    add_part(c, &(struct case_part_row){
        .type = "job-plan", .sector = SECTOR_EMPLOYMENT, .user = ACCOUNT_JOB, .status = "active",
        .start = today - 150, .end = today + 190, .follow_up = meeting_day(c),
        .next_step = "Karim har fået forslag om at flytte startdatoen.", .bar = "Fuldtidsjob",
        .milestone_day = weekday(c, 109), .milestone = "Start senere?",
        .summary = "Karim taler med din gamle arbejdsplads. Datoen er ikke endelig.",
        .assessment = "Maja vil gerne tilbage. Arbejdspladsen kan bruge hende fra næste måned.",
        .sentences = job_text, .version = 3}, 150, 1);
    add_part(c, &(struct case_part_row){
        .type = "education-plan", .sector = SECTOR_EDUCATION, .user = ACCOUNT_EDUCATION,
        .status = "on-hold", .status_reason = "På hold efter aftale med Maja, til hun er kommet hjem.",
        .start = today - 90, .end = today + 300, .hold_until = weekday(c, 118),
        .next_step = "HF-enkeltfag. Planen vender selv tilbage på listen.", .bar = "HF-enkeltfag",
        .milestone_day = weekday(c, 118), .milestone = "Genoptages",
        .summary = "Din plads på HF er gemt. Du begynder, når du er klar.",
        .assessment = "Maja er dygtig og vil gerne. Det skal begynde med ét fag.",
        .sentences = education_text, .version = 2}, 90, 8);
    add_part(c, &(struct case_part_row){
        .type = "gp-follow-up", .sector = SECTOR_GENERAL_PRACTICE, .user = ACCOUNT_GP, .status = "active",
        .start = today - 190, .end = today + 200, .follow_up = weekday(c, 6),
        .next_step = "Overtager opfølgning på medicin efter udskrivning.", .bar = "Medicin og årskontrol",
        .milestone_day = weekday(c, 6), .milestone = "Overtager",
        .summary = "Din egen læge tager over med medicinen. Du får en tid, ugen efter du er kommet hjem.",
        .assessment = "Fysisk helbred er godt. Der er brug for ro om medicinen.",
        .sentences = gp_text, .version = 2}, 190, 20);
    case_conflict(c, &(struct case_conflict){
        .part_a = PART_JOB, .part_b = PART_PSYCHIATRY, .text_a = "Fuldtidsjob",
        .text_b = "Ingen krav om arbejde", .from = weekday(c, 17), .to = weekday(c, 109),
        .note = "Punkt 3 på mødet. Karim Nasser er bedt om at flytte datoen.",
        .created_by = ACCOUNT_COORDINATOR, .created_at = past(c, 1, 14, 25)});
}

static void goals(struct demo_case *c)
{
    static const struct {
        const char *title, *target, *achievement;
        int total, done;
    } told[] = {
        {"Jeg vil sove om natten og have ro i kroppen", "Seks timer fem nætter om ugen", "improving", 5, 2},
        {"Jeg vil ryge mindre hash og ikke klare det alene", "Fire hverdage uden hash", "in-progress", 4, 1},
        {"Jeg vil have noget at stå op til", "En fast aftale tre dage om ugen", "in-progress", 3, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(told); i++)
        case_goal(c, &(struct case_goal){.title = told[i].title, .target = told[i].target,
            .expressed_by = "citizen", .part = -1, .start = c->start_day,
            .due = weekday(c, 60 + 30 * (int)i), .measure = i == 0 ? weekday(c, 16) : DEMO_NO_DAY,
            .lifecycle = "active", .achievement = told[i].achievement, .steps_total = told[i].total,
            .steps_done = told[i].done, .created_by = ACCOUNT_COORDINATOR,
            .created_at = demo_at(c->start_day + 2, 10, 0)});
    case_contribution(c, GOAL_SLEEP, SECTOR_PSYCHIATRY, "in-progress");
    case_contribution(c, GOAL_SLEEP, SECTOR_SUBSTANCE_USE, "in-progress");
    case_contribution(c, GOAL_SLEEP, SECTOR_GENERAL_PRACTICE, "waiting");
    case_contribution(c, GOAL_HASH, SECTOR_SUBSTANCE_USE, "in-progress");
    case_contribution(c, GOAL_HASH, SECTOR_SOCIAL, "late");
    case_contribution(c, GOAL_DAY, SECTOR_EMPLOYMENT, "conflict");
    case_contribution(c, GOAL_DAY, SECTOR_EDUCATION, "on-hold");
    case_progress(c, GOAL_SLEEP, "Maja har sovet seks timer to nætter i træk på afdelingen.", "improving",
                  2, ACCOUNT_COORDINATOR, past(c, 3, 8, 40));
    case_progress(c, GOAL_SLEEP, "Fast sengetid er aftalt og skrevet ned.", "in-progress", 1,
                  ACCOUNT_CONSULTANT, past(c, 6, 14, 5));
    case_progress(c, GOAL_HASH, "Fem dage uden hash på afdelingen.", "in-progress", 1,
                  ACCOUNT_SUBSTANCE, past(c, 2, 13, 30));
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
        .description = "Maja vil gerne ses hos dig en uge efter udskrivning. Birgit Sø er ansvarlig, til du siger ja.",
        .plain = "Din læge tager over med medicin.", .sector = SECTOR_GENERAL_PRACTICE, .goal = GOAL_SLEEP,
        .requester = ACCOUNT_CONSULTANT, .performer = ACCOUNT_GP, .due = weekday(c, 6),
        .answer_by = today - 1, .priority = "high", .status = "proposed",
        .proposed_at = past(c, 6, 11, 0)});
    add_task(c, (struct case_task){.title = "Flyt startdato for fuldtidsjob",
        .description = "Behandlingsplanen siger ingen krav om arbejde før sommer. Maja har skrevet, at hun ikke kan begynde på fuld tid nu.",
        .plain = "Karim flytter datoen for arbejde.", .sector = SECTOR_EMPLOYMENT, .goal = GOAL_DAY,
        .requester = ACCOUNT_SOCIAL, .performer = ACCOUNT_JOB, .due = meeting_day(c),
        .answer_by = meeting_day(c), .status = "proposed", .proposed_at = past(c, 1, 15, 10)});
    add_task(c, (struct case_task){.title = "Kør Maja hjem fra afdelingen",
        .description = "Maja har sagt ja til, at du kører hende. Hun vil gerne forbi og hente katten hos Line på vejen.",
        .plain = "Du bliver kørt hjem, og I henter katten på vejen.", .sector = SECTOR_PSYCHIATRY, .goal = -1,
        .requester = ACCOUNT_COORDINATOR, .performer = ACCOUNT_SOCIAL, .due = discharge_day(c),
        .due_time = "11:00", .answer_by = meeting_day(c), .status = "proposed",
        .proposed_at = past(c, 1, 9, 6)});
    add_task(c, (struct case_task){.title = "Søg om betalt kørsel til samtaler",
        .description = "Gælder de første tre måneder efter udskrivning.",
        .plain = "Vi søger om, at du kan blive kørt til dine samtaler.", .sector = SECTOR_SOCIAL, .goal = -1,
        .requester = ACCOUNT_COORDINATOR, .kind = PERFORMER_UNIT,
        .performer = c->world->places[0].sectors[SECTOR_SOCIAL], .due = weekday(c, 10),
        .status = "proposed", .proposed_at = past(c, 3, 10, 40)});
    add_task(c, (struct case_task){.title = "Genoptag plan for HF-enkeltfag",
        .description = "Ring til Maja i god tid før skolestart.", .plain = "Din plads på HF bliver taget op igen.",
        .sector = SECTOR_EDUCATION, .goal = GOAL_DAY, .requester = ACCOUNT_SOCIAL,
        .performer = ACCOUNT_EDUCATION, .due = weekday(c, 118), .status = "on-hold",
        .status_text = "Venter, til Maja er kommet hjem.", .hold_until = weekday(c, 118),
        .held_status = "accepted", .proposed_at = past(c, 14, 9, 30), .answered_at = past(c, 12, 10, 0)});
}

static void tasks_in_hand(struct demo_case *c)
{
    add_task(c, (struct case_task){.title = "Afgør bostøtte, 5 timer om ugen",
        .description = "Bostøtte 5 timer om ugen, mandag og torsdag formiddag, fra udskrivning. Støtten hjælper med indkøb og aftaler.",
        .plain = "Du får hjælp derhjemme to formiddage om ugen. Vi ringer og aftaler første gang.",
        .sector = SECTOR_SOCIAL, .goal = GOAL_HASH, .requester = ACCOUNT_COORDINATOR,
        .performer = ACCOUNT_SOCIAL, .due = c->world->today - 2, .priority = "high",
        .status = "in-progress", .proposed_at = past(c, 21, 10, 0), .answered_at = past(c, 20, 13, 15)});
    add_task(c, (struct case_task){.title = "Send udskrivningsaftalen til alle parter",
        .description = "Aftalen sendes, når Maja har læst den og sagt ja.",
        .plain = "Alle får den samme aftale, så de ved, hvad I har aftalt.", .sector = SECTOR_PSYCHIATRY,
        .goal = -1, .requester = ACCOUNT_CONSULTANT, .performer = ACCOUNT_COORDINATOR,
        .due = meeting_day(c), .status = "in-progress", .proposed_at = past(c, 5, 8, 50),
        .answered_at = past(c, 5, 9, 20)});
    add_task(c, (struct case_task){.title = "Gør kriseplanen færdig",
        .description = "Det er Majas egne ord. Line hjælper.", .plain = "Gør kriseplanen færdig med Line.",
        .sector = -1, .goal = GOAL_SLEEP, .requester = ACCOUNT_COORDINATOR, .kind = PERFORMER_CITIZEN,
        .due = meeting_day(c), .status = "in-progress", .proposed_at = past(c, 5, 14, 0),
        .answered_at = past(c, 4, 19, 40)});
    add_task(c, (struct case_task){.title = "Første samtale efter udskrivning",
        .description = "Samtalen kan holdes hos os eller hjemme hos Maja.",
        .plain = "Sofie taler med dig om hash.", .sector = SECTOR_SUBSTANCE_USE, .goal = GOAL_HASH,
        .requester = ACCOUNT_COORDINATOR, .performer = ACCOUNT_SUBSTANCE, .due = weekday(c, 8),
        .due_time = "13:00", .status = "accepted", .proposed_at = past(c, 5, 13, 0),
        .answered_at = past(c, 4, 11, 12)});
}

static void meetings_and_notes(struct demo_case *c)
{
    int64_t meeting = demo_at(meeting_day(c), 10, 0), talk = demo_at(weekday(c, 8), 13, 0);
    case_appointment(c, &(struct case_appointment){.title = "Netværksmøde før udskrivning",
        .kind = "network-meeting", .place = "Afsnit 2 i Viborg og video",
        .agenda = "1. Hvem ringer til mig, når jeg kommer hjem? (Majas punkt) 2. Jeg kan ikke begynde på fuld tid (Majas punkt) "
                  "3. To planer strider mod hinanden 4. Medicin efter udskrivning 5. Ny koordinator",
        .status = "planned", .start_at = meeting, .end_at = meeting + 3600,
        .created_by = ACCOUNT_COORDINATOR, .created_at = past(c, 6, 9, 0)}, 70);
    case_appointment(c, &(struct case_appointment){.title = "Første samtale efter udskrivning",
        .kind = "appointment", .place = "Rusmiddelrådgivningen Skive", .status = "planned",
        .start_at = talk, .end_at = talk + 2700, .created_by = ACCOUNT_SUBSTANCE,
        .created_at = past(c, 4, 11, 15)}, 50);
    int64_t held = demo_at(c->world->today - 21, 9, 0);
    case_appointment(c, &(struct case_appointment){.title = "Netværksmøde", .kind = "network-meeting",
        .place = "Rådhuset, lokale 3", .agenda = "1. Majas punkter. 2. Bostøtte. 3. Arbejde.",
        .status = "held", .start_at = held, .end_at = held + 3600, .created_by = ACCOUNT_COORDINATOR,
        .created_at = held - 864000}, 90);
    case_note(c, -1, "Maja er indlagt på Voksenpsykiatrien Viborg, afsnit 2. Line passer katten.",
              ACCOUNT_COORDINATOR, past(c, 7, 10, 30));
    case_note(c, -1, "Maja vil gerne have, at kun én ringer. Vi har aftalt, at det er Anders, til hun er hjemme.",
              ACCOUNT_COORDINATOR, past(c, 5, 9, 0));
    case_note(c, PART_PSYCHIATRY, "Samtale om søvn og medicin. Maja sover bedre, når døren står på klem.",
              ACCOUNT_CONSULTANT, past(c, 3, 11, 0));
    case_note(c, PART_SUBSTANCE, "Maja ringede selv for at aftale tid.", ACCOUNT_SUBSTANCE,
              past(c, 4, 11, 5));
    case_note(c, PART_SOCIAL, "Bostøtteteamet har plads mandag og torsdag formiddag.", ACCOUNT_SOCIAL,
              past(c, 3, 13, 0));
    case_intervention(c, PART_PSYCHIATRY, "Samtaler med kontaktperson", "in-progress",
                      c->world->today - 7, discharge_day(c), past(c, 7, 12, 0));
    case_intervention(c, PART_SUBSTANCE, "Motiverende samtaler", "in-progress", c->world->today - 120,
                      c->world->today + 120, past(c, 120, 12, 0));
    case_intervention(c, PART_SOCIAL, "Bostøtte i eget hjem", "planned", discharge_day(c),
                      c->world->today + 365, past(c, 20, 12, 0));
    case_intervention(c, PART_JOB, "Virksomhedspraktik", "planned", weekday(c, 17), weekday(c, 109),
                      past(c, 30, 12, 0));
}

/* The event that made the two plans pull apart. */
static void job_plan_change(struct demo_case *c)
{
    struct case_change change = {.at = past(c, 1, 14, 20), .part = c->parts[PART_JOB].id,
                                 .entity = c->parts[PART_JOB].id, .class_code = "employment",
                                 .table = "contributing_plan", .action = "update",
                                 .title = c->parts[PART_JOB].title,
                                 .reason = "Arbejdspladsen kan bruge Maja før sommer.", .user = ACCOUNT_JOB};
    case_change_field(c, &change, "milestone_text", "Start på fuld tid efter sommer",
                      "Start på fuld tid næste måned");
}

static void readers(struct demo_case *c)
{
    static const struct {
        int user, days, hour, minute;
        const char *basis;
    } seen[] = {
        {ACCOUNT_COORDINATOR, 0, 7, 50, "coordination"}, {ACCOUNT_COORDINATOR, 1, 9, 0, "coordination"},
        {ACCOUNT_CONSULTANT, 1, 8, 35, "team"},          {ACCOUNT_JOB, 1, 14, 12, "team"},
        {ACCOUNT_SOCIAL, 3, 12, 50, "team"},             {ACCOUNT_SUBSTANCE, 4, 11, 1, "team"},
        {ACCOUNT_COORDINATOR, 5, 8, 45, "coordination"}, {ACCOUNT_GP, 6, 12, 20, "team"},
        {ACCOUNT_CONSULTANT, 6, 13, 55, "team"},         {ACCOUNT_SOCIAL, 6, 9, 15, "team"},
        {ACCOUNT_COORDINATOR, 7, 10, 20, "coordination"}, {ACCOUNT_EDUCATION, 8, 14, 15, "own-part"},
        {ACCOUNT_SUBSTANCE, 13, 10, 10, "team"},         {ACCOUNT_SOCIAL, 20, 13, 0, "team"},
        {ACCOUNT_JOB, 22, 9, 40, "team"},                {-1, 5, 20, 15, "self"},
        {-1, 12, 21, 5, "self"},
    };
    for (size_t i = 0; i < ARRAY_LEN(seen); i++) {
        int64_t at = past(c, seen[i].days, seen[i].hour, seen[i].minute);
        case_seen(c, "plan.show", seen[i].user, seen[i].basis,
                  at < c->world->now ? at : c->world->now - 300);
    }
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
    parts_of_treatment(c);
    parts_of_work(c);
    goals(c);
    tasks_that_wait(c);
    tasks_in_hand(c);
    meetings_and_notes(c);
    job_plan_change(c);
    readers(c);
}

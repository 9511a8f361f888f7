/* Maja's six contributing plans, the two that pull apart, and her goals. */
#include "services/ctl/demo_maja.h"

static const char *const psychiatry_text[] = {
    "Maja er indlagt frivilligt på afsnit 2 på grund af angst og manglende søvn.",
    "Maja vil gerne sove om natten og kunne være alene hjemme uden at være bange.",
    "Samtaler hver dag nu. Efter udskrivning opkald mandag kl. 10 i fire uger.",
    "Medicinen er gennemgået sammen med Maja. Egen læge overtager, når han har sagt ja.",
    "Maja sover mindre end fire timer, svarer ikke på beskeder og holder op med at spise.",
    "Ingen krav om arbejde, før søvnen har været stabil i tre måneder.",
    NULL};
static const char *const substance_text[] = {
    "Maja vil ryge mindre hash og ikke klare det alene.",
    "Fire hverdage uden hash hver uge.",
    "Samtaler en gang om ugen. Den første er kort efter udskrivning.",
    "Aftener alene, lønningsdag og når telefonen ringer mange gange.",
    "Line er med, når Maja ønsker det.",
    "Næste fælles samtale med psykiatrien er om seks uger.",
    NULL};
static const char *const social_text[] = {
    "Formålet er, at Maja kan blive boende i sin lejlighed og have en hverdag, der hænger sammen.",
    "Bostøtte 5 timer om ugen, mandag og torsdag formiddag, fra udskrivning.",
    "Støtten forventes at vare et år med opfølgning hver tredje måned.",
    "Maja er glad for lejligheden og har en kat. Line passer katten under indlæggelsen.",
    "Huslejen betales automatisk. Breve åbnes sammen med bostøtten.",
    "Maja får kun opkald fra én person.",
    NULL};
static const char *const job_text[] = {"Målet er fuld tid på lageret, hvor Maja arbejdede før.",
                                       "Faste mødetider og få mennesker på samme tid.",
                                       "Praktik 8 timer om ugen som første skridt.",
                                       "Den tidligere arbejdsplads vil gerne have Maja tilbage.",
                                       "Næste samtale er aftalt til efter netværksmødet.",
                                       NULL};
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
    full.created_at = maja_past(c, created_days, 10, 0);
    full.changed_at = maja_past(c, changed_days, 14, 20);
    full.hold_until = row->hold_until != 0 ? row->hold_until : DEMO_NO_DAY;
    full.follow_up = row->follow_up != 0 ? row->follow_up : DEMO_NO_DAY;
    full.end = row->end != 0 ? row->end : DEMO_NO_DAY;
    case_part(c, &full);
}

static void parts_of_treatment(struct demo_case *c)
{
    int64_t today = c->world->today;
    add_part(
        c,
        &(struct case_part_row){
            .type = "treatment-plan-psychiatry",
            .sector = SECTOR_PSYCHIATRY,
            .user = ACCOUNT_CONSULTANT,
            .status = "active",
            .start = today - 200,
            .end = today + 160,
            .follow_up = maja_discharge_day(c),
            .next_step = "Udskrives til eget hjem. Medicin gennemgås med egen læge.",
            .bar = "Ingen krav om arbejde",
            .milestone_day = maja_discharge_day(c),
            .milestone = "Udskrives",
            .summary =
                "Du er indlagt for at få ro og søvn. Du kommer snart hjem, når det føles rigtigt.",
            .assessment = "Søvnen er på vej op. Ro om aftaler og arbejde de næste måneder er "
                          "vigtigere end nye krav.",
            .sentences = psychiatry_text,
            .version = 5},
        200, 4);
    add_part(
        c,
        &(struct case_part_row){
            .type = "treatment-plan-substance-use",
            .sector = SECTOR_SUBSTANCE_USE,
            .user = ACCOUNT_SUBSTANCE,
            .status = "active",
            .start = today - 120,
            .end = today + 120,
            .follow_up = maja_weekday(c, 8),
            .next_step = "Første samtale efter udskrivning.",
            .bar = "Samtaler hver uge",
            .milestone_day = maja_weekday(c, 8),
            .milestone = "Første samtale",
            .summary =
                "Du taler med Sofie en gang om ugen. Du bestemmer selv, hvor hurtigt det skal gå.",
            .assessment = "Maja har skåret ned. Forbruget hænger sammen med søvn, så de to ting "
                          "skal følges ad.",
            .sentences = substance_text,
            .version = 3},
        199, 6);
    add_part(
        c,
        &(struct case_part_row){
            .type = "social-action-plan",
            .sector = SECTOR_SOCIAL,
            .user = ACCOUNT_SOCIAL,
            .status = "active",
            .start = today - 180,
            .end = today + 180,
            .follow_up = today - 2,
            .next_step = "Afgør bostøtte, så den er klar til udskrivning.",
            .bar = "Bostøtte 5 timer om ugen",
            .milestone_day = today - 2,
            .milestone = "Afgørelse",
            .summary =
                "Du får hjælp derhjemme to formiddage om ugen. Vi ringer og aftaler første gang.",
            .assessment =
                "Maja klarer meget selv. Hun mister overblikket, når flere ringer på samme tid.",
            .sentences = social_text,
            .version = 4},
        198, 3);
}

static void parts_of_work(struct demo_case *c)
{
    int64_t today = c->world->today;
    add_part(
        c,
        &(struct case_part_row){
            .type = "job-plan",
            .sector = SECTOR_EMPLOYMENT,
            .user = ACCOUNT_JOB,
            .status = "active",
            .start = today - 150,
            .end = today + 190,
            .follow_up = maja_meeting_day(c),
            .next_step = "Karim har fået forslag om at flytte startdatoen.",
            .bar = "Fuldtidsjob",
            .milestone_day = maja_weekday(c, 109),
            .milestone = "Start senere?",
            .summary = "Karim taler med din gamle arbejdsplads. Datoen er ikke endelig.",
            .assessment = "Maja vil gerne tilbage. Arbejdspladsen kan bruge hende fra næste måned.",
            .sentences = job_text,
            .version = 3},
        197, 1);
    add_part(c,
             &(struct case_part_row){
                 .type = "education-plan",
                 .sector = SECTOR_EDUCATION,
                 .user = ACCOUNT_EDUCATION,
                 .status = "on-hold",
                 .status_reason = "På hold efter aftale med Maja, til hun er kommet hjem.",
                 .start = today - 90,
                 .end = today + 300,
                 .hold_until = maja_weekday(c, 118),
                 .next_step = "HF-enkeltfag. Planen vender selv tilbage på listen.",
                 .bar = "HF-enkeltfag",
                 .milestone_day = maja_weekday(c, 118),
                 .milestone = "Genoptages",
                 .summary = "Din plads på HF er gemt. Du begynder, når du er klar.",
                 .assessment = "Maja er dygtig og vil gerne. Det skal begynde med ét fag.",
                 .sentences = education_text,
                 .version = 2},
             196, 8);
    add_part(c,
             &(struct case_part_row){
                 .type = "gp-follow-up",
                 .sector = SECTOR_GENERAL_PRACTICE,
                 .user = ACCOUNT_GP,
                 .status = "active",
                 .start = today - 190,
                 .end = today + 200,
                 .follow_up = maja_weekday(c, 6),
                 .next_step = "Overtager opfølgning på medicin efter udskrivning.",
                 .bar = "Medicin og årskontrol",
                 .milestone_day = maja_weekday(c, 6),
                 .milestone = "Overtager",
                 .summary = "Din egen læge tager over med medicinen. Du får en tid, ugen efter du "
                            "er kommet hjem.",
                 .assessment = "Fysisk helbred er godt. Der er brug for ro om medicinen.",
                 .sentences = gp_text,
                 .version = 2},
             195, 20);
    case_conflict(c, &(struct case_conflict){
                         .part_a = PART_JOB,
                         .part_b = PART_PSYCHIATRY,
                         .text_a = "Fuldtidsjob",
                         .text_b = "Ingen krav om arbejde",
                         .from = maja_weekday(c, 17),
                         .to = maja_weekday(c, 109),
                         .note = "Punkt 3 på mødet. Karim Nasser er bedt om at flytte datoen.",
                         .created_by = ACCOUNT_COORDINATOR,
                         .created_at = maja_past(c, 1, 14, 25)});
}

void maja_plans(struct demo_case *c)
{
    parts_of_treatment(c);
    parts_of_work(c);
}

void maja_goals(struct demo_case *c)
{
    static const struct {
        const char *title, *target, *achievement;
        int total, done;
    } told[] = {
        {"Jeg vil sove om natten og have ro i kroppen", "Seks timer fem nætter om ugen",
         "improving", 5, 2},
        {"Jeg vil ryge mindre hash og ikke klare det alene", "Fire hverdage uden hash",
         "in-progress", 4, 1},
        {"Jeg vil have noget at stå op til", "En fast aftale tre dage om ugen", "in-progress", 3,
         0},
    };
    for (size_t i = 0; i < ARRAY_LEN(told); i++)
        case_goal(c, &(struct case_goal){.title = told[i].title,
                                         .target = told[i].target,
                                         .expressed_by = "citizen",
                                         .part = -1,
                                         .start = c->start_day,
                                         .due = maja_weekday(c, 60 + 30 * (int)i),
                                         .measure = i == 0 ? maja_weekday(c, 16) : DEMO_NO_DAY,
                                         .lifecycle = "active",
                                         .achievement = told[i].achievement,
                                         .steps_total = told[i].total,
                                         .steps_done = told[i].done,
                                         .created_by = ACCOUNT_COORDINATOR,
                                         .created_at = demo_at(c->start_day + 2, 10, 0)});
    case_contribution(c, GOAL_SLEEP, SECTOR_PSYCHIATRY, "in-progress");
    case_contribution(c, GOAL_SLEEP, SECTOR_SUBSTANCE_USE, "in-progress");
    case_contribution(c, GOAL_SLEEP, SECTOR_GENERAL_PRACTICE, "waiting");
    case_contribution(c, GOAL_HASH, SECTOR_SUBSTANCE_USE, "in-progress");
    case_contribution(c, GOAL_HASH, SECTOR_SOCIAL, "late");
    case_contribution(c, GOAL_DAY, SECTOR_EMPLOYMENT, "conflict");
    case_contribution(c, GOAL_DAY, SECTOR_EDUCATION, "on-hold");
    case_progress(c, GOAL_SLEEP, "Maja har sovet seks timer to nætter i træk på afdelingen.",
                  "improving", 2, ACCOUNT_COORDINATOR, maja_past(c, 3, 8, 40));
    case_progress(c, GOAL_SLEEP, "Fast sengetid er aftalt og skrevet ned.", "in-progress", 1,
                  ACCOUNT_CONSULTANT, maja_past(c, 6, 14, 5));
    case_progress(c, GOAL_HASH, "Fem dage uden hash på afdelingen.", "in-progress", 1,
                  ACCOUNT_SUBSTANCE, maja_past(c, 2, 13, 30));
}

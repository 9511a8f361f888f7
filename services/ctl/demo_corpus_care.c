/* What psychiatry and substance-use treatment write. */
#include "services/ctl/demo_corpus.h"

static const char *const psychiatry_types[] = {
    "treatment-plan-psychiatry", "discharge-agreement", "discharge-coordination-plan",
    "coordinated-action-plan",   "coordination-plan",   NULL};
static const char *const psychiatry_bars[] = {
    "Ambulante samtaler",      "Behandling i dagtilbud", "Indlagt", "Ro og faste aftaler",
    "Samtaler hver anden uge", "Medicin trappes ned",    NULL};
static const char *const psychiatry_milestones[] = {
    "Udskrives",         "Status med overlæge",    "Ny måling af trivsel",
    "Medicin gennemgås", "Overgang til egen læge", NULL};
static const char *const psychiatry_next_steps[] = {
    "Samtale om medicin og søvn.",
    "Ring til {navn} og aftal næste besøg.",
    "Gennemgå tidlige tegn sammen med {navn}.",
    "Fælles samtale med egen læge.",
    "Status på behandlingen, {navn} har tid med sin kontaktperson.",
    "Send opdateret medicinliste, når {navn} har set den.",
    NULL};
static const char *const psychiatry_summaries[] = {
    "Du går til samtale hver anden uge. Din kontaktperson ringer, hvis du ikke kommer.",
    "Du får behandling for angst og hjælp til at sove. Vi ser på medicinen sammen.",
    "Vi hjælper dig med at mærke, når det begynder at gå den forkerte vej.",
    "Du bestemmer selv tempoet. Vi aftaler kun det, du kan overskue.",
    "Når du er udskrevet, ringer afdelingen til dig inden for tre dage.",
    "Du og din læge taler om, hvad der hjælper, og hvad der ikke gør.",
    NULL};
static const char *const psychiatry_assessments[] = {
    "Søvnen er bedre, og {navn} kommer til de fleste aftaler. Behandlingen fortsætter uændret.",
    "{navn} har det svært i perioder med mange krav. Vi anbefaler ro om aftaler de næste måneder.",
    "Der er god virkning af behandlingen. Næste skridt er at bruge det i hverdagen.",
    "Det vigtigste nu er stabile rammer. For mange skift på samme tid kan give tilbagefald.",
    "Vi vurderer, at der er brug for støtte hjemme, for at behandlingen kan lykkes.",
    "{navn} kender sine tidlige tegn og beder selv om hjælp. Det er et stort skridt.",
    NULL};
static const char *const psychiatry_sentences[] = {
    "{navn} har fået konstateret en angstlidelse og har haft perioder med depression.",
    "Samtaler med fast kontaktperson hver anden uge, gerne om eftermiddagen.",
    "{navn} ønsker at forstå, hvorfor kroppen reagerer, og hvad der kan gøres ved det.",
    "Kognitiv terapi i gruppe er tilbudt. {navn} vil hellere have samtaler alene indtil videre.",
    "Medicinen er gennemgået. Ændringer aftales altid med {navn} og egen læge.",
    "Tidlige tegn er mindre søvn, at {navn} lader være med at svare telefonen, og mere uro.",
    "Hvis {navn} ikke har sovet tre nætter i træk, ringes til kontaktpersonen samme dag.",
    "Målet er, at {navn} kan være alene hjemme uden at være bange.",
    "Behandlingen er aftalt med {navn}, som har fået planen med hjem.",
    "Efter udskrivning er der telefonisk opfølgning inden for tre hverdage.",
    "Pårørende er med til samtaler, når {navn} ønsker det.",
    "Der er talt om, hvad {navn} ønsker, hvis det igen bliver nødvendigt med en indlæggelse.",
    "Der arbejdes med en fast døgnrytme og med at gå ud hver dag, også når det er svært.",
    "{navn} bruger vejrtrækning og musik, når uroen kommer, og vil gerne lære flere måder.",
    "Fysisk helbred følges af egen læge. Blodprøver tages to gange om året.",
    "Kontakt til behandlingsansvarlig uden for åbningstid går gennem døgnvagten.",
    NULL};
static const char *const psychiatry_notes[] = {
    "{navn} kom til samtalen og fortalte om en god uge med mere søvn.",
    "{navn} mødte ikke. Vi ringede, og der er aftalt en ny tid.",
    "Talt om medicin. {navn} er træt om morgenen og vil gerne have ændret tidspunktet.",
    "Gennemgik tidlige tegn og rettede kriseplanen sammen.",
    "{navn} havde søsteren med. Det gav ro i samtalen.",
    "Målt trivsel i dag. {navn} synes selv, at tallet passer.",
    NULL};
static const char *const psychiatry_interventions[] = {"Samtaler med kontaktperson",
                                                       "Kognitiv terapi",
                                                       "Gennemgang af medicin",
                                                       "Undervisning i angst og søvn",
                                                       "Hjemmebesøg fra opsøgende team",
                                                       "Måling af trivsel",
                                                       NULL};
static const char *const psychiatry_goals[] = {"Sove mindst seks timer om natten",
                                               "Kende mine tidlige tegn og sige det højt",
                                               "Kunne tage bussen alene",
                                               "Klare en dårlig dag uden at blive indlagt",
                                               "Forstå min medicin og være med til at bestemme",
                                               NULL};
static const char *const psychiatry_helps[] = {"Behandling og medicin", "Udskrivning",
                                               "Samtaler og kriseplan", "Opsøgende støtte", NULL};
static const struct demo_task_text psychiatry_tasks[] = {
    {"Send udskrivningsaftalen til alle parter",
     "Aftalen sendes, når {navn} har læst den og sagt ja.",
     "Alle får den samme aftale, så de ved, hvad I har aftalt."},
    {"Ring til {navn} tre dage efter udskrivning", "Spørg til søvn, mad og medicin.",
     "Afdelingen ringer til dig tre dage efter, du er kommet hjem."},
    {"Gennemgå medicin sammen med egen læge",
     "Fælles gennemgang, så der kun er én liste, som gælder.",
     "Lægerne ser på din medicin sammen."},
    {"Afklar, hvem der har ansvaret for blodprøver", "Det skal stå i planen, hvem der bestiller.",
     NULL},
    {"Opdater kriseplanen med nye telefonnumre", "Døgnvagten har fået nyt nummer.",
     "Telefonnumrene i din kriseplan bliver rettet."},
    {"Book samtale med overlægen", "{navn} ønsker at tale om diagnosen.", NULL},
    {"Skriv kort status til mødet", "Højst en halv side i et sprog, som {navn} kan bruge.", NULL},
    {"Aftal fremskudt besøg fra kommunen på afdelingen", NULL,
     "Kommunen besøger dig, mens du er indlagt."},
    {"Undersøg ventetid til angstgruppe", NULL, "Vi finder ud af, hvornår der er plads."},
    {"Tal med {navn} om, hvad der hjalp sidst", "Brug det til at rette planen.", NULL},
    {NULL, NULL, NULL}};

const struct demo_sector demo_psychiatry = {
    "psychiatry",          psychiatry_types,         psychiatry_bars,        psychiatry_milestones,
    psychiatry_next_steps, psychiatry_summaries,     psychiatry_assessments, psychiatry_sentences,
    psychiatry_notes,      psychiatry_interventions, psychiatry_goals,       psychiatry_helps,
    psychiatry_tasks};

static const char *const substance_types[] = {"treatment-plan-substance-use",
                                              "coordinated-action-plan", NULL};
static const char *const substance_bars[] = {"Samtaler hver uge", "Dagbehandling", "Nedtrapning",
                                             "Støtte efter behandling", NULL};
static const char *const substance_milestones[] = {"Første samtale", "Tre måneder uden hash",
                                                   "Midtvejssamtale", "Afslutning", NULL};
static const char *const substance_next_steps[] = {"Første samtale efter udskrivning.",
                                                   "Tal om weekender og penge.",
                                                   "{navn} tager dagbogen med til næste samtale.",
                                                   "Fælles samtale med kontaktpersonen.",
                                                   "Aftal, hvad {navn} gør, når trangen kommer.",
                                                   NULL};
static const char *const substance_summaries[] = {
    "Du går til samtale en gang om ugen. Du bestemmer selv, hvor hurtigt det skal gå.",
    "Vi taler om, hvornår du får lyst til at ryge, og hvad du kan gøre i stedet.",
    "Du er i gang med at skære ned. Det er okay, hvis det ikke lykkes hver dag.",
    "Du er færdig med behandlingen. Vi ringer til dig hver måned i et halvt år.",
    "Behandlingen er gratis, og du kan altid begynde igen.",
    NULL};
static const char *const substance_assessments[] = {
    "{navn} har skåret ned og har flere hverdage uden. Weekender er stadig svære.",
    "Forbruget hænger sammen med søvn. Derfor skal behandling og søvn tænkes sammen.",
    "{navn} møder stabilt op og er ærlig om tilbagefald. Det gør arbejdet lettere.",
    "Vi anbefaler, at der ikke stilles nye krav, før de første tre måneder er gået.",
    "Netværket betyder meget. Det går bedst, når søster eller venner er med.",
    NULL};
static const char *const substance_sentences[] = {
    "{navn} ønsker at ryge mindre hash og på sigt at stoppe helt.",
    "Der er aftalt samtaler en gang om ugen de første tre måneder.",
    "Nedtrapning sker i små skridt, som {navn} selv er med til at vælge.",
    "Situationer med risiko er lønningsdag, ensomme aftener og gamle venner.",
    "{navn} skriver ned, hvornår trangen kommer, og hvad der hjælper.",
    "Ved tilbagefald fortsætter behandlingen. Der er ingen straf og ingen løftet pegefinger.",
    "Der er tilbud om gruppe for unge under 30. {navn} overvejer det.",
    "Psykiatrien og rusmiddelbehandlingen holder fælles samtale hver sjette uge.",
    "Efter behandlingen er der opfølgning hver måned i seks måneder.",
    "{navn} vil gerne bruge fritiden på noget andet, især fodbold og madlavning.",
    "Urinprøver tages kun efter aftale og kun, når {navn} selv ønsker det.",
    "Behandlingen er begyndt senest 14 dage efter, at {navn} bad om den.",
    NULL};
static const char *const substance_notes[] = {
    "{navn} har haft fem dage uden hash og er stolt af det.",
    "Tilbagefald i weekenden. Vi talte om, hvad der gik forud, uden bebrejdelser.",
    "{navn} har slettet to numre i telefonen.",
    "Aftalt, at {navn} ringer før fredag, hvis trangen bliver stor.",
    "{navn} aflyste på grund af angst. Vi tog samtalen i telefonen i stedet.",
    NULL};
static const char *const substance_interventions[] = {
    "Motiverende samtaler", "Gruppeforløb for unge",
    "Nedtrapning",          "Støtte til netværk",
    "Opfølgning",           NULL};
static const char *const substance_goals[] = {
    "Ryge mindre på hverdage", "Holde to weekender om måneden fri",
    "Finde noget andet at lave om aftenen", "Sige nej til gamle venner uden at føle mig alene",
    NULL};
static const char *const substance_helps[] = {"Rusmidler", "Samtaler om hash og alkohol",
                                              "Støtte efter behandling", NULL};
static const struct demo_task_text substance_tasks[] = {
    {"Første samtale efter udskrivning", "Samtalen holdes hos os eller hjemme hos {navn}.",
     "Du skal tale med rusmiddelrådgiveren, når du er kommet hjem."},
    {"Ring til {navn} før weekenden", "Spørg til planen for fredag aften.",
     "Vi ringer til dig hver fredag."},
    {"Skriv fælles aftale med psykiatrien", "Hvem gør hvad, hvis {navn} får tilbagefald.", NULL},
    {"Undersøg plads i gruppe for unge", NULL, "Vi ser, om der er plads i gruppen."},
    {"Aftal netværksmøde med familien", "{navn} vil gerne have sin mor med.", NULL},
    {"Følg op på ønske om dagbehandling", "Svar skal gives inden 14 dage.",
     "Du får svar om dagbehandling."},
    {"Udlever dagbog og gennemgå den sammen", NULL, NULL},
    {NULL, NULL, NULL}};

const struct demo_sector demo_substance_use = {
    "substance-use",      substance_types,         substance_bars,        substance_milestones,
    substance_next_steps, substance_summaries,     substance_assessments, substance_sentences,
    substance_notes,      substance_interventions, substance_goals,       substance_helps,
    substance_tasks};

const struct demo_sector *const demo_sectors[N_SECTORS] = {
    [SECTOR_PSYCHIATRY] = &demo_psychiatry, [SECTOR_SOCIAL] = &demo_social,
    [SECTOR_EMPLOYMENT] = &demo_employment, [SECTOR_SUBSTANCE_USE] = &demo_substance_use,
    [SECTOR_EDUCATION] = &demo_education,   [SECTOR_GENERAL_PRACTICE] = &demo_general_practice,
    [SECTOR_HEALTH] = &demo_health,         [SECTOR_CHILDREN_FAMILY] = &demo_children_family,
};

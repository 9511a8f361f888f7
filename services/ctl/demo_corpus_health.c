/* What general practice, municipal health and the children and family department write. */
#include "services/ctl/demo_corpus.h"

static const char *const gp_types[] = {"gp-follow-up", NULL};
static const char *const gp_bars[] = {"Medicin og årskontrol", "Kontrol hver tredje måned",
                                      "Opfølgning efter udskrivning", NULL};
static const char *const gp_milestones[] = {"Overtager", "Årskontrol", "Blodprøver", NULL};
static const char *const gp_next_steps[] = {
    "Overtager opfølgning på medicin efter udskrivning.", "Årskontrol med blodprøver.",
    "Tid til samtale om søvn og smerter.", "Svar på lægeerklæring til {kommune}.", NULL};
static const char *const gp_summaries[] = {
    "Din egen læge tager over med medicinen. Du får en tid, ugen efter du er kommet hjem.",
    "Du skal til årskontrol og have taget blodprøver.",
    "Lægen ser på din søvn og dine smerter. Skriv gerne ned, hvad du vil spørge om.", NULL};
static const char *const gp_assessments[] = {
    "Fysisk helbred er godt. Blodtryk og blodprøver er i orden.",
    "{navn} kommer sjældent af sig selv. En fast tid hver tredje måned virker bedre.",
    "Medicinen er stabil, og der er kun én liste, som alle bruger.",
    "Der er brug for at tale om rygning og motion, når der er ro til det.", NULL};
static const char *const gp_sentences[] = {
    "Egen læge har ansvar for medicinen fra udskrivning.",
    "Blodprøver tages to gange om året. Klinikken indkalder.",
    "{navn} har det bedst med tider om formiddagen og vil gerne have en med.",
    "Årskontrol omfatter vægt, blodtryk, blodprøver og en samtale om trivsel.",
    "Ved tegn på forværring ringer klinikken til behandlingsansvarlig i psykiatrien.",
    "{navn} kan skrive til klinikken, når det er svært at ringe.",
    "Vaccination og forebyggelse er gennemgået.",
    NULL};
static const char *const gp_notes[] = {
    "Blodprøver fra i sidste uge er fine. {navn} har fået besked.",
    "{navn} udeblev fra årskontrol. Ny tid er sendt.",
    "Samtale om søvn. Aftalt ny kontrol om fire uger.", NULL};
static const char *const gp_interventions[] = {"Årskontrol", "Opfølgning på medicin",
                                               "Samtaler i klinikken", NULL};
static const char *const gp_goals[] = {"Komme til årskontrol",
                                       "Få styr på søvnen uden mere medicin", NULL};
static const char *const gp_helps[] = {"Egen læge, ansvarlig for medicin", "Egen læge", NULL};
static const struct demo_task_text gp_tasks[] = {
    {"Overtag opfølgning på medicin", "{navn} vil gerne ses en uge efter udskrivning.",
     "Din læge tager over med medicin."},
    {"Skriv lægeerklæring til jobcentret", "Om hvad {navn} kan holde til, ikke om diagnosen.",
     NULL},
    {"Indkald til årskontrol", NULL, "Du får en tid til årskontrol."},
    {"Tag blodprøver", NULL, "Du skal have taget blodprøver."},
    {"Svar på spørgsmål om søvnmedicin", NULL, NULL},
    {NULL, NULL, NULL}};

const struct demo_sector demo_general_practice = {
    "general-practice", gp_types,       gp_bars,      gp_milestones, gp_next_steps,
    gp_summaries,       gp_assessments, gp_sentences, gp_notes,      gp_interventions,
    gp_goals,           gp_helps,       gp_tasks};

static const char *const health_types[] = {"rehabilitation-training-plan", NULL};
static const char *const health_bars[] = {"Genoptræning", "Træning på hold", NULL};
static const char *const health_milestones[] = {"Første træning", "Ny test", "Afslutning", NULL};
static const char *const health_next_steps[] = {"Første træning med fysioterapeut.",
                                                "Test af gang og balance.", NULL};
static const char *const health_summaries[] = {
    "Du træner to gange om ugen. Vi begynder stille og roligt.",
    "Du har fået øvelser med hjem. Ring, hvis noget gør ondt.", NULL};
static const char *const health_assessments[] = {
    "{navn} er blevet stærkere og går nu ture på en halv time.",
    "Træning i små hold passer bedst. Store hold giver uro.", NULL};
static const char *const health_sentences[] = {
    "Planen er modtaget fra sygehuset, og {navn} er ringet op.",
    "Målet er, at {navn} kan gå til byen og bære sine egne varer.",
    "Træningen foregår på lille hold tirsdag og fredag.",
    "Øvelser til hjemmet er gennemgået og skrevet ned.",
    "{navn} skal have pauser og må selv sige stop.",
    NULL};
static const char *const health_notes[] = {
    "Første træning er gennemført. {navn} var glad bagefter.",
    "{navn} har lavet øvelserne hjemme tre gange.", NULL};
static const char *const health_interventions[] = {"Genoptræning på lille hold",
                                                   "Øvelser i hjemmet", NULL};
static const char *const health_goals[] = {"Gå en tur på 30 minutter hver dag",
                                           "Kunne bære mine egne varer", NULL};
static const char *const health_helps[] = {"Genoptræning", "Motion og kost", NULL};
static const struct demo_task_text health_tasks[] = {
    {"Bekræft, at planen er modtaget", NULL, "Kommunen har fået din genoptræningsplan."},
    {"Aftal første træning", NULL, "Vi ringer og aftaler første træning."},
    {"Send status til egen læge", NULL, NULL},
    {NULL, NULL, NULL}};

const struct demo_sector demo_health = {
    "health",         health_types,       health_bars,      health_milestones, health_next_steps,
    health_summaries, health_assessments, health_sentences, health_notes,      health_interventions,
    health_goals,     health_helps,       health_tasks};

static const char *const family_types[] = {"youth-plan", "child-plan", NULL};
static const char *const family_bars[] = {"Fast kontaktperson", "Overgang til voksen",
                                          "Støtte i familien", NULL};
static const char *const family_milestones[] = {"Fylder 18 år", "Opfølgning", "Ny skole", NULL};
static const char *const family_next_steps[] = {
    "Samtale med {navn} og en voksen, som {navn} selv vælger.",
    "Møde med voksenafdelingen om overgangen.", "Opfølgning inden tre måneder.", NULL};
static const char *const family_summaries[] = {
    "Du har en kontaktperson, som du selv har været med til at vælge.",
    "Når du fylder 18, fortsætter hjælpen. Der bliver ingen pause.",
    "Du bestemmer, hvem af dine forældre der må være med til møderne.", NULL};
static const char *const family_assessments[] = {
    "{navn} trives bedre, efter at der kom en fast kontaktperson.",
    "Skolen er det sværeste. Hjemme går det roligt.",
    "Overgangen til voksen bør begynde nu, så der ikke bliver et hul.", NULL};
static const char *const family_sentences[] = {
    "{navn} vil gerne have, at de voksne taler sammen og kun spørger én gang.",
    "Kontaktpersonen mødes med {navn} en gang om ugen til noget, {navn} kan lide.",
    "Målet er mere ro i hverdagen og et fritidsliv med andre unge.",
    "Der er lavet aftaler med skolen om pauser og en fast plads.",
    "Overgangen til voksen er planlagt, og voksenafdelingen er med fra nu af.",
    "Forældrene er med i det, som {navn} har sagt ja til.",
    NULL};
static const char *const family_notes[] = {"{navn} og kontaktpersonen har været til fodbold.",
                                           "Møde med skolen. Aftalen om pauser virker.", NULL};
static const char *const family_interventions[] = {"Fast kontaktperson", "Familiesamtaler",
                                                   "Støtte til overgang til voksen", NULL};
static const char *const family_goals[] = {"Få en ven, der ikke går i min klasse",
                                           "Vide, hvad der sker, når jeg fylder 18", NULL};
static const char *const family_helps[] = {"Børn og familie", "Overgang til voksen", NULL};
static const struct demo_task_text family_tasks[] = {
    {"Inviter voksenafdelingen til møde", "Mindst et halvt år før 18-årsdagen.",
     "I skal tale om, hvad der sker, når du fylder 18."},
    {"Aftal med skolen om pauser", NULL, "Du kan holde pause, når du har brug for det."},
    {"Spørg {navn}, hvem der skal med til mødet", NULL, NULL},
    {NULL, NULL, NULL}};

const struct demo_sector demo_children_family = {
    "children-family", family_types,         family_bars,        family_milestones,
    family_next_steps, family_summaries,     family_assessments, family_sentences,
    family_notes,      family_interventions, family_goals,       family_helps,
    family_tasks};

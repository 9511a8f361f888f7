/* What the social department, the job centre and education guidance write. */
#include "services/ctl/demo_corpus.h"

static const char *const social_types[] = {"social-action-plan", "pedagogical-action-plan",
                                           "holistic-plan", NULL};
static const char *const social_bars[] = {
    "Bostøtte 5 timer om ugen", "Støtte i hverdagen", "Hjælp til økonomi",
    "Støtte- og kontaktperson", "Botilbud",           NULL};
static const char *const social_milestones[] = {"Afgørelse", "Opfølgning", "Ny bolig klar",
                                                "Halvårssamtale", NULL};
static const char *const social_next_steps[] = {"Afgør bostøtte, så den er klar til udskrivning.",
                                                "Hjemmebesøg sammen med bostøtten.",
                                                "Gennemgå budget og faste regninger.",
                                                "Svar på ansøgning om bolig.",
                                                "Opfølgning på handleplanen sammen med {navn}.",
                                                NULL};
static const char *const social_summaries[] = {
    "Du får hjælp derhjemme to formiddage om ugen. Vi ringer og aftaler første gang.",
    "Vi hjælper dig med regninger, indtil du selv har overblik.",
    "Du har søgt om en anden bolig. Vi skriver, når der er svar.",
    "Din bostøtte går med til de første møder, hvis du vil have det.",
    "Vi taler sammen hver sjette uge om, hvordan det går.",
    "Du bestemmer, hvad støtten skal bruges til, når hun er hos dig.",
    NULL};
static const char *const social_assessments[] = {
    "{navn} klarer meget selv, men mister overblikket, når der kommer breve fra flere steder.",
    "Bostøtte to gange om ugen er nok i denne periode. Vi ser på det igen om tre måneder.",
    "Hjemmet er trygt, og {navn} er glad for naboerne. Økonomien er det, der stresser mest.",
    "Der er brug for en fast person, der kan følge med til møder.",
    "{navn} er kommet godt på plads i den nye bolig.",
    "Støtten virker bedst om formiddagen. Om eftermiddagen er {navn} for træt.",
    NULL};
static const char *const social_sentences[] = {
    "{navn} bor alene i en lejlighed og er glad for området.",
    "Formålet er, at {navn} kan blive boende og have en hverdag, der hænger sammen.",
    "Bostøtten hjælper med indkøb, post og aftaler.",
    "Støtten gives mandag og torsdag formiddag og kan flyttes, hvis {navn} har andre aftaler.",
    "Der er lavet et budget sammen med {navn}. Huslejen betales automatisk.",
    "{navn} vil gerne have hjælp til at komme i gang om morgenen.",
    "Der er søgt om en bolig tættere på byen. Ventetiden er omkring tre måneder.",
    "{navn} ønsker én person at ringe til i {kommune}, og det er sagsbehandleren.",
    "Breve fra det offentlige åbnes sammen med bostøtten.",
    "Støtten forventes at vare et år. Der følges op hver tredje måned.",
    "{navn} går til fællesspisning om onsdagen og vil gerne blive ved med det.",
    "Der er talt om transport. {navn} kan tage bussen, når der er en med de første gange.",
    "Kontakten til familien er god. Søsteren hjælper i weekender.",
    "Hvis {navn} ikke åbner døren to gange i træk, ringer bostøtten til koordinatoren.",
    "Vurderingen af funktionsevne er lavet sammen med {navn}, som er enig i det meste.",
    "Opgaver om rengøring er fordelt, så {navn} selv tager det, der er overskud til.",
    NULL};
static const char *const social_notes[] = {
    "Hjemmebesøg i dag. {navn} havde ryddet op og lavet kaffe.",
    "{navn} ringede om et brev fra udlejer. Vi læste det sammen.",
    "Aftalt, at bostøtten begynder i næste uge.",
    "{navn} er bekymret for penge sidst på måneden. Budgettet er rettet.",
    "Talt med {kontakt} om, hvem der ringer hvornår. {navn} får kun ét opkald.",
    NULL};
static const char *const social_interventions[] = {"Bostøtte i eget hjem",
                                                   "Støtte- og kontaktperson",
                                                   "Hjælp til budget og gæld",
                                                   "Ansøgning om bolig",
                                                   "Følgeskab til møder",
                                                   "Midlertidigt botilbud",
                                                   NULL};
static const char *const social_goals[] = {"Blive boende i min lejlighed",
                                           "Have styr på mine penge", "Spise aftensmad hver dag",
                                           "Åbne min post selv", NULL};
static const char *const social_helps[] = {"Bolig og støtte", "Hverdagen derhjemme",
                                           "Penge og breve", "Følger med til møder", NULL};
static const struct demo_task_text social_tasks[] = {
    {"Afgør bostøtte, 5 timer om ugen",
     "Bostøtte mandag og torsdag formiddag fra udskrivning. Støtten hjælper med indkøb og aftaler.",
     "Du får hjælp derhjemme to formiddage om ugen. Vi ringer og aftaler første gang."},
    {"Søg om betalt kørsel til samtaler", "Gælder de første tre måneder.",
     "Vi søger om, at du kan blive kørt til dine samtaler."},
    {"Følg op på plan efter bostedsskift", "Aftalt på sidste møde.",
     "Vi ser på planen, nu hvor du er flyttet."},
    {"Tag på hjemmebesøg", "{navn} vil gerne have besøg i stedet for møde på rådhuset.",
     "Vi kommer hjem til dig."},
    {"Svar på ansøgning om bolig", NULL, "Du får svar på din ansøgning om bolig."},
    {"Lav budget sammen med {navn}", "Tag sidste måneds regninger med.", NULL},
    {"Find en fast kontaktperson", "Gerne en, der selv har prøvet at være i behandling.", NULL},
    {"Kontakt udlejer om lås og nøgler", NULL, "Vi hjælper dig med nøglerne."},
    {"Gennemgå handleplanen", "Er det stadig det rigtige?", NULL},
    {"Kør {navn} hjem fra afdelingen",
     "{navn} har sagt ja til at blive kørt og vil gerne forbi og hente katten på vejen.",
     "Du bliver kørt hjem."},
    {NULL, NULL, NULL}};

const struct demo_sector demo_social = {
    "social",         social_types,       social_bars,      social_milestones, social_next_steps,
    social_summaries, social_assessments, social_sentences, social_notes,      social_interventions,
    social_goals,     social_helps,       social_tasks};

static const char *const job_types[] = {"job-plan", "rehabilitation-plan", "holistic-plan", NULL};
static const char *const job_bars[] = {"Praktik 8 timer om ugen", "Samtaler om job", "Mentor",
                                       "Delvist raskmeldt",       "Fleksjob søges",  NULL};
static const char *const job_milestones[] = {"Start i praktik", "Flere timer", "Ny samtale",
                                             "Lægeerklæring", NULL};
static const char *const job_next_steps[] = {"Find en praktik med få timer og en fast kollega.",
                                             "Samtale om skånehensyn.",
                                             "Ring til arbejdspladsen sammen med {navn}.",
                                             "Vent på svar fra egen læge.",
                                             "Aftal, hvornår timerne kan sættes op.",
                                             NULL};
static const char *const job_summaries[] = {
    "Du begynder med få timer og skal kun lave det, du kan holde til.",
    "Vi taler sammen en gang om måneden. Du kan tage en bisidder med.",
    "Du har en mentor, som følger dig de første måneder.",
    "Lige nu er der ingen krav. Vi ringer, når psykiatrien siger god for det.",
    "Du vil gerne arbejde med dyr. Vi leder efter et sted.",
    NULL};
static const char *const job_assessments[] = {
    "{navn} vil gerne arbejde, men har brug for en langsom start med få timer.",
    "Praktikken går godt. Kollegerne er glade for {navn}, og timerne kan snart sættes op.",
    "Der er brug for oplysninger om, hvad {navn} kan holde til, før der lægges en plan.",
    "En fast kontaktperson på arbejdspladsen er vigtigere end hvilket arbejde det er.",
    "Vi vurderer, at uddannelse kan komme på tale om et års tid.",
    NULL};
static const char *const job_sentences[] = {
    "Målet er ordinære timer. Vejen dertil er en praktik med få timer og god støtte.",
    "{navn} har arbejdet på lager og i køkken og vil gerne noget, hvor der er ro.",
    "Skånehensyn: faste mødetider, pauser og ikke for mange mennesker på samme tid.",
    "{navn} begynder med otte timer om ugen fordelt på to dage.",
    "Mentor følger {navn} de første tre måneder og ringer hver uge.",
    "Arbejdspladsen ved det, som {navn} har sagt ja til, at den må vide.",
    "Samtaler holdes i telefonen, når {navn} har en dårlig dag.",
    "{navn} drømmer om at arbejde med dyr eller planter.",
    "Planen er lavet sammen med {navn} og kan ændres, hvis helbredet ændrer sig.",
    "Fraværet følges, så timerne kan sættes ned, før det bliver for meget.",
    "Lægeerklæring er bestilt, og svaret ventes inden for fire uger.",
    "Der er talt om uddannelse senere. Det er ikke et krav nu.",
    NULL};
static const char *const job_notes[] = {
    "Besøg på arbejdspladsen. {navn} fik ros for at være præcis.",
    "{navn} ringede og fortalte, at otte timer føles rigtigt.",
    "Samtale aflyst af {navn} på grund af dårlig søvn. Ny tid er aftalt.",
    "Talt med mentor, som ser {navn} hver tirsdag.", NULL};
static const char *const job_interventions[] = {
    "Virksomhedspraktik", "Mentor", "Samtaler om job", "Individuelt planlagt job med støtte",
    "Opkvalificering",    NULL};
static const char *const job_goals[] = {"Møde to dage om ugen i tre måneder",
                                        "Finde et sted, hvor jeg har lyst til at være",
                                        "Kunne tjene mine egne penge", NULL};
static const char *const job_helps[] = {"Job og praktik", "Sygedagpenge", "Mentor", NULL};
static const struct demo_task_text job_tasks[] = {
    {"Flyt startdato for fuldtidsjob", "Behandlingsplanen siger ingen krav de næste måneder.",
     "Datoen for arbejde bliver flyttet."},
    {"Find praktik med få timer", "Gerne otte timer og en fast kollega.",
     "Vi leder efter et sted, hvor du kan begynde stille og roligt."},
    {"Bestil ny lægeerklæring", "Den gamle er mere end seks måneder gammel.", NULL},
    {"Ring til arbejdspladsen", "Aftal, hvem {navn} kan gå til.", NULL},
    {"Hold samtale om sygedagpenge", NULL, "Du skal til samtale om dine sygedagpenge."},
    {"Find en mentor", "{navn} vil helst have en på sin egen alder.",
     "Du får en mentor. Du kan sige nej uden at forklare hvorfor."},
    {"Skriv skånehensyn ind i jobplanen", NULL, NULL},
    {"Giv besked om, hvornår praktikken begynder", NULL, "Du får at vide, hvornår du begynder."},
    {NULL, NULL, NULL}};

const struct demo_sector demo_employment = {
    "employment",  job_types,       job_bars,      job_milestones, job_next_steps,
    job_summaries, job_assessments, job_sentences, job_notes,      job_interventions,
    job_goals,     job_helps,       job_tasks};

static const char *const education_types[] = {"education-plan", NULL};
static const char *const education_bars[] = {"HF-enkeltfag", "Forberedende uddannelse",
                                             "Vejledning", "Produktionsskole", NULL};
static const char *const education_milestones[] = {"Genoptages", "Skolestart", "Eksamen",
                                                   "Ansøgningsfrist", NULL};
static const char *const education_next_steps[] = {
    "HF-enkeltfag. Planen vender selv tilbage på listen.", "Besøg på skolen sammen med vejlederen.",
    "Søg om støtte i timerne.", "Samtale om, hvad {navn} har lyst til.", NULL};
static const char *const education_summaries[] = {
    "Din plads på HF er gemt. Du begynder, når du er klar.",
    "Vi tager med dig ud og ser skolen, før du bestemmer dig.",
    "Du kan få støtte i timerne og ekstra tid til eksamen.",
    "Du har sagt, at du vil noget med hænderne. Vi finder tre steder.", NULL};
static const char *const education_assessments[] = {
    "{navn} er dygtig og vil gerne i skole. Det skal begynde med få fag.",
    "Det er for tidligt med skole nu. Vi holder kontakten og ser på det om et halvt år.",
    "Støtte i timerne har hjulpet. Fraværet er faldet.",
    "{navn} har brug for at se stedet og møde en lærer, før det føles muligt.", NULL};
static const char *const education_sentences[] = {
    "{navn} ønsker at tage HF-enkeltfag og begynde med dansk.",
    "Skolen har en rolig klasse og en fast vejleder.",
    "Der kan søges om specialpædagogisk støtte fra første dag.",
    "Fravær på grund af behandling meldes af vejlederen, så {navn} slipper for at forklare.",
    "Målet er, at {navn} gennemfører to fag det første år.",
    "Planen er på hold, mens {navn} er i behandling, og tages op igen til skolestart.",
    "Vejlederen ringer hver måned, også når planen er på hold.",
    "{navn} kan få forlænget tid til prøver.",
    NULL};
static const char *const education_notes[] = {
    "Besøg på skolen. {navn} kunne godt lide værkstedet.",
    "{navn} vil vente til næste hold. Det er aftalt med skolen.",
    "Støtten er bevilget fra skolestart.", NULL};
static const char *const education_interventions[] = {
    "Vejledning", "Specialpædagogisk støtte", "Besøg på uddannelsessteder", "Brobygning", NULL};
static const char *const education_goals[] = {"Bestå dansk", "Komme i skole tre dage om ugen",
                                              "Finde ud af, hvad jeg vil være", NULL};
static const char *const education_helps[] = {"Uddannelse", "Skole og støtte i timerne", NULL};
static const struct demo_task_text education_tasks[] = {
    {"Genoptag plan for HF-enkeltfag", "Ring til {navn} i god tid før skolestart.",
     "Din plads på HF bliver taget op igen."},
    {"Søg støtte i timerne", NULL, "Vi søger om hjælp til dig i timerne."},
    {"Aftal besøg på skolen", "{navn} vil gerne have en med.", "I besøger skolen sammen."},
    {"Giv skolen besked om fravær", NULL, NULL},
    {"Undersøg optagelse på forberedende uddannelse", NULL, NULL},
    {NULL, NULL, NULL}};

const struct demo_sector demo_education = {
    "education",          education_types,         education_bars,        education_milestones,
    education_next_steps, education_summaries,     education_assessments, education_sentences,
    education_notes,      education_interventions, education_goals,       education_helps,
    education_tasks};

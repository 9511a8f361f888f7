/* What belongs to the joint plan itself: the citizen's words, shared goals, reasons, notes. */
#include "services/ctl/demo_corpus.h"

const char *const demo_words[] = {
    "Jeg vil gerne have ro derhjemme og kun én, der ringer til mig.",
    "Det vigtigste for mig er min datter. Jeg vil gerne kunne hente hende fra skole.",
    "Jeg er ikke min diagnose. Spørg mig om musik, så taler jeg gerne.",
    "Jeg vil gerne arbejde igen, men ikke så hurtigt, at jeg ender på hospitalet.",
    "Skriv det ned. Jeg kan ikke huske, hvad I siger, når jeg er bange.",
    "Jeg vil ikke flytte. Her kender jeg naboerne, og her er min have.",
    "Jeg bliver vred, når jeg skal fortælle det samme igen og igen. Læs det, før vi mødes.",
    "Jeg vil gerne have min bror med. Han forstår mig bedre end jeg selv gør, når det er slemt.",
    "Min hund er grunden til, at jeg kommer ud af døren. Husk den i planen.",
    "Jeg vil have, at I spørger mig først og ikke min mor.",
    "Jeg kan godt, når der er god tid. Jeg kan ikke, når alt skal ske på samme dag.",
    "Jeg savner at have nogen at spise sammen med.",
    "Jeg vil gerne slippe for hash, men jeg er bange for, hvad der så kommer i stedet.",
    "Jeg vil gerne høre, når noget går godt. Det er mest det andet, jeg får at vide.",
    "Jeg har brug for at vide dagen før, hvem der kommer.",
    "Jeg vil gerne i skole igen, bare et fag ad gangen.",
    "Mandage er svære. Læg ikke møder om mandagen.",
    "Jeg vil bestemme over min medicin sammen med lægen.",
    "Jeg vil gerne ses som en, der kan noget.",
    "Hvis jeg ikke svarer, så send en besked. Det er ikke, fordi jeg er ligeglad.",
    NULL};

const struct demo_goal_text demo_goals[] = {
    {"Jeg vil sove om natten og have ro i kroppen", "Mindst seks timer fem nætter om ugen"},
    {"Jeg vil have noget at stå op til", "En fast aftale tre dage om ugen"},
    {"Jeg vil ryge mindre hash og ikke klare det alene", "Fire hverdage uden hver uge"},
    {"Jeg vil blive boende i min lejlighed", "Huslejen er betalt hver måned"},
    {"Jeg vil kunne handle ind uden at være bange", "Handle alene en gang om ugen"},
    {"Jeg vil se min søn hver anden weekend", "To weekender om måneden"},
    {"Jeg vil have nogen at spise sammen med", "Fællesspisning hver uge"},
    {"Jeg vil have styr på mine penge", "Budget, der holder i tre måneder"},
    {"Jeg vil tilbage på arbejde i mit eget tempo", "Otte timer om ugen i tre måneder"},
    {"Jeg vil have det bedre i min krop", "Gå en tur hver dag"},
    {"Jeg vil gøre min uddannelse færdig", "Et fag bestået"},
    {"Jeg vil kunne være sammen med andre uden at drikke", "To aftener om måneden med venner"},
    {"Jeg vil vide, hvem jeg skal ringe til", "Ét telefonnummer, som altid bliver taget"},
    {"Jeg vil ikke indlægges igen", "Et år uden indlæggelse"},
    {"Jeg vil have mod på at tage bussen", "Bus til byen hver uge"},
    {NULL, NULL}};

const char *const demo_progress[] = {"To nætter i træk med seks timers søvn.",
                                     "Har været ude at gå hver dag i denne uge.",
                                     "Svær uge, men {navn} ringede selv i tide.",
                                     "Første skridt er nået.",
                                     "Ingen ændring siden sidst. Vi prøver en anden vej.",
                                     "Har holdt aftalen i tre uger.",
                                     "{navn} fortæller, at det er lettere at komme op om morgenen.",
                                     "Målet er sat lidt ned, så det kan nås.",
                                     "Mødte op alle gange i denne måned.",
                                     NULL};

const char *const demo_reasons[] = {
    "Flere steder hjælper på samme tid, og {navn} har brug for ét overblik.",
    "{navn} er på vej hjem efter indlæggelse, og støtten skal være klar fra første dag.",
    "Behandling for rusmidler og psykiatri skal hænge sammen.",
    "{navn} skal i gang med arbejde, mens behandlingen fortsætter.",
    "Overgang fra ung til voksen, så der ikke bliver et hul i støtten.",
    "{navn} har bedt om at få samlet alle aftaler ét sted.",
    "Egen læge har foreslået en fælles plan, fordi der er mange kontakter.",
    "Mange aftaler er gået tabt, og ingen havde det samlede ansvar.",
    NULL};

const char *const demo_summaries[] = {
    "{navn} får behandling og støtte hjemme. Alle taler sammen, og der er én at ringe til.",
    "Først søvn og ro. Bagefter arbejde i små skridt.",
    "Vi hjælper {navn} med at komme godt hjem og blive der.",
    "{navn} går til behandling, får hjælp til penge og bolig og begynder stille på arbejde.",
    "Planen handler om hverdagen: at sove, spise og have nogen at være sammen med.",
    "Det hele skal gå i {navns} tempo. Vi følger op hver sjette uge.",
    "{navn} vil i skole igen. Behandlingen fortsætter, mens det begynder.",
    "Få personer, faste aftaler og en plan for de dårlige dage.",
    NULL};

const char *const demo_core_notes[] = {
    "Talt med {navn} i telefonen. Alt er aftalt til mødet.",
    "{navn} ønsker, at mødet holdes på video.",
    "Alle parter har fået den nye plan.",
    "{kontakt} er på ferie i uge 42 og har en afløser.",
    "{navn} har fået nyt telefonnummer og vil helst have en sms.",
    "Pårørende har henvendt sig. Der er lyttet og givet generelle oplysninger.",
    "Aftalt, at kun koordinatoren ringer til {navn} i denne uge.",
    NULL};

const char *const demo_comments[] = {
    "Jeg har skrevet til {navn} og venter på svar.",
    "Kan vi tage det på mødet i stedet?",
    "Det er i gang. Jeg giver besked på fredag.",
    "Jeg mangler en oplysning fra jer, før jeg kan gøre det færdigt.",
    "{navn} vil gerne vente en uge.",
    "Tak. Det hjalp at få det på skrift.",
    "Jeg har ringet to gange uden held.",
    NULL};
const char *const demo_declines[] = {"Det ligger hos en anden enhed. Jeg har givet dem besked.",
                                     "Jeg har ikke tid inden fristen. Spørg {kontakt}.",
                                     "{navn} ønsker det ikke lige nu.",
                                     "Det kræver en henvisning først.", NULL};
const char *const demo_counters[] = {
    "Jeg kan tre dage senere.", "Kan det blive om formiddagen i stedet?",
    "Vi kan begynde ugen efter, når {navn} er kommet på plads.", NULL};
const char *const demo_holds[] = {"Venter på svar fra lægen.", "{navn} er på ferie.",
                                  "Afventer ledig plads.", "Sat på hold efter aftale med {navn}.",
                                  NULL};
const char *const demo_done[] = {"Gjort og talt igennem med {navn}.", "Sendt til alle parter.",
                                 "Aftalen er på plads.", "Gennemført som planlagt.", NULL};
const char *const demo_cancels[] = {"Ikke længere nødvendigt.", "Erstattet af en ny opgave.",
                                    "{navn} har valgt noget andet.", NULL};
const char *const demo_handover_notes[] = {
    "{navn} har mest kontakt med jer nu. Åbne punkter: bolig og medicin.",
    "Behandlingen slutter hos os. {navn} er spurgt og synes, det er en god idé.",
    "Jeg skifter job. {navn} kender allerede {kontakt}.",
    "Næste møde er aftalt. Ring til mig, hvis der er noget, du mangler.", NULL};
const char *const demo_handover_declines[] = {
    "Jeg har ikke plads til flere koordinationer i denne måned.",
    "{navn} har selv bedt om at beholde sin koordinator.",
    "Vi mangler, at bostøtten er på plads, før det giver mening.", NULL};
const char *const demo_on_hold_reasons[] = {
    "{navn} er på højskole i tre måneder og vil have fri for møder.",
    "Sat på hold, mens {navn} er i døgnbehandling.", "{navn} har bedt om en pause.", NULL};
const char *const demo_completed_reasons[] = {
    "{navn} klarer sig med støtte fra egen læge.",
    "Målene er nået. {navn} har takket ja til, at planen slutter.",
    "Behandlingen er slut, og {navn} er i arbejde.", NULL};
const char *const demo_revoked_reasons[] = {"{navn} har sagt nej til en fælles plan.",
                                            "Oprettet ved en fejl.",
                                            "{navn} er flyttet, og en ny plan laves dér.", NULL};
const char *const demo_reopened_reasons[] = {"Genåbnet: {navn} er indlagt igen.",
                                             "Genåbnet: {navn} har bedt om hjælp igen.",
                                             "Genåbnet efter møde med egen læge.", NULL};
const char *const demo_agendas[] = {
    "1. {navns} punkter. 2. Siden sidst. 3. Hvem gør hvad. 4. Næste møde.",
    "1. Hvad vil {navn} gerne tale om? 2. Medicin. 3. Bolig. 4. Arbejde.",
    "1. Status på målene. 2. Opgaver over fristen. 3. Aftaler.", NULL};
const char *const demo_places[] = {
    "Rådhuset, lokale 3", "Hjemme hos {navn}",  "Video", "Afdelingen, samtalerum 2",
    "Klinikken",          "Jobcentret, 1. sal", NULL};
const char *const demo_conflict_notes[] = {"Tages op på næste møde.",
                                           "{kontakt} er bedt om at flytte datoen.",
                                           "Afklares i telefonen inden fredag.", NULL};
const char *const demo_change_reasons[] = {
    "Aftalt på mødet.", "Efter ønske fra {navn}.", "Ny oplysning fra behandleren.",
    "{navn} blev syg.", "Rettet en fejl.",         NULL};
const char *const demo_crisis_sentences[] = {
    "Jeg sover mindre end fire timer, og jeg svarer ikke på beskeder.",
    "Det udløser en krise, når mange vil have svar på samme tid.",
    "Min søster. Hun må spørge mig, om jeg har spist, og blive, til jeg er rolig.",
    "Jeg kan gå en tur, høre musik og ringe til min søster.",
    "Jeg kan ringe til min kontaktperson. Om aftenen til døgnvagten.",
    NULL};
const char *const demo_advance_sentences[] = {
    "Jeg vil gerne have en fast kontaktperson fra første dag.",
    "Jeg ønsker ikke at ligge på stue med andre, hvis det kan undgås.",
    "Sidst hjalp det at få ro og at have min egen musik med.",
    "Ring til min søster. Ring ikke til min arbejdsgiver.", NULL};
const char *const demo_wrap_sentences[] = {"Te, varme bade og min dagbog.",
                                           "Stå op klokken otte, gå ud inden ti.",
                                           "Store familiefester og breve med rudekuvert.",
                                           "Aflys alt, der kan aflyses.",
                                           "Begynd med én ting om dagen.",
                                           NULL};
const struct demo_task_text demo_citizen_tasks[] = {
    {"Gør kriseplanen færdig", "Det er dine egne ord. Du kan få hjælp.",
     "Skriv din kriseplan færdig. Du må gerne få hjælp."},
    {"Skriv to punkter til mødet", NULL, "Skriv det, du gerne vil tale om."},
    {"Ring og aftal tid hos egen læge", NULL, "Ring til din læge og aftal en tid."},
    {"Sig ja eller nej til mentor", NULL, "Du bestemmer, om du vil have en mentor."},
    {"Tag dagbogen med til næste samtale", NULL, "Husk din dagbog."},
    {NULL, NULL, NULL}};

const struct demo_conflict_text demo_conflicts[] = {
    {SECTOR_EMPLOYMENT, SECTOR_PSYCHIATRY, "Fuldtidsjob", "Ingen krav om arbejde"},
    {SECTOR_EDUCATION, SECTOR_SUBSTANCE_USE, "Skole fem dage om ugen", "Dagbehandling fire dage"},
    {SECTOR_SOCIAL, SECTOR_PSYCHIATRY, "Flytning til botilbud", "Ingen flytning under behandling"},
    {SECTOR_EMPLOYMENT, SECTOR_SUBSTANCE_USE, "Praktik om formiddagen", "Samtaler om formiddagen"},
    {0, 0, NULL, NULL}};

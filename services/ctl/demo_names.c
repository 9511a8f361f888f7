/* Names and places of people who do not exist. Common names on purpose: whoever carries one of them
 * shares it with hundreds of others. The names of the citizens that are told of (demo_maja.c,
 * demo_known.c) are not among them, so that each is found once. */
#include "services/ctl/demo_corpus.h"

const char *const demo_women[] = {
    "Anne",     "Kirsten",  "Mette",   "Hanne",   "Anna",  "Helle",     "Susanne",   "Lene",
    "Maria",    "Marianne", "Lone",    "Camilla", "Pia",   "Louise",    "Charlotte", "Bente",
    "Tina",     "Gitte",    "Inge",    "Karen",   "Jette", "Christina", "Line",      "Ida",
    "Emma",     "Sofie",    "Freja",   "Clara",   "Laura", "Mathilde",  "Julie",     "Sarah",
    "Nanna",    "Cecilie",  "Signe",   "Rikke",   "Trine", "Stine",     "Katrine",   "Merete",
    "Josefine", "Caroline", "Amalie",  "Asta",    "Ellen", "Birthe",    "Ulla",      "Vibeke",
    "Dorte",    "Else",     "Kamilla", "Malene",  "Heidi", "Anja",      "Tanja",     "Sanne",
    "Pernille", "Lise",     "Solveig", "Ingrid",  NULL,
};

const char *const demo_men[] = {
    "Peter",     "Jens",    "Lars",    "Michael",  "Henrik",  "Thomas",  "Søren",     "Jan",
    "Christian", "Martin",  "Niels",   "Anders",   "Morten",  "Jesper",  "Mads",      "Rasmus",
    "Per",       "Kim",     "Hans",    "Ole",      "Jakob",   "Jonas",   "Mikkel",    "Kasper",
    "Frederik",  "Emil",    "William", "Noah",     "Oliver",  "Malthe",  "Magnus",    "Oscar",
    "Victor",    "Tobias",  "Mathias", "Simon",    "Nikolaj", "Daniel",  "Alexander", "Sebastian",
    "Bo",        "Carsten", "Torben",  "Flemming", "Finn",    "Erik",    "Claus",     "Allan",
    "Brian",     "Steen",   "Poul",    "Bjarne",   "Svend",   "Villads", "Storm",     "August",
    "Gustav",    "Asger",   "Troels",  "Esben",    NULL,
};

const char *const demo_families[] = {
    "Nielsen",     "Jensen",      "Hansen",    "Pedersen",     "Andersen",  "Christensen",
    "Larsen",      "Sørensen",    "Rasmussen", "Jørgensen",    "Petersen",  "Madsen",
    "Kristensen",  "Olsen",       "Thomsen",   "Christiansen", "Poulsen",   "Johansen",
    "Møller",      "Mortensen",   "Knudsen",   "Jakobsen",     "Mikkelsen", "Olesen",
    "Frederiksen", "Laursen",     "Henriksen", "Lund",         "Holm",      "Schmidt",
    "Eriksen",     "Kristiansen", "Simonsen",  "Clausen",      "Svendsen",  "Andreasen",
    "Iversen",     "Østergaard",  "Jeppesen",  "Vestergaard",  "Nissen",    "Lauridsen",
    "Kjær",        "Jespersen",   "Mogensen",  "Nørgaard",     "Jepsen",    "Søndergaard",
    "Bak",         "Winther",     "Dam",       "Ravn",         "Bruun",     "Thorsen",
    "Vinther",     "Krogh",       "Friis",     "Bech",         "Overgaard", "Kirkegaard",
    NULL,
};

const char *const demo_far_women[] = {"Fatima", "Amina", "Leila",     "Zainab", "Mariam", "Hawa",
                                      "Olena",  "Iryna", "Agnieszka", "Selam",  "Noor",   NULL};
const char *const demo_far_men[] = {"Ahmad",  "Omar",  "Yusuf", "Ali",   "Hassan", "Mahmoud",
                                    "Andrii", "Piotr", "Abdi",  "Samir", "Tesfay", NULL};
const char *const demo_far_families[] = {"Karim",  "Hassan", "Ali",       "Ahmed",
                                         "Rahimi", "Nowak",  "Kovalenko", "Mohamud",
                                         "Yildiz", "Haddad", "Tekle",     NULL};

const char *const demo_streets[] = {
    "Nørregade", "Søndergade", "Vestergade", "Østergade", "Kirkevej",  "Skolegade", "Engvej",
    "Birkevej",  "Lærkevej",   "Granvej",    "Møllevej",  "Havnegade", "Bakkevej",  "Stationsvej",
    "Parkvej",   "Rosenvej",   "Bøgevej",    "Elmevej",   "Strandvej", "Kildevej",  "Markvej",
    "Tværvej",   "Fyrrevej",   "Egevej",     NULL};

const char *const demo_languages[] = {"arabisk", "dari",    "ukrainsk", "somali",
                                      "polsk",   "tyrkisk", "tigrinya", NULL};

size_t demo_count(const char *const *list)
{
    size_t n = 0;
    while (list[n] != NULL)
        n++;
    return n;
}

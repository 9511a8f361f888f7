# The demo's accounts, as shown when the quick start is ready. Sourced.

# accounts_print PORT
accounts_print() {
    cat <<END

Samplan is ready:  http://127.0.0.1:$1

Demo accounts, all with the password "$DEMO_PASSWORD":

  koordinator         sygeplejerske, psykiatrien, Region Midtjylland: koordinator for flere planer
                      nurse in the region's psychiatry: opens, changes and hands over joint plans
  overlaege           overlæge samme sted: behandlingsplan og fælles mål
                      consultant there: treatment plan and shared goals
  socialraadgiver     Skive Kommune, social: handleplan og fælles opgaver
                      municipal social caseworker: own action plan and shared tasks
  jobkonsulent        Skive Kommune, job: Min Plan og beskæftigelsesopgaver
                      job centre caseworker: own job plan and tasks
  rusmiddelbehandler  Skive Kommune, rusmiddel: behandlingsplan for rusmidler
                      substance-use therapist: own treatment plan
  laege               praktiserende læge, Skive: egne patienters planer
                      general practitioner: plans of own patients
  uu                  uddannelsesvejleder: uddannelsesplaner
                      education guidance: education plans
  leder               leder, Skive Kommune: gennemgår egne medarbejderes opslag
                      manager: reviews own staff's look-ups, sees no plan content
  leder-region        leder, Region Midtjylland: det samme i regionen
                      manager in the region: the same there
  revisor             databeskyttelsesrådgiver: hele loggen, og det logges
                      data protection officer: the whole log; reading it is logged
  administrator       brugere, enheder og roller; ser ingen planer
                      users, units and roles; sees no plans
  administrator-2     en til: siger ja eller nej, hvor én administrator ikke er nok
                      another one: says yes or no where one administrator is not enough
  borger              borger med en plan: egen plan, egne ord, hvem har set
                      a citizen with a plan: own plan, own words, who has looked
  paaroerende         Majas søster: det, Maja har valgt at dele med hende
                      Maja's sister: what Maja has chosen to share with her
  foraelder           mor til Emma på 14 år: det, en forælder ser
                      mother of Emma, 14: what a parent sees
  frivillig           frivillig mentor: kun opgaver og møder, hun er bedt om
                      volunteer mentor: only tasks and meetings she is asked to
  fremmed             sagsbehandler i en anden kommune: ser intet til de første borgere
                      caseworker elsewhere without relation: sees nothing of the first citizens
  vikar               vikar med ansættelse to steder: vælger enhed ved log-ind og kan skifte
                      temp at two units: chooses one when signing in, can switch
  akutlaege           læge i Akutmodtagelsen Viborg: åbner dele af en plan uden samtykke i en akut situation
                      emergency doctor: opens parts of a plan without consent in an emergency
  leder-akut          leder samme sted: vurderer de opslag
                      manager there: judges those look-ups

Ctrl-C stops it. Data: $STATE_DIR   Logs: $LOG_DIR
END
}

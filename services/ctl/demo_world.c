/* The organisations, units and staff of the demo. */
#include "services/ctl/demo_world.h"

#include "services/base/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a municipality has, and what those who work there are called. */
static const struct department {
    const char *pattern; /* of the unit's name */
    const char *professions[4];
} departments[N_SECTORS] = {
    [SECTOR_PSYCHIATRY] = {"Voksenpsykiatrien *",
                           {"Sygeplejerske", "Overlæge", "Psykolog", "Socialrådgiver"}},
    [SECTOR_SOCIAL] = {"Socialafdelingen *",
                       {"Socialrådgiver", "Socialrådgiver", "Sagsbehandler",
                        "Støtte- og kontaktperson"}},
    [SECTOR_EMPLOYMENT] = {"Jobcenter *",
                           {"Jobkonsulent", "Jobkonsulent", "Beskæftigelsesrådgiver", "Mentor"}},
    [SECTOR_SUBSTANCE_USE] = {"Rusmiddelrådgivningen *",
                              {"Rusmiddelrådgiver", "Rusmiddelrådgiver", "Socialrådgiver",
                               "Sygeplejerske"}},
    [SECTOR_EDUCATION] = {"Uddannelse *", {"UU-vejleder", "UU-vejleder", "Vejleder", "Mentor"}},
    [SECTOR_GENERAL_PRACTICE] = {"*", {"Læge", "Læge", "Sygeplejerske", "Læge"}},
    [SECTOR_HEALTH] = {"Sundhedscenter *",
                       {"Fysioterapeut", "Ergoterapeut", "Sygeplejerske", "Diætist"}},
    [SECTOR_CHILDREN_FAMILY] = {"Familieafdelingen *",
                                {"Socialrådgiver", "Familiekonsulent", "Kontaktperson",
                                 "Psykolog"}},
};

const struct demo_account_row demo_accounts[N_STAFF_ACCOUNTS] = {
    [ACCOUNT_COORDINATOR] = {"koordinator", "Anders Lund", "Sygeplejerske", "caseworker",
                             "12345610"},
    [ACCOUNT_CONSULTANT] = {"overlaege", "Birgit Sø", "Overlæge", "caseworker", "12345611"},
    [ACCOUNT_SOCIAL] = {"socialraadgiver", "Rikke Bak", "Socialrådgiver", "caseworker", "12345620"},
    [ACCOUNT_JOB] = {"jobkonsulent", "Karim Nasser", "Jobkonsulent", "caseworker", "12345640"},
    [ACCOUNT_SUBSTANCE] = {"rusmiddelbehandler", "Sofie Krogh", "Rusmiddelrådgiver", "caseworker",
                           "12345630"},
    [ACCOUNT_GP] = {"laege", "Ole Thomsen", "Læge", "caseworker", "12345650"},
    [ACCOUNT_EDUCATION] = {"uu", "Mette Friis", "UU-vejleder", "caseworker", "12345670"},
    [ACCOUNT_MANAGER] = {"leder", "Tine Dam", "Leder", "manager", "12345680"},
    [ACCOUNT_REGION_MANAGER] = {"leder-region", "Hans Juul", "Leder", "manager", "12345681"},
    [ACCOUNT_AUDITOR] = {"revisor", "Jens Kofoed", "Databeskyttelsesrådgiver", "auditor",
                         "12345690"},
    [ACCOUNT_ADMINISTRATOR] = {"administrator", "Lone Winther", "It-administrator", "administrator",
                               "12345691"},
    [ACCOUNT_STRANGER] = {"fremmed", "Pia Mortensen", "Socialrådgiver", "caseworker", "12345692"},
    [ACCOUNT_SUBSTITUTE] = {"vikar", "Dorthe Lykke", "Bostøtte", "caseworker", "12345621"},
    [ACCOUNT_EMERGENCY] = {"akutlaege", "Hanne Juul", "Læge", "caseworker", "12345693"},
    [ACCOUNT_EMERGENCY_MANAGER] = {"leder-akut", "Poul Birk", "Ledende overlæge", "manager",
                                   "12345694"},
    [ACCOUNT_SECOND_ADMINISTRATOR] = {"administrator-2", "Kim Østergaard", "It-administrator",
                                      "administrator", "12345695"},
};

/* Room for one more element behind n; what there was is copied when the array moves. */
static void *array_add(struct demo_world *w, void *array, int n, size_t size)
{
    if ((n & (n + 1)) != 0) /* room doubles at 1, 3, 7, … */
        return array;
    void *more = arena_alloc(w->arena, (2 * (size_t)n + 1) * size);
    if (n > 0)
        memcpy(more, array, (size_t)n * size);
    return more;
}

/* The pattern with * replaced by the name. */
static const char *named(struct demo_world *w, const char *pattern, const char *name)
{
    int n = (int)strcspn(pattern, "*");
    return arena_printf(w->arena, "%.*s%s%s", n, pattern, name, pattern + n + 1);
}

int64_t demo_at(int64_t day, int hour, int minute)
{
    /* Try winter time; where the clock then shows another hour, it is summer. */
    int64_t at = day * 86400 + (hour - 1) * 3600 + minute * 60;
    struct calendar_time wall = calendar_denmark(at);
    return wall.hour == hour ? at : at - 3600;
}

static int add_organisation(struct demo_world *w, const char *type, const char *name)
{
    w->organisations =
        array_add(w, w->organisations, w->n_organisations, sizeof(*w->organisations));
    w->organisations[w->n_organisations] = (struct demo_organisation){
        .id = demo_id_of(w->seed, ID_ORGANISATION, (uint64_t)w->n_organisations, 0),
        .type = type,
        .name = name,
    };
    return w->n_organisations++;
}

static int add_unit(struct demo_world *w, int organisation, int parent, const char *sector,
                    const char *name)
{
    w->units = array_add(w, w->units, w->n_units, sizeof(*w->units));
    struct demo_unit *unit = &w->units[w->n_units];
    *unit = (struct demo_unit){
        .id = demo_id_of(w->seed, ID_UNIT, (uint64_t)w->n_units, 0),
        .organisation = organisation,
        .parent = parent,
        .name = name,
        .sector = sector,
    };
    /* Danish numbers do not begin with 12: nobody is called. */
    snprintf(unit->phone, sizeof(unit->phone), "1200%04u", (unsigned)w->n_units % 10000U);
    return w->n_units++;
}

static struct demo_user *add_user(struct demo_world *w, int unit, const char *profession,
                                  const char *name, const char *username)
{
    w->users = array_add(w, w->users, w->n_users, sizeof(*w->users));
    struct demo_user *user = &w->users[w->n_users];
    *user = (struct demo_user){
        .id = demo_id_of(w->seed, ID_USER, (uint64_t)w->n_users, 0),
        .username = username,
        .name = name,
        .profession = profession,
        .unit = unit,
        .role = "caseworker",
    };
    snprintf(user->phone, sizeof(user->phone), "12%06u", (unsigned)w->n_users % 1000000U);
    w->n_users++;
    return user;
}

/* Caseworkers of a unit; the accounts that belong there come first and are already users. */
static void staff_unit(struct demo_world *w, int unit, const char *const professions[4], int n)
{
    struct demo_random random = demo_random_start(w->seed, 0x57AFF000U + (uint64_t)unit);
    w->units[unit].first_user = w->n_users;
    for (int i = 0; i < n; i++) {
        const char *given = demo_pick(&random, demo_chance(&random, 65) ? demo_women : demo_men);
        const char *family = demo_pick(&random, demo_families);
        const char *name = arena_printf(w->arena, "%s %s", given, family);
        const char *username = arena_printf(w->arena, "m%06d", w->n_users);
        add_user(w, unit, professions[i % 4], name, username);
    }
    w->units[unit].n_users = n;
}

/* Staff a unit by the number of citizens that it serves. */
static int staff_size(const struct demo_world *w, const struct demo_place *place)
{
    uint64_t citizens = w->n_citizens * place->weight / w->weight_sum;
    uint64_t n = citizens / 250;
    return n < 4 ? 4 : n > 60 ? 60 : (int)n;
}

static const char *practice_name(int place, int n)
{
    static const char *const fixed[3][2] = {
        {"Lægerne Nørregade", "Lægehuset Ved Fjorden"},
        {"Lægerne Sct. Mathias Gade", "Lægehuset Søndermarken"},
        {"Lægerne Østerbro", "Lægehuset Vejgaard"},
    };
    static const char *const more[] = {"Lægerne Torvet",      "Lægehuset Parken",
                                       "Lægerne Stationsvej", "Lægehuset Skoven",
                                       "Lægerne Havnen",      "Lægehuset Bakken"};
    return place < 3 && n < 2 ? fixed[place][n] : more[n % 6];
}

static void add_practices(struct demo_world *w, int index)
{
    struct demo_place *place = &w->places[index];
    uint64_t citizens = w->n_citizens * place->weight / w->weight_sum;
    place->n_practices = citizens < 2000 ? 2 : citizens > 12000 ? 6 : (int)(citizens / 2000) + 1;
    place->sectors[SECTOR_GENERAL_PRACTICE] = w->n_units;
    for (int i = 0; i < place->n_practices; i++) {
        const char *name = practice_name(index, i);
        int organisation = add_organisation(
            w, "gp-practice",
            index < 3 ? (name)
                      : named(w, i % 2 == 0 ? "Lægerne i *" : "Lægehuset i *", place->name));
        struct demo_organisation *o = &w->organisations[organisation];
        o->municipality = place->code;
        snprintf(o->provider_number, sizeof(o->provider_number), "99%04u",
                 (unsigned)w->n_organisations % 10000U);
        add_unit(w, organisation, -1, "general-practice", (o->name));
    }
    for (int i = 0; i < place->n_practices; i++)
        staff_unit(w, place->sectors[SECTOR_GENERAL_PRACTICE] + i,
                   departments[SECTOR_GENERAL_PRACTICE].professions, 3);
}

static int root_unit(const struct demo_world *w, const char *organisation)
{
    for (int i = 0; i < w->n_units; i++)
        if (w->units[i].parent < 0 &&
            strcmp(w->organisations[w->units[i].organisation].name, organisation) == 0)
            return i;
    return -1;
}

/* The region's psychiatry: one root a region, one unit a municipality; Skive is served from Viborg. */
static void add_psychiatry(struct demo_world *w, int index)
{
    struct demo_place *place = &w->places[index];
    int root = root_unit(w, place->region_name);
    if (root < 0) {
        int organisation = add_organisation(w, "region", (place->region_name));
        w->organisations[organisation].region = place->region_code;
        w->organisations[organisation].cvr = strcmp(place->region_code, "1082") == 0   ? "29190925"
                                             : strcmp(place->region_code, "1081") == 0 ? "29190941"
                                                                                       : NULL;
        root = add_unit(w, organisation, -1, "psychiatry",
                        named(w, "Psykiatrien, *", place->region_name));
    }
    if (index == 1) { /* Viborg */
        place->sectors[SECTOR_PSYCHIATRY] = w->places[0].sectors[SECTOR_PSYCHIATRY];
        return;
    }
    int unit = add_unit(
        w, w->units[root].organisation, root, "psychiatry",
        named(w, departments[SECTOR_PSYCHIATRY].pattern, index == 0 ? "Viborg" : place->name));
    place->sectors[SECTOR_PSYCHIATRY] = unit;
    staff_unit(w, unit, departments[SECTOR_PSYCHIATRY].professions, staff_size(w, place));
    add_unit(w, w->units[root].organisation, unit, "psychiatry", ("Afsnit 2"));
}

static void add_municipality(struct demo_world *w, int index)
{
    static const int own[] = {SECTOR_SOCIAL,    SECTOR_EMPLOYMENT, SECTOR_SUBSTANCE_USE,
                              SECTOR_EDUCATION, SECTOR_HEALTH,     SECTOR_CHILDREN_FAMILY};
    static const char *const cvr[] = {"29189579", "29189846", "29189420"};
    static const char *const support[4] = {"Bostøtte", "Bostøtte", "Pædagog", "Bostøtte"};
    struct demo_place *place = &w->places[index];
    int organisation = add_organisation(w, "municipality", named(w, "* Kommune", place->name));
    w->organisations[organisation].municipality = place->code;
    w->organisations[organisation].cvr = index < 3 ? cvr[index] : NULL;
    int root = add_unit(w, organisation, -1, "administration", named(w, "* Kommune", place->name));
    for (size_t i = 0; i < ARRAY_LEN(own); i++) {
        const struct department *d = &departments[own[i]];
        int unit = add_unit(w, organisation, root, demo_sectors[own[i]]->code,
                            named(w, d->pattern, place->name));
        place->sectors[own[i]] = unit;
        staff_unit(w, unit, d->professions, staff_size(w, place));
    }
    place->support_unit = add_unit(w, organisation, place->sectors[SECTOR_SOCIAL], "social",
                                   named(w, "Bostøtteteamet *", place->name));
    staff_unit(w, place->support_unit, support, staff_size(w, place));
}

/* A private and a voluntary provider, so that the kinds of organisation are all there. */
static void add_others(struct demo_world *w)
{
    int home = add_organisation(w, "private-provider", ("Botilbuddet Lindely"));
    w->organisations[home].municipality = w->places[0].code;
    add_unit(w, home, -1, "private-provider", ("Botilbuddet Lindely"));
    int cafe = add_organisation(w, "voluntary", ("Netværkscaféen"));
    w->organisations[cafe].municipality = w->places[0].code;
    add_unit(w, cafe, -1, "voluntary", ("Netværkscaféen"));
}

/* The hospital's emergency department, beside the psychiatry of the same region. */
static int add_emergency(struct demo_world *w)
{
    const int psychiatry = w->places[0].sectors[SECTOR_PSYCHIATRY];
    const int organisation = w->units[psychiatry].organisation;
    const int root = add_unit(w, organisation, -1, "somatic", ("Regionshospitalet Viborg"));

    return add_unit(w, organisation, root, "somatic", ("Akutmodtagelsen Viborg"));
}

/* Puts the accounts where they work: a caseworker takes the first place of the unit's staff. */
static void place_accounts(struct demo_world *w)
{
    const struct demo_place *skive = &w->places[0];
    const int *of = skive->sectors;
    int root = w->units[of[SECTOR_SOCIAL]].parent;
    const int emergency = add_emergency(w);
    const int units[N_STAFF_ACCOUNTS] = {
        [ACCOUNT_COORDINATOR] = of[SECTOR_PSYCHIATRY],
        [ACCOUNT_CONSULTANT] = of[SECTOR_PSYCHIATRY],
        [ACCOUNT_SOCIAL] = of[SECTOR_SOCIAL],
        [ACCOUNT_JOB] = of[SECTOR_EMPLOYMENT],
        [ACCOUNT_SUBSTANCE] = of[SECTOR_SUBSTANCE_USE],
        [ACCOUNT_GP] = of[SECTOR_GENERAL_PRACTICE],
        [ACCOUNT_EDUCATION] = of[SECTOR_EDUCATION],
        [ACCOUNT_MANAGER] = root,
        [ACCOUNT_REGION_MANAGER] = w->units[of[SECTOR_PSYCHIATRY]].parent,
        [ACCOUNT_AUDITOR] = root,
        [ACCOUNT_ADMINISTRATOR] = root,
        [ACCOUNT_STRANGER] = w->places[2 < w->n_places ? 2 : 0].sectors[SECTOR_SOCIAL],
        [ACCOUNT_SUBSTITUTE] = skive->support_unit,
        [ACCOUNT_EMERGENCY] = emergency,
        [ACCOUNT_EMERGENCY_MANAGER] = emergency,
        [ACCOUNT_SECOND_ADMINISTRATOR] = root,
    };
    for (int i = 0; i < N_STAFF_ACCOUNTS; i++) {
        const struct demo_account_row *row = &demo_accounts[i];
        struct demo_user *user = &w->users[i];
        user->unit = units[i];
        user->role = row->role;
        memcpy(user->phone, row->phone, sizeof(user->phone));
    }
}

/* The accounts come first, so that their numbers and ids never depend on the rest. */
static void add_accounts(struct demo_world *w)
{
    for (int i = 0; i < N_STAFF_ACCOUNTS; i++)
        add_user(w, 0, demo_accounts[i].profession, (demo_accounts[i].name),
                 (demo_accounts[i].username));
}

void demo_world_place(struct demo_world *w, const char *code, const char *name,
                      const char *region_code, const char *region_name)
{
    w->places = array_add(w, w->places, w->n_places, sizeof(*w->places));
    w->places[w->n_places++] = (struct demo_place){
        .code = arena_strdup(w->arena, code),
        .name = arena_strdup(w->arena, name),
        .region_code = arena_strdup(w->arena, region_code),
        .region_name = arena_strdup(w->arena, region_name),
    };
}

static const char **split(struct demo_world *w, const char *value)
{
    int n = 0;
    const char **list = array_add(w, NULL, 0, sizeof(*list));
    while (*value != '\0') {
        size_t length = strcspn(value, "|");
        list = array_add(w, list, n, sizeof(*list));
        list[n++] = arena_strndup(w->arena, value, length);
        value += length + (value[length] == '|');
    }
    list = array_add(w, list, n, sizeof(*list));
    list[n] = NULL;
    return list;
}

void demo_world_type(struct demo_world *w, const char *code, const char *class_code,
                     const char *name, const char *headings)
{
    w->types = array_add(w, w->types, w->n_types, sizeof(*w->types));
    w->types[w->n_types++] = (struct demo_type){
        .code = arena_strdup(w->arena, code),
        .class_code = arena_strdup(w->arena, class_code),
        .name = arena_strdup(w->arena, name),
        .headings = split(w, headings),
    };
}

static bool read_places(struct demo_world *w, struct pg *pg)
{
    /* Skive, Viborg and Aalborg first: that is where the demo lives. */
    static const char sql[] =
        "SELECT m.code, m.name, r.code, r.name FROM samplan.municipality m "
        "JOIN samplan.municipality_region mr ON mr.municipality_code = m.code "
        "AND mr.valid_from <= $1 AND (mr.valid_to IS NULL OR mr.valid_to > $1) "
        "JOIN samplan.region r ON r.code = mr.region_code "
        "ORDER BY array_position('{0779,0791,0851}', m.code), md5(m.code)";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char day[16];
    struct calendar_day today = calendar_from_number(w->today);
    snprintf(day, sizeof(day), "%04d-%02d-%02d", today.year, today.month, today.day);
    const char *values[] = {day};
    if (!pg_query(pg, sql, 1, values, &rows))
        return false;
    uint64_t wanted = w->n_citizens / 2500;
    for (int i = 0; i < pg_rows_n(rows) && (i < 3 || (uint64_t)i < wanted); i++)
        demo_world_place(w, pg_rows_text(rows, i, 0), pg_rows_text(rows, i, 1),
                         pg_rows_text(rows, i, 2), pg_rows_text(rows, i, 3));
    if (w->n_places >= 3)
        return true;
    fputs("samplanctl: the reference data are missing; run samplanctl migrate first\n", stderr);
    return false;
}

static bool read_types(struct demo_world *w, struct pg *pg)
{
    static const char sql[] = "SELECT code, class_code, name_da, array_to_string(headings, '|') "
                              "FROM samplan.plan_type ORDER BY code";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_query(pg, sql, 0, NULL, &rows))
        return false;
    for (int i = 0; i < pg_rows_n(rows); i++)
        demo_world_type(w, pg_rows_text(rows, i, 0), pg_rows_text(rows, i, 1),
                        pg_rows_text(rows, i, 2), pg_rows_text(rows, i, 3));
    return true;
}

const struct demo_type *demo_type_find(const struct demo_world *world, const char *code)
{
    for (int i = 0; i < world->n_types; i++)
        if (strcmp(world->types[i].code, code) == 0)
            return &world->types[i];
    return NULL;
}

struct demo_world *demo_world_new(uint64_t seed, uint64_t n_citizens, int64_t today)
{
    struct arena *arena = arena_new(65536);
    struct demo_world *w = arena_alloc(arena, sizeof(*w));
    w->arena = arena;
    w->seed = seed;
    w->n_citizens = n_citizens;
    w->big = n_citizens > 10000;
    w->today = today;
    w->midnight = demo_at(today - 1, 23, 0) + 3600;
    return w;
}

void demo_world_settle(struct demo_world *w)
{
    for (int i = 0; i < w->n_places; i++) {
        /* Unequal sizes, down to a place with a handful of citizens. */
        w->places[i].weight = i == 0                          ? 400
                              : i == w->n_places - 1 && i > 2 ? 2
                                                              : 1000 / (unsigned)(i + 2) + 40;
        w->weight_sum += w->places[i].weight;
    }
    add_accounts(w);
    for (int i = 0; i < w->n_places; i++) {
        add_psychiatry(w, i);
        add_municipality(w, i);
        add_practices(w, i);
    }
    add_others(w);
    place_accounts(w);
}

bool demo_world_make(uint64_t seed, uint64_t n_citizens, int64_t today, struct pg *pg,
                     struct demo_world **ret)
{
    struct demo_world *w = demo_world_new(seed, n_citizens, today);
    if (!read_places(w, pg) || !read_types(w, pg)) {
        demo_world_free(w);
        return false;
    }
    demo_world_settle(w);
    *ret = w;
    return true;
}

void demo_world_free(struct demo_world *w)
{
    if (w != NULL)
        arena_free(w->arena);
}

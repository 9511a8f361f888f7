/* Maja Holm's consents in the demo: what she has said to whom, as a page about consent should show it: a yes
 * that several share, one that soon ends, one to her sister, a statute, a no, one taken back, one that lapsed. */
#include "services/ctl/demo.h"

/* Whom and whose: her plan, her people, their units. */
#define MAJA                                                                                       \
    "WITH maja AS (SELECT p.id AS plan_id, p.citizen_id, a.id AS user_id FROM "                    \
    "samplan.user_account a JOIN samplan.joint_plan p ON p.citizen_id = a.citizen_id "             \
    "WHERE a.username = 'borger' AND p.status_code = 'active'), "                                  \
    "staff AS (SELECT u.username, u.id AS user_id, r.unit_id FROM samplan.user_account u "         \
    "JOIN samplan.role_assignment r ON r.user_id = u.id WHERE r.unit_id IS NOT NULL) "

static const char sister[] = MAJA
    "INSERT INTO samplan.related_person (id, plan_id, member_id, kind_code, name, relationship, "
    "phone, period_start_day, created_by, created_at) "
    "SELECT md5('maja-line')::uuid, m.plan_id, t.id, 'relative', t.outside_name, t.relationship, "
    "t.phone, app.today() - 21, s.user_id, app.day_start(app.today() - 21) + interval '13 hours' "
    "FROM maja m JOIN samplan.team_member t ON t.plan_id = m.plan_id AND t.kind_code = 'outside' "
    "AND t.status_code = 'active' JOIN staff s ON s.username = 'socialraadgiver'";

/* key, days since it was given, until and ask again in days from today, who wrote it down. */
static const char answers[] = MAJA
    "INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, given_day, "
    "period_start_day, until_day, ask_again_day, recorded_by, recorded_unit_id, recorded_at) "
    "SELECT md5('maja-' || v.key)::uuid, m.plan_id, v.type, v.purpose, v.source, "
    "app.today() - v.given, app.today() - v.given, app.today() + v.until, app.today() + v.again, "
    "s.user_id, s.unit_id, app.day_start(app.today() - v.given) + interval '10 hours' "
    "FROM maja m CROSS JOIN (VALUES "
    "('shared', 'permit', 'coordination', 'written', 5, 261, NULL, 'koordinator'), "
    "('job', 'permit', 'coordination', 'spoken', 18, 48, NULL, 'jobkonsulent'), "
    "('line', 'permit', 'relatives', 'spoken', 21, 262, NULL, 'socialraadgiver'), "
    "('no', 'deny', 'coordination', 'spoken', 5, NULL, 178, 'koordinator'), "
    "('taken', 'permit', 'relatives', 'spoken', 60, 120, NULL, 'socialraadgiver'), "
    "('lapsed', 'permit', 'coordination', 'written', 195, -14, NULL, 'koordinator')) "
    "v (key, type, purpose, source, given, until, again, who) JOIN staff s ON s.username = v.who";

static const char given[] = MAJA
    "INSERT INTO samplan.consent_provision (id, consent_id, plan_id, type_code, "
    "recipient_kind_code, unit_id, related_id, class_code, level_code, since_at, until_at, "
    "withdrawn_at, withdrawn_by, withdrawn_source_code, created_at) "
    "SELECT md5('maja-' || v.key || v.who || x.class_code)::uuid, c.id, m.plan_id, c.type_code, "
    "CASE v.who WHEN 'line' THEN 'relative' ELSE 'unit' END, s.unit_id, "
    "CASE v.who WHEN 'line' THEN md5('maja-line')::uuid END, x.class_code, "
    "CASE v.who WHEN 'line' THEN 'involved' END, c.recorded_at, "
    "coalesce(app.day_start(c.until_day + 1), 'infinity'), w.at, "
    "CASE WHEN w.at IS NOT NULL THEN m.user_id END, CASE WHEN w.at IS NOT NULL THEN 'own' END, "
    "c.recorded_at "
    "FROM maja m CROSS JOIN (VALUES "
    "('shared', 'koordinator', 'core substance-use social assessment employment "
    "general-practice crisis-plan'), "
    "('shared', 'rusmiddelbehandler', 'core psychiatric-treatment social'), "
    "('shared', 'socialraadgiver', 'core psychiatric-treatment substance-use assessment "
    "employment'), "
    "('shared', 'laege', 'core psychiatric-treatment'), "
    "('job', 'jobkonsulent', 'core assessment'), "
    "('line', 'line', 'core social crisis-plan'), "
    "('no', 'laege', 'substance-use'), "
    "('taken', 'line', 'general-practice'), "
    "('lapsed', 'jobkonsulent', 'psychiatric-treatment')) v (key, who, classes) "
    "JOIN samplan.consent c ON c.id = md5('maja-' || v.key)::uuid "
    "LEFT JOIN staff s ON s.username = v.who "
    "CROSS JOIN LATERAL string_to_table(v.classes, ' ') x (class_code) "
    "CROSS JOIN LATERAL (SELECT CASE v.key WHEN 'taken' THEN app.day_start(app.today() - 12) "
    "+ interval '18 hours 14 minutes' END AS at) w";

static const char agreement[] = MAJA
    "INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, "
    "owner_unit_id, responsible_user_id, title, status_code, period_start_day, "
    "next_follow_up_day, next_step, plain_summary, content, created_by, created_at, changed_at) "
    "SELECT md5('maja-agreement')::uuid, m.plan_id, 'discharge-agreement', "
    "'psychiatric-treatment', 'psychiatry', s.unit_id, s.user_id, 'Udskrivningsaftale', 'active', "
    "app.today() - 5, app.today() + 5, 'Aftalen gennemgås på netværksmødet.', "
    "'Du, psykiatrien, kommunen og din læge har aftalt, hvem der gør hvad, når du kommer hjem.', "
    "jsonb_build_array("
    "jsonb_build_object('heading', 'Aftalens parter', 'text', "
    "'Maja, Voksenpsykiatrien Viborg, Skive Kommune og Ole Thomsen.'), "
    "jsonb_build_object('heading', 'Behandling efter udskrivning', 'text', "
    "'Opkald mandag kl. 10 i fire uger.'), "
    "jsonb_build_object('heading', 'Hvem ringer til hvem', 'text', "
    "'Anders ringer til Maja. De andre skriver til Anders.')), "
    "s.user_id, app.day_start(app.today() - 5) + interval '11 hours', "
    "app.day_start(app.today() - 5) + interval '11 hours' "
    "FROM maja m JOIN staff s ON s.username = 'overlaege'";

static const char statute[] = MAJA
    "INSERT INTO samplan.statute_use (id, plan_id, rule_code, rule_valid_from, "
    "contributing_plan_id, class_codes, purpose_text, responsible_user_id, told_code, told_day, "
    "told_text, started_at, recorded_by, recorded_unit_id, created_at) "
    "SELECT md5('maja-statute')::uuid, m.plan_id, b.rule_code, b.valid_from, "
    "md5('maja-agreement')::uuid, '{psychiatric-treatment}', 'lave og følge aftalen', s.user_id, "
    "'told', app.today() - 5, 'Sagt til Maja ved samtalen.', "
    "app.day_start(app.today() - 5) + interval '11 hours', s.user_id, s.unit_id, "
    "app.day_start(app.today() - 5) + interval '11 hours' "
    "FROM maja m JOIN staff s ON s.username = 'overlaege' "
    "JOIN samplan.legal_basis b ON b.rule_code = 'psychiatry-13c' AND b.valid_to IS NULL";

static const char parties[] =
    MAJA "INSERT INTO samplan.statute_party (statute_use_id, plan_id, unit_id) "
         "SELECT md5('maja-statute')::uuid, m.plan_id, s.unit_id FROM maja m JOIN staff s "
         "ON s.username IN ('rusmiddelbehandler', 'socialraadgiver', 'laege')";

bool demo_consents_maja(struct demo *demo)
{
    static const char *const steps[] = {sister, answers, given, agreement, statute, parties};

    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (!pg_run(demo->pg, NULL, steps[i]))
            return false;
    return true;
}

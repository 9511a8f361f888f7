/* The demo's consents: made from the loaded plans in the database, a statement a table, before rights are
 * computed. */
#include "services/ctl/demo.h"

/* Each open plan but Maja's, whose are told one by one, has one conversation about who may see what, some within the last eleven months. */
static const char consents[] =
    "INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, given_day, "
    "period_start_day, until_day, recorded_by, recorded_unit_id, recorded_at) "
    "SELECT md5('consent' || p.id)::uuid, p.id, 'permit', 'coordination', "
    "CASE get_byte(uuid_send(p.id), 1) % 3 WHEN 0 THEN 'written' ELSE 'spoken' END, g.day, g.day, "
    "(g.day + interval '1 year')::date - 1, k.user_id, k.unit_id, app.day_start(g.day) + interval "
    "'11 hours' "
    "FROM samplan.joint_plan p JOIN samplan.coordination k ON k.plan_id = p.id AND k.ended_at IS "
    "NULL "
    "CROSS JOIN LATERAL (SELECT greatest(p.period_start_day, app.today() - "
    "get_byte(uuid_send(p.id), 0) - 60) AS day) g "
    "WHERE p.status_code IN ('active', 'on-hold') AND g.day <= app.today() "
    "AND p.citizen_id <> (SELECT a.citizen_id FROM samplan.user_account a WHERE a.username = "
    "'borger')";

/* The coordinator's unit sees the parts of all; the others' units some of them. */
static const char provisions[] =
    "INSERT INTO samplan.consent_provision (id, consent_id, plan_id, type_code, "
    "recipient_kind_code, unit_id, "
    "class_code, since_at, until_at, created_at) "
    "SELECT md5('provision' || c.id || r.unit_id || s.class_code)::uuid, c.id, c.plan_id, "
    "'permit', 'unit', r.unit_id, "
    "s.class_code, c.recorded_at, app.day_start(c.until_day + 1), c.recorded_at "
    "FROM samplan.consent c "
    "CROSS JOIN LATERAL (SELECT DISTINCT x.class_code FROM samplan.contributing_plan x "
    "WHERE x.plan_id = c.plan_id AND x.class_code NOT IN ('private', 'citizen-statement')) s "
    "CROSS JOIN LATERAL (SELECT DISTINCT m.unit_id FROM samplan.team_member m "
    "WHERE m.plan_id = c.plan_id AND m.status_code = 'active' AND m.unit_id IS NOT NULL "
    "UNION SELECT c.recorded_unit_id) r "
    "WHERE r.unit_id = c.recorded_unit_id "
    "OR c.plan_id NOT IN (SELECT p.id FROM samplan.joint_plan p JOIN samplan.user_account u "
    "ON u.citizen_id = p.citizen_id AND u.username = 'borger') AND "
    "get_byte(sha256(uuid_send(c.plan_id) || uuid_send(r.unit_id) || convert_to(s.class_code, "
    "'UTF8')), 0) < 90";

/* Now and then the citizen has said no. */
static const char objections[] =
    "WITH said AS (INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, "
    "given_day, "
    "period_start_day, ask_again_day, recorded_by, recorded_unit_id, recorded_at) "
    "SELECT md5('objection' || c.id)::uuid, c.plan_id, 'deny', 'coordination', 'spoken', "
    "c.given_day, c.given_day, "
    "(c.given_day + interval '6 months')::date, c.recorded_by, c.recorded_unit_id, c.recorded_at "
    "FROM samplan.consent c WHERE get_byte(uuid_send(c.plan_id), 2) < 20 RETURNING id, plan_id, "
    "recorded_at) "
    "INSERT INTO samplan.consent_provision (id, consent_id, plan_id, type_code, "
    "recipient_kind_code, unit_id, "
    "class_code, since_at, created_at) "
    "SELECT DISTINCT ON (s.id) md5('provision' || s.id)::uuid, s.id, s.plan_id, 'deny', 'unit', "
    "m.unit_id, x.class_code, "
    "s.recorded_at, s.recorded_at "
    "FROM said s JOIN samplan.team_member m ON m.plan_id = s.plan_id AND m.status_code = 'active' "
    "AND m.unit_id IS NOT NULL "
    "JOIN samplan.contributing_plan x ON x.plan_id = s.plan_id AND x.owner_unit_id <> m.unit_id "
    "AND x.class_code NOT IN ('private', 'citizen-statement') "
    "WHERE NOT EXISTS (SELECT FROM samplan.consent_provision v WHERE v.plan_id = s.plan_id AND "
    "v.unit_id = m.unit_id "
    "AND v.class_code = x.class_code) ORDER BY s.id, m.id, x.id";

bool demo_consents(struct demo *demo)
{
    return pg_run(demo->pg, NULL, "SET session_replication_role = replica") &&
           pg_run(demo->pg, NULL,
                  "ANALYZE samplan.joint_plan, samplan.coordination, samplan.team_member, "
                  "samplan.contributing_plan") &&
           pg_run(demo->pg, NULL, consents) && pg_run(demo->pg, NULL, provisions) &&
           pg_run(demo->pg, NULL, objections) && demo_consents_maja(demo) && demo_own_maja(demo) &&
           demo_related(demo) && pg_run(demo->pg, NULL, "RESET session_replication_role");
}

/* The people around the demo's citizens who sign in: Maja Holm's sister, the mother of a child of fourteen, a volunteer.
 * Made in the database from the loaded plans, as the consents are. */
#include "services/ctl/demo.h"

const char *const demo_outside_accounts = "paaroerende,foraelder,frivillig";

static const char accounts[] =
    "INSERT INTO samplan.user_account (id, username, name, profession, phone, is_demo) "
    "SELECT md5('demo-' || v.username)::uuid, v.username, v.name, v.profession, v.phone, true "
    "FROM (VALUES ('paaroerende', 'Line Holm', NULL, '12345660'), "
    "('foraelder', 'Hanne Skov', NULL, '12345662'), "
    "('frivillig', 'Vera Vind', 'Frivillig mentor', '12345663')) v (username, name, profession, "
    "phone)";

static const char roles[] =
    "INSERT INTO samplan.role_assignment (id, user_id, unit_id, invited_unit_id, role_code, title, "
    "valid_from) "
    "SELECT md5('demo-role-' || u.username)::uuid, u.id, "
    "CASE u.username WHEN 'frivillig' THEN cafe.id END, "
    "CASE u.username WHEN 'frivillig' THEN NULL ELSE hers.unit_id END, "
    "CASE u.username WHEN 'frivillig' THEN 'volunteer' ELSE 'relative' END, u.profession, "
    "app.today() - 30 "
    "FROM samplan.user_account u "
    "JOIN (SELECT r.unit_id FROM samplan.role_assignment r JOIN samplan.user_account a "
    "ON a.id = r.user_id WHERE a.username = 'socialraadgiver' LIMIT 1) hers ON true "
    "JOIN (SELECT n.id FROM samplan.unit n WHERE n.sector_code = 'voluntary' "
    "AND n.name = 'Netværkscaféen' LIMIT 1) cafe ON true "
    "WHERE u.username IN ('paaroerende', 'foraelder', 'frivillig')";

/* Line is written down with Maja's consents. */
static const char sister[] =
    "UPDATE samplan.related_person r SET user_id = u.id FROM samplan.user_account u "
    "WHERE u.username = 'paaroerende' AND r.id = md5('maja-line')::uuid";

static const char mother[] =
    "INSERT INTO samplan.related_person (id, plan_id, kind_code, name, relationship, phone, "
    "user_id, document_text, period_start_day, created_by) "
    "SELECT md5('demo-mother')::uuid, p.id, 'custody-holder', u.name, 'mor', u.phone, u.id, "
    "'Forældremyndighed efter CPR-registret', app.today() - 30, p.created_by "
    "FROM samplan.joint_plan p JOIN samplan.citizen c ON c.id = p.citizen_id "
    "JOIN samplan.user_account u ON u.username = 'foraelder' "
    "WHERE c.name = 'Emma Skov' AND c.birth_day > app.today() - 366 * 15 "
    "ORDER BY p.created_at LIMIT 1";

/* Line is asked to the network meeting and to take the cat home; the volunteer to a walk and a meeting. */
static const char asked[] =
    "WITH maja AS (SELECT p.id AS plan_id, a.user_id, a.unit_id FROM samplan.user_account b "
    "JOIN samplan.joint_plan p ON p.citizen_id = b.citizen_id AND p.status_code = 'active' "
    "JOIN samplan.coordination a ON a.plan_id = p.id AND a.ended_at IS NULL "
    "WHERE b.username = 'borger') "
    "INSERT INTO samplan.task (id, plan_id, title, description, plain_text, requester_user_id, "
    "requester_unit_id, performer_kind_code, performer_user_id, performer_unit_id, "
    "performer_principal, due_day, status_code, proposed_at, created_by) "
    "SELECT md5('demo-task-' || v.username)::uuid, m.plan_id, v.title, v.description, v.plain, "
    "m.user_id, m.unit_id, 'person', u.id, r.unit_id, u.id, app.today() + v.days, 'proposed', "
    "app.day_start(app.today() - 1) + interval '9 hours', m.user_id "
    "FROM maja m CROSS JOIN (VALUES "
    "('paaroerende', 'Pas katten til Maja er hjemme', "
    "'Vil du have katten, til Maja kommer hjem? Hun henter den på vejen.', "
    "'Line passer katten, til du er hjemme.', 5), "
    "('frivillig', 'Gå en tur med Maja om torsdagen', "
    "'En time, gerne langs fjorden. Maja vil helst ikke tale i telefon.', "
    "'Vera går en tur med dig om torsdagen.', 9)) v (username, title, description, plain, days) "
    "JOIN samplan.user_account u ON u.username = v.username "
    "JOIN samplan.role_assignment r ON r.user_id = u.id";

static const char invited[] =
    "INSERT INTO samplan.appointment_invitation (appointment_id, plan_id, principal, user_id, "
    "unit_id, related_id, since_at, until_at, invited_by) "
    "SELECT a.id, a.plan_id, CASE r.role_code WHEN 'volunteer' "
    "THEN app.practitioner(u.id, r.unit_id) ELSE u.id END, u.id, r.unit_id, "
    "CASE r.role_code WHEN 'relative' THEN md5('maja-line')::uuid END, "
    "app.day_start(app.today() - 1), app.invitation_until(a), a.created_by "
    "FROM (SELECT x.* FROM samplan.appointment x JOIN samplan.joint_plan p ON p.id = x.plan_id "
    "JOIN samplan.user_account b ON b.citizen_id = p.citizen_id AND b.username = 'borger' "
    "WHERE x.status_code = 'planned' AND x.start_at > now() AND x.kind_code = 'network-meeting' "
    "ORDER BY x.start_at LIMIT 1) a "
    "JOIN samplan.user_account u ON u.username IN ('paaroerende', 'frivillig') "
    "JOIN samplan.role_assignment r ON r.user_id = u.id";

bool demo_related(struct demo *demo)
{
    static const char *const steps[] = {accounts, roles, sister, mother, asked, invited};

    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (!pg_run(demo->pg, NULL, steps[i]))
            return false;
    return true;
}

/* What Maja Holm has written herself in the demo: her crisis plan, a plan for herself alone, remarks with an
 * answer, a question about a look-up. */
#include "services/ctl/demo.h"

#define MAJA                                                                                       \
    "WITH maja AS (SELECT p.id AS plan_id, p.citizen_id, a.id AS user_id FROM "                    \
    "samplan.user_account a JOIN samplan.joint_plan p ON p.citizen_id = a.citizen_id "             \
    "WHERE a.username = 'borger' AND p.status_code = 'active'), "                                  \
    "staff AS (SELECT u.username, u.id AS user_id, r.unit_id FROM samplan.user_account u "         \
    "JOIN samplan.role_assignment r ON r.user_id = u.id WHERE r.unit_id IS NOT NULL) "

/* type, days ago, the texts under the headings of the type. */
static const char plans[] = MAJA
    "INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, "
    "title, status_code, content, period_start_day, created_by, created_at, changed_by, "
    "changed_at) "
    "SELECT md5('maja-' || t.code)::uuid, m.plan_id, t.code, t.class_code, 'citizen', t.name_da, "
    "'active', (SELECT jsonb_agg(jsonb_build_object('heading', h, 'text', "
    "coalesce(v.texts[o], '')) ORDER BY o) FROM unnest(t.headings) WITH ORDINALITY x(h, o)), "
    "app.today() - v.days, m.user_id, app.day_start(app.today() - v.days) + interval '19 hours', "
    "m.user_id, app.day_start(app.today() - v.days) + interval '19 hours' "
    "FROM maja m CROSS JOIN (VALUES "
    "('crisis-plan', 4, ARRAY["
    "E'Jeg sover mindre end fire timer\\nJeg svarer ikke på beskeder\\nJeg holder op med at "
    "spise', "
    "E'Når mange ringer på samme tid\\nLønningsdag\\nAftener alene', "
    "E'Line, min søster. Hun må spørge, om jeg har spist\\nNaboen Gerda ser efter katten', "
    "E'Gå en tur langs fjorden\\nSlukke telefonen, til næste dag\\nLægge mig med katten', "
    "E'Line 12 34 56 60\\nAnders Lund 12 34 56 10\\nAkuttelefonen i psykiatrien 78 47 04 70']), "
    "('wrap-plan', 9, ARRAY["
    "E'Te og min dagbog\\nMusik uden ord', E'Op klokken otte\\nUd inden klokken ti', "
    "'Breve med rudekuvert', 'Aflyse alt, der kan aflyses', 'Én ting om dagen'])) "
    "v (code, days, texts) JOIN samplan.plan_type t ON t.code = v.code";

static const char versions[] =
    "INSERT INTO samplan.contributing_plan_version (contributing_plan_id, version, plan_id, "
    "class_code, snapshot, created_by, created_at) "
    "SELECT c.id, 1, c.plan_id, c.class_code, jsonb_build_object('title', c.title, 'content', "
    "c.content, 'status_code', c.status_code), c.created_by, c.created_at "
    "FROM samplan.contributing_plan c "
    "WHERE c.id IN (md5('maja-crisis-plan')::uuid, md5('maja-wrap-plan')::uuid)";

/* One on a heading of the treatment plan, which is answered; one on a goal of hers, not yet. */
static const char remarks[] = MAJA
    "INSERT INTO samplan.remark (id, plan_id, contributing_plan_id, class_code, about_code, "
    "about_id, section_n, heading, passage, text, written_by, created_at) "
    "SELECT md5('maja-remark-1')::uuid, m.plan_id, c.id, c.class_code, 'part', c.id, 4, "
    "c.title || ': ' || (c.content -> 3 ->> 'heading'), c.content -> 3 ->> 'text', "
    "'Der står, at medicinen er gennemgået sammen med mig. Jeg har ikke fået at vide, hvorfor jeg "
    "skal have to slags. Det vil jeg gerne tale om.', "
    "m.user_id, app.day_start(app.today() - 3) + interval '20 hours' "
    "FROM maja m JOIN samplan.contributing_plan c ON c.plan_id = m.plan_id "
    "AND c.type_code = 'treatment-plan-psychiatry' "
    "UNION ALL SELECT md5('maja-remark-2')::uuid, g.plan_id, NULL, 'core', 'goal', g.id, NULL, "
    "g.title, g.title, 'Jeg vil ikke begynde på arbejde, før jeg kan sove. Det skal stå her.', "
    "m.user_id, app.day_start(app.today() - 1) + interval '18 hours' "
    "FROM maja m CROSS JOIN LATERAL (SELECT x.* FROM samplan.goal x WHERE x.plan_id = m.plan_id "
    "AND x.class_code = 'core' ORDER BY x.position DESC LIMIT 1) g";

static const char answers[] = MAJA
    "INSERT INTO samplan.remark_answer (id, remark_id, plan_id, contributing_plan_id, class_code, "
    "text, answered_by, unit_id, created_at) "
    "SELECT md5('maja-answer-1')::uuid, r.id, r.plan_id, r.contributing_plan_id, r.class_code, "
    "'Tak, fordi du skriver det. Den ene er til søvnen, den anden mod angst. Vi tager det på "
    "mødet, og du får det skrevet ned.', s.user_id, s.unit_id, "
    "app.day_start(app.today() - 2) + interval '9 hours' "
    "FROM samplan.remark r JOIN staff s ON s.username = 'overlaege' "
    "WHERE r.id = md5('maja-remark-1')::uuid";

static const char readers[] =
    MAJA "INSERT INTO samplan.remark_read (remark_id, plan_id, user_id, unit_id, read_at) "
         "SELECT r.id, r.plan_id, s.user_id, s.unit_id, r.created_at + interval '12 hours' "
         "FROM samplan.remark r JOIN staff s ON s.username = 'overlaege' "
         "WHERE r.id = md5('maja-remark-1')::uuid";

static const char question[] = MAJA
    "INSERT INTO samplan.access_question (id, citizen_id, look_id, looked_at, look, "
    "looker_user_id, unit_id, audience_code, kind_code, text, asked_by, created_at, "
    "answer_by_day, status_code, answer_text, answered_by, answered_unit_id, answered_at, "
    "read_at, version) "
    "SELECT md5('maja-question')::uuid, m.citizen_id, app.look_id(a.at, a.id), a.at, "
    "app.question_look(a), a.user_id, a.unit_id, 'manager', 'why', "
    "'Hvorfor skal skolen se min plan nu? Jeg begynder først til sommer.', m.user_id, "
    "a.at + interval '8 hours', (a.at + interval '10 days')::date, 'answered', "
    "'Mette så planen, fordi hun skulle gemme din plads på HF. Hun læste dine mål og opgaver, ikke "
    "noget om behandling.', l.user_id, l.unit_id, a.at + interval '1 day', "
    "a.at + interval '2 days', 2 "
    "FROM maja m JOIN staff u ON u.username = 'uu' JOIN staff l ON l.username = 'leder' "
    "CROSS JOIN LATERAL (SELECT x.* FROM samplan.audit x WHERE x.citizen_id = m.citizen_id "
    "AND x.user_id = u.user_id AND x.outcome = 'permit' ORDER BY x.at DESC LIMIT 1) a";

bool demo_own_maja(struct demo *demo)
{
    static const char *const steps[] = {plans, versions, remarks, answers, readers, question};

    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (!pg_run(demo->pg, NULL, steps[i]))
            return false;
    return true;
}

-- All triggers, in one place; loaded after the functions they name, and again at each deploy.
SET ROLE samplan_owner;
DO $triggers$
DECLARE
    t text;
    title text;
BEGIN
    -- version, changed_at, changed_by
    FOREACH t IN ARRAY ARRAY['organisation', 'unit', 'user_account', 'citizen', 'joint_plan', 'handover',
            'team_member', 'contributing_plan', 'intervention', 'goal', 'plan_conflict', 'task',
            'appointment', 'note', 'join_request', 'related_person', 'consent', 'consent_provision', 'statute_use',
            'break_glass', 'access_question'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER a_touch BEFORE UPDATE ON samplan.%I
                        FOR EACH ROW EXECUTE FUNCTION app.tg_touch()', t);
    END LOOP;
    -- old and new by field
    FOR t, title IN VALUES ('joint_plan', '-'), ('citizen_statement', '-'), ('coordination', '-'), ('handover', '-'),
            ('team_member', 'outside_name'), ('contributing_plan', 'title'), ('intervention', 'title'),
            ('goal', 'title'), ('goal_progress', 'text'), ('task', 'title'),
            ('task_comment', 'text'), ('appointment', 'title'), ('note', '-'), ('consent_provision', '-'),
            ('relative_contact', '-'), ('remark', 'heading'), ('remark_answer', '-') LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER b_change AFTER INSERT OR UPDATE ON samplan.%I
                        FOR EACH ROW EXECUTE FUNCTION app.tg_change(%L)', t, title);
    END LOOP;
    -- who may see what
    FOREACH t IN ARRAY ARRAY['joint_plan', 'coordination', 'team_member', 'contributing_plan', 'consent_provision',
            'related_person', 'statute_use', 'statute_party', 'break_glass'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS c_access ON samplan.%I', t);
        EXECUTE format('CREATE OR REPLACE TRIGGER c_access_insert AFTER INSERT ON samplan.%I REFERENCING NEW TABLE AS changed
                        FOR EACH STATEMENT EXECUTE FUNCTION app.tg_access()', t);
        EXECUTE format('CREATE OR REPLACE TRIGGER c_access_update AFTER UPDATE ON samplan.%I REFERENCING NEW TABLE AS changed
                        FOR EACH STATEMENT EXECUTE FUNCTION app.tg_access()', t);
    END LOOP;
    -- what is shown
    FOREACH t IN ARRAY ARRAY['citizen', 'joint_plan', 'citizen_statement', 'coordination', 'handover', 'team_member',
            'contributing_plan', 'goal', 'goal_contribution', 'task', 'appointment', 'appointment_participant',
            'note', 'goal_progress', 'task_comment', 'intervention', 'plan_conflict', 'related_person', 'consent_provision',
            'statute_use', 'remark', 'remark_answer'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS d_document ON samplan.%I', t);
        EXECUTE format('CREATE CONSTRAINT TRIGGER d_document AFTER INSERT OR UPDATE ON samplan.%I
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.tg_document()', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['task', 'task_informed'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER e_worklist AFTER INSERT OR UPDATE ON samplan.%I
                        FOR EACH ROW EXECUTE FUNCTION app.tg_worklist()', t);
    END LOOP;
    -- exactly one coordinator
    FOREACH t IN ARRAY ARRAY['joint_plan', 'coordination'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS f_coordinator ON samplan.%I', t);
        EXECUTE format('CREATE CONSTRAINT TRIGGER f_coordinator AFTER INSERT OR UPDATE OR DELETE ON samplan.%I
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.tg_coordinator_check()', t);
    END LOOP;
END
$triggers$;
CREATE OR REPLACE TRIGGER b_path BEFORE INSERT OR UPDATE OF parent_id, organisation_id ON samplan.unit
    FOR EACH ROW EXECUTE FUNCTION app.tg_unit_path();
CREATE OR REPLACE TRIGGER d_access AFTER UPDATE ON samplan.unit
    FOR EACH ROW WHEN ((OLD.path, OLD.organisation_id, OLD.sector_code) IS DISTINCT FROM (NEW.path, NEW.organisation_id, NEW.sector_code))
    EXECUTE FUNCTION app.tg_access_unit();
CREATE OR REPLACE TRIGGER d_access AFTER UPDATE OF birth_day ON samplan.citizen
    FOR EACH ROW WHEN (OLD.birth_day IS DISTINCT FROM NEW.birth_day) EXECUTE FUNCTION app.tg_access_citizen();
-- Whom a task is for, as lists and policies compare it; also while a loader has switched triggers off.
CREATE OR REPLACE TRIGGER b_principal BEFORE INSERT OR UPDATE ON samplan.task
    FOR EACH ROW EXECUTE FUNCTION app.tg_task_principal();
ALTER TABLE samplan.task ENABLE ALWAYS TRIGGER b_principal;
-- Invitations follow their meeting. What somebody was asked to do, a hand-over and invitations yield to an objection.
CREATE OR REPLACE TRIGGER g_invitation AFTER UPDATE ON samplan.appointment
    FOR EACH ROW EXECUTE FUNCTION app.tg_invitation();
CREATE OR REPLACE TRIGGER g_objection AFTER INSERT ON samplan.consent_provision
    FOR EACH ROW WHEN (NEW.type_code = 'deny') EXECUTE FUNCTION app.tg_objection();
CREATE OR REPLACE TRIGGER g_coordinator_refused AFTER INSERT OR UPDATE OF user_id, unit_id ON samplan.coordination
    FOR EACH ROW EXECUTE FUNCTION app.tg_coordinator_refused();
-- A yes and a statute end with the plan, and do not come back with it.
CREATE OR REPLACE TRIGGER c_consents_end AFTER UPDATE OF status_code ON samplan.joint_plan
    FOR EACH ROW WHEN ((OLD.status_code IN ('draft', 'active', 'on-hold')) <> (NEW.status_code IN ('draft', 'active', 'on-hold')))
    EXECUTE FUNCTION app.tg_consents_end();
-- What a relative was asked to is taken back when her time is over.
CREATE OR REPLACE TRIGGER g_related_end AFTER UPDATE ON samplan.related_person
    FOR EACH ROW WHEN ((OLD.status_code, OLD.period_start_day, OLD.period_end_day) IS DISTINCT FROM (NEW.status_code, NEW.period_start_day, NEW.period_end_day))
    EXECUTE FUNCTION app.tg_related_end();
-- A no does not lapse because of a later yes that was taken back, or ended with the plan, before it began.
CREATE OR REPLACE TRIGGER h_objection AFTER UPDATE ON samplan.consent_provision
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at < NEW.since_at
                       OR OLD.plan_ended_at IS NULL AND NEW.plan_ended_at < NEW.since_at)
    EXECUTE FUNCTION app.tg_objection_back();
-- What the citizen has said, and what she was answered, stays as it was written.
DO $kept$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['remark', 'remark_answer'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER a_kept BEFORE UPDATE OR DELETE ON samplan.%I
                        FOR EACH ROW EXECUTE FUNCTION app.tg_kept()', t);
    END LOOP;
END
$kept$;
CREATE OR REPLACE TRIGGER a_place BEFORE INSERT ON samplan.remark_answer FOR EACH ROW EXECUTE FUNCTION app.tg_remark_place();
CREATE OR REPLACE TRIGGER a_place BEFORE INSERT ON samplan.remark_read FOR EACH ROW EXECUTE FUNCTION app.tg_remark_place();
CREATE OR REPLACE TRIGGER c_path_below AFTER UPDATE OF path ON samplan.unit
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION app.tg_unit_path_below();
RESET ROLE;

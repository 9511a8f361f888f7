-- "Giv videre": somebody else is asked instead. Whoever asked, and the coordinator, may ask anybody; the one whom it is for
-- hands it on within her own organisation. Raises SP422 where that is somebody else's, SP403.
CREATE OR REPLACE FUNCTION app.task_hand_on(t samplan.task, standing jsonb, choice text, words text) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    w record;
BEGIN
    w := app.performer_read(choice, t.plan_id);
    PERFORM app.reason_set(words);
    IF nullif(btrim(words), '') IS NOT NULL THEN
        PERFORM app.task_comment_add(t, words);
    END IF;
    IF (standing ->> 'manages')::boolean OR (standing ->> 'coordinates')::boolean THEN
        PERFORM app.task_give(t, w.kind_code, w.user_id, w.unit_id, w.principal);
    ELSE
        IF w.organisation_id IS DISTINCT FROM app.actor_organisation() OR w.kind_code = 'citizen' THEN
            PERFORM app.errors_raise(app.error('to_performer_id', 'other-organisation'));
        END IF;
        PERFORM app.task_hand_on_own(t.id, w.kind_code, w.user_id, w.unit_id);
    END IF;
END
$$;

-- The same by the one whom the task is for, who has perhaps no other right in the plan: after this it is not hers, so no
-- policy on her own rows can let it through. Looks for itself that it is hers, open and not answered by somebody
-- else meanwhile, and that the next one works in her organisation now and is not kept out.
CREATE OR REPLACE FUNCTION app.task_hand_on_own(task uuid, kind text, person uuid, unit uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own boolean;
BEGIN
    own := EXISTS (SELECT FROM unit n WHERE n.id = task_hand_on_own.unit AND n.organisation_id = app.actor_organisation())
       AND (kind = 'unit' OR kind = 'person' AND EXISTS (
            SELECT FROM role_assignment a JOIN user_account u ON u.id = a.user_id
             WHERE a.user_id = person AND a.unit_id = task_hand_on_own.unit AND a.role_code = 'caseworker'
               AND app.assignment_active(a) AND u.status_code = 'active'));
    UPDATE samplan.task x SET performer_kind_code = kind, performer_user_id = CASE kind WHEN 'person' THEN person END,
           performer_unit_id = task_hand_on_own.unit,
           performer_principal = CASE kind WHEN 'person' THEN app.practitioner(person, task_hand_on_own.unit) ELSE task_hand_on_own.unit END,
           status_code = CASE WHEN kind = 'person' AND person = app.actor_user() THEN 'accepted' ELSE 'proposed' END,
           proposed_at = now(), answered_at = CASE WHEN kind = 'person' AND person = app.actor_user() THEN now() END,
           status_text = NULL, reminded_at = NULL, counter_day = NULL, counter_time = NULL, counter_text = NULL,
           hold_until_day = NULL, held_status_code = NULL
     WHERE x.id = task_hand_on_own.task AND own AND x.closed_at IS NULL
       AND NOT app.kept_out(x.plan_id, CASE kind WHEN 'person' THEN person END, task_hand_on_own.unit, x.class_code, x.contributing_plan_id)
       AND x.performer_principal = ANY (app.actor_principals())
       AND x.status_code IN ('proposed', 'accepted', 'in-progress', 'on-hold');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not-yours' USING ERRCODE = 'SP403';
    END IF;
    PERFORM app.task_team_join(task_hand_on_own.task);
END
$$;
ALTER FUNCTION app.task_hand_on_own(uuid, text, uuid, uuid) OWNER TO samplan_derive;

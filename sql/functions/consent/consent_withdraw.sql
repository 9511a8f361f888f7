-- GET /consents/{consent_id}/withdraw: what can be taken back of an answer, with a tick for each. For those of the team who may write but
-- not read the answer itself it holds what of it they may see.
CREATE OR REPLACE FUNCTION api.consent_withdraw_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    consent uuid := (input ->> 'consent_id')::uuid;
    plan uuid;
    r record;
    reader record;
    deny boolean;
    own boolean := app.actor_citizen() IS NOT NULL;
BEGIN
    PERFORM app.actor_require();
    SELECT v.plan_id, v.type_code = 'deny' INTO plan, deny FROM consent_provision v WHERE v.consent_id = consent LIMIT 1;
    IF plan IS NULL THEN
        RETURN app.refuse('consent.withdraw', 'consent', consent);
    END IF;
    SELECT * INTO r FROM app.relation(plan);
    SELECT * INTO reader FROM app.consent_reader(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('consent.withdraw', 'consent', consent);
    ELSIF NOT reader.may_end THEN
        RETURN app.refuse_action('consent.withdraw', plan, consent, 'read-only');
    ELSIF deny AND NOT EXISTS (SELECT FROM consent_provision v WHERE v.consent_id = consent AND app.provision_live(v) AND NOT app.provision_no_to_actor(v))
          AND app.consent_lifts_own_no(consent, '{"whole": true}') THEN
        RETURN app.refuse_action('consent.withdraw', plan, consent, 'about-yourself');
    END IF;
    PERFORM app.audit('consent.withdraw-edit', plan, r.citizen_id, 1, ARRAY[consent], 'permit', r.basis_code, r.basis_id,
                      CASE WHEN own THEN 'own-data' ELSE 'care' END);
    RETURN coalesce(app.provisions_told(ARRAY(SELECT v.id FROM consent_provision v WHERE v.consent_id = consent AND app.provision_live(v)),
               CASE WHEN deny THEN 'denied' ELSE 'sees' END), '{"title_msg": null, "details_list": []}') || jsonb_build_object(
        'id', consent, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'consents'), 'is_citizen', own, 'deny', deny,
        'provisions_list', app.provisions_shown(consent, true),
        'options', jsonb_build_object('provision_ids', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', v.id, 'label', app.provision_name(v),
                'name', app.provision_name(v), 'shared_code', v.class_code, 'selected', true) ORDER BY app.provision_name(v), k.place), '[]')
             FROM consent_provision v JOIN app.consent_classes() k ON k.class_code = v.class_code
            WHERE v.consent_id = consent AND app.provision_live(v) AND NOT app.provision_no_to_actor(v))),
        'back_href', CASE WHEN own THEN '/my-consents' ELSE '/plans/' || plan || '/consents' END);
END
$$;

-- POST /consents/{consent_id}/withdraw: takes an answer back, whole or in part, at once; by the citizen, or by staff after her word.
-- input: {"consent_id","provision_ids": NULL or empty with "whole": all that is in force,"recipient": all of one recipient,"withdrawn_source_code",
-- "withdrawn_text"}; a whole yes is taken back wholly, also where its writer sees only some of it · returns {"id","location","flash","undo_href"}. SP409 'consent-over' when nothing of it is in force any more.
CREATE OR REPLACE FUNCTION api.consent_withdraw(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    consent uuid := (input ->> 'consent_id')::uuid;
    own boolean := app.actor_citizen() IS NOT NULL;
    whole boolean := coalesce((input ->> 'whole')::boolean, false);
    plan uuid;
    r record;
    reader record;
    n integer;
    deny boolean;
BEGIN
    PERFORM app.actor_require();
    SELECT v.plan_id, v.type_code = 'deny' INTO plan, deny FROM consent_provision v WHERE v.consent_id = consent LIMIT 1;
    IF plan IS NULL THEN
        RETURN app.refuse('consent.withdraw', 'consent', consent);
    END IF;
    SELECT * INTO r FROM app.relation(plan);
    SELECT * INTO reader FROM app.consent_reader(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('consent.withdraw', 'consent', consent);
    ELSIF NOT reader.may_end THEN
        RETURN app.refuse_action('consent.withdraw', plan, consent, 'read-only');
    ELSIF app.consent_lifts_own_no(consent, input) THEN
        RETURN app.refuse_action('consent.withdraw', plan, consent, 'about-yourself');
    END IF;
    PERFORM app.errors_raise(
        CASE WHEN own OR input ->> 'withdrawn_source_code' IN ('spoken', 'written') THEN '[]' ELSE app.error('withdrawn_source_code', 'required') END
        || CASE WHEN whole OR input ->> 'recipient' IS NOT NULL OR jsonb_array_length(coalesce(input -> 'provision_ids', '[]')) > 0 THEN '[]'
                ELSE app.error('provision_ids', 'choose-one') END);
    IF deny AND NOT own THEN
        PERFORM app.step_up_require(); -- lifting a no opens something on her behalf
    END IF;
    IF whole AND NOT deny THEN
        n := app.consent_end(consent, input);
    ELSE
        UPDATE consent_provision v
           SET withdrawn_at = now(), withdrawn_by = app.actor_user(), withdrawn_text = input ->> 'withdrawn_text',
               withdrawn_source_code = CASE WHEN own THEN 'own' ELSE input ->> 'withdrawn_source_code' END
         WHERE v.consent_id = consent AND app.provision_live(v)
           AND (whole OR app.provision_key(v) = input ->> 'recipient' OR (input -> 'provision_ids') ? v.id::text);
        GET DIAGNOSTICS n = ROW_COUNT;
    END IF;
    IF n = 0 THEN
        RAISE EXCEPTION 'consent-over' USING ERRCODE = 'SP409';
    END IF;
    IF NOT own THEN
        -- each time anew: an answer can be taken back bit by bit
        PERFORM app.citizen_tell(plan, 'consent-withdrawn', gen_random_uuid(), jsonb_build_object('consent_id', consent));
    END IF;
    PERFORM app.consent_tell_withdrawn(consent, deny);
    PERFORM app.audit_write('consent.withdraw', plan, r.basis_code, r.basis_id, input ->> 'withdrawn_text');
    RETURN jsonb_build_object('id', consent, 'location', CASE WHEN own THEN '/my-consents' ELSE '/plans/' || plan || '/consents' END,
        'flash', CASE WHEN deny THEN 'consent-lifted' ELSE 'consent-withdrawn' END, 'withdrawn_n', n,
        'undo_href', CASE WHEN own THEN '/my-consents/new?renews_id=' ELSE '/plans/' || plan || '/consents/new?renews_id=' END || consent);
END
$$;

-- Tells the team of what was taken back by this transaction: the coordinator, and those of the team whom the answer was about. Each
-- time anew, with a key of its own; never who does it.
CREATE OR REPLACE FUNCTION app.consent_tell_withdrawn(consent uuid, deny boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.notice_add(array_remove(app.coordinators(c.plan_id) || ARRAY(
                SELECT m.user_id FROM consent_provision v JOIN team_member m ON m.plan_id = v.plan_id AND m.status_code = 'active' AND m.kind_code = 'person'
                  JOIN unit n ON n.id = m.unit_id
                 WHERE v.consent_id = c.id AND v.withdrawn_at = now()
                   AND CASE v.recipient_kind_code WHEN 'unit' THEN v.unit_id = ANY (n.path) WHEN 'organisation' THEN v.organisation_id = n.organisation_id
                                                  WHEN 'person' THEN v.user_id = m.user_id ELSE false END), app.actor_user()),
            CASE WHEN deny THEN 'consent-no-lifted' ELSE 'consent-ended' END, c.plan_id, p.citizen_id, gen_random_uuid(), jsonb_build_object('consent_id', c.id))
       FROM samplan.consent c JOIN joint_plan p ON p.id = c.plan_id WHERE c.id = consent_tell_withdrawn.consent;
END
$$;
ALTER FUNCTION app.consent_tell_withdrawn(uuid, boolean) OWNER TO samplan_derive;

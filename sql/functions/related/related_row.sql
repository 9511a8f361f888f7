-- One related person as staff and the citizen see her: {"id","version","kind_code","name","relationship","phone",
-- "phone_href","birth_day" and "note" (of a child),"status_code","period_start_day","period_end_day","end_reason",
-- "document_text","guardian_class_codes","account_code": 'none', 'asked', 'linked',"levels_list": what the citizen has said about
-- each class, for a member of the team as far as she reads that class herself ("sees_levels": all),"own_consent_day","majority_day": when rights of custody end,"may_change","edit_href"}.
CREATE OR REPLACE FUNCTION app.related_row(r samplan.related_person, write_mask integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    born constant date := (SELECT c.birth_day FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = r.plan_id);
    custody constant boolean := r.kind_code = 'custody-holder';
BEGIN
    RETURN jsonb_build_object('id', r.id, 'version', r.version, 'kind_code', r.kind_code, 'name', r.name,
        'initials', app.initials(r.name), 'relationship', r.relationship, 'phone', app.phone_text(r.phone),
        'phone_href', app.phone_href(r.phone), 'birth_day', r.birth_day, 'note', r.note, 'status_code', r.status_code,
        'period_start_day', r.period_start_day, 'period_end_day', r.period_end_day, 'end_reason', r.end_reason,
        'document_text', r.document_text, 'guardian_class_codes', to_jsonb(r.guardian_class_codes),
        'is_guardian', r.kind_code = 'guardian', 'is_custody', custody, 'is_child', r.kind_code = 'child',
        'account_code', CASE WHEN r.user_id IS NOT NULL THEN 'linked' WHEN r.account_asked_at IS NOT NULL THEN 'asked' ELSE 'none' END,
        'levels_list', app.related_levels(r.id),
        'sees_levels', app.actor_citizen() IS NOT NULL OR write_mask & (app.right_coordinate() | app.right_reopen()) <> 0,
        'own_consent_day', CASE WHEN custody THEN app.age_day('own-consent', born) END,
        'majority_day', CASE WHEN custody THEN app.age_day('majority', born) END,
        'age_unknown', custody AND born IS NULL,
        'may_change', app.related_may_change(r, write_mask),
        'may_ask_account', r.user_id IS NULL AND r.account_asked_at IS NULL AND r.kind_code <> 'child' AND r.status_code = 'active'
                           AND app.actor_role() = 'caseworker' AND write_mask & app.right_coordinate() <> 0,
        'edit_href', '/related/' || r.id || '/edit', 'involvement_href', '/related/' || r.id || '/involvement');
END
$$;

-- What holds now, a class a row, in the order of the classes: {"section_code","level_code": 'involved', 'informed', 'out',
-- "since_at","until_at" (NULL: until further notice),"ask_again_day"}.
CREATE OR REPLACE FUNCTION app.related_levels(related uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('section_code', v.class_code, 'provision_id', v.id,
                       'level_code', CASE v.type_code WHEN 'deny' THEN 'out' ELSE coalesce(v.level_code, 'informed') END,
                       'since_at', v.since_at, 'until_at', nullif(v.until_at, 'infinity'),
                       'until_day', CASE WHEN v.until_at < 'infinity' THEN (v.until_at AT TIME ZONE 'Europe/Copenhagen')::date - 1 END,
                       'ask_again_day', c.ask_again_day) ORDER BY app.class_bit(v.class_code), v.type_code DESC), '[]')
              FROM consent_provision v LEFT JOIN consent c ON c.id = v.consent_id
             WHERE v.related_id = related AND v.since_at <= now() AND least(v.until_at, coalesce(v.withdrawn_at, 'infinity')) > now());
END
$$;

-- The citizen, the coordinator, and whoever wrote her down as long as she is of the team.
CREATE OR REPLACE FUNCTION app.related_may_change(r samplan.related_person, write_mask integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN write_mask & app.right_contribute() <> 0
       AND (app.actor_citizen() IS NOT NULL OR write_mask & app.right_coordinate() <> 0 OR r.created_by = app.actor_user());
END
$$;

-- The related person whom the actor may change, locked; id NULL and the refusal, 404 or 403, where not. living: raises SP409
-- 'related-ended' for one who is no longer among them.
DROP FUNCTION IF EXISTS app.related_open(text, uuid);
CREATE OR REPLACE FUNCTION app.related_open(action text, related uuid, living boolean DEFAULT false, OUT r samplan.related_person, OUT relation jsonb, OUT refused jsonb)
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k record;
BEGIN
    SELECT * INTO r FROM related_person x WHERE x.id = related;
    SELECT * INTO k FROM app.relation(r.plan_id);
    IF r.id IS NULL OR k.related IS NOT TRUE THEN
        refused := app.refuse(action, 'related', related);
    ELSIF NOT app.related_may_change(r, k.write_mask) THEN
        refused := app.refuse_action(action, r.plan_id, r.id, 'not-yours');
    ELSE
        relation := to_jsonb(k);
        SELECT * INTO r FROM related_person x WHERE x.id = related FOR UPDATE;
        IF living AND r.status_code = 'ended' THEN
            RAISE EXCEPTION 'related-ended' USING ERRCODE = 'SP409';
        END IF;
    END IF;
END
$$;

-- One appointment as lists show it: {"id","plan_id","version","title","kind_code","start_at","end_at","place","agenda",
-- "status_code","status_text","past","participants_list": [{"member_id","name","answer_code","is_me","may_answer"}],"my_answer_code":
-- NULL when she is not asked,"may_edit","edit_alone": and has nothing to answer,"created_by_name","edit_href"}.
CREATE OR REPLACE FUNCTION app.appointment_row(a samplan.appointment, write_mask integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    open constant boolean := a.status_code = 'planned';
    arranges constant boolean := write_mask & app.right_contribute() <> 0
        AND (a.created_by = app.actor_user() OR write_mask & app.right_coordinate() <> 0);
    past constant boolean := coalesce(a.end_at, a.start_at + interval '1 hour') < now();
    people jsonb;
    mine jsonb;
BEGIN
    SELECT coalesce(jsonb_agg(jsonb_build_object('member_id', p.member_id, 'name', coalesce(m.outside_name, u.name, n.name, c.name),
               'answer_code', p.answer_code, 'is_me', app.participant_is_me(p, m),
               'may_answer', open AND (app.participant_is_me(p, m) OR arranges AND (m.kind_code = 'outside' OR p.member_id IS NULL)))
               ORDER BY p.member_id IS NOT NULL, coalesce(m.outside_name, u.name, n.name)), '[]')
      INTO people
      FROM appointment_participant p
      LEFT JOIN team_member m ON m.id = p.member_id LEFT JOIN user_account u ON u.id = m.user_id
      LEFT JOIN unit n ON n.id = m.unit_id AND m.kind_code = 'unit'
      LEFT JOIN citizen c ON p.member_id IS NULL AND c.id = (SELECT j.citizen_id FROM joint_plan j WHERE j.id = a.plan_id)
     WHERE p.appointment_id = a.id AND p.answer_code <> 'removed';
    SELECT x -> 'answer_code' INTO mine FROM jsonb_array_elements(people) x WHERE (x ->> 'is_me')::boolean LIMIT 1;
    RETURN jsonb_build_object('id', a.id, 'plan_id', a.plan_id, 'version', a.version, 'title', a.title, 'kind_code', a.kind_code,
        'start_at', a.start_at, 'end_at', a.end_at, 'end_time', to_char(a.end_at AT TIME ZONE 'Europe/Copenhagen', 'FMHH24.MI'),
        'start_time', to_char(a.start_at AT TIME ZONE 'Europe/Copenhagen', 'FMHH24.MI'),
        'start_day', (a.start_at AT TIME ZONE 'Europe/Copenhagen')::date,
        'place', a.place, 'agenda', a.agenda, 'status_code', a.status_code, 'status_text', a.status_text,
        'past', past, 'participants_list', people, 'my_answer_code', mine,
        'asks_me', open AND a.start_at > now() AND people @> '[{"is_me": true, "answer_code": "needs-action"}]',
        'may_edit', arranges, 'edit_alone', arranges AND (mine IS NULL OR past OR NOT open), 'created_by_name', (SELECT u.name FROM user_account u WHERE u.id = a.created_by),
        'edit_href', '/appointments/' || a.id || '/edit');
END
$$;

-- Whether a participant is the actor: as a person, through her unit, or as the citizen herself.
CREATE OR REPLACE FUNCTION app.participant_is_me(p samplan.appointment_participant, m samplan.team_member) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN p.member_id IS NULL THEN app.actor_citizen() IS NOT NULL
                WHEN m.kind_code = 'unit' THEN m.unit_id = ANY (app.actor_principals())
                ELSE coalesce(m.user_id = app.actor_user() AND app.actor_citizen() IS NULL, false) END;
END
$$;

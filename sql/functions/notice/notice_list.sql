-- GET /notices: what the reader must be told, newest first.
-- input: {"cursor"} · returns {"notices_list": [app.notice_document …],"next","first_page","unseen_n"}.
CREATE OR REPLACE FUNCTION api.notice_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    page_n constant integer := 50;
    after jsonb := app.cursor_decode(input ->> 'cursor');
    rows jsonb;
    next jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT coalesce(jsonb_agg(app.notice_document(x::notice) ORDER BY x.created_at DESC, x.id DESC), '[]') INTO rows
      FROM (SELECT n.* FROM notice n
             WHERE n.user_id = app.actor_user()
               AND (after IS NULL OR (n.created_at, n.id) < ((after ->> 'c')::timestamptz, (after ->> 'i')::uuid))
             ORDER BY n.created_at DESC, n.id DESC LIMIT page_n + 1) x;
    IF jsonb_array_length(rows) > page_n THEN
        rows := rows - page_n;
        next := jsonb_build_object('c', rows -> -1 -> 'created_at', 'i', rows -> -1 -> 'id');
    END IF;
    PERFORM app.audit('notice.list', NULL, app.actor_citizen(), 0, NULL, 'permit', CASE WHEN app.actor_citizen() IS NULL THEN 'none' ELSE 'self' END,
                      app.actor_citizen(), CASE WHEN app.actor_citizen() IS NULL THEN 'administration' ELSE 'own-data' END,
                      jsonb_array_length(rows));
    RETURN jsonb_build_object('notices_list', rows, 'next', app.cursor_encode(next), 'first_page', input ->> 'cursor' IS NULL,
        'unseen_n', (SELECT count(*) FROM notice n WHERE n.user_id = app.actor_user() AND n.seen_at IS NULL));
END
$$;

-- POST /notices/{notice_id}/seen: the reader has seen it. input: {"notice_id"} · returns {"id","seen_at","location"}.
CREATE OR REPLACE FUNCTION api.notice_seen(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n notice;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO n FROM notice x WHERE x.id = (input ->> 'notice_id')::uuid AND x.user_id = app.actor_user();
    IF NOT FOUND THEN
        RETURN app.refuse('notice.read', 'notice', (input ->> 'notice_id')::uuid);
    END IF;
    UPDATE notice x SET seen_at = now() WHERE x.id = n.id AND x.seen_at IS NULL;
    PERFORM app.audit('notice.read', n.plan_id, app.actor_citizen(), 0, ARRAY[n.id], 'permit',
                      CASE WHEN app.actor_citizen() IS NULL THEN 'none' ELSE 'self' END, app.actor_citizen(),
                      CASE WHEN app.actor_citizen() IS NULL THEN 'administration' ELSE 'own-data' END);
    RETURN jsonb_build_object('id', n.id, 'seen_at', coalesce(n.seen_at, now()), 'location', '/notices');
END
$$;

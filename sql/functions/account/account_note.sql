-- Tells the owner of an account what happened to it.
CREATE OR REPLACE FUNCTION app.account_note(who uuid, kind text, detail text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO account_notice (user_id, kind_code, detail, by_user_id, client)
    VALUES (who, kind, account_note.detail, app.actor_user(), nullif(current_setting('samplan.client', true), ''));
END
$$;
ALTER FUNCTION app.account_note(uuid, text, text) OWNER TO samplan_auth;

-- The latest ten, for the owner.
CREATE OR REPLACE FUNCTION app.account_notices(who uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('kind_code', x.kind_code, 'detail', x.detail,
                       'happened_at', x.happened_at, 'client', x.client, 'new', x.seen_at IS NULL,
                       'by_name', CASE WHEN x.by_user_id IS DISTINCT FROM who THEN coalesce(b.name, '') END)
                       ORDER BY x.happened_at DESC), '[]')
              FROM (SELECT n.* FROM account_notice n WHERE n.user_id = who ORDER BY n.happened_at DESC LIMIT 10) x
              LEFT JOIN user_account b ON b.id = x.by_user_id);
END
$$;
ALTER FUNCTION app.account_notices(uuid) OWNER TO samplan_auth;

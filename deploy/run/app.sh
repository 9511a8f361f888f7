# The programs: installed tree, settings, keys, database content, server. Sourced; needs say.sh,
# process.sh, place.sh and cluster.sh.

SAMPLAN_CONF=

# app_install BUILD: copies programs, web files and SQL to APP_DIR, where RUN_USER can read them and
# a rebuild does not touch what runs.
app_install() {
    local new=$STATE_DIR/app.new
    rm -rf "$new" "$APP_DIR.old"
    mkdir -m 755 "$new"
    (cd "$PROJECT" && deploy/build/install-tree "$1" '' "$new" --no-units) || return 1
    [ -z "$RUN_USER" ] || chown -R "$RUN_USER": "$new"
    mv "$APP_DIR" "$APP_DIR.old"
    mv "$new" "$APP_DIR"
    rm -rf "$APP_DIR.old"
}

# app_configure PORT: the settings of server and samplanctl.
app_configure() {
    SAMPLAN_CONF=$STATE_DIR/samplan.conf
    local db="host=$RUN_DIR dbname=samplan"
    cat >"$SAMPLAN_CONF.new" <<END
# Written by the quick start at each start.
listen = unix:$RUN_DIR/server.sock
stream_listen = unix:$RUN_DIR/stream.sock
public_origin = http://127.0.0.1:$1
allowed_hosts = localhost:$1
database = $db user=samplan_server
jobs_database = $db user=samplan_jobs
migrate_database = $db user=samplan_migrate
static_dir = $APP_DIR/share/samplan/web
sql_dir = $APP_DIR/share/samplan/sql
key_dir = $STATE_DIR/keys
demo = 1
log_level = info
help_phone = 70 10 20 30
END
    chmod 600 "$SAMPLAN_CONF.new"
    [ -z "$RUN_USER" ] || chown "$RUN_USER": "$SAMPLAN_CONF.new"
    mv "$SAMPLAN_CONF.new" "$SAMPLAN_CONF"
}

# app_ctl ARGUMENT…: samplanctl with our settings.
app_ctl() {
    (cd / && as_user "$APP_DIR/bin/samplanctl" --config "$SAMPLAN_CONF" "$@") 9>&-
}

# app_keys: makes the keys that are missing; those that exist are never replaced.
app_keys() {
    app_ctl key new
}

app_migrate() {
    SAMPLAN_BOOTSTRAP_DATABASE="host=$RUN_DIR dbname=samplan user=postgres" app_ctl migrate
}

# app_demo CITIZENS SEED: the demo's organisations, accounts and citizens. What is there already
# stays as it is, but for the accounts' password; other numbers replace it.
app_demo() {
    SAMPLAN_BOOTSTRAP_DATABASE="host=$RUN_DIR dbname=samplan user=postgres" \
        DEMO_PASSWORD=$DEMO_PASSWORD app_ctl demo --citizens "$1" --seed "$2"
}

app_server_start() {
    rm -f "$RUN_DIR/server.sock" "$RUN_DIR/stream.sock"
    process_start samplan "$APP_DIR/bin/samplan" --config "$SAMPLAN_CONF"
    local deadline=$((SECONDS + 30))
    until [ -S "$RUN_DIR/server.sock" ]; do
        process_alive samplan || return 1
        ((SECONDS < deadline)) || return 1
        sleep 0.05
    done
}

# app_jobs_start: what falls due by itself. Nothing waits for it.
app_jobs_start() {
    process_start samplan-jobs "$APP_DIR/bin/samplan-jobs" --config "$SAMPLAN_CONF"
}

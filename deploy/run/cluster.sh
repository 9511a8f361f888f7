# The private PostgreSQL cluster in STATE_DIR/pg: no TCP, one socket directory, three names.
# Sourced; needs say.sh, process.sh, place.sh. It never touches Debian's own clusters.

PG_BIN=/usr/lib/postgresql/15/bin
PG_DATA=

# cluster_create: initdb on the first run. A half-made cluster is made anew.
cluster_create() {
    PG_DATA=$STATE_DIR/pg
    if [ -s "$PG_DATA/PG_VERSION" ] && [ -e "$PG_DATA/samplan.complete" ]; then
        return 0
    fi
    if [ -e "$PG_DATA/base" ] && [ ! -e "$PG_DATA/samplan.incomplete" ]; then
        die "$PG_DATA holds a cluster that is not ours; move it away"
    fi
    rm -rf "$PG_DATA"
    mkdir -m 700 "$PG_DATA"
    [ -z "$RUN_USER" ] || chown "$RUN_USER": "$PG_DATA"
    step "Making a database cluster" cluster_initdb
}

cluster_initdb() (
    cd /
    (as_user "$PG_BIN/initdb" -D "$PG_DATA" -U postgres -A peer -E UTF8 --locale=C.UTF-8 \
        --data-checksums)
    touch "$PG_DATA/samplan.complete"
)

# cluster_configure PURPOSE: writes the settings and who may connect. PURPOSE bootstrap and test let
# our user in as the superuser too; run does not.
cluster_configure() {
    local socket=$RUN_DIR os_user
    os_user=$(if [ -n "$RUN_USER" ]; then echo "$RUN_USER"; else id -un; fi)
    {
        echo "# Written at each start; the reasons are in deploy/postgresql/."
        cat "$APP_DIR/share/samplan/postgresql/samplan.conf"
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$socket'"
        echo "unix_socket_permissions = 0700"
        echo "shared_buffers = ${DB_SHARED_BUFFERS:-128MB}"
        echo "max_connections = 60"
        echo "logging_collector = off"
    } >"$PG_DATA/samplan.conf.new"
    {
        echo "# The same system user as the programs, by socket; nobody else, from nowhere else."
        echo "local all all peer map=samplan"
        if [ "$1" = test ]; then
            echo "local replication postgres peer map=samplan"
        fi
    } >"$PG_DATA/pg_hba.conf.new"
    {
        echo "# MAPNAME SYSTEM-USERNAME PG-USERNAME"
        echo "samplan \"$os_user\" samplan_server"
        echo "samplan \"$os_user\" samplan_jobs"
        echo "samplan \"$os_user\" samplan_migrate"
        if [ "$1" != run ]; then
            echo "samplan \"$os_user\" postgres"
        fi
        if [ "$1" = test ] && ((EUID == 0)); then
            printf 'samplan root %s\n' postgres samplan_server samplan_jobs samplan_migrate
        fi
    } >"$PG_DATA/pg_ident.conf.new"
    local file
    for file in samplan.conf pg_hba.conf pg_ident.conf; do
        chmod 600 "$PG_DATA/$file.new"
        [ -z "$RUN_USER" ] || chown "$RUN_USER": "$PG_DATA/$file.new"
        mv "$PG_DATA/$file.new" "$PG_DATA/$file"
    done
    if ! grep -q '^include_if_exists = .samplan.conf.' "$PG_DATA/postgresql.conf"; then
        echo "include_if_exists = 'samplan.conf'" >>"$PG_DATA/postgresql.conf"
    fi
}

# cluster_recover: ends what an interrupted run left behind, and removes the marks of what is gone.
# A postmaster of ours is told by its working directory, which is always its data directory.
cluster_recover() {
    PG_DATA=$STATE_DIR/pg
    local pid line deadline=$((SECONDS + 30))
    [ -d "$PG_DATA" ] || return 0
    if [ -s "$PG_DATA/postmaster.pid" ]; then
        read -r line <"$PG_DATA/postmaster.pid" || true
        if [[ $line =~ ^[0-9]+$ ]] && cluster_is_ours "$line"; then
            cluster_stop || true
        fi
    fi
    while pid=$(cluster_processes) && [ -n "$pid" ]; do
        # Backends whose postmaster was killed leave by themselves, as a rule at once.
        if ((SECONDS >= deadline - 25)); then
            # shellcheck disable=SC2086
            kill -s QUIT $pid 2>/dev/null || true
        fi
        ((SECONDS < deadline)) || die "processes of an earlier run will not end: $pid"
        sleep 0.1
    done
    rm -f "$PG_DATA/postmaster.pid" "$RUN_DIR"/.s.PGSQL.*
}

cluster_is_ours() {
    [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$PG_DATA" ]
}

cluster_processes() {
    local dir
    for dir in /proc/[0-9]*; do
        if cluster_is_ours "${dir#/proc/}"; then
            printf '%s ' "${dir#/proc/}"
        fi
    done
}

cluster_start() {
    process_start postgres "$PG_BIN/postgres" -D "$PG_DATA"
    local deadline=$((SECONDS + 120))
    until (as_user "$PG_BIN/pg_isready" -q -h "$RUN_DIR" -d postgres) 9>&-; do
        process_alive postgres || return 1
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}

# cluster_reload: takes changed files of pg_hba and pg_ident into use.
cluster_reload() {
    process_alive postgres && kill -s HUP "$ALIVE_PID"
}

# cluster_stop: ends sessions, writes a checkpoint, ends. Nothing committed is lost either way.
cluster_stop() {
    (cd / && as_user "$PG_BIN/pg_ctl" stop -D "$PG_DATA" -m fast -w -t 60 -s) 9>&-
    rm -f "$PID_DIR/postgres.pid"
}

# cluster_sql USER DATABASE [psql ARGUMENT…]: runs SQL from standard input.
cluster_sql() {
    local user=$1 database=$2
    shift 2
    (cd / && as_user env PGOPTIONS='-c client_min_messages=warning' "$PG_BIN/psql" -X -q -A -t \
        -v ON_ERROR_STOP=1 -h "$RUN_DIR" -U "$user" -d "$database" "$@") 9>&-
}

# cluster_database: makes the database on the first run.
cluster_database() {
    if [ "$(echo "SELECT count(*) FROM pg_database WHERE datname = 'samplan'" |
        cluster_sql postgres postgres)" != 1 ]; then
        echo "CREATE DATABASE samplan" | cluster_sql postgres postgres
    fi
}

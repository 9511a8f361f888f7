# What suites stand on: a private cluster with the demo in it, server and edge. Sourced by tests/run;
# needs deploy/run/*.sh.

# stage_start: a cluster with the database "samplan", the demo in it. Sets STAGE_ENV, the variables
# that suites see.
stage_start() {
    place_choose "$TEMP/state"
    STAGE_PORT=$(stage_free_port)
    step "Installing" app_install build/release
    cluster_create
    cluster_configure test
    app_configure "$STAGE_PORT"
    step_logged postgres "Starting PostgreSQL" cluster_start
    step "Making the database" cluster_database
    step "Making keys" app_keys
    step "Bringing the database to this version" app_migrate
    step "Loading 200 demo citizens" app_demo 200 1
    STAGE_ENV=(TEST_STATE="$STATE_DIR" TEST_CONF="$SAMPLAN_CONF" TEST_PGBIN="$PG_BIN"
        TEST_ADMIN="host=$RUN_DIR user=postgres" TEST_RUN_DIR="$RUN_DIR" TEST_RUN_USER="$RUN_USER"
        DEMO_PASSWORD="$DEMO_PASSWORD")
}

# stage_serve: server and edge over that database, on a free port; adds TEST_ORIGIN.
stage_serve() {
    step_logged samplan "Starting the server" app_server_start
    step_logged haproxy "Starting the edge" edge_start "$STAGE_PORT"
    step_logged haproxy "Waiting for the server" edge_wait "$STAGE_PORT"
    STAGE_ENV+=(TEST_ORIGIN="http://127.0.0.1:$STAGE_PORT")
}

stage_stop() {
    [ -n "${PID_DIR:-}" ] || return 0
    process_stop haproxy TERM 3 || true
    process_stop samplan TERM 15 || true
    if process_alive postgres; then
        cluster_stop || process_stop postgres QUIT 10 || true
    fi
    # Sockets live outside TEMP when its path is long.
    case $RUN_DIR in
    "$STATE_DIR"/*) ;;
    *) rm -rf "$RUN_DIR" ;;
    esac
}

# stage_free_port: a port on the loopback address that nobody has right now.
stage_free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        if ! edge_port_taken "$port"; then
            printf '%s' "$port"
            return
        fi
    done
}

# The packages of tests/package-lock.json, where the tests' modules are resolved from.
stage_node() {
    local mark=tests/node_modules/.samplan-lock
    if cmp -s tests/package-lock.json "$mark"; then
        return 0
    fi
    (cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp tests/package-lock.json "$mark"
}

# Processes that outlive a command: started with a pid file, recognised by more than their number.
# Sourced; needs say.sh and RUN_USER ("" when the programs run as the one who calls).

# as_user COMMAND…: replaces this (sub)shell by the command, as the unprivileged user when root
# calls. Without privileges to gain, and with no descriptor of ours but the standard three.
as_user() {
    if [ -n "$RUN_USER" ]; then
        exec setpriv --reuid="$RUN_USER" --regid="$(id -g "$RUN_USER")" --init-groups \
            --no-new-privs --inh-caps=-all \
            env HOME="$STATE_DIR" USER="$RUN_USER" LOGNAME="$RUN_USER" "$@"
    fi
    exec "$@"
}

# process_start NAME COMMAND…: starts a command in a session of its own, so that the terminal's
# Ctrl-C reaches us alone; output goes to LOG_DIR/NAME.log, pid and start time to PID_DIR/NAME.pid.
# Sets STARTED_PID.
process_start() {
    local name=$1
    shift
    # shellcheck disable=SC2094
    (
        cd /
        exec 9>&- </dev/null >>"$LOG_DIR/$name.log" 2>&1
        as_user setsid "$@"
    ) &
    STARTED_PID=$!
    printf '%s %s\n' "$STARTED_PID" "$(process_birth "$STARTED_PID")" >"$PID_DIR/$name.pid"
}

# process_birth PID: the time the process began, in clock ticks since boot; empty when there is none.
process_birth() {
    local stat
    if stat=$(cat "/proc/$1/stat" 2>/dev/null); then
        stat=${stat##*) }
        # shellcheck disable=SC2086
        set -- $stat
        printf '%s' "${20}"
    fi
}

# process_alive NAME: sets ALIVE_PID and succeeds when the process of that pid file still runs: the
# same number and the same birth. A number that the kernel has given to another is not ours.
process_alive() {
    local pid birth
    ALIVE_PID=
    [ -s "$PID_DIR/$1.pid" ] && read -r pid birth <"$PID_DIR/$1.pid" || return 1
    [[ $pid =~ ^[0-9]+$ ]] || return 1
    [ -n "$birth" ] && [ "$(process_birth "$pid")" = "$birth" ] || return 1
    [ "$(process_state "$pid")" != Z ] || return 1
    ALIVE_PID=$pid
}

process_state() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    stat=${stat##*) }
    printf '%s' "${stat%% *}"
}

# process_stop NAME SIGNAL SECONDS: asks the process to end, waits, ends it by force when it does
# not. Returns 1 when force was needed.
process_stop() {
    local name=$1 signal=$2 deadline rc=0
    if process_alive "$name"; then
        deadline=$((SECONDS + $3))
        kill -s "$signal" "$ALIVE_PID" 2>/dev/null || true
        while process_alive "$name" && ((SECONDS < deadline)); do
            sleep 0.05
        done
        if process_alive "$name"; then
            kill -s KILL "$ALIVE_PID" 2>/dev/null || true
            rc=1
        fi
    fi
    rm -f "$PID_DIR/$name.pid"
    return "$rc"
}

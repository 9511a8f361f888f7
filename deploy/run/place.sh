# Where things live and as whom they run. Sourced; needs say.sh.
#
#   STATE_DIR    what lasts: pg/ keys/ log/ app/ samplan.conf
#   RUN_DIR      sockets; STATE_DIR/run, or a short directory when that path is too long for a socket
#   RUN_USER     the unprivileged user when root calls; empty when the caller's own rights serve
#   APP_DIR      the installed programs, web files and SQL, which RUN_USER can read
#   LOG_DIR, PID_DIR
#
# Root's files are not for the database: PostgreSQL refuses to run as root, and the server should.
# So root hands everything that runs to the user postgres, who may be unable to enter the project
# (a clone below /root, say). Then the state lives in /var/lib/samplan-run/<key of the path>, and
# STATE holds a file "location" that says so.

# place_choose STATE: sets all of the above and makes the directories.
place_choose() {
    local asked
    mkdir -p "$1" 2>/dev/null || die "the directory STATE=$1 cannot be made"
    asked=$(cd "$1" && pwd -P) || die "the directory STATE=$1 cannot be entered"
    RUN_USER=
    STATE_DIR=$asked
    if ((EUID == 0)); then
        place_choose_user "$asked"
        if ! place_reachable "$asked"; then
            place_move "$asked"
        fi
        chown "$RUN_USER": "$STATE_DIR"
    elif [ ! -O "$asked" ]; then
        die "STATE=$asked belongs to $(stat -c %U "$asked"), not to $(id -un): run as that user, or choose another STATE"
    fi
    place_directories
}

# The owner of an existing state goes on; a new one belongs to postgres.
place_choose_user() {
    RUN_USER=postgres
    if [ -d "$1/pg" ] && [ "$(stat -c %u "$1/pg")" -ne 0 ]; then
        RUN_USER=$(stat -c %U "$1/pg")
    fi
    id "$RUN_USER" >/dev/null 2>&1 || die "the user $RUN_USER does not exist"
}

place_reachable() {
    (as_user test -x "$1" -a -x "$(dirname "$1")") 2>/dev/null
}

place_move() {
    STATE_DIR=/var/lib/samplan-run/$(place_key "$1")
    mkdir -p "$STATE_DIR"
    chmod 755 /var/lib/samplan-run
    if [ "$(cat "$1/location" 2>/dev/null)" != "$STATE_DIR" ]; then
        printf '%s\n' "$STATE_DIR" >"$1/location"
    fi
    say "The user $RUN_USER cannot enter $1; data and programs are kept in $STATE_DIR"
}

# A short name for a path, the same each time.
place_key() {
    printf '%s' "$1" | sha256sum | cut -c1-12
}

place_directories() {
    APP_DIR=$STATE_DIR/app
    LOG_DIR=$STATE_DIR/log
    PID_DIR=$STATE_DIR/pid
    RUN_DIR=$STATE_DIR/run
    # A socket's path holds at most 107 bytes, and our settings files know no quoting.
    if ((${#RUN_DIR} > 80)) || [[ ! $RUN_DIR =~ ^[A-Za-z0-9/_.+-]+$ ]]; then
        RUN_DIR=/tmp/samplan-$(place_key "$STATE_DIR")
    fi
    local dir
    for dir in "$APP_DIR" "$LOG_DIR" "$PID_DIR" "$RUN_DIR" "$STATE_DIR/keys"; do
        mkdir -p "$dir"
        if [ -L "$dir" ] || { ((EUID != 0)) && [ ! -O "$dir" ]; }; then
            die "$dir is not ours; remove it"
        fi
        [ -z "$RUN_USER" ] || chown "$RUN_USER": "$dir"
        chmod 700 "$dir"
    done
    chmod 755 "$APP_DIR"
}

# place_lock: one quick start a state. The lock goes with the process, however it ends; descriptor 9
# is closed in all that we start.
place_lock() {
    exec 9>"$STATE_DIR/lock"
    if ! flock --nonblock 9; then
        die "another 'make run' is using $STATE_DIR (process $(cat "$STATE_DIR/lock.pid" 2>/dev/null)); stop it, or choose another STATE and PORT"
    fi
    echo "$$" >"$STATE_DIR/lock.pid"
}

# What the operator sees: messages, and steps that show that they are still alive.
# Sourced by the quick start and the test driver; needs LOG_DIR for the steps.

STEP_PID=

# say TEXT…: a plain line.
say() {
    printf '%s\n' "$*"
}

# die TEXT…: says what is wrong and ends the program; the EXIT trap stops what was started.
die() {
    printf '\nERROR: %s\n' "$*" >&2
    exit 1
}

# show_tail FILE: the last lines of a log, indented.
show_tail() {
    if [ -s "$1" ]; then
        printf '  ---- end of %s ----\n' "$1" >&2
        tail -n "${2:-25}" "$1" | sed 's/^/  | /' >&2
    fi
}

# step NAME COMMAND…: runs the command with its output in LOG_DIR/step.log, shows the seconds it
# takes, and ends the program with the end of that log when it fails.
step() {
    local name=$1
    shift
    if ! try_step "$name" "$@"; then
        show_tail "$LOG_DIR/step.log"
        die "$name: failed"
    fi
}

# step_logged PROGRAM NAME COMMAND…: the same for starting a program: its own log is shown too.
step_logged() {
    local program=$1
    shift
    if ! try_step "$@"; then
        show_tail "$LOG_DIR/step.log"
        show_tail "$LOG_DIR/$program.log"
        die "$1: failed"
    fi
}

# try_step NAME COMMAND…: the same, but returns the command's exit code.
try_step() {
    local name=$1 began=$SECONDS shown=0 pid rc=0
    shift
    printf '  %-46s' "$name"
    # A process group of its own: stopping the step stops all that it has started.
    set -m
    {
        set +m
        "$@"
    } </dev/null >"$LOG_DIR/step.log" 2>&1 &
    set +m
    pid=$!
    STEP_PID=$pid
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.1
        if ((SECONDS - began >= shown + 5)); then
            shown=$((SECONDS - began))
            progress_mark "$shown" "$LOG_DIR/step.log"
        fi
    done
    wait "$pid" || rc=$?
    STEP_PID=
    if ((rc == 0)); then
        printf '%s%d s\n' "$(clear_mark)" $((SECONDS - began))
    else
        printf '%sFAILED after %d s\n' "$(clear_mark)" $((SECONDS - began))
    fi
    return "$rc"
}

# step_abort: ends the running step, if any, with all its processes.
step_abort() {
    if [ -n "$STEP_PID" ]; then
        kill -s TERM -- "-$STEP_PID" 2>/dev/null || true
        wait "$STEP_PID" 2>/dev/null || true
        STEP_PID=
        printf ' stopped\n'
    fi
}

# On a terminal the seconds are rewritten in place; in a log a dot stands for five seconds.
progress_mark() {
    if [ -t 1 ]; then
        local last
        last=$(tail -c 200 "$2" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c1-40) || true
        printf '\033[s%d s  %s\033[K\033[u' "$1" "$last"
    else
        printf '.'
    fi
}

clear_mark() {
    if [ -t 1 ]; then
        printf '\033[K'
    else
        printf ' '
    fi
}

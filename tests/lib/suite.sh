# For suites written in shell: counts what holds and what does not, and prints the closing line.
# Sourced by tests/*/run.

CHECKS_PASSED=0
CHECKS_FAILED=0

CHECK_OUTPUT=$(mktemp)

# check TEXT COMMAND…: the command succeeds. Its output is shown when it does not. Functions run in
# this shell, so that they can set variables.
check() {
    local text=$1 rc=0
    shift
    "$@" >"$CHECK_OUTPUT" 2>&1 || rc=$?
    if ((rc == 0)); then
        pass "$text"
    else
        fail "$text"
        tail -n "${CHECK_LINES:-40}" "$CHECK_OUTPUT" | sed 's/^/#   /'
    fi
}

# check_is TEXT WANTED GOT
check_is() {
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        fail "$1"
        printf '#   wanted: %s\n#   got:    %s\n' "$2" "$3"
    fi
}

pass() {
    CHECKS_PASSED=$((CHECKS_PASSED + 1))
    printf 'ok %s\n' "$1"
}

fail() {
    CHECKS_FAILED=$((CHECKS_FAILED + 1))
    printf 'not ok %s\n' "$1"
}

# suite_end NAME
suite_end() {
    rm -f "$CHECK_OUTPUT"
    printf 'SUITE %s: %d passed, %d failed\n' "$1" "$CHECKS_PASSED" "$CHECKS_FAILED"
    ((CHECKS_FAILED == 0))
}

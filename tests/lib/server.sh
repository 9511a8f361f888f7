# A server of a suite's own, over a database of its own. Sourced by tests/*/run; needs the variables
# that tests/run gives. The caller traps EXIT with server_end.

SERVER_PID=
SERVER_SOCKET=

# server_begin NAME: database NAME with the demo, then the server of TEST_BUILD on SERVER_SOCKET.
server_begin() {
    local conf
    conf=$("$LIB/database" "$1")
    SERVER_SOCKET=$TEST_TMP/server.sock
    sed -i -e "s|^listen *=.*|listen = unix:$SERVER_SOCKET|" \
        -e "s|^stream_listen *=.*|stream_listen = unix:$TEST_TMP/stream.sock|" \
        -e "s|^public_origin *=.*|public_origin = http://localhost:1|" -e "/^allowed_hosts/d" "$conf"
    echo "allowed_hosts = 127.0.0.1:1" >>"$conf"
    [ -z "$TEST_RUN_USER" ] || chown "$TEST_RUN_USER": "$conf"
    cp "$TEST_BUILD/samplan" "$TEST_TMP/"
    (cd / && exec env ASAN_OPTIONS=exitcode=86 TSAN_OPTIONS=exitcode=86 \
        ${TEST_RUN_USER:+setpriv --reuid="$TEST_RUN_USER" --regid="$(id -g "$TEST_RUN_USER")" --init-groups} \
        "$TEST_TMP/samplan" --config "$conf") >"$TEST_TMP/server.log" 2>&1 &
    SERVER_PID=$!
    local deadline=$((SECONDS + 60))
    until [ -S "$SERVER_SOCKET" ]; do
        if ! kill -0 "$SERVER_PID" 2>/dev/null || ((SECONDS > deadline)); then
            cat "$TEST_TMP/server.log"
            return 1
        fi
        sleep 0.1
    done
}

# server_end: stops it if it still runs; for EXIT traps.
server_end() {
    if [ -n "$SERVER_PID" ]; then
        kill -TERM "$SERVER_PID" 2>/dev/null || true
        wait "$SERVER_PID" 2>/dev/null || true
        SERVER_PID=
    fi
}

# server_judge LOG: stops the server, prints LOG without its count, a check that the server ended
# cleanly and without a sanitizer's report, and the count with that check in it.
server_judge() {
    local stopped=0 line
    kill -TERM "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" || stopped=$?
    SERVER_PID=
    grep -v '^SUITE' "$1" || true
    line=$(grep '^SUITE' "$1" | tail -n 1 || true)
    [ -n "$line" ] || line="SUITE none: 0 passed, 1 failed"
    if [ "$stopped" != 0 ] || grep -aqE 'ERROR: (Address|Leak)Sanitizer|ThreadSanitizer|runtime error:' "$TEST_TMP/server.log"; then
        echo "not ok the server ends cleanly (exit code $stopped)"
        grep -aE -A 30 'Sanitizer|runtime error' "$TEST_TMP/server.log" | head -n 80 || tail -n 20 "$TEST_TMP/server.log"
        awk '{ printf "%s %s %d %s %d %s\n", $1, $2, $3, $4, $5 + 1, $6 }' <<<"$line"
        return 1
    fi
    echo "ok the server ends cleanly"
    awk '{ printf "%s %s %d %s %d %s\n", $1, $2, $3 + 1, $4, $5, $6 }' <<<"$line"
    [[ $line == *' 0 failed' ]]
}

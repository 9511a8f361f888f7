# HAProxy in front of the server, on the loopback address. Sourced; needs process.sh and place.sh.

HAPROXY=/usr/sbin/haproxy

# edge_port_check PORT: ends the program unless the port is a number that we may use and nobody has.
edge_port_check() {
    if [[ ! $1 =~ ^[0-9]{1,5}$ ]] || ((10#$1 < 1024 || 10#$1 > 65535)); then
        die "PORT=$1 is not a port from 1024 to 65535"
    fi
    if edge_port_taken "$1"; then
        die "port $1 on 127.0.0.1 is taken by another program; choose another: make run PORT=8081"
    fi
}

edge_port_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# edge_start PORT: the production configuration without TLS, bound to the loopback address.
edge_start() {
    process_start haproxy env \
        EDGE_BIND="127.0.0.1:$1" \
        EDGE_HOST="127.0.0.1:$1" \
        EDGE_SERVER="unix@$RUN_DIR/server.sock" \
        EDGE_STREAM="unix@$RUN_DIR/stream.sock" \
        EDGE_RATE="${EDGE_RATE:-50000}" \
        EDGE_PAGES="$APP_DIR/share/samplan/edge" \
        "$HAPROXY" -db -f "$APP_DIR/share/samplan/edge/haproxy.cfg"
}

# edge_wait PORT: waits until /health answers 200 through the edge.
edge_wait() {
    local deadline=$((SECONDS + 30))
    until [ "$(edge_status "$1" /health)" = 200 ]; do
        process_alive haproxy || return 1
        process_alive samplan || return 1
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}

# edge_status PORT PATH: the status of a GET; empty when there is no answer.
edge_status() {
    local line=
    {
        exec 3<>"/dev/tcp/127.0.0.1/$1" || return 0
        printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
        IFS= read -r -t 5 line <&3 || true
        exec 3>&-
    } 2>/dev/null
    [[ $line =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] && printf '%s' "${BASH_REMATCH[1]}"
    return 0
}

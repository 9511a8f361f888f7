# Shared by backup, restore and drill. Sourced.

PGBIN=${PGBIN:-/usr/lib/postgresql/15/bin}

say() {
    printf '%s %s\n' "$(date -u +%H:%M:%S)" "$*"
}

die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# backup_check DIR: everything that SHA256SUMS names is there and unchanged.
backup_check() {
    [ -f "$1/SHA256SUMS" ] || die "$1 is no finished backup"
    (cd "$1" && sha256sum --quiet --check --strict SHA256SUMS) >&2 ||
        die "$1 is damaged: a file differs from its checksum"
}

# backup_unpack DIR TARGET: unpacks the cluster into TARGET, which is missing or empty, and compares
# every file of it with the manifest that the database server wrote.
backup_unpack() {
    if [ -e "$2" ] && [ -n "$(ls -A "$2")" ]; then
        die "$2 is not empty; restore never overwrites"
    fi
    mkdir -p "$2"
    chmod 700 "$2"
    tar -C "$2" -xzf "$1/cluster.tar.gz"
    "$PGBIN/pg_verifybackup" --quiet "$2" || die "the unpacked cluster does not match its manifest"
}

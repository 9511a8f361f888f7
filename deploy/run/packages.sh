# Debian packages: which are needed, which are missing, how they are installed.
# Sourced; needs say.sh.

# To compile the programs. npm brings the design system's package.
PACKAGES_BUILD=(gcc make pkg-config libc6-dev libmicrohttpd-dev libjansson-dev libsodium-dev
    libpq-dev zlib1g-dev libbrotli-dev libzxcvbn-dev libssl-dev libfido2-dev libqrencode-dev)
# To run the product.
PACKAGES_RUN=(postgresql-15 postgresql-client-15 haproxy util-linux)
# To test it.
PACKAGES_TEST=(libcmocka-dev postgresql-15-pgtap
    libtap-parser-sourcehandler-pgtap-perl clang clang-format clang-tidy libclang-rt-14-dev
    shellcheck python3-minimal curl openssl systemd chromium chromium-driver fonts-dejavu-core)
PACKAGES_VALGRIND=(valgrind libc6-dbg)

# packages_missing NAME…: prints those that are not installed.
packages_missing() {
    local name
    for name in "$@"; do
        if [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
            printf '%s\n' "$name"
        fi
    done
}

# packages_node: prints nodejs and npm unless the commands are there, from whatever source.
packages_node() {
    command -v node >/dev/null || printf 'nodejs\n'
    command -v npm >/dev/null || printf 'npm\n'
}

# packages_need NAME…: installs what is missing; ends the program when that cannot be done.
packages_need() {
    local -a missing sudo=()
    mapfile -t missing < <(packages_missing "$@"; packages_node)
    if ((${#missing[@]} == 0)); then
        return 0
    fi
    if ! command -v apt-get >/dev/null; then
        die "this is not a Debian system; install the equivalents of: ${missing[*]}"
    fi
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || sudo -v; }; then
            die "these packages are missing: ${missing[*]}
       Installing them takes root's rights. Run as root, or once:
       apt-get install --no-install-recommends ${missing[*]}"
        fi
        sudo=(sudo)
    fi
    say "Missing packages: ${missing[*]}"
    if ! try_step "Installing ${#missing[@]} packages" apt_install "${sudo[@]}" -- "${missing[@]}"; then
        show_tail "$LOG_DIR/step.log" 15
        die "packages that could not be had: $(packages_missing "${missing[@]}" | tr '\n' ' ')"
    fi
}

# apt_install [sudo] -- NAME…: installs; with fresh package lists when the present ones are missing
# or old. Debian's own cluster "main" is not made for us: the product has a cluster of its own.
apt_install() {
    local -a sudo=()
    while [ "$1" != -- ]; do
        sudo+=("$1")
        shift
    done
    shift
    local rc=0
    apt_hold_main_cluster "${sudo[@]}"
    apt_run "${sudo[@]}" -- install -y --no-install-recommends "$@" ||
        {
            apt_run "${sudo[@]}" -- update &&
                apt_run "${sudo[@]}" -- install -y --no-install-recommends "$@"
        } || rc=$?
    "${sudo[@]}" rm -f "$APT_HOLD"
    return "$rc"
}

apt_run() {
    local -a sudo=()
    while [ "$1" != -- ]; do
        sudo+=("$1")
        shift
    done
    shift
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 "$@" </dev/null
}

APT_HOLD=/etc/postgresql-common/createcluster.d/samplan-quickstart.conf

# While our install runs, and only then, a new postgresql-15 package makes no cluster.
apt_hold_main_cluster() {
    if [ "$(packages_missing postgresql-15)" != "" ]; then
        "$@" mkdir -p "$(dirname "$APT_HOLD")"
        echo 'create_main_cluster = false' | "$@" tee "$APT_HOLD" >/dev/null
    fi
}

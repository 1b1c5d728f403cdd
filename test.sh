#!/usr/bin/env bash
# Runs all checks and tests. On a fresh Debian 12 with Rust alone it installs what it needs, starts its own PostgreSQL and
# browser, and stops both. `.ci/run` calls it. `./test.sh --help` lists what else it does.
set -euo pipefail
cd "$(dirname "$0")"

show_help() {
    cat <<'HELP'
./test.sh           all checks and tests: format, licences, clippy, documentation, tests; skips nothing
./test.sh quick     format, clippy, unit tests and the integration tests on SQLite: no PostgreSQL, browser or Python
./test.sh NAME      only the tests whose name contains NAME (for example sessions), with all servers, without the checks
./test.sh --help    this text

Other commands for developers:
  cargo run -- demo                       the program with sample data
  cargo test -p camket-domain             the unit tests of one crate
  cargo bench --bench certificate         figures of documents and issuing (README, "Performance")
  cargo bench --bench verify              figures of look-ups
  cargo bench --bench load                500 phones and 20 officers at the same time
  ./test.sh code:: --nocapture            figures of the code: length of files and functions, circles of modules
  cargo fmt --all                         formats the sources
  CAMKET_HELP_PICTURES=1 ./test.sh help_pictures       makes the pictures of the guides again
  CAMKET_TEST_PICTURES=FOLDER ./test.sh inspect::      keeps a picture of every screen of the scanner
  TMPDIR=FOLDER ./test.sh                 databases and browser profiles go there, not into memory
  RUST_TEST_THREADS=1 ./test.sh NAME      one test after the other
  fuzz/README.md                          the fuzz targets
HELP
}

# The same flags for all builds, so that dependencies are built once. Cargo unifies features over the selected packages, so
# every command selects the whole workspace.
readonly FLAGS=(--workspace --locked)

# Clippy reads our crates while they are compiled for the tests, as `cargo clippy` has it read them while they are checked:
# with `cargo clippy` beside the build, all crates and dependencies would be checked once more.
export RUSTC_WORKSPACE_WRAPPER=clippy-driver
# Incremental compiling takes a sixth longer the first time; it pays for whoever edits, and `cargo check` has begun it then.
[ -d "${CARGO_TARGET_DIR:-target}/debug/incremental" ] || export CARGO_INCREMENTAL=0

# The integration tests that need one of the servers. A test that is missing here fails in the quick run.
readonly SLOW=(
    postgres program::config::secrets_are_never_shown program::certificate_commands::what_is_revoked_on_one_process
    program::serve::a_lost_database_is_reported program::serve::nodes_that_start_at_once
    program::serve::another_master_secret program::restore::postgres_is_restored stalled_node::
    inspect:: journey::every_page_passes journey::from_registration journey::passkeys interop:: program::api_fuzzing::
)

work=
postgres_data=
driver=

main() {
    case ${1-} in
        --help | -h) show_help ;;
        quick) run_quick "${@:2}" ;;
        *) run_all "$@" ;;
    esac
}

run_all() {
    make_work_folder
    step "packages" install_packages
    if [ $# -eq 0 ]; then
        step "format" cargo fmt --all --check
        step "dependencies: licences" check_licences
        step "dependencies: bans and sources" check_bans_and_sources
        step "documentation" document
        step "build and clippy" build_tests
    fi
    step "postgresql" start_postgres
    step "chromedriver" start_driver
    step "python" make_python
    # Last, so that the closing lines are those of the tests.
    step "tests" run_tests "${FLAGS[@]}" -- "$@"
}

run_quick() {
    make_work_folder
    step "format" cargo fmt --all --check
    step "build and clippy" build_tests
    step "unit tests" run_tests "${FLAGS[@]}" --lib --bins
    step "tests on SQLite" run_tests "${FLAGS[@]}" --test integration -- "${SLOW[@]/#/--skip=}" "$@"
}

# Every warning is a failure, but of the whole build: with `-D warnings` only those of the first crate would be shown, and
# `./test.sh NAME` would not run with a warning.
build_tests() {
    cargo test "${FLAGS[@]}" --all-targets --no-run 2>&1 | tee "$work/build.log"
    ! grep -Eq '^warning: .* generated [0-9]+ warning' "$work/build.log" || fail "there are warnings: see above"
}

# With the examples, dependencies have the features that the tests ask for, and macros are compiled once for both.
document() {
    env -u RUSTC_WORKSPACE_WRAPPER RUSTDOCFLAGS="-D warnings" cargo doc "${FLAGS[@]}" --no-deps --lib --bins --examples
}

# The tests' temporary folder is removed with ours. Many tests wait for a server or a browser, so one more runs at a time
# than there are cores. A failed test does not keep the other crates' tests from running.
run_tests() {
    env TMPDIR="$work/tmp" RUST_TEST_THREADS="${RUST_TEST_THREADS:-$(($(nproc) + 1))}" cargo test --no-fail-fast "$@"
}

# Databases and browser profiles are written to memory if enough is free: this takes a third of the time of a disk.
make_work_folder() {
    local place=${TMPDIR:-}
    [ -n "$place" ] || { has_room /dev/shm && place=/dev/shm; } || place=/tmp
    work=$(mktemp -d "$place/camket-test.XXXXXX")
    trap stop EXIT
    trap 'exit 130' INT TERM
    chmod 755 "$work" # the user postgres must be able to enter it
    mkdir "$work/tmp"
    postgres_data=$work/postgres
}

# Whether a folder in memory may be filled with 3 GB and as much is left.
has_room() {
    [ -d "$1" ] && [ -w "$1" ] && [ "$(df --output=avail --block-size=1M "$1" | tail -n 1)" -ge 3000 ] &&
        [ "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -ge 6000000 ]
}

# step NAME COMMAND...: runs the command and prints its duration.
step() {
    local name=$1 began=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    "$@"
    printf '== %s: %d s\n' "$name" $((SECONDS - began))
}

# --- packages -------------------------------------------------------------------------------------------------------

# Each required tool and its Debian package.
readonly TOOLS="cc:build-essential chromium-headless-shell:chromium-headless-shell chromedriver:chromium-driver pdftoppm:poppler-utils python3:python3 qpdf:qpdf zbarimg:zbar-tools"

install_packages() {
    local missing=() tool
    for tool in $TOOLS; do
        command -v "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
    done
    postgres_bin >/dev/null || missing+=(postgresql)
    has_venv || missing+=(python3-venv)
    has_office || missing+=(libreoffice-calc-nogui libreoffice-writer-nogui)
    has_fonts || missing+=(fonts-liberation)
    if [ ${#missing[@]} -gt 0 ]; then
        echo "installing ${missing[*]}"
        apt_get update
        apt_get install --yes --no-install-recommends "${missing[@]}"
    fi
    for tool in $TOOLS; do
        command -v "${tool%%:*}" >/dev/null || fail "${tool%%:*} is missing (Debian package ${tool##*:})"
    done
    postgres_bin >/dev/null || fail "initdb is missing (Debian package postgresql)"
    has_office || fail "soffice is missing (Debian packages libreoffice-calc-nogui, libreoffice-writer-nogui)"
    has_fonts || fail "a font as wide as Times New Roman is missing (Debian package fonts-liberation)"
    has_venv || fail "Python cannot make environments (Debian package python3-venv)"
}

# Whether LibreOffice opens both spreadsheets and text documents.
has_office() {
    command -v soffice >/dev/null && ls /usr/lib/libreoffice/program/lib{sc,sw}lo.so >/dev/null 2>&1
}

# Whether LibreOffice has letters as wide as those that our documents name: with wider ones, cells are broken elsewhere.
has_fonts() {
    [ -n "$(find /usr/share/fonts -name 'LiberationSerif-Regular.*' -print -quit 2>/dev/null)" ]
}

has_venv() {
    python3 -c 'import ensurepip, venv' 2>/dev/null
}

apt_get() {
    command -v apt-get >/dev/null || fail "packages are missing, and there is no apt-get: install them by hand"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
}

# The folder of the newest PostgreSQL's programs: Debian does not put initdb on the PATH.
postgres_bin() {
    local newest
    newest=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$newest" ] && dirname "$newest"
}

# --- checks ---------------------------------------------------------------------------------------------------------

# Lists each crate of the program, its build and its tests, once.
crates() {
    cargo tree "${FLAGS[@]}" --prefix none --edges normal,build,dev --format "$1" | sed 's/ (\*)$//' | sort -u
}

# The licence of every dependency must be allowed by the list in deny.toml. It is an SPDX expression of names, OR, AND (which
# has precedence) and parentheses; the old form "A/B" means "A OR B".
check_licences() {
    local allowed
    allowed=$(sed -n '/^allow = \[/,/^\]/s/^ *"\(.*\)",$/\1/p' deny.toml | tr '\n' ' ')
    crates '{p}|{l}' |
        awk -F '|' -v allowed="$allowed" '
            function primary(  good) {
                if (word[at] == "(") { at++; good = either(); at++; return good }
                good = (word[at] in fine); at++
                if (word[at] == "WITH") { at += 2; good = 0 }
                return good
            }
            function both(  good, next_good) {
                good = primary()
                while (word[at] == "AND") { at++; next_good = primary(); good = good && next_good }
                return good
            }
            function either(  good, next_good) {
                good = both()
                while (word[at] == "OR") { at++; next_good = both(); good = good || next_good }
                return good
            }
            BEGIN { n = split(allowed, names, " "); for (i = 1; i <= n; i++) fine[names[i]] = 1 }
            NF == 0 { next }
            {
                text = $2; gsub(/\//, " OR ", text); gsub(/\(/, " ( ", text); gsub(/\)/, " ) ", text)
                count = split(text, word, " "); at = 1; seen++
                if (count == 0 || !either() || at <= count) { print "not allowed: " $1 " (" $2 ")"; bad++ }
            }
            END { printf "%d crates, %d not allowed by deny.toml\n", seen, bad; exit bad > 0 || seen == 0 }'
}

# The other rules of deny.toml: banned crates, requirements of any version, and crates from elsewhere than crates.io.
check_bans_and_sources() {
    local versions name found
    # Most crates with their own SQL depend on another sqlx version, which forces an old version of SQLite.
    versions=$(crates '{p}' | grep '^sqlx-core ')
    echo "$versions"
    [ "$(wc -l <<<"$versions")" -eq 1 ] || fail "there must be one sqlx-core: see \`cargo tree --invert sqlx-core\`"
    for name in $(sed -n 's/^ *{ crate = "\([a-z0-9-]*\)",.*/\1/p' deny.toml); do
        found=$(crates '{p}' | grep "^$name v") && fail "$found is banned by deny.toml: see \`cargo tree --invert $name\`"
        echo "$name is absent"
    done
    found=$(git ls-files -z 'Cargo.toml' '*/Cargo.toml' | xargs -0 grep -En '^[^#]*(= *"\*"|version *= *"\*")') &&
        fail "a dependency of any version: $found"
    found=$(grep '^source = ' Cargo.lock | grep -v '^source = "registry+https://github.com/rust-lang/crates.io-index"$') &&
        fail "a crate that is not from crates.io: $found"
    echo "$(grep -c '^source = ' Cargo.lock) crates, all from crates.io"
}

# --- servers --------------------------------------------------------------------------------------------------------

# Runs a command as the user postgres if we are root, because PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start_postgres() {
    local bin port try
    bin=$(postgres_bin)
    mkdir "$postgres_data"
    [ "$(id -u)" -ne 0 ] || chown postgres: "$postgres_data"
    as_postgres "$bin/initdb" --pgdata "$postgres_data/data" --username camket --auth trust --encoding UTF8 --locale C.UTF-8 \
        --no-sync >"$work/initdb.log" || fail_with "$work/initdb.log" "initdb failed"
    # The data are deleted after the tests, so durability is switched off.
    as_postgres tee -a "$postgres_data/data/postgresql.conf" >/dev/null <<-'CONF'
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 400
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		autovacuum = off
	CONF
    for try in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        if as_postgres "$bin/pg_ctl" --pgdata "$postgres_data/data" --log "$postgres_data/log" --options "-p $port" --wait start \
            >/dev/null; then
            export CAMKET_TEST_POSTGRES="postgres://camket@127.0.0.1:$port/postgres"
            echo "$CAMKET_TEST_POSTGRES"
            return
        fi
        echo "try $try: port $port did not do"
    done
    fail_with "$postgres_data/log" "PostgreSQL did not start"
}

start_driver() {
    # In its own session, so that its browsers can be stopped with it; port 0 takes a free one.
    touch "$work/chromedriver.log"
    setsid chromedriver --port=0 >"$work/chromedriver.log" 2>&1 &
    driver=$!
    local port= waited
    for waited in $(seq 1 100); do
        port=$(sed -n 's/^ChromeDriver was started successfully on port \([0-9]*\).*/\1/p' "$work/chromedriver.log")
        [ -z "$port" ] || break
        sleep 0.1
    done
    [ -n "$port" ] || fail_with "$work/chromedriver.log" "chromedriver did not start"
    export CAMKET_TEST_WEBDRIVER="http://127.0.0.1:$port"
    echo "$CAMKET_TEST_WEBDRIVER after ${waited}00 ms"
}

# Creates a Python environment with the packages of tests/interop and tests/program/api_fuzzing.rs; it is kept in the target folder
# until the required versions change.
make_python() {
    local list kept=${CARGO_TARGET_DIR:-$PWD/target}/test-python
    local wanted=(tests/interop/requirements.txt tests/program/schemathesis.txt)
    if ! cat "${wanted[@]}" | cmp --silent - "$kept/requirements.txt"; then
        rm -rf "$kept"
        python3 -m venv "$kept"
        for list in "${wanted[@]}"; do
            "$kept/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$list" ||
                fail "the Python packages of $list did not install"
        done
        cat "${wanted[@]}" >"$kept/requirements.txt" # last: marks the environment as complete
    fi
    export CAMKET_TEST_PYTHON="$kept/bin/python"
    echo "$CAMKET_TEST_PYTHON"
}

stop() {
    local code=$?
    trap - EXIT
    # The process group, or the driver alone if it has not created a group yet.
    [ -z "$driver" ] || kill -- "-$driver" 2>/dev/null || kill "$driver" 2>/dev/null || true
    if [ -f "$postgres_data/data/postmaster.pid" ]; then
        as_postgres "$(postgres_bin)/pg_ctl" --pgdata "$postgres_data/data" --mode immediate --wait stop >/dev/null || true
    fi
    # A browser that is still exiting may write.
    rm -rf "$work" 2>/dev/null || { sleep 1 && rm -rf "$work"; } || true
    [ "$code" -eq 0 ] || echo "test.sh: FAILED ($code)" >&2
    exit "$code"
}

fail() {
    echo "test.sh: $*" >&2
    exit 1
}

fail_with() {
    tail -n 30 "$1" >&2 || true
    fail "$2"
}

main "$@"

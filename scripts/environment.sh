#!/bin/sh
# Makes or refreshes .venv: `environment.sh run` for what Heard needs to run, `dev` for the tests and gates as well.
# Does nothing, and needs no network, when the locks, pyproject.toml and the folder are those of the last time.
# Works from any folder; PYTHON names the interpreter to use instead of the first fitting one.
set -eu

want=${1:?run or dev}
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
venv=.venv
case $want in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "environment.sh: run or dev, not $want" >&2; exit 2 ;;
esac

say() { printf '%s\n' "heard: $*"; }

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

makes_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

fail_without_python() {
    for candidate in $candidates; do
        if fits "$candidate"; then
            version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            say "$candidate is new enough, but cannot make virtual environments." >&2
            say "On Debian or Ubuntu: sudo apt install python$version-venv" >&2
            exit 1
        fi
    done
    say "Python 3.11 or newer is needed, and none of these is: $candidates" >&2
    say "On Debian 12 or Ubuntu 24.04: sudo apt install python3 python3-venv; elsewhere: https://www.python.org/downloads/" >&2
    say "If it is somewhere else: make PYTHON=/path/to/python3" >&2
    exit 1
}

find_python() {
    candidates=${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}
    for candidate in $candidates; do
        if fits "$candidate" && makes_environments "$candidate"; then
            return
        fi
    done
    fail_without_python
}

# A second environment moved or copied from elsewhere has scripts that point back to its old folder.
wanted_for() { cat "$1" pyproject.toml | cksum; pwd; }
is_for() { [ -f "$venv/.heard-$1" ] && [ "$(cat "$venv/.heard-$1")" = "$(wanted_for "$2")" ]; }
made_here() { [ -f "$venv/.heard-folder" ] && [ "$(cat "$venv/.heard-folder")" = "$here" ] && fits "$venv/bin/python"; }

if made_here && { is_for dev requirements-dev.lock || { [ "$want" = run ] && is_for run requirements.lock; }; }; then
    say "$venv is up to date"
    exit 0
fi

if ! made_here; then
    find_python
    say "making $venv with $("$candidate" --version) ($candidate)"
    "$candidate" -m venv --clear "$venv"
    printf '%s' "$here" > "$venv/.heard-folder"
fi

pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }

say "installing $(grep -c '^[a-z]' "$lock") packages from $lock into $venv (a minute or two the first time)"
rm -f "$venv/.heard-dev" "$venv/.heard-run"
pip install --quiet --require-hashes -r "$lock" || {
    say "the packages could not be installed: this step needs a package index; run the same command again when it is reached" >&2
    exit 1
}
pip install --quiet --no-index --no-deps --no-build-isolation --editable .
wanted_for "$lock" > "$venv/.heard-$want"
say "$venv is ready: $venv/bin/heard"

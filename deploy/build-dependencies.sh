#!/usr/bin/env bash
# Installs what building and testing Fieldwork needs on Debian or Ubuntu, beside Swift: only what is missing, and silently
# nothing when nothing is. Run it as root or as a user with sudo. With --tests or --model also what only
# tests, or the check of the protocol's model, use.
#
# Servers are wanted for their programs only. Debian's packages would start them, and PostgreSQL's make a cluster: a drop-in and a
# policy that last as long as the installation tell them not to. Clusters and settings that are there already stay as they are.
set -euo pipefail

die() {
    echo "setup: $*" >&2
    exit 1
}

command -v swift >/dev/null ||
    die "Swift not found. Install Swift 6.3 or newer (https://www.swift.org/install/linux/) and put it on the PATH."

packages=()

need() { # PACKAGE CHECK...: note the package unless the check succeeds
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || packages+=("$package")
}

exists() { # any of the paths, which may hold patterns
    compgen -G "$1" >/dev/null
}

library() { # the pkg-config name of a library with its headers
    command -v pkg-config >/dev/null && pkg-config --exists "$1"
}

server() { # the programs of a server, wherever EmbeddedPostgres looks for them
    local directory
    for directory in ${FIELDWORK_PG_BIN:-/usr/lib/postgresql/*/bin ${PATH//:/ }}; do
        [[ -x $directory/postgres && -x $directory/initdb && -x $directory/pg_ctl ]] && return
    done
    return 1
}

need ca-certificates exists /etc/ssl/certs/ca-certificates.crt
need git command -v git
need binutils command -v ld
need libc6-dev exists /usr/include/stdio.h
need g++ exists '/usr/lib/gcc/*/*/libstdc++.so'
need tzdata exists /usr/share/zoneinfo/Asia/Taipei
need pkg-config command -v pkg-config
need libpq-dev library libpq
need libarchive-dev library libarchive
need libxml2-dev library libxml-2.0
need libssl-dev library libcrypto
need systemd command -v systemd-analyze
need postgresql server
need postgresql-client command -v psql

if [[ ${1-} == --tests ]]; then
    need pgbouncer exists /usr/sbin/pgbouncer
    need prometheus command -v promtool
    need faketime exists '/usr/lib/*/faketime/libfaketimeMT.so.1'
    need iproute2 command -v ip
    need nftables exists /usr/sbin/nft
fi
[[ ${1-} != --model ]] || need spin command -v spin

((${#packages[@]})) || exit 0

command -v apt-get >/dev/null ||
    die "missing: ${packages[*]} (Debian's names), and there is no apt-get here. Install them by your system's own means."

if ((EUID == 0)); then
    as_root=()
elif command -v sudo >/dev/null; then
    sudo -n true 2>/dev/null || [[ -t 0 ]] || die "missing: ${packages[*]}. sudo wants a password: run this in a terminal."
    as_root=(sudo)
else
    die "missing: ${packages[*]}. Run as root: apt-get install ${packages[*]}"
fi

echo "setup: installing ${packages[*]}" >&2

drop_in=/etc/postgresql-common/createcluster.d/fieldwork-setup.conf
policy=/usr/sbin/policy-rc.d
temporary=()
if [[ " ${packages[*]} " == *" postgresql "* ]]; then
    "${as_root[@]}" mkdir -p "${drop_in%/*}"
    echo "create_main_cluster = false" | "${as_root[@]}" tee "$drop_in" >/dev/null
    temporary+=("$drop_in")
fi
if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod +x "$policy"
    temporary+=("$policy")
fi
trap '"${as_root[@]}" rm -f "${temporary[@]}"' EXIT

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option Acquire::Retries=3 \
        --option Dpkg::Use-Pty=0 --option DPkg::Lock::Timeout=300 "$@" >&2
}
apt update || die "apt-get update failed: see above. Is the network there?"
apt install --yes --no-install-recommends "${packages[@]}" || die "apt-get install ${packages[*]} failed: see above."

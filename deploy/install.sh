#!/usr/bin/env bash
# Installs what was built: programs, unit, user, settings and documents. Run it from the repository's root, as root or with
# DESTDIR set. Settings that are there stay as they are; nothing is started, restarted or migrated.
#
#   DESTDIR  install under this folder, to make a package (default: none, this machine)
#   PREFIX   where programs and documents go (default: /usr/local)
#   BUILD    where the programs were built (default: .build/release)
set -euo pipefail
cd "$(dirname "$0")/.."

destination=${DESTDIR:-}
prefix=${PREFIX:-/usr/local}
build=${BUILD:-.build/release}

put() { # MODE SOURCE TARGET
    install -D --mode="$1" "$2" "$destination$3"
}

for program in fieldworkd fieldwork fieldwork-extract; do
    put 755 "$build/$program" "$prefix/bin/$program"
done
# The pages for whoever installs, uses and connects to it, and what they link to.
for document in {operations,cli,sql-api,codebooks,files,classification,queue,queue-protocol,chaos}.md protocol/queue.pml; do
    put 644 "docs/$document" "$prefix/share/doc/fieldwork/$document"
done
put 644 deploy/fieldworkd.yaml "$prefix/share/doc/fieldwork/fieldworkd.yaml"
for file in prometheus/fieldwork.rules{,.test}.yml grafana/fieldwork.json; do
    put 644 "deploy/$file" "$prefix/share/doc/fieldwork/$file"
done
put 644 deploy/remote-database.conf "$prefix/share/doc/fieldwork/remote-database.conf"

put 644 deploy/fieldwork.sysusers.conf "$prefix/lib/sysusers.d/fieldwork.conf"
sed "s|/usr/bin/|$prefix/bin/|; s|/usr/share/|$prefix/share/|" deploy/fieldworkd.service |
    install -D --mode=644 /dev/stdin "$destination$prefix/lib/systemd/system/fieldworkd.service"
if [[ ! -e $destination/etc/fieldwork/fieldworkd.yaml ]]; then
    put 644 deploy/fieldworkd.yaml /etc/fieldwork/fieldworkd.yaml
fi

if [[ -z $destination ]]; then
    systemd-sysusers "$prefix/lib/sysusers.d/fieldwork.conf"
    [[ ! -d /run/systemd/system ]] || systemctl daemon-reload
fi

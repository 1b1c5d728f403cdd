#!/usr/bin/env bash
# Builds the Debian package of a built program: packaging/debian/build.sh target/release/camket FOLDER
# Prints the path of the package. DEB_COMPRESSION: xz (the default), gzip, zstd or none.
set -euo pipefail

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

[ $# -eq 2 ] || fail "usage: packaging/debian/build.sh PROGRAM FOLDER"
program=$(realpath "$1")
out=$(realpath "$2")
cd "$(dirname "$0")/../.."

version=$("$program" --version | cut -d ' ' -f 2)
architecture=$(dpkg --print-architecture)
# What the program was linked against; a later one does as well.
libc=$(dpkg-query --show --showformat '${Version}' libc6 | cut -d - -f 1)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
chmod 0755 "$stage"

install -D --mode 0755 "$program" "$stage/usr/bin/camket"
strip --strip-unneeded "$stage/usr/bin/camket"
install -D --mode 0644 packaging/debian/camket.service "$stage/usr/lib/systemd/system/camket.service"
install -D --mode 0644 packaging/debian/sysusers.conf "$stage/usr/lib/sysusers.d/camket.conf"
install -d "$stage/etc/camket"
# The data folder of the unit; everything else is the default.
sed 's|^#dir = "data/live"$|dir = "/var/lib/camket"|' config/camket.example.toml >"$stage/etc/camket/camket.toml"
grep -q '^dir = "/var/lib/camket"$' "$stage/etc/camket/camket.toml" || fail "config/camket.example.toml has no data.dir"
# It may hold passwords; the script after the installation gives it to the user camket.
chmod 0600 "$stage/etc/camket/camket.toml"
doc=$stage/usr/share/doc/camket
install -D --mode 0644 LICENSE "$doc/copyright"
install -D --mode 0644 docs/operations.md "$doc/operations.md"
install -D --mode 0644 --target-directory "$doc/examples" packaging/proxy/* packaging/prometheus/alarms.yml

install -d "$stage/DEBIAN"
echo /etc/camket/camket.toml >"$stage/DEBIAN/conffiles"
install --mode 0755 packaging/debian/{postinst,prerm,postrm} "$stage/DEBIAN"
cat >"$stage/DEBIAN/control" <<CONTROL
Package: camket
Version: $version
Architecture: $architecture
Maintainer: Camket maintainers <maintainers@camket.example>
Installed-Size: $(du --summarize --block-size 1024 "$stage" | cut -f 1)
Depends: libc6 (>= $libc), systemd
Suggests: caddy | nginx, postgresql, postgresql-client
Section: admin
Priority: optional
Description: registry of venue pledges and labour registrations
 Venues sign a pledge and register their labour, two offices review, and a
 certificate with a QR code is issued that anyone can check. One program, with
 SQLite in a file or with PostgreSQL. It serves on 127.0.0.1:8080; a proxy with
 TLS stands before it.
CONTROL

package=$out/camket_${version}_$architecture.deb
dpkg-deb --root-owner-group -Z"${DEB_COMPRESSION:-xz}" --build "$stage" "$package" >/dev/null
echo "$package"

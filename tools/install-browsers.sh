#!/bin/sh
# Sees to it that the browsers and what drives them are there: installs what is
# missing with apt-get where it may, and otherwise says what to install.
set -eu

packages="chromium firefox-esr xvfb fonts-dejavu-core python3-gi gir1.2-webkit2-4.1 gir1.2-gtk-3.0 iproute2"
missing=""
for package in $packages; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	echo "The tests run in real browsers, and some are missing. As root, on Debian 12: $install" >&2
	exit 1
fi
echo "Installing what the tests need:$missing"
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null

#!/bin/sh
# Installs the browsers, and what the tests need to run them, with apt-get. If it is not root
# or there is no apt-get, it prints what is missing, and fails. Needs Debian 12.
set -eu

packages="chromium firefox-esr xvfb fonts-dejavu-core python3-gi gir1.2-webkit2-4.1 gir1.2-gtk-3.0 iproute2"
missing=""
for package in $packages; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	echo "The browser tests need packages that are missing. Install them as root, on Debian 12: $install" >&2
	exit 1
fi
echo "Installing packages for the browser tests:$missing"
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null

#!/bin/sh
# Installs the npm packages that a folder's package-lock.json pins, if they are not installed.
# Argument: the folder. Without it the folder is tools/, which has the linter, and what the
# tests of the scripts need. Needs Node and npm.
set -eu

folder=${1:-tools}
required='20.19'
command -v node >/dev/null || { echo "Node $required or later is missing: install it (https://nodejs.org)." >&2; exit 1; }
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
	{ echo "Node $required or later is needed, and $(node --version) is installed." >&2; exit 1; }
command -v npm >/dev/null || { echo "npm is missing: install it. Node from https://nodejs.org brings it; on Debian it is the package npm." >&2; exit 1; }
# This copy tells which lock file was installed. npm's own copy does not: npm writes it also
# when it changes the lock file.
installed="$folder/node_modules/.installed-lock.json"
cmp -s "$folder/package-lock.json" "$installed" || {
	npm ci --prefix "$folder" --silent --no-audit --no-fund
	cp "$folder/package-lock.json" "$installed"
}

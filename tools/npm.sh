#!/bin/sh
# Sees to the npm packages that a folder's package-lock.json pins: those of tools/, the
# linter's and what the fast tier fakes a browser with, or those of the folder given.
set -eu

folder=${1:-tools}
required='20.19'
command -v node >/dev/null || { echo "Node $required or later is missing: install it (https://nodejs.org)." >&2; exit 1; }
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
	{ echo "Node $required or later is needed, and $(node --version) is installed." >&2; exit 1; }
command -v npm >/dev/null || { echo "npm is missing: it comes with Node (https://nodejs.org), and Debian has a package of its own for it." >&2; exit 1; }
# The copy tells which lock file is installed. npm's own does not: whoever changes the lock with npm renews it too.
installed="$folder/node_modules/.installed-lock.json"
cmp -s "$folder/package-lock.json" "$installed" || {
	npm ci --prefix "$folder" --silent --no-audit --no-fund
	cp "$folder/package-lock.json" "$installed"
}

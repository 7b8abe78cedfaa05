#!/bin/sh
# The size of every file that users download, in bytes, and what it may have at
# most as gzip -9 makes it. Fails if one has more. Run by `make build` and `make
# size`.
set -eu

budget() { # file
	case "$1" in
	background-sync.wasm) echo 948000 ;;
	background-sync-worker.*) echo 14500 ;;
	background-sync.*) echo 6000 ;;
	esac
}

printf '%-32s %10s %10s %10s\n' file raw 'gzip -9' budget
over=""
for file in dist/*; do
	name=$(basename "$file")
	compressed=$(gzip -9 -c "$file" | wc -c)
	printf '%-32s %10d %10d %10d\n' "$name" "$(wc -c <"$file")" "$compressed" "$(budget "$name")"
	[ "$compressed" -le "$(budget "$name")" ] || over="$over $name"
done
[ -z "$over" ] || { echo "Over budget:$over. Make it smaller, or say in the commit why users should pay for it." >&2; exit 1; }

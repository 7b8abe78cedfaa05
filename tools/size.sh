#!/bin/sh
# The size of every file that users download, in bytes, and what it may have at
# most on the wire: as gzip -9 makes it, or as it is if it is gzip. Fails if one has
# more. Run by `make build` and `make size`.
set -eu

# What another Go than the pinned one builds is not what users download; see tools/build-core.sh.
core=768000
[ -e build/overlay.json ] || core=948000

budget() { # file
	case "$1" in
	*.wasm | *.wasm.gz) echo $core ;;
	background-sync-worker*) echo 15050 ;;
	background-sync*) echo 6100 ;;
	esac
}

on_the_wire() { # file
	case "$1" in
	*.gz) wc -c <"$1" ;;
	*) gzip -9 -c "$1" | wc -c ;;
	esac
}

printf '%-34s %10s %10s %10s\n' file raw 'gzip -9' budget
over=""
for file in dist/*; do
	name=$(basename "$file")
	compressed=$(on_the_wire "$file")
	printf '%-34s %10d %10d %10d\n' "$name" "$(wc -c <"$file")" "$compressed" "$(budget "$name")"
	[ "$compressed" -le "$(budget "$name")" ] || over="$over $name"
done
[ -z "$over" ] || { echo "Over budget:$over. Make it smaller, or say in the commit why users should pay for it." >&2; exit 1; }

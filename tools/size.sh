#!/bin/sh
# Prints for each file of dist/ its size, its size after gzip -9, and the budget of the latter,
# all in bytes. Fails if a file is over its budget. Needs gzip. Run by `make build`.
set -eu

# Another Go than the pinned one makes a larger core, which is not released: see tools/build-core.sh.
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
[ -z "$over" ] || { echo "Over the budget:$over. Make the file smaller, or raise the budget in tools/size.sh and say why in the commit." >&2; exit 1; }

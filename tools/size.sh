#!/bin/sh
# The size of every file that users download, in bytes. Run by `make size`.
set -eu

printf '%-32s %10s %10s\n' file raw 'gzip -9'
for file in dist/*; do
	printf '%-32s %10d %10d\n' "$(basename "$file")" "$(wc -c <"$file")" "$(gzip -9 -c "$file" | wc -c)"
done

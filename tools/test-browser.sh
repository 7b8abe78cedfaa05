#!/bin/sh
# The browser suite, every target in a process and a network of its own, all at
# once: mostly they wait. Further arguments go to the test program.
set -eu

mkdir -p build
go test -c -o build/browser-suite.test ./tests # Fails early, and warms the cache for all.
groups=""
processes=""
# A run that is cut off takes everything along: each suite is a session of its own.
trap 'kill -- $groups 2>/dev/null || true' EXIT
trap 'exit 1' INT TERM
for targets in chromium native firefox webkit; do
	setsid sh tools/gotestsum.sh -count=1 -timeout 20m -parallel 16 ./tests -args -targets "$targets" "$@" >"build/test-$targets.log" 2>&1 &
	groups="$groups -$!"
	processes="$processes $targets=$!"
done
failed=""
for process in $processes; do
	targets=${process%=*}
	wait "${process#*=}" || failed="$failed $targets"
	echo "== $targets"
	cat "build/test-$targets.log"
done
[ -z "$failed" ] || { echo "Failed in:$failed"; exit 1; }

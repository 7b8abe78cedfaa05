#!/bin/sh
# Runs the browser tests of all targets at once, since they mostly wait. Each target has its own
# process and network. Arguments go to the test program. Needs `make apps`, build/gotestsum and
# the browsers.
set -eu

mkdir -p build
go test -c -o build/browser-suite.test ./tests # This fails early, and fills the cache for all targets.
groups=""
processes=""
# If this script is stopped, it must end all processes of the suites. Each suite has a process
# group, because setsid gives it a session.
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

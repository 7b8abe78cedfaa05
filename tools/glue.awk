# Prints Go's wasm_exec.js without the blocks that a worker has no use for: stand-ins for
# Node's modules, since js/worker/core/console-file.js has what the core needs of them;
# questions whether there are globals that every browser has; and what only Go's own tests
# and people who look for faults call. Fails if one of them is not found, as after an
# update of Go.

# A block ends where a brace has the indent of its first line.
function cut() {
	match($0, /^\t+/)
	end = substr($0, 1, RLENGTH) "}"
	blocks++
}

/^\tif \(!globalThis\.(fs|process|path|crypto|performance|TextEncoder|TextDecoder)\) \{$/ { cut() }
/^\t\t\tconst testCallExport = / { cut() }
/^\t\t\t\t_gotest: \{$/ { cut() }
/^\t\t\t\t\t"debug": / { cut() }

!end { print }
$0 == end || $0 == end "," { end = "" }

END {
	if (blocks == 10 && !end) exit 0
	print "tools/glue.awk: Go's wasm_exec.js is another than the one that this cuts. Compare the two, and adapt the patterns." >"/dev/stderr"
	exit 1
}

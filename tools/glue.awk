# Prints Go's wasm_exec.js without the blocks that a worker never uses: replacements for Node's
# modules, because js/worker/core/console-file.js has those that the core needs; checks for
# globals that every browser has; and functions for Go's own tests and for debugging. Input:
# wasm_exec.js. Fails if a block is not found, as can happen after an update of Go. Run by
# tools/build.sh.

# cut leaves out the block that begins in this line. It ends with a brace of the same indent.
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
	print "tools/glue.awk: found " blocks + 0 " of the 10 blocks to remove in Go's wasm_exec.js" (end ? ", and one without an end" : "") ". Go has changed that file: compare it with the last version, and adapt the patterns." >"/dev/stderr"
	exit 1
}

#!/bin/sh
# Runs a Go test binary built for js/wasm under Node.js, for `go test -exec`.
#
# Go's own runner hands arguments and environment over in 12 KB and gives up
# when they do not fit, so only what Node.js needs goes through.
set -eu
exec env -i PATH="$PATH" HOME="${HOME-/}" \
	"$(go env GOROOT)/lib/wasm/go_js_wasm_exec" "$@"

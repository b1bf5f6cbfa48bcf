#!/bin/sh
# Prints the path of the Chromium that the tests drive: $CHROMIUM, or the first
# one on the PATH.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
	if [ -n "$name" ] && command -v "$name"; then
		exit 0
	fi
done
echo "no Chromium on the PATH: install one, or set CHROMIUM to its path" >&2
exit 1

#!/bin/sh
# Makes sure that the programs which a verb needs are here: installs them on
# Debian as root, and elsewhere names what is missing and how to get it.
#
#   scripts/install.sh build    to build and serve the site
#   scripts/install.sh test     to run every test as well
#
# npm and Go packages are not its business: package-lock.json and go.mod pin
# those, and the Makefile fetches them.
set -eu
cd "$(dirname "$0")/.."

missing= # one line for each missing program
packages= # the Debian packages that hold them

# lack NAME PACKAGE TEXT notes a missing program; an empty PACKAGE means that
# Debian's own is too old to do.
lack() {
	missing="$missing  $1: $3
"
	packages="$packages $2"
	[ -n "$2" ] || by_hand=1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Debian's package is for Debian's own Python, which need not be first on the PATH.
have_redis_py() {
	/usr/bin/python3 -c 'import redis.asyncio' 2>/dev/null || python3 -c 'import redis.asyncio' 2>/dev/null
}

find_missing() {
	missing= packages= by_hand=
	have go || lack go "" "Go 1.26 or newer, from https://go.dev/dl/"
	if ! have node; then
		lack node "" "Node.js 20.19 or newer, from https://nodejs.org/"
	elif ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
		lack node "" "Node.js 20.19 or newer, from https://nodejs.org/; this is $(node --version)"
	fi
	have npm || lack npm "" "comes with Node.js, from https://nodejs.org/"
	[ "$1" = test ] || return 0

	scripts/chromium.sh >/dev/null 2>&1 ||
		lack chromium chromium "the browser that the page is tested in (macOS: brew install --cask chromium); or set CHROMIUM to the path of one"
	have redis-server ||
		lack redis-server redis-server "what our answers are compared with (macOS: brew install redis)"
	have redis-cli && have redis-benchmark ||
		lack redis-cli redis-tools "talks to our server in the tests (macOS: brew install redis)"
	have_redis_py ||
		lack redis-py python3-redis "a Redis client, which talks to our server in the tests (macOS: pip3 install redis)"
	have cc ||
		lack cc "gcc libc6-dev" "a C compiler, for Go's race detector (macOS: xcode-select --install)"
}

case "${1-}" in
build | test) ;;
*)
	echo "usage: scripts/install.sh build|test" >&2
	exit 2
	;;
esac

find_missing "$1"
if [ -n "$missing" ] && [ -z "$by_hand" ] && have apt-get && [ "$(id -u)" = 0 ]; then
	echo "installing$packages"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	# Unquoted: the list is words.
	# shellcheck disable=SC2086
	apt-get install -qq -y --no-install-recommends $packages >/dev/null
	find_missing "$1"
fi
if [ -n "$missing" ]; then
	{
		echo "resplay needs programs that are not here:"
		printf '%s' "$missing"
		packages=$(echo "$packages" | xargs)
		[ -z "$packages" ] || ! have apt-get ||
			echo "on Debian:  sudo apt-get install $packages"
	} >&2
	exit 1
fi

# The go command reads go.mod and says by itself when it is too old for it.
go version >/dev/null

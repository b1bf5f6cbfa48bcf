# The verbs of the project. `make help` lists them.
#
# Two addresses and a browser can be set:
#   make run HTTP=127.0.0.1:9000 RESP=127.0.0.1:7000
#   make test CHROMIUM=/path/to/chromium

HTTP ?= 127.0.0.1:8080
RESP ?= 127.0.0.1:6380

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# Packages that also run inside a page, and those whose goroutines share
# memory.
wasm_packages := ./sha/... ./resp/... ./engine/... ./client ./sim/... ./tutorial/... ./wasm/playground/...
goroutine_packages := ./client/tcp/... ./cmd/... ./wasm/edge/... ./tutorial/cacheapi/...

# What the build writes.
generated := web/public/generated
engines := $(addprefix $(generated)/,playground.wasm playground-whole.wasm playground-scripting.wasm)
inputs := $(engines) $(addprefix $(generated)/,wasm_exec.js lessons.json commands.json methods-python.json pyodide/.copied python.zip.gz)
site := web/dist/index.html
modules := web/node_modules/.package-lock.json
edge := bin/edge/app.wasm
figures := web/test-results/figures.json

# What it is made from. Missing folders are no error to find's reader: the go
# command and vite say it better.
folder = $(shell find $(1) -type f $(2) 2>/dev/null)
go_sources := go.mod go.sum $(call folder,sha resp engine client sim tutorial wasm cmd,-not -name '*_test.go')
api_sources := $(call folder,web/src/api,-name '*.ts' -not -name '*.test.ts')
python_sources := $(call folder,web/python,-name '*.py')
web_sources := $(call folder,web/src,-not -name '*.test.ts') $(wildcard web/*.html web/*.ts web/*.json) \
	$(call folder,web/public,-not -path '*/generated/*')

wasm_env := GOOS=js GOARCH=wasm
go_wasm := $(wasm_env) go
strip := -trimpath -buildvcs=false -ldflags='-s -w -buildid='
# In the page's module bytes count more than speed: the codec alone is inlined.
small := -gcflags=all=-l -gcflags=resplay/resp=
# Go's older collector has 8 KB less code, and a page's heap is small.
small_env := GOEXPERIMENT=nogreenteagc
vitest = cd web && node_modules/.bin/vitest run --reporter=default --reporter=../scripts/closing-line.mjs

.PHONY: help run build test check go-test wasm-test web-test e2e bench bench-page \
	bench-server bench-client conformance fuzz size edge edge-test clean build-needs test-needs

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: build ## build what changed, serve it and print the address
	@bin/resplay serve --http $(HTTP) --resp $(RESP)

build: bin/resplay $(site) ## build the site and bin/resplay

# One after the other whatever -j says: some of the tests measure time.
test: test-needs build $(edge) ## run every test, as CI does
	@$(MAKE) --no-print-directory -j1 check go-test wasm-test size edge-test web-test e2e

check: test-needs $(modules) ## format, vet, staticcheck, types
	@unformatted=$$(gofmt -l $(go_folders)); test -z "$$unformatted" || \
		{ echo "not formatted, run gofmt -w: $$unformatted"; exit 1; }
	go vet ./...
	@# The tests of client use what the first module does not have.
	go vet -tags first ./engine ./wasm/playground
	go vet -tags whole ./engine ./client ./sim/... ./wasm/playground
	$(go_wasm) vet ./wasm/...
	go tool staticcheck ./...
	cd client/otel && go vet ./...
	staticcheck=$$(go tool -n staticcheck) && cd client/otel && $$staticcheck ./...
	@# It does not see that go:wasmexport is a use, so U1000 stays out.
	staticcheck=$$(go tool -n staticcheck) && $(wasm_env) $$staticcheck -checks inherit,-U1000 ./wasm/...
	cd web && node_modules/.bin/tsc --noEmit
	cd web && node_modules/.bin/prettier --check --log-level warn --ignore-path ../.gitignore . ../scripts ../wasm ../cmd

go_folders := $(wildcard *.go) sha resp engine client sim tutorial wasm cmd scripts

# ioredis, which talks to the server in its tests, is among the modules.
go-test: test-needs bin/resplay $(modules)
	go test ./...
	go test -tags first ./wasm/playground
	go test -race $(goroutine_packages)
	cd client/otel && go test -race ./...

wasm-test: test-needs
	$(go_wasm) test -exec "$(CURDIR)/scripts/wasm-exec.sh" $(wasm_packages)

web-test: test-needs $(modules) $(inputs)
	$(vitest)

e2e: test-needs build ## test the page in Chromium
	$(vitest) --config vitest.e2e.config.ts

conformance: test-needs ## compare every command with a real redis-server
	go test -count=1 -v -run 'OnRedis|RedisServer|RedisCLI|OnARealServer' ./engine ./resp ./client

# Go fuzzes one target at a time, each for FUZZTIME. 10s is a short run.
FUZZTIME ?= 60s
fuzz: ## look for bytes, commands and URLs that nothing can take
	@grep -rEo --include='*_test.go' '^func Fuzz\w+' resp engine client tutorial | \
	sed -E 's,/[^/]*:func , ,' | while read -r folder target; do \
		echo "$$target in $$folder"; \
		go test ./$$folder -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x || exit 1; \
	done

bench: test-needs build ## measure codec, engine, client and page
	go test -run '^$$' -bench . -benchmem ./resp/... ./engine/... ./client/... ./sim/...
	node scripts/bench-page.mjs

# BENCH="--keys 10000000" is the full run, BENCH=--brief only shows that it works.
bench-server: test-needs bin/resplay bin/miniredis ## measure the native server beside redis-server and miniredis
	node scripts/bench-server.mjs $(BENCH)

bench-client: test-needs ## measure the client beside others
	go test -run '^$$' -bench Peers -benchtime 15x ./client/tcp

size: test-needs build $(figures) ## print what the page weighs, and fail past a budget
	node scripts/size.mjs

edge: $(edge) ## build the worker for Cloudflare into bin/edge

edge-test: test-needs $(edge) $(modules) ## test the worker under workerd
	node --test --test-reporter=spec wasm/edge/worker.test.mjs

clean: ## remove everything that was built
	rm -rf bin web/dist $(generated) web/test-results

# What takes a browser to measure; `make e2e` measures it as well.
$(figures): web/e2e/figures.test.ts $(site)
	$(vitest) --config vitest.e2e.config.ts e2e/figures.test.ts

# Programs that are not packages: installed where that is possible, named
# where it is not.

build-needs:
	@scripts/install.sh build

test-needs: build-needs
	@scripts/install.sh test

$(modules): web/package-lock.json | build-needs
	cd web && npm ci --no-audit --no-fund
	@touch $@

bin/resplay: $(go_sources) bin/go-version
	go build -trimpath -o $@ ./cmd/resplay
	@touch $@

bin/miniredis: scripts/miniredis/main.go go.mod bin/go-version
	go build -trimpath -o $@ ./scripts/miniredis
	@touch $@

bin $(generated) $(generated)/pyodide bin/edge:
	@mkdir -p $@

# Changes when the toolchain does, which everything that Go writes depends on.
bin/go-version: FORCE | bin build-needs
	@go version | cmp -s - $@ || go version > $@
FORCE:

# One module for what most learners begin with, and two that the page moves into
# when a command asks for it: see engine/elsewhere.go.
$(generated)/playground.wasm: tags := -tags first
$(generated)/playground-whole.wasm: tags := -tags whole
$(generated)/playground-scripting.wasm: tags :=

$(engines): $(go_sources) scripts/shrink-wasm.mjs bin/go-version | $(generated)
	$(small_env) $(go_wasm) build $(tags) $(strip) $(small) -o $@ ./wasm/playground
	node scripts/shrink-wasm.mjs $@
	@touch $@

$(generated)/wasm_exec.js: bin/go-version | $(generated)
	cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $@

# Writes the library of Pyodide, too.
$(generated)/python.zip.gz: $(python_sources) $(wildcard scripts/precompile.*) $(generated)/pyodide/.copied
	node scripts/precompile.mjs web/python $(@D)

$(generated)/lessons.json: bin/resplay | $(generated)
	bin/resplay lessons --out $@

$(generated)/commands.json: bin/resplay | $(generated)
	bin/resplay commands --out $@

# Those of JavaScript, and the stubs of the Python client, are written with it.
$(generated)/methods-python.json: $(python_sources) $(api_sources) $(wildcard scripts/describe*.mjs) $(wildcard scripts/stub*.mjs) scripts/tar.mjs scripts/reply-types.mjs | $(modules) $(generated)
	node scripts/describe.mjs web/python web/src/api $(@D)

# What Python needs at run time, of the much larger package.
pyodide_files := pyodide.mjs pyodide.asm.mjs pyodide.asm.wasm

$(generated)/pyodide/.copied: $(modules) | $(generated)/pyodide
	cp $(addprefix web/node_modules/pyodide/,$(pyodide_files)) $(@D)
	@touch $@

# Compressed copies are made ahead of vite, which copies them with the rest,
# because the largest of them change the least.
$(site): $(inputs) $(modules) $(web_sources) scripts/compress.mjs
	node scripts/compress.mjs $(generated)
	cd web && node_modules/.bin/vite build --logLevel warn
	node scripts/compress.mjs web/dist

$(edge): $(go_sources) bin/go-version | bin/edge
	go tool workers-assets-gen -mode=go -o bin/edge
	cp wasm/edge/worker.mjs wasm/edge/workerd.capnp bin/edge
	$(go_wasm) build $(strip) -o $@ ./wasm/edge

// A real module of Go's, before and after.

package main

import (
	"bytes"
	"compress/flate"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// build compiles testdata/probe for js/wasm.
func build(t *testing.T) (name string, module []byte) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "probe.wasm")
	run := exec.Command("go", "build", "-ldflags=-s -w", "-o", name, "./testdata/probe")
	run.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := run.CombinedOutput()
	require.NoError(t, err, string(out))
	module, err = os.ReadFile(name)
	require.NoError(t, err)
	return name, module
}

// crash runs the probe under Node.js and returns what it says up to its end,
// which is a crash.
func crash(t *testing.T, name string) (said string) {
	t.Helper()
	run := exec.Command("node", filepath.Join(runtime.GOROOT(), "lib/wasm/wasm_exec_node.js"), name)
	run.Env = []string{}
	var out strings.Builder
	run.Stderr = &out
	var exit *exec.ExitError
	require.ErrorAs(t, run.Run(), &exit, "the probe ends in a crash")
	said, _, _ = strings.Cut(out.String(), "\n\ngoroutine ")
	return said
}

func TestTrimmedModuleRuns(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	name, module := build(t)
	before := crash(t, name)
	require.Contains(t, before, "5000 runtime error: index out of range [5] with length 3\n")
	require.Contains(t, before, "panic: runtime error: invalid memory address or nil pointer dereference")

	require.NoError(t, trimFile(name))
	assert.Equal(t, before, crash(t, name))
	trimmed, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Less(t, compressed(t, trimmed), compressed(t, module)*9/10)

	again, err := trim(trimmed)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(trimmed, again), "trimming twice is trimming once")
}

func compressed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	require.NoError(t, err)
	_, err = io.Copy(w, bytes.NewReader(b))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Len()
}

func TestTrimRefuses(t *testing.T) {
	memoryOf := func(segments string) string { return preamble + "\x0b" + string(rune(len(segments))) + segments }
	tests := []struct{ name, module, fault string }{
		{"no module", "hello", "not a WebAssembly module of version 1"},
		{"no data", preamble, "the module has no data"},
		{"cut section", preamble + "\x0b\x05\x00", "the module is cut short"},
		{"cut number", preamble + "\x0b\x80", "the module is cut short"},
		{"cut segment", memoryOf("\x01\x00\x41\x08\x0b\x05a"), "the module is cut short"},
		{"passive segment", memoryOf("\x01\x01\x01a"), "a data segment is of kind 1: Go makes only kind 0"},
		{"computed address", memoryOf("\x01\x00\x23\x00\x0b\x01a"), "the address of a data segment is computed by instruction 0x23: Go's are constants"},
		{"far address", memoryOf("\x01\x00\x41\x80\x80\x80\x80\x02\x0b\x01a"), "a data segment lies at 536870912, out of all bounds"},
		{"not Go's", memoryOf("\x01\x00\x41\x08\x0b\x01a"), "no table of functions as Go 1.20 and later write it: this module is not Go's, or Go has changed it and wasm/trim must follow"},
	}
	for _, test := range tests {
		_, err := trim([]byte(test.module))
		assert.EqualError(t, err, test.fault, test.name)
	}
}

// TestMemoryStaysTheSame takes memory through the segments and back.
func TestMemoryStaysTheSame(t *testing.T) {
	memories := []string{
		"a", "\x00\x00a", "a" + strings.Repeat("\x00", gap-1) + "b",
		"a" + strings.Repeat("\x00", 3*gap) + "b" + strings.Repeat("\x00", 100_000) + "c",
	}
	for _, memory := range memories {
		m := module{{id: dataSection}}
		m.setMemory([]byte(memory))
		parsed, err := parseModule(m.append(nil))
		require.NoError(t, err)
		got, err := parsed.memory()
		require.NoError(t, err)
		assert.Equal(t, memory, string(got))
	}
}

// Command trim makes a module that Go built for js/wasm smaller on the wire,
// in place:
//
//	go run ./wasm/trim FILE
//
// It drops the tables that tell the line of an instruction and what was
// inlined there: only the stack trace of a crash reads them, and a page has
// no use for one. And it joins the data segments, which Go's linker ends at
// every few zero bytes, though zeros compress to nothing and the header of a
// segment does not. Together that is a sixth of the compressed size.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./wasm/trim FILE")
		os.Exit(2)
	}
	if err := trimFile(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "trim:", err)
		os.Exit(1)
	}
}

func trimFile(name string) error {
	file, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	trimmed, err := trim(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, trimmed, 0o755)
}

// trim returns the module in a smaller form.
func trim(file []byte) ([]byte, error) {
	m, err := parseModule(file)
	if err != nil {
		return nil, err
	}
	memory, err := m.memory()
	if err != nil {
		return nil, err
	}
	if err := dropLines(memory); err != nil {
		return nil, err
	}
	m.setMemory(memory)
	return m.append(nil), nil
}

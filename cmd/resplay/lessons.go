// The lessons command: checks lessons, and writes them as the page reads them.

package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"resplay/tutorial/lessons"
)

var lessonsCommand = command{
	name:    "lessons",
	summary: "check lessons, and write them for the page",
	about: `Checks that every lesson is whole: its text, its programs in each of its
languages, its check, and a known mistake for it to catch. With --out it also
writes them all into one JSON file, which is how the page reads them.`,
	setup: func(flags *flag.FlagSet) action {
		var o lessonsOptions
		flags.StringVar(&o.from, "from", "", "read the lessons in this `FOLDER` instead of those that come with resplay")
		flags.StringVar(&o.out, "out", "", "write them to this `FILE`")
		return o.run
	},
}

// lessonsOptions are the flags of the lessons command.
type lessonsOptions struct {
	from string // "": the course that comes with resplay
	out  string // "": nothing is written
}

func (o *lessonsOptions) run(_ context.Context, out, _ io.Writer) error {
	folder, err := o.folder()
	if err != nil {
		return fmt.Errorf("lessons: %w", err)
	}
	all, err := lessons.Load(folder)
	if err != nil {
		return fmt.Errorf("lessons: %w", err)
	}
	if o.out == "" {
		fmt.Fprintf(out, "%d lessons are whole\n", len(all))
		return nil
	}
	// The file appears whole or not at all.
	var file bytes.Buffer
	if err := lessons.WriteJSON(&file, all); err != nil {
		return fmt.Errorf("lessons: %w", err)
	}
	if err := os.WriteFile(o.out, file.Bytes(), 0o644); err != nil {
		return fmt.Errorf("lessons: --out: %w", err)
	}
	return nil
}

func (o *lessonsOptions) folder() (fs.FS, error) {
	if o.from == "" {
		return lessons.Builtin(), nil
	}
	info, err := os.Stat(o.from)
	if err != nil {
		return nil, fmt.Errorf("--from: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("--from: %s is a file: it takes the folder that the lessons' folders are in", o.from)
	}
	return os.DirFS(o.from), nil
}

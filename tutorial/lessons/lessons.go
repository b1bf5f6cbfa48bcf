// Package lessons reads lessons from folders and checks that they are whole.
// The lessons of the course are the folders beside this file.
//
// It is for native builds: the page gets the lessons as lessons.json.
package lessons

import (
	"embed"
	"encoding/json"
	"io"
	"io/fs"

	"resplay/tutorial"
)

//go:embed [0-9]*
var builtin embed.FS

// Builtin is the course: the lessons that come with resplay, see [Load].
func Builtin() fs.FS { return builtin }

// Lesson is one exercise. Programs are by language.
type Lesson struct {
	Name      string            `json:"name"` // of its folder, without the number
	Title     string            `json:"title"`
	Summary   string            `json:"summary"`
	Order     int               `json:"order"` // the number of its folder
	Text      string            `json:"text"`  // Markdown
	Start     map[string]string `json:"start"`
	Solution  map[string]string `json:"solution"`
	Check     string            `json:"check"` // as written, see [tutorial.ParseCheck]
	Options   Options           `json:"options"`
	Languages []string          `json:"languages"` // in the order of lesson.md

	Wrong  []Wrong         `json:"-"` // in the order of their files
	Parsed *tutorial.Check `json:"-"` // Check, parsed
}

// Options say how the programs of a lesson are run. What is empty is left to
// whoever runs them.
type Options struct {
	Latency   string   `json:"latency,omitempty"`
	Jitter    string   `json:"jitter,omitempty"`
	Bandwidth int      `json:"bandwidth,omitempty"` // bytes a second
	Seed      uint64   `json:"seed,omitempty"`
	Aioredis  string   `json:"aioredis,omitempty"` // 1.3, 2.0 or none
	Hosts     []string `json:"hosts,omitempty"`    // names of the machine that Redis runs on, besides localhost
	Horizon   string   `json:"horizon,omitempty"`
}

// Wrong is a program with a mistake that learners make.
type Wrong struct {
	Name     string // its file's, such as gather.py
	Language string
	Code     string
	Earns    string // the title of the first requirement that it fails
}

// WriteJSON writes lessons as the page reads them.
func WriteJSON(w io.Writer, lessons []Lesson) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(lessons)
}

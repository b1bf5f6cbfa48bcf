// The front matter of a lesson.md: "name: value" lines between two lines of
// three dashes, ahead of the text.

package lessons

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// settings are the fields of the front matter and what takes their values.
var settings = []struct {
	name string
	set  func(l *Lesson, value string) error
}{
	{"title", func(l *Lesson, v string) error { l.Title = v; return nil }},
	{"summary", func(l *Lesson, v string) error { l.Summary = v; return nil }},
	{"languages", setLanguages},
	{"latency", func(l *Lesson, v string) error { return setDuration(&l.Options.Latency, v) }},
	{"jitter", func(l *Lesson, v string) error { return setDuration(&l.Options.Jitter, v) }},
	{"bandwidth", setBandwidth},
	{"seed", setSeed},
	{"aioredis", setAioredis},
	{"hosts", setHosts},
	{"horizon", func(l *Lesson, v string) error { return setDuration(&l.Options.Horizon, v) }},
}

// required are the fields that every lesson has.
var required = []string{"title", "summary", "languages"}

// splitFrontMatter splits a lesson.md and reads the front matter into l.
func splitFrontMatter(l *Lesson, source string) error {
	rest, ok := strings.CutPrefix(source, "---\n")
	head, text, closed := strings.Cut(rest, "\n---\n")
	if !ok || !closed {
		return fmt.Errorf("line 1: expected front matter: a line ---, fields such as \"title: A pipeline\", and a line ---")
	}
	seen := map[string]int{}
	for i, line := range strings.Split(head, "\n") {
		number := i + 2 // the dashes stand on line 1
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || value == "" {
			return fmt.Errorf("line %d: expected \"name: value\", got %q", number, line)
		}
		if seen[name] > 0 {
			return fmt.Errorf("line %d: %s was given on line %d already", number, name, seen[name])
		}
		seen[name] = number
		if err := set(l, name, value); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	for _, name := range required {
		if seen[name] == 0 {
			return fmt.Errorf("the front matter has no %s", name)
		}
	}
	l.Text = strings.TrimSpace(text) + "\n"
	if l.Text == "\n" {
		return fmt.Errorf("there is no text behind the front matter")
	}
	return nil
}

func set(l *Lesson, name, value string) error {
	var names []string
	for _, s := range settings {
		if s.name == name {
			return s.set(l, value)
		}
		names = append(names, s.name)
	}
	return fmt.Errorf("there is no field %q: there are %s", name, strings.Join(names, ", "))
}

func setLanguages(l *Lesson, value string) error {
	for _, language := range strings.Split(value, ",") {
		language = strings.TrimSpace(language)
		if extensions[language] == "" {
			return fmt.Errorf("there is no language %q: there are python, javascript, redis-cli", language)
		}
		if slices.Contains(l.Languages, language) {
			return fmt.Errorf("the language %s stands there twice", language)
		}
		l.Languages = append(l.Languages, language)
	}
	return nil
}

func setDuration(to *string, value string) error {
	if d, err := time.ParseDuration(value); err != nil || d < 0 {
		return fmt.Errorf("expected a duration such as 10ms or 1.5s, got %q", value)
	}
	*to = value
	return nil
}

func setBandwidth(l *Lesson, value string) error {
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil {
		return fmt.Errorf("bandwidth is bytes a second, such as 100000, not %q", value)
	}
	l.Options.Bandwidth = int(n)
	return nil
}

func setSeed(l *Lesson, value string) error {
	n, err := strconv.ParseUint(value, 10, 53) // as large as JavaScript's numbers are exact
	if err != nil {
		return fmt.Errorf("seed is a whole number, such as 7, not %q", value)
	}
	l.Options.Seed = n
	return nil
}

func setHosts(l *Lesson, value string) error {
	for _, host := range strings.Split(value, ",") {
		host = strings.TrimSpace(host)
		if host == "" || strings.ContainsAny(host, " :/") {
			return fmt.Errorf("hosts are names with commas between them, such as cache, db-1, not %q", value)
		}
		l.Options.Hosts = append(l.Options.Hosts, host)
	}
	return nil
}

func setAioredis(l *Lesson, value string) error {
	if value != "1.3" && value != "2.0" && value != "none" {
		return fmt.Errorf("aioredis is 1.3, 2.0 or none, not %q", value)
	}
	l.Options.Aioredis = value
	return nil
}

// The lessons command: what the page gets, and what a teacher is told.

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/tutorial/lessons"
)

func TestLessonsWritesTheCourse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lessons.json")
	assert.Equal(t, outcome{}, runLine(t.Context(), "lessons", "--out", file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var written []lessons.Lesson
	require.NoError(t, json.Unmarshal(text, &written))

	course, err := lessons.Load(lessons.Builtin())
	require.NoError(t, err)
	for i := range course {
		// These are for the grader and the tests, not for the page.
		course[i].Wrong, course[i].Parsed = nil, nil
	}
	assert.Equal(t, course, written)
}

func TestLessonsRefuses(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	missing := filepath.Join(folder, "missing")
	tests := []struct {
		args   []string
		errOut string
	}{
		{[]string{"--from", folder}, "lessons: load lessons: there is no folder such as 01-futures\n"},
		{[]string{"--from", missing}, "lessons: --from: stat " + missing + ": no such file or directory\n"},
		{[]string{"--from", file}, "lessons: --from: " + file + " is a file: it takes the folder that the lessons' folders are in\n"},
		{[]string{"--out", missing + "/x"}, "lessons: --out: open " + missing + "/x: no such file or directory\n"},
	}
	for _, test := range tests {
		got := runLine(t.Context(), append([]string{"lessons"}, test.args...)...)
		assert.Equal(t, outcome{1, "", "resplay: " + test.errOut}, got, test.args)
	}
}

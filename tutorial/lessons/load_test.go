package lessons

import (
	"bytes"
	"io/fs"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"resplay/tutorial"
)

const (
	lessonText = "---\ntitle: One\nsummary: Say it.\nlanguages: python\n---\n\n# Text\n"
	checkText  = "title: It is set\nprobe: exists a\nis: yes\nhint: Set it.\n"
)

// folder is a lesson in Python only, with some of its files replaced; those
// replaced by nothing are left out.
func folder(changes map[string]string) fstest.MapFS {
	files := map[string]string{
		"01-one/lesson.md":      lessonText,
		"01-one/check.txt":      checkText,
		"01-one/start.py":       "pass\n",
		"01-one/solution.py":    "set()\n",
		"01-one/wrong/other.py": "# earns: It is set\nget()\n",
	}
	maps.Copy(files, changes)
	fsys := fstest.MapFS{}
	for name, content := range files {
		if content != "-" {
			fsys[name] = &fstest.MapFile{Data: []byte(content)}
		}
	}
	return fsys
}

func TestLoad(t *testing.T) {
	check, err := tutorial.ParseCheck(checkText)
	require.NoError(t, err)
	got, err := Load(folder(map[string]string{
		"README.md":   "beside the lessons",
		".git/config": "hidden",

		"01-one/lesson.md": "---\r\ntitle: One: the first\nsummary: Say it.\nlanguages: python, redis-cli\nlatency: 1.5s\n" +
			"jitter: 2ms\nbandwidth: 1000\nseed: 7\naioredis: 1.3\nhosts: cache, db-1\nhorizon: 10m\n---\n\n# Text\n\nMore.\n\n",
		"01-one/start.redis":    "PING\r\n",
		"01-one/solution.redis": "SET a 1\n",
		"01-one/wrong/js.redis": "#earns:It is set\nGET a\n",
	}))
	require.NoError(t, err)
	require.Equal(t, []Lesson{{
		Name: "one", Title: "One: the first", Summary: "Say it.", Order: 1, Text: "# Text\n\nMore.\n",
		Start:    map[string]string{"python": "pass\n", "redis-cli": "PING\n"},
		Solution: map[string]string{"python": "set()\n", "redis-cli": "SET a 1\n"},
		Check:    checkText,
		Options:  Options{Latency: "1.5s", Jitter: "2ms", Bandwidth: 1000, Seed: 7, Aioredis: "1.3", Hosts: []string{"cache", "db-1"}, Horizon: "10m"},
		Languages: []string{
			"python", "redis-cli",
		},
		Wrong: []Wrong{
			{Name: "js.redis", Language: "redis-cli", Code: "#earns:It is set\nGET a\n", Earns: "It is set"},
			{Name: "other.py", Language: "python", Code: "# earns: It is set\nget()\n", Earns: "It is set"},
		},
		Parsed: check,
	}}, got)
}

func TestLoadErrors(t *testing.T) {
	front := func(line string) map[string]string {
		return map[string]string{"01-one/lesson.md": "---\ntitle: One\nsummary: Say it.\n" + line + "\n---\nText\n"}
	}
	for _, test := range []struct {
		changes map[string]string
		want    string
	}{
		{map[string]string{"01-one/lesson.md": "-"}, "01-one: lesson.md is missing"},
		{map[string]string{"01-one/check.txt": "-"}, "01-one: check.txt is missing"},
		{map[string]string{"01-one/check.txt": " \n"}, "01-one: check.txt is empty"},
		{map[string]string{"01-one/start.py": "-"}, "01-one: start.py is missing\n01-one: lesson.md says that it is in python"},
		{map[string]string{"01-one/start.py": "-", "01-one/solution.py": "-"}, "01-one: start.py is missing\n01-one: solution.py is missing\n01-one: lesson.md says that it is in python"},
		{map[string]string{"01-one/wrong/other.py": "-"}, "01-one: there is no wrong program: put at least one known mistake into wrong/"},
		{map[string]string{"01-one/start.js": "1"}, "01-one/start.js: no part of a lesson in python"},
		{map[string]string{"01-one/wrong/a.js": "// earns: It is set"}, "01-one/wrong/a.js: not a program of this lesson's languages: python"},
		{map[string]string{"01-one/wrong/other.py": "get()"}, `01-one/wrong/other.py: the first line must be a comment that names the requirement it fails first, as in "# earns: They leave together"`},
		{map[string]string{"01-one/wrong/other.py": "earns: It is set"}, `01-one/wrong/other.py: the first line must be a comment that names the requirement it fails first, as in "# earns: They leave together"`},
		{map[string]string{"01-one/wrong/other.py": "# earns: It is got"}, `01-one/wrong/other.py: earns "It is got", which is no title of check.txt: there are ["It is set"]`},
		{map[string]string{"01-one/wrong/third.py": "# earns: It is set"}, "01-one/wrong/third.py: it earns the hint of other.py: a mistake of its own needs a hint of its own"},
		{map[string]string{"01-one/check.txt": "title: x"}, "01-one/check.txt: line 1: this stanza has no probe: each has a title, a probe, an operator or several, and a hint"},
		{map[string]string{"1-one/x": ""}, "1-one: a lesson's folder is named as 01-futures: two digits, a dash, a name"},
		{map[string]string{"+1-one/x": ""}, "+1-one: a lesson's folder is named as 01-futures: two digits, a dash, a name"},
		{map[string]string{"02-two/x": ""}, "02-two: lesson.md is missing"},
		{map[string]string{"01-one/lesson.md": "# Text\n"}, `01-one/lesson.md: line 1: expected front matter: a line ---, fields such as "title: A pipeline", and a line ---`},
		{map[string]string{"01-one/lesson.md": "---\ntitle: x\n"}, `01-one/lesson.md: line 1: expected front matter: a line ---, fields such as "title: A pipeline", and a line ---`},
		{map[string]string{"01-one/lesson.md": "---\ntitle: x\nsummary: y\nlanguages: python\n---\n \n"}, "01-one/lesson.md: there is no text behind the front matter"},
		{front("languages: python\ntitle: Two"), "01-one/lesson.md: line 5: title was given on line 2 already"},
		{front("languages"), `01-one/lesson.md: line 4: expected "name: value", got "languages"`},
		{front("seed: 1"), "01-one/lesson.md: the front matter has no languages"},
		{front("languages: python, ruby"), `01-one/lesson.md: line 4: there is no language "ruby": there are python, javascript, redis-cli`},
		{front("languages: python, python"), "01-one/lesson.md: line 4: the language python stands there twice"},
		{front("colour: red"), `01-one/lesson.md: line 4: there is no field "colour": there are title, summary, languages, latency, jitter, bandwidth, seed, aioredis, hosts, horizon`},
		{front("latency: 10"), `01-one/lesson.md: line 4: expected a duration such as 10ms or 1.5s, got "10"`},
		{front("bandwidth: fast"), `01-one/lesson.md: line 4: bandwidth is bytes a second, such as 100000, not "fast"`},
		{front("seed: -1"), `01-one/lesson.md: line 4: seed is a whole number, such as 7, not "-1"`},
		{front("hosts: a, b:6379"), `01-one/lesson.md: line 4: hosts are names with commas between them, such as cache, db-1, not "a, b:6379"`},
		{front("aioredis: 3"), `01-one/lesson.md: line 4: aioredis is 1.3, 2.0 or none, not "3"`},
	} {
		t.Run(test.want, func(t *testing.T) {
			lessons, err := Load(folder(test.changes))
			require.EqualError(t, err, test.want)
			require.Nil(t, lessons)
		})
	}
}

// TestLoadAllFaults: one error names every lesson that is not whole, and
// what does not fit together.
func TestLoadAllFaults(t *testing.T) {
	fsys := folder(map[string]string{"01-one/check.txt": "-", "02-two/lesson.md": lessonText})
	for name, file := range folder(nil) {
		fsys["01-other"+name[len("01-one"):]] = file
	}
	_, err := Load(fsys)
	require.EqualError(t, err, "01-one: check.txt is missing\n02-two: check.txt is missing\n"+
		"01-one and 01-other: two lessons need two numbers and two names")

	_, err = Load(fstest.MapFS{})
	require.EqualError(t, err, "load lessons: there is no folder such as 01-futures")

	_, err = Load(unreadable{})
	require.EqualError(t, err, "load lessons: open .: file does not exist")
}

// unreadable is a folder that does not exist.
type unreadable struct{}

func (unreadable) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func TestWriteJSON(t *testing.T) {
	lessons, err := Load(folder(map[string]string{"01-one/start.py": "print(1 < 2)\n"}))
	require.NoError(t, err)
	lessons[0].Options = Options{Latency: "10ms", Seed: 7}
	var out bytes.Buffer
	require.NoError(t, WriteJSON(&out, lessons))
	require.Equal(t, `[{"name":"one","title":"One","summary":"Say it.","order":1,"text":"# Text\n",`+
		`"start":{"python":"print(1 < 2)\n"},"solution":{"python":"set()\n"},`+
		`"check":"title: It is set\nprobe: exists a\nis: yes\nhint: Set it.\n",`+
		`"options":{"latency":"10ms","seed":7},"languages":["python"]}]`+"\n", out.String())
}

// Reading lessons from their folders.

package lessons

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"resplay/tutorial"
)

// extensions are the endings of program files, by language.
var extensions = map[string]string{"python": ".py", "javascript": ".js", "redis-cli": ".redis"}

// Load reads every folder NN-name of fsys as a lesson, in the order of their
// numbers. The error names every lesson that is not whole, and what it lacks.
func Load(fsys fs.FS) ([]Lesson, error) {
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("load lessons: %w", err)
	}
	var (
		lessons []Lesson
		faults  []error
	)
	for _, folder := range folders {
		if !folder.IsDir() || strings.HasPrefix(folder.Name(), ".") {
			continue
		}
		lesson, err := loadLesson(fsys, folder.Name())
		if err != nil {
			faults = append(faults, err)
		}
		lessons = append(lessons, lesson)
	}
	if len(lessons) == 0 {
		faults = append(faults, errors.New("load lessons: there is no folder such as 01-futures"))
	}
	slices.SortFunc(lessons, func(a, b Lesson) int { return a.Order - b.Order })
	faults = append(faults, twins(lessons)...)
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return lessons, nil
}

// twins finds lessons of one number or one name.
func twins(lessons []Lesson) []error {
	var faults []error
	for i, b := range lessons {
		for _, a := range lessons[:i] {
			if a.Name == b.Name || a.Order == b.Order {
				faults = append(faults, fmt.Errorf("%s and %s: two lessons need two numbers and two names", a.folder(), b.folder()))
			}
		}
	}
	return faults
}

// folder is the name of the lesson's folder.
func (l Lesson) folder() string { return fmt.Sprintf("%02d-%s", l.Order, l.Name) }

// loadLesson reads one folder.
func loadLesson(fsys fs.FS, folder string) (Lesson, error) {
	l := Lesson{Start: map[string]string{}, Solution: map[string]string{}}
	number, name, _ := strings.Cut(folder, "-")
	order, err := strconv.ParseUint(number, 10, 8)
	if err != nil || len(number) != 2 || name == "" {
		return l, fmt.Errorf("%s: a lesson's folder is named as 01-futures: two digits, a dash, a name", folder)
	}
	l.Order, l.Name = int(order), name
	r := reader{fsys, folder}
	for _, step := range []func(*Lesson) error{r.text, r.check, r.programs, r.wrong, r.strangers} {
		if err := step(&l); err != nil {
			return l, err
		}
	}
	return l, nil
}

// reader reads the files of one lesson's folder.
type reader struct {
	fsys   fs.FS
	folder string
}

// read returns a file's content, its line ends made plain.
func (r reader) read(name string) (string, error) {
	content, err := fs.ReadFile(r.fsys, path.Join(r.folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: %s is missing", r.folder, name)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", r.folder, err)
	}
	text := strings.ReplaceAll(string(content), "\r\n", "\n")
	if strings.TrimSpace(text) == "" {
		return "", fmt.Errorf("%s: %s is empty", r.folder, name)
	}
	return text, nil
}

func (r reader) text(l *Lesson) error {
	source, err := r.read("lesson.md")
	if err != nil {
		return err
	}
	if err := splitFrontMatter(l, source); err != nil {
		return fmt.Errorf("%s/lesson.md: %w", r.folder, err)
	}
	return nil
}

func (r reader) check(l *Lesson) error {
	source, err := r.read("check.txt")
	if err != nil {
		return err
	}
	l.Check = source
	if l.Parsed, err = tutorial.ParseCheck(source); err != nil {
		return fmt.Errorf("%s/check.txt: %w", r.folder, err)
	}
	return nil
}

// programs reads what the learner begins with, and the solution.
func (r reader) programs(l *Lesson) error {
	for _, language := range l.Languages {
		var errs [2]error
		l.Start[language], errs[0] = r.read("start" + extensions[language])
		l.Solution[language], errs[1] = r.read("solution" + extensions[language])
		if err := errors.Join(errs[:]...); err != nil {
			return fmt.Errorf("%w\n%s: lesson.md says that it is in %s", err, r.folder, language)
		}
	}
	return nil
}

// wrong reads the programs with mistakes. Each names, in its first line, the
// requirement that it must fail first, and every one of a language another.
func (r reader) wrong(l *Lesson) error {
	files, err := fs.ReadDir(r.fsys, path.Join(r.folder, "wrong"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", r.folder, err)
	}
	for _, file := range files {
		w, err := r.wrongProgram(l, file.Name())
		if err != nil {
			return fmt.Errorf("%s/wrong/%s: %w", r.folder, file.Name(), err)
		}
		for _, other := range l.Wrong {
			if other.Language == w.Language && other.Earns == w.Earns {
				return fmt.Errorf("%s/wrong/%s: it earns the hint of %s: a mistake of its own needs a hint of its own", r.folder, w.Name, other.Name)
			}
		}
		l.Wrong = append(l.Wrong, w)
	}
	if len(l.Wrong) == 0 {
		return fmt.Errorf("%s: there is no wrong program: put at least one known mistake into wrong/", r.folder)
	}
	return nil
}

func (r reader) wrongProgram(l *Lesson, name string) (Wrong, error) {
	w := Wrong{Name: name, Language: languageOf(name)}
	if !slices.Contains(l.Languages, w.Language) {
		return w, fmt.Errorf("not a program of this lesson's languages: %s", strings.Join(l.Languages, ", "))
	}
	var err error
	if w.Code, err = r.read("wrong/" + name); err != nil {
		return w, err
	}
	line, _, _ := strings.Cut(w.Code, "\n")
	comment := strings.TrimSpace(strings.TrimLeft(line, "#/"))
	earns, ok := strings.CutPrefix(comment, "earns:")
	if !ok || comment == line {
		return w, errors.New("the first line must be a comment that names the requirement it fails first, as in \"# earns: They leave together\"")
	}
	w.Earns = strings.TrimSpace(earns)
	titles := titlesOf(l.Parsed)
	if !slices.Contains(titles, w.Earns) {
		return w, fmt.Errorf("earns %q, which is no title of check.txt: there are %q", w.Earns, titles)
	}
	return w, nil
}

// languageOf is the language that a program's file name tells, or "".
func languageOf(name string) string {
	for language, extension := range extensions {
		if path.Ext(name) == extension {
			return language
		}
	}
	return ""
}

func titlesOf(check *tutorial.Check) []string {
	var titles []string
	for _, q := range check.Requirements {
		titles = append(titles, q.Title)
	}
	return titles
}

// strangers finds files that no lesson has, such as a start.py of a language
// that lesson.md does not list.
func (r reader) strangers(l *Lesson) error {
	known := []string{"lesson.md", "check.txt", "wrong"}
	for _, language := range l.Languages {
		known = append(known, "start"+extensions[language], "solution"+extensions[language])
	}
	files, err := fs.ReadDir(r.fsys, r.folder)
	if err != nil {
		return fmt.Errorf("%s: %w", r.folder, err)
	}
	for _, file := range files {
		if !slices.Contains(known, file.Name()) {
			return fmt.Errorf("%s/%s: no part of a lesson in %s", r.folder, file.Name(), strings.Join(l.Languages, ", "))
		}
	}
	return nil
}

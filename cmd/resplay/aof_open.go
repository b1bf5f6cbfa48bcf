// Opening an append-only file: one server for each, a torn tail cut and kept,
// any other damage refused.

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"resplay/engine"
)

// openAOF opens the file and returns an engine with what it holds. say tells
// the user what was done to the file; failed is told why it can be written no
// more. Nothing is written until start.
func openAOF(path, fsync string, o engine.Options, say func(string, ...any), failed func(error)) (*aof, *engine.Engine, error) {
	l := &aof{
		fsync: fsync, every: time.Second, rewriteAt: rewriteAt,
		say: say, failed: failed, sync: (*os.File).Sync,
		db:    -1,
		grown: make(chan struct{}, 1), quit: make(chan struct{}),
	}
	var err error
	if l.path, err = resolve(path); err == nil {
		l.file, err = openLocked(l.path)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("--data: %w", err)
	}
	o.Log, o.Persist, o.LogState, o.AppendFile = l.add, l.persist, l.state, absolute(l.path)
	l.engine = engine.New(o)
	if err := l.prepare(); err != nil {
		l.file.Close()
		return nil, nil, fmt.Errorf("--data: %w", err)
	}
	return l, l.engine, nil
}

// prepare makes sure that the file can be rewritten, and reads it.
func (l *aof) prepare() error {
	probe, err := l.newFile()
	if err != nil {
		return fmt.Errorf("cannot write beside %s: %w: a log is kept short by a new one in the same folder, so let this user write there", l.path, err)
	}
	probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return err
	}
	// The file may be new: its name has to last as well.
	if err := syncFolder(l.path); err != nil {
		return err
	}
	return l.load()
}

// absolute is a path as CONFIG GET dir tells it.
func absolute(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(whole)
}

// resolve follows symbolic links, and checks that path can name a log.
func resolve(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		folder, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			return "", fmt.Errorf("%w: create the folder of %s first, or choose another", err, path)
		}
		return filepath.Join(folder, filepath.Base(path)), nil
	case err != nil:
		return "", err
	case info.IsDir():
		return "", fmt.Errorf("%s is a folder: it takes a file, such as %s", path, filepath.Join(path, "resplay.aof"))
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is no regular file: it takes one, which may be new", path)
	}
	return filepath.EvalSymlinks(path)
}

// openLocked opens the file for this process alone.
func openLocked(path string) (*os.File, error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			return nil, fmt.Errorf("%w: it takes a file that this user can read and write", err)
		}
		current, err := lockCurrent(file, path)
		if current {
			return file, nil
		}
		file.Close()
		if err != nil {
			return nil, err
		}
		// Its server has put another in its place since we opened it.
	}
}

// lockCurrent locks the file and reports whether path still names it.
func lockCurrent(file *os.File, path string) (bool, error) {
	busy, err := lockFile(file)
	switch {
	case err != nil:
		return false, fmt.Errorf("cannot lock %s: %w", path, err)
	case busy:
		return false, fmt.Errorf("%s is in use by another server: stop that one, or choose another file", path)
	}
	ours, err := file.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(ours, named), err
}

// load replays the file. All of it is in memory meanwhile.
func (l *aof) load() error {
	log, err := io.ReadAll(l.file)
	if err != nil {
		return err
	}
	l.size = int64(len(log))
	switch err := l.engine.Replay(log).(type) {
	case nil:
	case *engine.LogError:
		if !torn(err, log) {
			return l.damaged(err)
		}
		if err := l.cut(err, log[err.Offset:]); err != nil {
			return err
		}
	default:
		return err
	}
	l.base = l.size
	if ahead := time.Until(l.engine.Now()); ahead > time.Second {
		// Its time goes on from there, or what was to expire would live longer.
		l.say("%s was written until %s, and this machine's clock is %v behind: its keys expire by the file's time",
			l.path, l.engine.Now().Format(time.DateTime), ahead.Round(time.Second))
	}
	return nil
}

// torn reports whether a log ends as one of ours does when its server is
// killed. A file of another kind can look unfinished too.
func torn(err *engine.LogError, log []byte) bool {
	if !err.Torn || err.Offset >= int64(len(log)) {
		return false
	}
	first := log[err.Offset]
	return first == '*' || first == '#'
}

func (l *aof) damaged(err *engine.LogError) error {
	at := strconv.FormatInt(err.Offset, 10)
	return fmt.Errorf("%s is damaged, or no log, from byte %s on: %s: it was left as it is; restore it from a copy, or keep only what stands ahead of that byte: cp %[1]s %[1]s.damaged && truncate -s %[2]s %[1]s",
		l.path, at, err.Msg)
}

// cut takes the tail off the file and keeps it beside it.
func (l *aof) cut(torn *engine.LogError, tail []byte) error {
	kept, err := l.keepAside(tail)
	if err != nil {
		return fmt.Errorf("%s is torn at byte %d, and what stands behind that cannot be kept aside: %w", l.path, torn.Offset, err)
	}
	if err := l.file.Truncate(torn.Offset); err != nil {
		return err
	}
	if err := l.file.Sync(); err != nil {
		return err
	}
	l.size = torn.Offset
	l.say("%s was torn at byte %d: %s: all before it is loaded, the last %d bytes are dropped and kept in %s%s",
		l.path, torn.Offset, torn.Msg, len(tail), kept, suspicion(tail))
	return nil
}

// suspicion is what to add about a tail that looks like more than one
// command. A value may look so, too: only the user can tell.
func suspicion(tail []byte) string {
	for bytes.HasPrefix(tail, []byte("#")) {
		_, tail, _ = bytes.Cut(tail, []byte("\n"))
	}
	if bytes.HasPrefix(tail, []byte("*1\r\n$5\r\nMULTI\r\n")) || !bytes.Contains(tail, []byte("\r\n*")) {
		return ""
	}
	return "; look into it: a damaged length can hide further commands"
}

// keepAside writes bytes to a file of their own, which lasts.
func (l *aof) keepAside(tail []byte) (name string, err error) {
	var file *os.File
	for n := 1; file == nil; n++ {
		if name = l.path + ".torn"; n > 1 {
			name += "." + strconv.Itoa(n)
		}
		file, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
	defer file.Close()
	if _, err := file.Write(tail); err != nil {
		return "", errors.Join(err, os.Remove(name))
	}
	if err := file.Sync(); err != nil {
		return "", err
	}
	return name, syncFolder(l.path)
}

// syncFolder makes the names last in the folder that a file is in.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

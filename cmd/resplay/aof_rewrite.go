// Rewriting an append-only file: the shortest log of the keys as they are
// takes its place, while commands go on.

package main

import (
	"fmt"
	"os"
)

// mostTail is how much may be left to copy while writers wait.
const mostTail = 256 << 10

// wantRewrite asks for a rewrite, unless that was done already.
func (l *aof) wantRewrite() {
	select {
	case l.grown <- struct{}{}:
	default:
	}
}

// keepSmall rewrites the file whenever it is asked to.
func (l *aof) keepSmall() {
	for {
		select {
		case <-l.quit:
			return
		case <-l.grown:
			if err := l.rewrite(); err != nil {
				l.say("%s could not be rewritten, so it stays as long as it is: %v", l.path, err)
			}
		}
	}
}

// rewrite puts a short log in the place of the file. Until the new one has
// its name, the old one is complete: a crash at any point leaves one of them.
func (l *aof) rewrite() error {
	l.writing.Lock()
	due := l.size >= 2*l.base || l.asked
	l.writing.Unlock()
	if !due {
		return nil // asked for while one was under way
	}
	file, err := l.newFile()
	if err == nil {
		var size int64
		if size, err = l.fill(file); err == nil {
			err = l.replace(file, size)
		}
		if err != nil {
			file.Close()
			os.Remove(file.Name()) // if it has its name still
		}
	}
	if err != nil {
		l.giveUp()
	}
	l.noteRewrite(err)
	return err
}

// noteRewrite notes what INFO tells.
func (l *aof) noteRewrite(err error) {
	l.writing.Lock()
	l.asked = false
	l.writing.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failing = err != nil
	if err == nil {
		l.rewrites++
	}
}

// giveUp lets the file double again before the next try.
func (l *aof) giveUp() {
	l.mu.Lock()
	l.rewriting, l.tail = false, nil
	l.mu.Unlock()
	l.writing.Lock()
	l.base = l.size
	l.writing.Unlock()
}

// newFile makes the file of a rewrite. What an earlier one has left is of no
// use: the log itself was complete.
func (l *aof) newFile() (*os.File, error) {
	name := l.path + ".rewrite"
	info, err := os.Stat(l.path)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|os.O_APPEND, info.Mode().Perm())
	if err != nil {
		return nil, err
	}
	// Locked ahead of having the name, so that nobody can come in between.
	busy, err := lockFile(file)
	if busy {
		err = fmt.Errorf("%s is in use by another program", name)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// fill writes the keys as they are now, and most of what is added meanwhile.
// It returns the size of the file.
func (l *aof) fill(file *os.File) (size int64, err error) {
	piece := l.picture()
	for len(piece) > 0 {
		n, err := file.Write(piece)
		if err != nil {
			return 0, err
		}
		size += int64(n)
		piece = l.takeTail(mostTail)
	}
	return size, l.sync(file)
}

// picture is the log of the keys as they are, at a moment at which no
// command is under way. From then on tail gets what is added.
func (l *aof) picture() []byte {
	l.world.Lock()
	defer l.world.Unlock()
	whole := l.engine.AppendTimestamp(l.engine.AppendRewrite(nil))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rewriting, l.tail = true, nil
	l.db = -1 // what follows stands behind another piece now
	return whole
}

// takeTail takes what was added, if it is more than least bytes.
func (l *aof) takeTail(least int) []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.tail) <= least {
		return nil
	}
	tail := l.tail
	l.tail = nil
	return tail
}

// replace completes the new file and gives it the name of the old one.
func (l *aof) replace(file *os.File, size int64) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	// The old file gets all there is, and what comes from now on stays
	// pending: it is the end of tail, and goes into whichever file it is then.
	if err := l.flush(); err != nil {
		return err
	}
	l.mu.Lock()
	tail := l.tail[:len(l.tail)-len(l.pending)]
	l.rewriting, l.tail = false, nil
	l.mu.Unlock()
	if _, err := file.Write(tail); err != nil {
		return err
	}
	if err := l.sync(file); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), l.path); err != nil {
		return err
	}
	old := l.file
	l.file, l.size = file, size+int64(len(tail))
	l.base = l.size
	old.Close()
	if err := syncFolder(l.path); err != nil {
		// After a crash the old one might be back, without what follows.
		l.fail(err)
	}
	return nil
}

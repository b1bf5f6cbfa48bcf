// The append-only file behind --data: what the engine logs goes into it, and
// no reply goes out ahead of the write that it answers for.

package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"resplay/engine"
	"resplay/resp"
)

// When the file is brought to the disk itself, as Redis's appendfsync says.
// Whichever it is, replies wait until the system has the write, so a program
// that is killed loses nothing it has answered for; a machine that is may.
const (
	fsyncAlways   = "always"   // ahead of the reply
	fsyncEverysec = "everysec" // each second
	fsyncNo       = "no"       // when the system likes
)

const (
	// A rewrite comes when the file has doubled, but not below this size.
	rewriteAt = 64 << 20
	// Who sends commands faster than the disk takes them waits from here on.
	mostPending = 4 << 20
	// A buffer larger than this is not kept for the next piece.
	keepPending = 1 << 20
)

// aof is an append-only file that is open. A nil one keeps nothing.
//
// Three locks, taken in this order or alone: world, writing, mu. Nobody who
// holds writing takes world.
type aof struct {
	path      string        // symbolic links followed: a rewrite replaces the file itself
	fsync     string        // always, everysec or no
	every     time.Duration // of the timer
	rewriteAt int64
	say       func(format string, args ...any) // tells the user one line
	failed    func(error)                      // is told, once, why nothing can be kept any more
	sync      func(*os.File) error             // (*os.File).Sync, but in tests

	world  sync.Locker // guards the engine
	engine *engine.Engine

	mu        sync.Mutex // guards what the engine adds
	pending   []byte     // added, not in the file yet
	spare     []byte     // an empty buffer for the next pending; nil: none
	added     int64      // bytes ever added
	db        int        // that the last command went to; -1: the next one says
	told      int64      // the second of the last #TS line
	rewriting bool
	rewrites  int64  // that were done
	failing   bool   // the last one was not
	tail      []byte // added since the rewrite under way took its picture

	writing sync.Mutex // guards the file
	file    *os.File
	size    int64 // of file
	base    int64 // of file when it was opened or rewritten
	err     error // why nothing can be kept any more; nil: it can
	asked   bool  // for a rewrite, whatever the size

	committed atomic.Int64 // of added, what replies may answer for
	grown     chan struct{}
	quit      chan struct{}
	running   sync.WaitGroup // timer and rewrites
}

// start begins to write what comes and to rewrite what has grown. world is
// the lock that guards the engine.
func (l *aof) start(world sync.Locker) {
	l.world = world
	l.running.Go(l.keepTime)
	l.running.Go(l.keepSmall)
}

// add is the engine's Options.Log.
func (l *aof) add(db int, args []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := len(l.pending)
	if now := l.engine.Now().Unix(); now != l.told {
		l.pending = l.engine.AppendTimestamp(l.pending)
		l.told = now
	}
	if db != l.db {
		l.pending = resp.AppendCommand(l.pending, "SELECT", strconv.Itoa(db))
		l.db = db
	}
	l.pending = resp.AppendCommand(l.pending, args...)
	l.noteAdded(before)
}

// noteAdded counts what is in pending from before on. The caller holds mu.
func (l *aof) noteAdded(before int) {
	l.added += int64(len(l.pending) - before)
	if l.rewriting {
		l.tail = append(l.tail, l.pending[before:]...)
	}
}

// mark names what was added so far, for commit.
func (l *aof) mark() int64 {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.added
}

// crowded reports whether more waits to be written than should.
func (l *aof) crowded() bool {
	if l == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.pending) > mostPending
}

// commit returns when everything up to a mark is where the policy wants it
// ahead of a reply. Of several callers one writes for all. After an error
// nothing may be answered.
func (l *aof) commit(mark int64) error {
	if l == nil || l.committed.Load() >= mark {
		return nil
	}
	l.writing.Lock()
	defer l.writing.Unlock()
	if l.committed.Load() >= mark {
		return nil
	}
	return l.flush()
}

// flush writes what is pending. The caller holds writing.
func (l *aof) flush() error {
	if l.err != nil {
		return l.err
	}
	l.mu.Lock()
	piece, end := l.pending, l.added
	l.pending, l.spare = l.spare, nil
	l.mu.Unlock()
	if len(piece) == 0 {
		return nil
	}
	if err := l.write(piece); err != nil {
		return l.fail(err)
	}
	if l.fsync == fsyncAlways {
		if err := l.sync(l.file); err != nil {
			return l.fail(err)
		}
	}
	l.reuse(piece)
	l.committed.Store(end)
	if l.size >= l.rewriteAt && l.size >= 2*l.base {
		l.wantRewrite()
	}
	return nil
}

// write appends to the file all or nothing, as far as the disk lets it.
func (l *aof) write(piece []byte) error {
	n, err := l.file.Write(piece)
	if err != nil {
		if n > 0 {
			// It would be cut at the next start anyway, and say so.
			_ = l.file.Truncate(l.size)
		}
		return err
	}
	l.size += int64(n)
	return nil
}

func (l *aof) reuse(piece []byte) {
	if cap(piece) > keepPending {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.spare = piece[:0]
}

// fail ends the keeping of writes, and with it the server: one that went on
// would answer for what is lost. The caller holds writing.
func (l *aof) fail(cause error) error {
	if l.err == nil {
		l.err = fmt.Errorf("--data: %w: the server has ended, because it must not answer for writes that it cannot keep: see to the disk and start it again", cause)
		l.failed(l.err)
	}
	return l.err
}

// persist is the engine's Options.Persist: SAVE and BGSAVE bring all there is
// to the disk, BGREWRITEAOF begins a rewrite. The caller holds world.
func (l *aof) persist(kind string) error {
	if kind == "bgrewriteaof" {
		return l.askRewrite()
	}
	l.writing.Lock()
	defer l.writing.Unlock()
	err := l.flush()
	if err == nil {
		err = l.sync(l.file)
	}
	if err != nil {
		_ = l.fail(err)
		return errors.New("the log cannot be brought to the disk")
	}
	return nil
}

// askRewrite begins a rewrite, unless one is under way.
func (l *aof) askRewrite() error {
	l.mu.Lock()
	busy := l.rewriting
	l.mu.Unlock()
	l.writing.Lock()
	busy = busy || l.asked
	l.asked = true
	l.writing.Unlock()
	if busy {
		return resp.Error("Background append only file rewriting already in progress")
	}
	l.wantRewrite()
	return nil
}

// state is the engine's Options.LogState. The caller holds world.
func (l *aof) state() engine.LogState {
	l.writing.Lock()
	s := engine.LogState{Size: l.size, Base: l.base, Rewriting: l.asked}
	l.writing.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	s.Rewriting = s.Rewriting || l.rewriting
	s.Rewrites, s.Failed = l.rewrites, l.failing
	return s
}

// keepTime writes what nobody waits for, such as expired keys, and is the
// fsync of everysec.
func (l *aof) keepTime() {
	tick := time.NewTicker(l.every)
	defer tick.Stop()
	for {
		select {
		case <-l.quit:
			return
		case <-tick.C:
			l.onTime()
		}
	}
}

func (l *aof) onTime() {
	l.writing.Lock()
	err, file := l.flush(), l.file
	l.writing.Unlock()
	if err != nil || l.fsync != fsyncEverysec {
		return
	}
	// Without the lock: replies need not wait for this. A rewrite may close
	// the file, and has then brought everything to the disk itself.
	if err := l.sync(file); err != nil && !errors.Is(err, os.ErrClosed) {
		l.writing.Lock()
		defer l.writing.Unlock()
		l.fail(err)
	}
}

// close writes and syncs all there is. The engine rests by now.
func (l *aof) close() error {
	close(l.quit)
	l.running.Wait()
	l.mu.Lock()
	before := len(l.pending)
	l.pending = l.engine.AppendTimestamp(l.pending)
	l.noteAdded(before)
	l.mu.Unlock()

	l.writing.Lock()
	defer l.writing.Unlock()
	defer l.file.Close()
	if l.err != nil {
		return nil // it was told already
	}
	err := l.flush()
	if err == nil {
		err = l.sync(l.file)
	}
	if err != nil {
		return fmt.Errorf("--data: the last writes may be lost: %w", err)
	}
	return nil
}

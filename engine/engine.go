// Package engine is an in-memory Redis: databases, the commands that work on
// them, and the connections that send those commands.
//
// It does no I/O and owns no clock and no goroutine. Bytes go in by
// [Conn.Feed] and come out by [Conn.Output]; time passes only in
// [Engine.Advance]. Equal options and equal calls give equal bytes. An engine
// and its connections belong to one goroutine at a time.
package engine

import (
	"math"
	"math/rand/v2"
	"time"

	"resplay/resp"
)

// Engine is one server: its databases, its connections and its clock.
type Engine struct {
	options   Options
	begun     Options // as they were at the start
	now       time.Time
	source    *rand.PCG
	random    *rand.Rand // of source
	commands  commandTable
	databases []*database
	encodings encodings // what is stored compactly, and what is not

	conns    []*Conn // by ID, so in order of connecting
	lastConn int64   // ID of the newest connection
	resumed  []*Conn // unblocked, with input that waits to be processed
	frames   []*call // one per command under way: a command in EXEC stands on EXEC's
	depth    int     // frames in use
	scratch  scratch

	waits    heap[*wait] // blocked commands by deadline; those without one are not here
	lastWait int64       // sequence number of the newest
	ready    []readyKey  // changed keys that somebody waits for

	channels subscriptions
	patterns subscriptions

	shards subscriptions // to sharded channels

	defaultUser  *user
	access       accessControl                         // the users; nil in a build without ACL commands
	allChannels  bool                                  // acl-pubsub-default: new users may use every channel
	aclLogLength int64                                 // acllog-max-len
	events       eventClasses                          // that are published
	announce     func(db *database, key, event string) // publishes an event if its class is wanted; nil: none are published

	memory         int64       // what the keys take, about
	expiringFields bool        // a field of a hash has had an expiry
	evictFrom      int         // the database that a random key was last evicted from
	pool           []candidate // to be evicted, the best last
	replaying      bool        // a log is being read: nothing is logged, nothing expires
	lastSave       time.Time   // when SAVE or BGSAVE stored the keys, or the engine began
	inExec         bool        // EXEC runs its commands
	logOpen        bool        // and has written MULTI to the log
	stats          stats
	hooks
	scripts scriptStore // nil: no script was run or loaded
}

// scriptStore is scripts and libraries of functions, which not every build has.
type scriptStore interface {
	// appendRewrite appends the commands that load the libraries.
	appendRewrite(dst []byte) []byte
	// counts is how many scripts are cached, and libraries and functions loaded.
	counts() (scripts, libraries, functions int)
}

// stats counts what INFO reports.
type stats struct {
	connections, rejected         int64
	commands, hits, misses, fails int64
	expired, expiredFields        int64
	evicted                       int64
	errors                        map[string]int64 // by error code
	denied                        [4]int64         // by verdict of ACL; the first is a wrong password
}

// countError counts an error by its code. Scripts make up codes, so there may
// be only so many.
func (s *stats) countError(err error) {
	const longest, most, others = 32, 128, "ERRORSTATS_DISABLED"
	code := resp.Error(err.Error()).Code()
	if len(code) >= longest {
		code = "ERR"
	}
	if s.errors[code] == 0 && len(s.errors) >= most {
		code = others
	}
	s.errors[code]++
}

// New returns an engine with empty databases. It fills in the defaults of o.
func New(o Options) *Engine {
	o = o.withDefaults()
	e := &Engine{
		options:      o,
		now:          o.Now,
		commands:     newCommandTable(Commands()),
		encodings:    defaultEncodings,
		waits:        newWaits(),
		channels:     newSubscriptions(o.Seed),
		patterns:     newSubscriptions(o.Seed),
		shards:       newSubscriptions(o.Seed),
		defaultUser:  newDefaultUser(o.Password),
		aclLogLength: 128,
		lastSave:     o.Now,
	}
	e.Seed(o.Seed)
	e.begun = o
	e.encodings.seed = o.Seed
	e.stats.errors = map[string]int64{}
	for id := range o.Databases {
		e.databases = append(e.databases, newDatabase(id, o.Seed))
	}
	e.access = newAccess(e)
	e.queryLimit = mostInput
	e.attachFamilies()
	return e
}

// Seed begins the random choices anew, of RANDOMKEY, SPOP and the like: the
// same seed, keys and commands give the same choices.
func (e *Engine) Seed(seed uint64) {
	e.source = rand.NewPCG(seed, 0)
	e.random = rand.New(e.source)
}

// Now is the engine's clock.
func (e *Engine) Now() time.Time { return e.now }

// milliseconds is the clock as commands and expiry times count it.
func (e *Engine) milliseconds() int64 { return e.now.UnixMilli() }

// NextWake returns when something happens by itself: a key expires or a
// blocked command times out. It returns false when nothing will.
func (e *Engine) NextWake() (time.Time, bool) {
	if e.gate != nil {
		if until, standing := e.gate.standstill(); standing {
			return until, true
		}
	}
	at, found := e.nextChore()
	if w, ok := e.waits.first(); ok && (!found || w.deadline.Before(at)) {
		at, found = w.deadline, true
	}
	if e.lazily != nil {
		return at, found
	}
	if expiry := e.nextExpiry(); expiry != math.MaxInt64 {
		if t := time.UnixMilli(expiry); !found || t.Before(at) {
			at, found = t, true
		}
	}
	return at, found
}

// nextExpiry returns when the next key expires, or field of a hash, in unix
// milliseconds; math.MaxInt64: none does.
func (e *Engine) nextExpiry() int64 {
	next := int64(math.MaxInt64)
	for _, db := range e.databases { // asked for several times per command, of heaps that are mostly empty
		if keys := db.expiries.items; len(keys) > 0 {
			next = min(next, keys[0].val.expireAt)
		}
		if hashes := db.hashes.items; len(hashes) > 0 {
			next = min(next, hashes[0].at)
		}
	}
	return next
}

// Advance moves the clock to now and makes happen, in order of time, what
// was due until then. A time before the clock's leaves the clock alone.
func (e *Engine) Advance(now time.Time) {
	e.lap = 0
	for {
		at, ok := e.NextWake()
		if !ok || at.After(now) {
			break
		}
		e.setClock(at)
		e.runChores()
		e.expireDue()
		e.timeOutDue()
		e.serveBlocked()
		e.resume()
	}
	e.setClock(now)
	e.resume()
	if e.follower != nil {
		e.follower.settle()
	}
}

func (e *Engine) setClock(now time.Time) {
	if now.After(e.now) {
		e.now = now
	}
}

// resume lets connections that were blocked read on: what they sent
// meanwhile was kept.
func (e *Engine) resume() {
	for len(e.resumed) > 0 {
		c := e.resumed[0]
		e.resumed = e.resumed[1:]
		c.process()
	}
}

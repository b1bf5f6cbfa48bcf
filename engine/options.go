// What an engine is made with.

package engine

import (
	"time"

	"resplay/resp"
)

// Options say how an engine starts. The zero value is an engine for a page:
// no password, 16 databases, bounded memory.
type Options struct {
	Now       time.Time // the clock at the start; zero: the Unix epoch
	Seed      uint64    // of everything random: RANDOMKEY, SPOP, hash order
	Version   string    // as INFO and HELLO tell; "": DefaultVersion
	Password  string    // of the default user; "": none
	Databases int       // 0: 16

	MaxClients  int         // 0: 10,000
	MaxMemory   int64       // bytes that keys may take; 0: 128 MB; below 0: no limit
	OutputLimit int         // bytes of replies that a connection may leave unread, and of commands that it may send while it is blocked, before it is cut; 0: 64 MB
	Limits      resp.Limits // of a request

	// What INFO and CONFIG GET tell of the server around the engine.
	Port        int    // 0: 6379
	AppendOnly  bool   // Log goes into a file
	AppendFsync string // when that is brought to the disk; "": everysec
	Debug       string // who may use DEBUG: yes, local or no; "": no
	// Stopwatch is the time that has passed, for how long commands take; nil:
	// they take none.
	Stopwatch func() time.Duration

	ScriptSteps  int64 // steps that one run of a script may take; 0: 100 million, about two seconds
	ScriptMemory int64 // bytes that its values may take; 0: 64 MB

	eviction eviction // CONFIG SET changes it

	Observer Observer                    // nil: none
	Log      func(db int, args []string) // gets every effective write, see log.go, whose args are good until it returns; nil: none

	// Elsewhere is told of a command, by its full name, that this build lacks
	// and a larger one has; what it returns is the reply. nil: such commands
	// are unknown.
	Elsewhere func(command string, build Build) error

	// Persist is called by SAVE, BGSAVE and BGREWRITEAOF with their name in
	// lower case; it must not call the engine. What it returns is their error.
	// nil: the keys are not kept, and these commands have nothing to do.
	Persist func(kind string) error
	// Shutdown is called by SHUTDOWN, which asks that the server ends; save
	// says whether the keys are to be stored. nil, or an error: it does not.
	Shutdown func(save bool) error
}

// DefaultVersion is the Redis whose behaviour the engine has.
const DefaultVersion = "7.4.0"

const (
	defaultDatabases   = 16
	defaultMaxClients  = 10_000
	defaultMaxMemory   = 128 << 20
	defaultOutputLimit = 64 << 20
)

// mostInput is how long one command may be, as in Redis
// (client-query-buffer-limit).
const mostInput = 1 << 30

func (o Options) withDefaults() Options {
	if o.Now.IsZero() {
		o.Now = time.Unix(0, 0)
	}
	o.Version = orDefault(o.Version, DefaultVersion)
	o.Databases = orDefault(o.Databases, defaultDatabases)
	o.MaxClients = orDefault(o.MaxClients, defaultMaxClients)
	o.MaxMemory = max(orDefault(o.MaxMemory, defaultMaxMemory), 0)
	o.Port = orDefault(o.Port, 6379)
	o.AppendFsync = orDefault(o.AppendFsync, "everysec")
	o.Debug = orDefault(o.Debug, "no")
	o.OutputLimit = orDefault(o.OutputLimit, defaultOutputLimit)
	o.eviction = defaultEviction
	return o
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

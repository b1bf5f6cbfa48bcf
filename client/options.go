// What a client can be told when it is made.

package client

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// Mode says how plain commands share connections.
type Mode int

const (
	// Shared sends all plain commands over one connection, where they
	// pipeline by themselves. What blocks or changes the state of its
	// connection (BLPOP, WATCH, SUBSCRIBE) borrows another from the pool.
	Shared Mode = iota
	// PerCall borrows a connection from the pool for each command.
	PerCall
)

func (m Mode) String() string {
	if m == PerCall {
		return "percall"
	}
	return "shared"
}

// Pool says how many connections a client keeps, and how long. In Shared mode
// the shared connection comes on top; it has the same Lifetime.
type Pool struct {
	Min  int           // kept open once the client is in use; see [Client.Warm]
	Max  int           // never more than these; 0: [DefaultMax]
	Wait time.Duration // at Max: how long a call waits; negative: for ever; [NoWait]: it fails at once; 0: the same, but with client/tcp it waits

	MaxIdle  time.Duration // a connection above Min that nobody used for so long is closed; 0: never
	Lifetime time.Duration // a connection this old, a random tenth more or less, is replaced when it comes back, or is to be lent; 0: never
	Check    time.Duration // a connection that nobody used for so long is asked PING before it is lent, and closed when it does not answer within CommandTimeout, or a second; 0: never
}

// DefaultMax is the size of a pool that was given none.
const DefaultMax = 100

// Retry says how often something is tried again, and how long after: Base,
// doubled each time, up to Cap, of which Backoff takes a part.
type Retry struct {
	Attempts int           // tries after the first; 0: the default, negative: none
	Base     time.Duration // 0: the default
	Cap      time.Duration // 0: the default
	Backoff  Backoff
}

// Backoff says which part of a growing pause is waited.
type Backoff int

const (
	FullJitter  Backoff = iota // a random part of it, so that many clients do not come back at once
	EqualJitter                // half of it, and a random part of the other half
	Exponential                // all of it
	NoBackoff                  // none: the next try is made at once
)

// Options are how a client connects and behaves. Scheduler and Dialer are
// needed; the zero value of all else is a sensible default. [ParseURL] reads
// options from a URL, and client/tcp fills in what a native program wants.
type Options struct {
	Addr       string // host:port or the path of a socket; "": localhost:6379
	Username   string // "": the default user
	Password   string // "": no authentication
	DB         int
	Protocol   int    // 3, or 2; 0: 3, falling back to 2 when the server knows no HELLO
	ClientName string // "": none
	LibName    string // told to the server by CLIENT SETINFO, as is LibVersion; "": nothing is told, in client/tcp "resplay"; "none": nothing there either
	LibVersion string // "": in client/tcp, that of this module
	TLS        bool   // for dialers that can; see client/tcp

	Mode Mode
	Pool Pool

	// ConnectTimeout is for dialing and handshake, each time anew; 0: none,
	// in client/tcp 5 s; negative: none there either.
	ConnectTimeout time.Duration
	// CommandTimeout is from sending a command to its reply, each time that
	// it is sent. A blocking command gets its own timeout on top. 0: none.
	CommandTimeout time.Duration
	// CallTimeout is for a call as a whole, waiting for a connection and all
	// tries included. A blocking command gets its own timeout on top. 0: none.
	// See [Client.Within] for a single call.
	CallTimeout time.Duration
	// KeepAlive is how long a connection may be silent before it is asked
	// PING, unless a command on it may block. When there is silence for as
	// long again, it is ended. 0: never, in client/tcp 30 s; negative: never
	// there either.
	KeepAlive time.Duration

	// InFlight is how many calls may be unanswered on the shared connection;
	// those above it wait for their turn in the client. 0: any number.
	InFlight int

	// Connect says how often a lost or refused connection is dialed again
	// before the calls that wait for it fail.
	Connect Retry
	// Resend says how often a command is sent again. 0: never, in client/tcp
	// 3 times; negative: never there either. A command is sent again when the
	// server did not run it, and said so: it was LOADING its data, MASTERDOWN,
	// CLUSTERDOWN, TRYAGAIN, BUSY with a script, or had too many clients.
	// A command that only reads, see Reads, is sent again also when its
	// connection was lost before the reply came. Never sent again is what was
	// sent on a [Lease], in a [Pipeline] or in a transaction.
	//
	// This is about commands that have been written. One that was not, when
	// its connection was lost, is sent on the next without being asked.
	Resend Retry
	// Reads reports whether a command only reads, so that sending it twice
	// does no harm; nil: none does, in client/tcp [Reads].
	Reads func(args []string) bool
	// Watch says how often a transaction whose watched keys had changed is
	// run again before it fails with ErrWatch.
	Watch Retry
	Seed  uint64 // of the random part of waiting times; 0: in client/tcp, a random one

	Scheduler Scheduler
	Dialer    Dialer
	Hooks     Hooks         // nil: none
	Numbers   *Numbers      // nil: the client's own
	Task      func() string // names the task that makes a call, for Hooks; nil: ""
}

// The defaults of what Options leave at zero.
var (
	defaultConnect = Retry{Attempts: 3, Base: 8 * time.Millisecond, Cap: 512 * time.Millisecond}
	defaultResend  = Retry{Base: 8 * time.Millisecond, Cap: 512 * time.Millisecond}
	defaultWatch   = Retry{Attempts: 100, Base: time.Millisecond, Cap: 64 * time.Millisecond}
)

// DefaultAddr is where a client connects that was given no address.
const DefaultAddr = "localhost:6379"

// Check says what is wrong with the options, as an ErrUsage. It never shows
// the password.
func (o Options) Check() error {
	o = o.withDefaults()
	switch {
	case o.Scheduler == nil || o.Dialer == nil:
		return usageError("a client needs a Scheduler and a Dialer; client/tcp has those of a native program")
	case o.Addr[0] != '/' && !strings.Contains(o.Addr, ":"):
		return usageError("the address " + resp.Quote(o.Addr) + " has no port: want host:port, or /path/of/socket")
	case o.DB < 0:
		return usageError("database " + strconv.Itoa(o.DB) + " is out of range: databases are numbered from 0")
	case o.Protocol != 0 && o.Protocol != 2 && o.Protocol != 3:
		return usageError("protocol " + strconv.Itoa(o.Protocol) + " is unknown: it is 2 or 3")
	case o.Username != "" && o.Password == "":
		return usageError("a username needs a password")
	case o.Mode != Shared && o.Mode != PerCall:
		return usageError("mode " + strconv.Itoa(int(o.Mode)) + " is unknown: it is Shared or PerCall")
	case o.Pool.Max < 0 || o.Pool.Min < 0:
		return usageError("a pool cannot have fewer than 0 connections")
	case o.Pool.Min > o.Pool.Max:
		return usageError("the pool's minimum " + strconv.Itoa(o.Pool.Min) + " is above its maximum " + strconv.Itoa(o.Pool.Max))
	case min(o.CommandTimeout, o.CallTimeout, o.Pool.MaxIdle, o.Pool.Lifetime, o.Pool.Check) < 0:
		return usageError("CommandTimeout, CallTimeout, Pool.MaxIdle, Pool.Lifetime and Pool.Check cannot be negative; 0 is none")
	case o.InFlight < 0:
		return usageError("InFlight cannot be negative; 0 is no limit")
	}
	for _, name := range []string{o.ClientName, o.LibName, o.LibVersion} {
		if strings.ContainsAny(name, " \r\n") {
			return usageError("the name " + resp.Quote(name) + " has a space or a line break in it: a server takes none with that")
		}
	}
	for _, r := range []Retry{o.Connect, o.Resend, o.Watch} {
		if r.Base < 0 || r.Cap < r.Base || uint(r.Backoff) > uint(NoBackoff) {
			return usageError("a Retry has a Base from 0, a Cap that is no less, and a Backoff that there is")
		}
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Addr == "" {
		o.Addr = DefaultAddr
	}
	if o.Pool.Max == 0 {
		o.Pool.Max = max(DefaultMax, o.Pool.Min)
	}
	o.ConnectTimeout, o.KeepAlive = max(o.ConnectTimeout, 0), max(o.KeepAlive, 0)
	o.Connect = o.Connect.withDefaults(defaultConnect)
	o.Resend = o.Resend.withDefaults(defaultResend)
	o.Watch = o.Watch.withDefaults(defaultWatch)
	return o
}

func (r Retry) withDefaults(d Retry) Retry {
	if r.Attempts == 0 {
		r.Attempts = d.Attempts
	}
	r.Attempts = max(r.Attempts, 0)
	if r.Base == 0 {
		r.Base = d.Base
	}
	if r.Cap == 0 {
		r.Cap = max(d.Cap, r.Base)
	}
	return r
}

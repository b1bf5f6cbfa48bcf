// What a client can be told when it is made.

package client

import (
	"strconv"
	"strings"
	"time"
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
	Wait time.Duration // at Max: how long a call waits; negative: for ever; [NoWait]: it fails at once; 0: the same, but in client/tcp 5 s and CommandTimeout

	MaxIdle  time.Duration // a connection above Min that nobody used for so long is closed; 0: never
	Lifetime time.Duration // a connection this old, a random tenth more or less, is replaced when it comes back, or is to be lent; 0: never
	Check    time.Duration // a connection that nobody used for so long is asked PING before it is lent, and closed when it does not answer within CommandTimeout, or a second; 0: never
}

// DefaultMax is the size of a pool that was given none.
const DefaultMax = 100

// Retry says how often something is tried again, and how long after: Base,
// doubled each time, up to Cap, of which Backoff takes a part. The defaults are
// those of the field of Options or LockOptions that it is for.
type Retry struct {
	Attempts int           // tries after the first; 0: the default, negative: none
	Base     time.Duration // the pause ahead of the second try; 0: the default
	Cap      time.Duration // the longest pause; 0: the default, or Base when that is longer
	Backoff  Backoff       // which part of the pause is waited; zero: a random one
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
	// Where to connect, and as whom.
	Addr       string // host:port or the path of a socket; "": localhost:6379
	Username   string // "": the default user
	Password   string // "": no authentication
	DB         int    // the database, from 0
	Protocol   int    // 3, or 2; 0: 3, falling back to 2 when the server knows no HELLO
	ClientName string // "": none
	LibName    string // told to the server, where it knows CLIENT SETINFO; "": in client/tcp "resplay", else none; "none": none
	LibVersion string // told with it; "": in client/tcp that of this module, else none
	TLS        bool   // for dialers that can; see client/tcp

	// How calls share connections.
	Mode Mode // Shared, or PerCall
	Pool Pool // how many there are, and for how long

	// InFlight is how many calls may be unanswered on the shared connection;
	// those above it wait for their turn in the client. A transaction takes its
	// turn as a whole. 0: any number.
	InFlight int

	// ConnectTimeout is for dialing and handshake, each time anew. 0: in
	// client/tcp 5 s, else none; negative: none.
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
	// long again, it is ended. 0: in client/tcp 30 s, else never; negative:
	// never.
	KeepAlive time.Duration

	// Connect says how often a lost or refused connection is dialed again
	// before the calls that wait for it fail: by default 3 times, after
	// pauses of up to 8, 16 and 32 ms; the default Cap is 512 ms. What a
	// server refuses for good, such as a password, is not tried again.
	Connect Retry
	// Resend says how often a command is sent again that has been sent. 0: in
	// client/tcp 3 times, else never; negative: never. The pauses are by
	// default as those of Connect.
	//
	// That is so when the server did not run it, and said so: it was LOADING
	// its data, MASTERDOWN, CLUSTERDOWN, TRYAGAIN, BUSY with a script, or had
	// too many clients; but for EVAL, EVALSHA and FCALL, whose errors may be
	// the script's own. A command that only reads, see Reads, is sent again
	// also when its connection was lost before the reply came. What was sent
	// on a [Lease], in a [Pipeline] or in a transaction is never sent again.
	//
	// A command that was not written yet, when its connection was lost, is
	// none of these: it goes out on the next connection, as Connect allows.
	Resend Retry
	// Reads reports whether a command only reads, so that sending it twice
	// does no harm. nil: in client/tcp the function [Reads], else none does.
	// It is called under the client's lock, and must not call the client.
	Reads func(args []string) bool
	// Watch says how often a transaction whose watched keys had changed is
	// run again before it fails with ErrWatch: by default 100 times, after
	// pauses of up to 1 ms, 2 ms, and so on up to 64 ms.
	Watch Retry
	// Seed is that of the random part of pauses, and of the tokens of locks:
	// programs that share locks must not share it. 0: in client/tcp a random one.
	Seed uint64

	// The world around the client.
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
	if err := o.checkBasic(); err != nil {
		return err
	}
	return o.checkMore()
}

// checkBasic is the part of Check that is about what every client looks at.
func (o Options) checkBasic() error {
	o = o.withDefaults()
	switch {
	case o.Scheduler == nil || o.Dialer == nil:
		return usageError("a client needs a Scheduler and a Dialer; client/tcp has those of a native program")
	case o.DB < 0:
		return usageError("database " + strconv.Itoa(o.DB) + " is out of range: databases are numbered from 0")
	case o.Protocol != 0 && o.Protocol != 2 && o.Protocol != 3:
		return usageError("protocol " + strconv.Itoa(o.Protocol) + " is unknown: it is 2 or 3")
	case o.Username != "" && o.Password == "":
		return usageError("a username needs a password")
	case strings.ContainsAny(o.ClientName+o.LibName+o.LibVersion, " \r\n"):
		return usageError("ClientName, LibName and LibVersion cannot have a space or a line break in them: servers refuse that")
	case o.Pool.Max < 0 || o.Pool.Min < 0:
		return usageError("a pool cannot have fewer than 0 connections")
	case o.Pool.Min > o.Pool.Max:
		return usageError("the pool's minimum " + strconv.Itoa(o.Pool.Min) + " is above its maximum " + strconv.Itoa(o.Pool.Max))
	case min(o.CommandTimeout, o.CallTimeout, o.Pool.MaxIdle, o.Pool.Lifetime, o.Pool.Check) < 0:
		return usageError("CommandTimeout, CallTimeout, Pool.MaxIdle, Pool.Lifetime and Pool.Check cannot be negative; 0 is none")
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

// The probes of a check: what it can look at.

package tutorial

import (
	"strings"

	"resplay/resp"
	"resplay/sim"
)

// probe is one thing that a check can look at.
type probe struct {
	name     string
	synopsis string // of its arguments; "" when it has none
	min, max int    // how many arguments it takes; max -1: any number
	kind     kind   // of what it finds
	about    string // one sentence for teachers
	measure  func(r run, args []string) value
}

// usage is the probe as a teacher writes it.
func (p *probe) usage() string {
	if p.synopsis == "" {
		return p.name
	}
	return p.name + " " + p.synopsis
}

const anyCommand = "[COMMAND [ARG ...]]"

// The probes, in the order of the manual.
var probes = []probe{
	{name: "key", synopsis: "NAME", min: 1, max: 1, kind: kindText, measure: keyValue,
		about: "the value of a key: a string as it is; elements of anything else in one line, quoted where they must be, those of sets and hashes sorted; `(nil)` when there is none"},
	{name: "type", synopsis: "NAME", min: 1, max: 1, kind: kindText, measure: keyType,
		about: "string, list, hash, set, zset, stream; `none` when there is no such key"},
	{name: "exists", synopsis: "NAME", min: 1, max: 1, kind: kindAnswer, measure: keyExists,
		about: "whether there is such a key"},
	{name: "size", synopsis: "NAME", min: 1, max: 1, kind: kindCount, measure: keySize,
		about: "the elements of a key, or the bytes of a string; 0 when there is none"},
	{name: "ttl", synopsis: "NAME", min: 1, max: 1, kind: kindDuration, measure: keyTTL,
		about: "how long a key has still to live; `none` when it does not expire or is not there"},
	{name: "keys", kind: kindCount, measure: keyCount,
		about: "the number of keys"},

	{name: "commands", synopsis: anyCommand, max: -1, kind: kindCount, measure: commands,
		about: "the commands that the server executed, handshakes included, or those that begin with these words"},
	{name: "first", synopsis: "COMMAND [ARG ...]", min: 1, max: -1, kind: kindMoment, measure: first,
		about: "when the server first executed such a command"},
	{name: "transactions", kind: kindCount, measure: transactions,
		about: "the EXECs that were carried out"},
	{name: "watch_failures", kind: kindCount, measure: watchFailures,
		about: "the EXECs that were refused because a watched key had changed"},
	{name: "published", synopsis: "[CHANNEL]", max: 1, kind: kindCount, measure: published,
		about: "the messages that were published, on one channel or on all"},

	{name: "futures", synopsis: "[STATE] " + anyCommand, max: -1, kind: kindCount, measure: futures,
		about: "the futures of the client, or those in one state (pending, resolved, rejected, cancelled), of all commands or of one"},
	{name: "tasks", synopsis: "[STATE]", max: 1, kind: kindCount, measure: tasks,
		about: "the tasks of the program, or those in one state (unfinished, done, cancelled, failed)"},

	{name: "connections", kind: kindCount, measure: connections,
		about: "the connections that were opened"},
	{name: "round_trips", kind: kindCount, measure: roundTrips,
		about: "how often the program wrote after it had waited for a reply, the first time included: what is written without waiting for each other is one round trip; a connection's handshake is one too"},
	{name: "largest_pipeline", kind: kindCount, measure: largestPipeline,
		about: "the most commands that reached the server in one delivery"},
	{name: "elapsed", kind: kindDuration, measure: elapsed,
		about: "the virtual time of the run"},
}

// findProbe returns the probe of a name, or nil.
func findProbe(name string) *probe {
	for i := range probes {
		if probes[i].name == name {
			return &probes[i]
		}
	}
	return nil
}

func commands(r run, words []string) value {
	n := 0
	for e := range sim.Commands(r.events) {
		if beginsWith(e.Text, words) {
			n++
		}
	}
	unit := "command"
	if len(words) > 0 {
		unit = strings.ToUpper(words[0]) + " command"
	}
	return count(n, unit)
}

func first(r run, words []string) value { return firstCommand(r.events, words) }

// firstCommand is when the server first executed a command that begins with words.
func firstCommand(events []sim.Event, words []string) value {
	line := resp.JoinLine(words)
	place := 0
	for e := range sim.Commands(events) {
		if beginsWith(e.Text, words) {
			return value{shown: line + " at " + e.At.String(), number: float64(place), numeric: true}
		}
		place++
	}
	return value{shown: line + " never"}
}

// beginsWith reports whether a command line begins with words. The case of
// the command's name does not count.
func beginsWith(line string, words []string) bool {
	if len(words) == 0 {
		return true
	}
	args, err := resp.SplitLine(line)
	if err != nil || len(args) < len(words) || !strings.EqualFold(args[0], words[0]) {
		return false
	}
	for i, word := range words[1:] {
		if args[i+1] != word {
			return false
		}
	}
	return true
}

func transactions(r run, _ []string) value {
	n := 0
	for e := range sim.Commands(r.events) {
		if e.Name == "EXEC" && len(e.Data) > 1 && e.Data[0] == '*' && e.Data[1] != '-' {
			n++
		}
	}
	return count(n, "transaction")
}

// watchFailures looks at the server's replies and not at [sim.WatchFailed],
// which a program that speaks the protocol by itself does not cause.
func watchFailures(r run, _ []string) value {
	n := 0
	for e := range sim.Commands(r.events) {
		if e.Name == "EXEC" && len(e.Data) > 0 && (e.Data[0] == '_' || strings.HasPrefix(string(e.Data), "*-1")) {
			n++
		}
	}
	return count(n, "refused EXEC")
}

func published(r run, channel []string) value {
	n := 0
	for _, e := range r.events {
		if e.Kind == sim.Published && (len(channel) == 0 || e.Name == channel[0]) {
			n++
		}
	}
	return count(n, "message")
}

func connections(r run, _ []string) value {
	return count(sim.Summarize(r.events).Connections, "connection")
}

func roundTrips(r run, _ []string) value {
	return count(sim.Summarize(r.events).RoundTrips, "round trip")
}

func largestPipeline(r run, _ []string) value {
	v := count(sim.Summarize(r.events).LargestPipeline, "command")
	v.shown += " at once"
	return v
}

func elapsed(r run, _ []string) value { return duration(sim.Summarize(r.events).Elapsed) }

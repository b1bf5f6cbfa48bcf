// Command playground is the page's engine: a world and its sessions behind a
// handful of functions that JavaScript calls, see border_js.go.
package main

import (
	"strconv"
	"strings"
	"time"

	"resplay/engine"
	"resplay/resp"
	"resplay/sim"
	"resplay/sim/session"
	"resplay/tutorial"
)

// maxMemory is how much the keys of a page may take, in bytes.
const maxMemory = 64 << 20

// scriptSteps is how many steps a script may take in a page, which stands
// still meanwhile.
const scriptSteps = 20_000_000

// eventBytes is how much room an encoded event is given, enough for most.
const eventBytes = 100

// place is a world, its sessions, and the log of what changed its keys.
type place struct {
	world *sim.World
	host  *session.Host
	log   []byte
	logDB int // the database that the log's commands go to, -1 when it has not said

	wants   engine.Build // the build that a command was met of; the first: none
	met     int          // the number of the first event behind that
	refusal string       // what such commands get instead; "": they are not refused

	litter int // bytes of garbage since the last collection, as reckoned
	seen   int // the number of the first event that is not reckoned
}

func newPlace(start time.Time) *place {
	p := &place{logDB: -1}
	p.world = sim.New(sim.Options{
		Start:  start,
		Engine: engine.Options{MaxMemory: maxMemory, ScriptSteps: scriptSteps, ScriptMemory: maxMemory / 4, Log: p.keep, Elsewhere: p.elsewhere},
	})
	p.host = session.NewHost(p.world)
	p.host.OnRebuilt = func(log []byte) { p.log, p.logDB = append(p.log, log...), -1 }
	if needs("config") == engine.BuildWhole { // this is the first: it lacks messages, too
		p.host.Elsewhere = func() error { return p.elsewhere("", engine.BuildWhole) }
	}
	p.host.Extend("GRADE f check", 2, p.grade)
	return p
}

// elsewhere meets a command that this module lacks and a larger one has. All
// that follows is for nothing: whoever sees that the place wants another
// module makes the same calls there.
func (p *place) elsewhere(_ string, build engine.Build) error {
	if p.refusal != "" {
		return resp.Error("ERR " + p.refusal)
	}
	if p.wants == engine.BuildFirst {
		p.met = p.world.Trace().Next()
	}
	p.wants = max(p.wants, build)
	p.host.Halt()
	return resp.Error("ERR this command is in another module")
}

// needs returns the largest build that one of some words, separated by
// spaces, is a command of.
func needs(words string) engine.Build {
	most := engine.BuildFirst
	for word := range strings.FieldsSeq(words) {
		most = max(most, engine.BuildOf(word))
	}
	return most
}

// keep adds a command to the log.
func (p *place) keep(db int, args []string) {
	if db != p.logDB {
		p.log = resp.AppendCommand(p.log, "SELECT", strconv.Itoa(db))
		p.logDB = db
	}
	p.log = resp.AppendCommand(p.log, args...)
}

// takeLog returns what was added to the log since the last call, and the
// time behind it: virtual time may be ahead of the real one, and a key that
// was brought back must not live longer than it had left.
func (p *place) takeLog() []byte {
	log := p.log
	p.log, p.logDB = nil, -1 // each piece names its database, so that pieces stand alone
	if len(log) == 0 {
		return nil
	}
	return p.world.Engine().AppendTimestamp(log)
}

// rewrite returns the shortest log that makes the keys as they are.
func (p *place) rewrite() []byte {
	p.takeLog()
	e := p.world.Engine()
	return e.AppendTimestamp(e.AppendRewrite(nil))
}

// load replays a log, and moves the clock on to where the log ends. What it
// changes is not logged again.
func (p *place) load(log []byte) error {
	e := p.world.Engine()
	err := e.Replay(log)
	p.world.Advance(max(e.Now().Sub(p.world.Now()), 0))
	p.takeLog()
	p.world.Trace().Reset()
	return err
}

// trace encodes the events from seq on, behind the number of the first.
func (p *place) trace(seq int) []byte {
	events, first := p.world.Trace().Since(seq)
	if p.wants != engine.BuildFirst { // what follows happens in another module
		first = min(first, p.met)
		events = events[:min(len(events), p.met-first)]
	}
	out := resp.AppendInteger(make([]byte, 0, 32+eventBytes*len(events)), int64(first))
	for i := range events {
		out = sim.AppendEvent(out, &events[i])
	}
	return out
}

// grade checks the present run against an exercise's check.txt.
func (p *place) grade(args []string) (resp.Value, error) {
	check, err := tutorial.ParseCheck(args[0])
	if err != nil {
		return resp.Value{}, err
	}
	events, _ := p.world.Trace().Since(0)
	var rows []resp.Value
	for _, v := range check.Grade(events, p.world.Engine()) {
		rows = append(rows, resp.Array(resp.Boolean(v.OK), resp.Bulk(v.Title), resp.Bulk(v.Hint), resp.Bulk(v.Got)))
	}
	return resp.Array(rows...), nil
}

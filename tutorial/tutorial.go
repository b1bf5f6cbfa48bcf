// Package tutorial grades a learner's run. A teacher writes requirements as
// text, see FORMAT.md; a run is the trace of what happened and the keys it
// left behind. What a program printed is never looked at: a learner is judged
// by what the program did.
package tutorial

import (
	"time"

	"resplay/engine"
	"resplay/sim"
)

// Check is what an exercise asks for.
type Check struct {
	// Requirements stand in the order of check.txt: what comes first is
	// what a learner should mend first.
	Requirements []Requirement
}

// Requirement is one stanza of a check.
type Requirement struct {
	Line  int    // of its title in check.txt, from 1
	Title string // unique in its check
	Hint  string // what to look at when it is not met
	DB    int    // the database that probes of keys look into

	probe *probe
	args  []string // of the probe
	tests []test   // all must hold; at least one
}

// Keys are the keys that a run left behind. An [engine.Engine] has them.
type Keys interface {
	Keys(db int) []string
	Describe(db int, key string) (engine.KeyState, bool)
	Now() time.Time
}

// Verdict is what the grader says about one requirement.
type Verdict struct {
	OK    bool
	Title string
	Hint  string // the requirement's, whether or not it was met
	Got   string // what the probe found, such as "102 round trips"
}

// Grade judges a run by its trace and by the keys it left behind. It returns
// one verdict for each requirement, in their order.
func (c *Check) Grade(events []sim.Event, keys Keys) []Verdict {
	verdicts := make([]Verdict, len(c.Requirements))
	for i, q := range c.Requirements {
		verdicts[i] = q.grade(run{events, keys, q.DB})
	}
	return verdicts
}

// run is what the probes of one requirement look at.
type run struct {
	events []sim.Event
	keys   Keys
	db     int
}

func (q Requirement) grade(r run) Verdict {
	got := q.probe.measure(r, q.args)
	v := Verdict{OK: true, Title: q.Title, Hint: q.Hint, Got: got.shown}
	for _, t := range q.tests {
		ok, also := t.operator.holds(r, got, t.operand)
		v.OK = v.OK && ok
		if also != "" {
			v.Got += "; " + also
		}
	}
	return v
}

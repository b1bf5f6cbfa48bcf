// The probes of a program's futures and tasks.

package tutorial

import (
	"slices"
	"strings"

	"resplay/sim"
)

// futureStates are what the futures probe knows, by the event that brings
// a future there; the first is that of a future nobody has settled.
var futureStates = []struct {
	name string
	kind sim.Kind
}{
	{"pending", sim.FutureCreated},
	{"resolved", sim.FutureResolved},
	{"rejected", sim.FutureRejected},
	{"cancelled", sim.FutureCancelled},
}

// splitState takes a future's state off the arguments of the futures probe.
func splitState(args []string) (state string, command []string) {
	if len(args) > 0 {
		for _, s := range futureStates {
			if s.name == args[0] {
				return s.name, args[1:]
			}
		}
	}
	return "", args
}

func futures(r run, args []string) value {
	state, command := splitState(args)
	states := map[int]string{} // by future, of those that the command has
	for _, e := range r.events {
		if e.Kind == sim.FutureCreated && !beginsWith(e.Text, command) {
			continue
		}
		for _, s := range futureStates {
			if _, known := states[e.Future]; s.kind == e.Kind && (known || e.Kind == sim.FutureCreated) {
				states[e.Future] = s.name
			}
		}
	}
	n := 0
	for _, s := range states {
		if state == "" || s == state {
			n++
		}
	}
	return count(n, strings.TrimSpace(state+" future"))
}

// taskStates are what the tasks probe knows.
var taskStates = []string{"unfinished", "done", "cancelled", "failed"}

func tasks(r run, args []string) value {
	state := strings.Join(args, "")
	states := map[string]string{} // by task
	for _, e := range r.events {
		switch e.Kind {
		case sim.TaskStarted:
			states[e.Task] = "unfinished"
		case sim.TaskEnded:
			states[e.Task] = endState(e.Text)
		}
	}
	n := 0
	for _, s := range states {
		if state == "" || s == state {
			n++
		}
	}
	return count(n, strings.TrimSpace(state+" task"))
}

// endState is what a task came to: its end's text when that is a state, else
// the text is an error.
func endState(text string) string {
	if slices.Contains(taskStates, text) {
		return text
	}
	return "failed"
}

//go:build !first

// LATENCY: when the server was slow, and how long commands take.

package engine

import (
	"sort"
	"time"

	"resplay/resp"
)

const latencyFlags = Admin | NoScript | Loading | Stale

var latencyTips = []string{"nondeterministic_output", "request_policy:all_nodes", "response_policy:special"}

var latencyCommands = []Command{
	container("latency", "2.8.13", "2.8.13", "server", "Tells when the server was slow.", []Command{
		{
			Name:    "latest",
			Summary: "Returns the last time that each kind of event took long.",
			Since:   "2.8.13", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: latencyFlags, Tips: latencyTips,
			run: cmdLatencyLatest,
		},
		{
			Name: "history", Synopsis: "event",
			Summary: "Returns when an event took long, and how long.",
			Since:   "2.8.13", Group: "server", Complexity: "O(1)",
			Arity: 3, Flags: latencyFlags, Tips: latencyTips,
			run: cmdLatencyHistory,
		},
		{
			Name: "graph", Synopsis: "event",
			Summary: "Draws how long an event took.",
			Since:   "2.8.13", Group: "server", Complexity: "O(1)",
			Arity: 3, Flags: latencyFlags, Tips: latencyTips,
			run: cmdLatencyGraph,
		},
		{
			Name:    "doctor",
			Summary: "Says in words what was slow.",
			Since:   "2.8.13", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: latencyFlags, Tips: latencyTips,
			run: cmdLatencyDoctor,
		},
		{
			Name: "histogram", Synopsis: "[command [command ...]]",
			Summary: "Returns how many calls of commands took how long.",
			Since:   "7.0.0", Group: "server", Complexity: "O(N) where N is the number of commands with latency information being retrieved.",
			Arity: -2, Flags: latencyFlags, Tips: latencyTips,
			run: cmdLatencyHistogram,
		},
		{
			Name: "reset", Synopsis: "[event [event ...]]",
			Summary: "Forgets events, all of them without an argument.",
			Since:   "2.8.13", Group: "server", Complexity: "O(1)",
			Arity: -2, Flags: latencyFlags,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdLatencyReset,
		},
	}),
}

// latencyMonitor keeps what took at least so many milliseconds.
type latencyMonitor struct {
	threshold int64 // 0: nothing is kept
	events    map[string]*latencyEvent
}

// latencyEvent is one kind of event, its samples the oldest first.
type latencyEvent struct {
	samples []latencySample
	worst   int64
}

type latencySample struct{ at, took int64 } // Unix time in seconds, and milliseconds

const mostSamples = 160

// ran notes a command that took long.
func (m *latencyMonitor) ran(c *call, took time.Duration) {
	if took.Milliseconds() < m.threshold {
		return
	}
	name := "command"
	if c.cmd.Flags&Fast != 0 {
		name = "fast-command"
	}
	if m.events == nil {
		m.events = map[string]*latencyEvent{}
	}
	if m.events[name] == nil {
		m.events[name] = &latencyEvent{}
	}
	m.events[name].add(c.engine.now.Unix(), took.Milliseconds())
}

// add keeps a sample, of each second the worst.
func (ev *latencyEvent) add(at, took int64) {
	ev.worst = max(ev.worst, took)
	if n := len(ev.samples); n > 0 && ev.samples[n-1].at == at {
		ev.samples[n-1].took = max(ev.samples[n-1].took, took)
		return
	}
	ev.samples = append(ev.samples, latencySample{at, took})
	if over := len(ev.samples) - mostSamples; over > 0 {
		ev.samples = append([]latencySample(nil), ev.samples[over:]...)
	}
}

// names returns the events in order of their names.
func (m *latencyMonitor) names() []string {
	var names []string
	for name := range m.events {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func cmdLatencyLatest(c *call) (resp.Value, error) {
	m := &c.engine.supervisor().latency
	var list []resp.Value
	for _, name := range m.names() {
		ev := m.events[name]
		last := ev.samples[len(ev.samples)-1]
		list = append(list, resp.Array(resp.Bulk(name), resp.Integer(last.at), resp.Integer(last.took), resp.Integer(ev.worst)))
	}
	return resp.Array(list...), nil
}

func cmdLatencyHistory(c *call) (resp.Value, error) {
	var list []resp.Value
	if ev := c.engine.supervisor().latency.events[c.args[2]]; ev != nil {
		for _, sample := range ev.samples {
			list = append(list, resp.Array(resp.Integer(sample.at), resp.Integer(sample.took)))
		}
	}
	return resp.Array(list...), nil
}

func cmdLatencyReset(c *call) (resp.Value, error) {
	m := &c.engine.supervisor().latency
	names := c.args[2:]
	if len(names) == 0 {
		names = m.names()
	}
	count := int64(0)
	for _, name := range names {
		if m.events[name] != nil {
			delete(m.events, name)
			count++
		}
	}
	return resp.Integer(count), nil
}

// cmdLatencyHistogram answers for commands with calls that were timed.
func cmdLatencyHistogram(c *call) (resp.Value, error) {
	var pairs []resp.Value
	add := func(cmd *Command) {
		if cmd.stats == nil || cmd.stats.times.total == 0 {
			return
		}
		var steps []resp.Value
		cmd.stats.times.doublings(func(microseconds, count int64) {
			steps = append(steps, resp.Integer(microseconds), resp.Integer(count))
		})
		pairs = append(pairs, resp.Bulk(cmd.FullName()), resp.Map(
			resp.Bulk("calls"), resp.Integer(cmd.stats.times.total),
			resp.Bulk("histogram_usec"), resp.Map(steps...),
		))
	}
	if len(c.args) == 2 {
		c.engine.commands.each(add)
	}
	for _, name := range c.args[2:] {
		if cmd := c.engine.commands.lookup(name); cmd != nil {
			add(cmd)
			for i := range cmd.Subcommands {
				add(&cmd.Subcommands[i])
			}
		}
	}
	return resp.Map(pairs...), nil
}

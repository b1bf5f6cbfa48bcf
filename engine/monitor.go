//go:build !first

// MONITOR: all commands, as lines for those who want to see them.

package engine

import (
	"slices"
	"strings"

	"resplay/resp"
)

var monitorCommands = []Command{
	{
		Name:    "monitor",
		Summary: "Shows all commands as they are run.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: 1, Flags: Admin | NoScript | Loading | Stale,
		run: cmdMonitor,
	},
}

func cmdMonitor(c *call) (resp.Value, error) {
	switch {
	case c.queued:
		return none, errMonitorDenied
	case c.conn.monitor:
		return none, nil
	}
	c.conn.monitor = true
	s := c.engine.supervisor()
	s.monitors = append(s.monitors, c.conn)
	return resp.OK(), nil
}

func (s *supervisor) stopMonitor(conn *Conn) {
	conn.monitor = false
	s.monitors = slices.DeleteFunc(s.monitors, func(other *Conn) bool { return other == conn })
}

// show makes a line of a command. A script's own line comes ahead of those of
// the commands that it runs.
func (s *supervisor) show(c *call) {
	if c.cmd.Flags&Admin != 0 || c.shown {
		return
	}
	c.shown = true
	from := c.conn.addr
	if c.byScript() {
		s.showCaller(c.caller())
		from = "lua"
	}
	now := s.engine.now
	micro := formatInt(int64(now.Nanosecond() / 1000))
	var line strings.Builder
	line.WriteString(formatInt(now.Unix()) + "." + strings.Repeat("0", 6-len(micro)) + micro)
	line.WriteString(" [" + formatInt(int64(c.conn.db)) + " " + from + "]")
	for _, arg := range discreet(c.cmd, c.args) {
		line.WriteString(" " + resp.Print(resp.Bulk(arg)))
	}
	s.lines = append(s.lines, line.String())
}

// showCaller shows the script that is running.
func (s *supervisor) showCaller(script *call) {
	s.engine.depth-- // its own caller is looked for below it
	s.show(script)
	s.engine.depth++
}

func (s *supervisor) sendLines() {
	lines := s.lines
	s.lines = nil
	for _, conn := range slices.Clone(s.monitors) {
		for _, line := range lines {
			conn.queue(resp.Simple(line))
		}
	}
}

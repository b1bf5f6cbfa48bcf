//go:build !first

// LATENCY GRAPH and DOCTOR: what was slow, for people to read.

package engine

import (
	"strings"

	"resplay/resp"
)

const (
	graphColumns = 80
	graphRows    = 4
	graphSteps   = "_o#" // within a row, the lowest first
)

func cmdLatencyGraph(c *call) (resp.Value, error) {
	ev := c.engine.supervisor().latency.events[c.args[2]]
	if ev == nil {
		return none, resp.Error("ERR No samples available for event '" + cString(c.args[2]) + "'")
	}
	low, high := ev.samples[0].took, ev.samples[0].took
	for _, sample := range ev.samples {
		low, high = min(low, sample.took), max(high, sample.took)
	}
	text := c.args[2] + " - high " + formatInt(high) + " ms, low " + formatInt(low) +
		" ms (all time high " + formatInt(ev.worst) + " ms)\n" + strings.Repeat("-", graphColumns) + "\n"
	now := c.engine.now.Unix()
	for from := 0; from < len(ev.samples); from += graphColumns {
		if from > 0 {
			text += "\n"
		}
		text += drawLatency(ev.samples[from:min(from+graphColumns, len(ev.samples))], low, high, now)
	}
	return resp.Verbatim("txt", text), nil
}

// drawLatency draws samples as columns, with how long ago they were written
// downwards below.
func drawLatency(samples []latencySample, low, high, now int64) string {
	steps := int64(graphRows * len(graphSteps))
	rows := make([][]byte, graphRows+1) // the last one separates the labels
	for i := range rows {
		rows[i] = []byte(strings.Repeat(" ", len(samples)))
	}
	for column, sample := range samples {
		step := min((sample.took-low)*steps/max(high-low, 1), steps-1)
		for row := range graphRows {
			if rest := step - int64((graphRows-1-row)*len(graphSteps)); rest >= int64(len(graphSteps)) {
				rows[row][column] = '|'
			} else if rest >= 0 {
				rows[row][column] = graphSteps[rest]
			}
		}
		for i, letter := range []byte(ago(now - sample.at)) {
			if graphRows+1+i == len(rows) {
				rows = append(rows, []byte(strings.Repeat(" ", len(samples))))
			}
			rows[graphRows+1+i][column] = letter
		}
	}
	text := ""
	for _, row := range rows {
		text += string(row) + "\n"
	}
	return text
}

// ago is a number of seconds in the largest unit that it fills.
func ago(seconds int64) string {
	switch {
	case seconds < 60:
		return formatInt(seconds) + "s"
	case seconds < 3600:
		return formatInt(seconds/60) + "m"
	case seconds < 24*3600:
		return formatInt(seconds/3600) + "h"
	}
	return formatInt(seconds/(24*3600)) + "d"
}

func cmdLatencyDoctor(c *call) (resp.Value, error) {
	m := &c.engine.supervisor().latency
	if len(m.events) == 0 {
		if m.threshold == 0 {
			return resp.Verbatim("txt", "Nothing is watched: CONFIG SET latency-monitor-threshold <milliseconds> says from when on something counts as slow.\n"), nil
		}
		return resp.Verbatim("txt", "Nothing has taken "+formatInt(m.threshold)+" ms or longer since the watch began.\n"), nil
	}
	var text strings.Builder
	text.WriteString("These took " + formatInt(m.threshold) + " ms or longer:\n\n")
	for i, name := range m.names() {
		text.WriteString(formatInt(int64(i+1)) + ". " + name + ": " + m.events[name].summary() + "\n")
	}
	text.WriteString("\nSLOWLOG GET shows the slowest commands, CONFIG SET slowlog-log-slower-than 10000 what counts as slow there. " +
		"Commands that go through all keys, or through a whole large value, have smaller siblings: SCAN, HSCAN, LRANGE of a part, UNLINK.\n")
	return resp.Verbatim("txt", text.String()), nil
}

// summary is what DOCTOR says of one event.
func (ev *latencyEvent) summary() string {
	sum, count := int64(0), int64(len(ev.samples))
	for _, sample := range ev.samples {
		sum += sample.took
	}
	return formatInt(count) + " times, " + formatInt(sum/count) + " ms on average, at most " + formatInt(ev.worst) + " ms."
}

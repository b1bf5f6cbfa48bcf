//go:build !first

// INFO: what of the server's state is asked for.

package engine

import (
	"slices"
	"strconv"
	"strings"

	"resplay/resp"
)

var infoCommands = []Command{
	{
		Name: "info", Synopsis: "[section [section ...]]",
		Summary: "Returns the server's state and counters.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: -1, Flags: Loading | Stale, ACL: "dangerous",
		Tips: []string{"nondeterministic_output", "request_policy:all_shards", "response_policy:special"},
		run:  cmdInfo,
	},
}

// infoSection is a part of INFO's answer: lines of name and value.
type infoSection struct {
	name  string
	lines func(*Engine) []string // name, value, name, value
}

var infoSections = []infoSection{
	{"Server", infoServer},
	{"Clients", infoClients},
	{"Memory", infoMemory},
	{"Persistence", infoPersistence},
	{"Stats", infoStats},
	{"Replication", infoReplication},
	{"CPU", infoCPU},
	{"Modules", func(*Engine) []string { return nil }},
	{"Commandstats", infoCommandStats},
	{"Errorstats", infoErrors},
	{"Latencystats", infoLatencies},
	{"Cluster", func(*Engine) []string { return []string{"cluster_enabled", "0"} }},
	{"Keyspace", infoKeyspace},
}

func cmdInfo(c *call) (resp.Value, error) {
	var parts []string
	for _, section := range infoSections {
		if c.wantsSection(section.name) {
			parts = append(parts, section.text(c.engine))
		}
	}
	return resp.Verbatim("txt", strings.Join(parts, "\r\n")), nil
}

func (c *call) wantsSection(name string) bool {
	usual := name != "Commandstats" && name != "Latencystats"
	if len(c.args) == 1 {
		return usual
	}
	return slices.ContainsFunc(c.args[1:], func(arg string) bool {
		switch lower(arg) {
		case "all", "everything", lower(name):
			return true
		case "default":
			return usual
		}
		return false
	})
}

func (s infoSection) text(e *Engine) string {
	var text strings.Builder
	text.WriteString("# " + s.name + "\r\n")
	lines := s.lines(e)
	for i := 0; i < len(lines); i += 2 {
		text.WriteString(lines[i] + ":" + lines[i+1] + "\r\n")
	}
	return text.String()
}

// runID is 40 hexadecimal digits that depend on the seed alone.
func runID(seed uint64) string {
	id := ""
	for i := uint64(1); len(id) < 40; i++ {
		part := strconv.FormatUint(hashString("run", seed+i), 16)
		id += strings.Repeat("0", 16-len(part)) + part
	}
	return id[:40]
}

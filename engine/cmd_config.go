//go:build !first

// CONFIG: the parameters that mean something here.

package engine

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"resplay/resp"
)

var configCommands = []Command{
	container("config", "2.0.0", "5.0.0", "server", "Shows and changes the server's parameters.", []Command{
		{
			Name: "get", Synopsis: "parameter [parameter ...]",
			Summary: "Returns the parameters that match patterns.",
			Since:   "2.0.0", Group: "server", Complexity: "O(N) when N is the number of configuration parameters provided",
			Arity: -3, Flags: Admin | NoScript | Loading | Stale,
			run: cmdConfigGet,
		},
		{
			Name: "set", Synopsis: "parameter value [parameter value ...]",
			Summary: "Changes parameters, all or none.",
			Since:   "2.0.0", Group: "server", Complexity: "O(N) when N is the number of configuration parameters provided",
			Arity: -4, Flags: Admin | NoScript | Loading | Stale,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdConfigSet,
		},
		{
			Name:    "resetstat",
			Summary: "Sets the counters that INFO shows to zero.",
			Since:   "2.0.0", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: Admin | NoScript | Loading | Stale,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdConfigResetstat,
		},
		{
			Name:    "rewrite",
			Summary: "Writes the parameters to the configuration file, of which there is none.",
			Since:   "2.8.0", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: Admin | NoScript | Loading | Stale,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdConfigRewrite,
		},
	}),
}

// parameter is a parameter of the server. set is nil for one that cannot be
// changed; it returns what is wrong with a value.
type parameter struct {
	name      string
	get       func(*Engine) string
	set       func(*Engine, string) error
	protected bool // cannot be changed because it would lead out of the server
}

// parameters in order of their names.
var parameters = []parameter{
	{
		name: "acl-pubsub-default",
		get:  func(e *Engine) string { return channelDefault(e.allChannels) },
		set:  setChannelDefault,
	},
	fixed("aclfile", ""),
	numberParameter("acllog-max-len", 0, math.MaxInt64, func(e *Engine) *int64 { return &e.aclLogLength }),
	{
		name: "databases",
		get:  func(e *Engine) string { return strconv.Itoa(len(e.databases)) },
	},
	threshold("hash-max-listpack-entries", func(l *encodings) *int64 { return &l.hashEntries }, 0),
	longest("hash-max-listpack-value", func(l *encodings) *int64 { return &l.hashValue }),
	setting("lfu-decay-time", func(v *eviction) *int64 { return &v.decayTime }, 0),
	setting("lfu-log-factor", func(v *eviction) *int64 { return &v.logFactor }, 0),
	longest("hll-sparse-max-bytes", func(l *encodings) *int64 { return &l.hllSparse }),
	threshold("list-max-listpack-size", func(l *encodings) *int64 { return &l.listSize }, -1<<31),
	memoryParameter("maxmemory", 0,
		func(e *Engine) int64 { return e.options.MaxMemory },
		func(e *Engine, n int64) { e.options.MaxMemory = n }),
	{
		name: "maxmemory-policy",
		get:  func(e *Engine) string { return string(e.options.eviction.policy) },
		set:  setMaxMemoryPolicy,
	},
	setting("maxmemory-samples", func(v *eviction) *int64 { return &v.samples }, 1),
	{
		name: "notify-keyspace-events",
		get:  func(e *Engine) string { return e.events.String() },
		set:  setEvents,
	},
	{
		name: "requirepass",
		get:  func(e *Engine) string { return e.options.Password },
		set:  setPassword,
	},
	threshold("set-max-intset-entries", func(l *encodings) *int64 { return &l.setInts }, 0),
	threshold("set-max-listpack-entries", func(l *encodings) *int64 { return &l.setEntries }, 0),
	threshold("set-max-listpack-value", func(l *encodings) *int64 { return &l.setValue }, 0),
	longest("stream-node-max-bytes", func(l *encodings) *int64 { return &l.streamNodeBytes }),
	threshold("stream-node-max-entries", func(l *encodings) *int64 { return &l.streamNodeEntries }, 0),
	threshold("zset-max-listpack-entries", func(l *encodings) *int64 { return &l.zsetEntries }, 0),
	longest("zset-max-listpack-value", func(l *encodings) *int64 { return &l.zsetValue }),
}

// fixed is a parameter that says how this server always is.
func fixed(name, value string) parameter {
	return parameter{name: name, get: func(*Engine) string { return value }}
}

// threshold is a parameter of how values are stored.
func threshold(name string, field func(*encodings) *int64, least int64) parameter {
	return numberParameter(name, least, math.MaxInt64, func(e *Engine) *int64 { return field(&e.encodings) })
}

// longest is one of them that is a number of bytes.
func longest(name string, field func(*encodings) *int64) parameter {
	return memoryParameter(name, 0,
		func(e *Engine) int64 { return *field(&e.encodings) },
		func(e *Engine, n int64) { *field(&e.encodings) = n })
}

// setting is a parameter of eviction.
func setting(name string, field func(*eviction) *int64, least int64) parameter {
	return numberParameter(name, least, math.MaxInt32, func(e *Engine) *int64 { return field(&e.options.eviction) })
}

const (
	errNotNumber = resp.Error("argument couldn't be parsed into an integer")
	errNotMemory = resp.Error("argument must be a memory value")
)

// between returns what is wrong with a number; nil: nothing.
func between(n, least, most int64) error {
	if n < least || n > most {
		return resp.Error("argument must be between " + formatInt(least) + " and " + formatInt(most) + " inclusive")
	}
	return nil
}

// parseMemory reads a number of bytes with an optional unit, such as 64mb.
func parseMemory(value string) (int64, bool) {
	value = lower(value)
	digits := strings.TrimRight(value, "bkmg")
	scale, ok := map[string]int64{
		"": 1, "b": 1, "k": 1e3, "kb": 1 << 10, "m": 1e6, "mb": 1 << 20, "g": 1e9, "gb": 1 << 30,
	}[value[len(digits):]]
	n, isInt := parseInt(digits)
	if !ok || !isInt || n < 0 || n > 1<<62/scale {
		return 0, false
	}
	return n * scale, true
}

func setMaxMemoryPolicy(e *Engine, value string) error {
	list := ""
	for _, policy := range evictionPolicies {
		if sameWord(string(policy), value) {
			e.options.eviction.policy, e.pool = policy, nil
			return nil
		}
		list += ", " + string(policy)
	}
	return resp.Error("argument(s) must be one of the following: " + list[2:])
}

func setPassword(e *Engine, value string) error {
	e.options.Password = value
	e.defaultUser.require(value)
	return nil
}

// allParameters returns those of every family.
func (e *Engine) allParameters() []parameter {
	s := e.supervisor()
	if s.parameters == nil {
		s.parameters = slices.Concat(serverParameters(), parameters, keptParameters())
		sort.Slice(s.parameters, func(i, j int) bool { return s.parameters[i].name < s.parameters[j].name })
	}
	return s.parameters
}

func (e *Engine) parameter(name string) *parameter {
	all := e.allParameters()
	for i := range all {
		if sameWord(all[i].name, name) {
			return &all[i]
		}
	}
	return nil
}

func cmdConfigGet(c *call) (resp.Value, error) {
	var pairs []resp.Value
	for _, p := range c.engine.allParameters() {
		i := slices.IndexFunc(c.args[2:], func(pattern string) bool { return match(pattern, p.name, true) })
		if i < 0 {
			continue
		}
		name := c.args[2+i] // as it was asked for, unless by a pattern
		if strings.ContainsAny(name, "[*?") {
			name = p.name
		}
		pairs = append(pairs, resp.Bulk(name), resp.Bulk(p.get(c.engine)))
	}
	return resp.Map(pairs...), nil
}

func cmdConfigSet(c *call) (resp.Value, error) {
	if len(c.args)%2 != 0 {
		return none, errSyntax
	}
	if err := c.checkParameters(); err != nil {
		return none, err
	}
	before, defaultUser := make([]string, 0, len(c.args)/2), *c.engine.defaultUser
	for i := 2; i < len(c.args); i += 2 {
		p := c.engine.parameter(c.args[i])
		before = append(before, p.get(c.engine))
		if err := p.set(c.engine, strings.Clone(c.args[i+1])); err != nil {
			c.restoreParameters(before)
			*c.engine.defaultUser = defaultUser
			return none, configFailed(c.args[i], err.Error())
		}
	}
	return resp.OK(), nil
}

// restoreParameters gives parameters the values back that they had: CONFIG
// SET changes all or none.
func (c *call) restoreParameters(before []string) {
	for i, value := range before {
		_ = c.engine.parameter(c.args[2+2*i]).set(c.engine, value) // which it had before
	}
}

// checkParameters returns what is wrong with the names of parameters.
func (c *call) checkParameters() error {
	for i := 2; i < len(c.args); i += 2 {
		p := c.engine.parameter(c.args[i])
		switch {
		case p == nil:
			return resp.Error("ERR Unknown option or number of arguments for CONFIG SET - '" + c.args[i] + "'")
		case p.set == nil && p.protected:
			return configFailed(c.args[i], "can't set protected config")
		case p.set == nil:
			return configFailed(c.args[i], "can't set immutable config")
		}
		for j := 2; j < i; j += 2 {
			if sameWord(c.args[i], c.args[j]) {
				return configFailed(c.args[i], "duplicate parameter")
			}
		}
	}
	return nil
}

func configFailed(name, why string) error {
	return resp.Error("ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + why)
}

func cmdConfigResetstat(c *call) (resp.Value, error) {
	c.engine.stats = stats{errors: map[string]int64{}}
	c.engine.commands.each(func(cmd *Command) { cmd.stats = nil })
	return resp.OK(), nil
}

func cmdConfigRewrite(*call) (resp.Value, error) {
	return none, resp.Error("ERR The server is running without a config file")
}

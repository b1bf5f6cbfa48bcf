//go:build !first

// The parameters of connections and of what is observed of the server.

package engine

import (
	"strconv"
	"strings"

	"resplay/resp"
)

// serverParameters are a function: they look at what the supervisor has.
func serverParameters() []parameter {
	return []parameter{
		optionParameter("appendfsync", func(e *Engine) string { return e.options.AppendFsync }, errAppendFsync),
		{
			name: "appendonly",
			get:  func(e *Engine) string { return yesOrNo(e.options.AppendOnly) },
			set: func(e *Engine, value string) error {
				yes, err := parseYesOrNo(value)
				if err == nil && yes != e.options.AppendOnly {
					err = errAppendOnly
				}
				return err
			},
		},
		{name: "appendfilename", get: func(e *Engine) string {
			_, name := e.logFile()
			return name
		}},
		{name: "dir", protected: true, get: func(e *Engine) string {
			folder, _ := e.logFile()
			return folder
		}},
		{
			name: "client-output-buffer-limit",
			get:  func(e *Engine) string { return e.limiter.(*outputLimits).String() },
			set:  func(e *Engine, value string) error { return e.limiter.(*outputLimits).set(value) },
		},
		memoryParameter("client-query-buffer-limit", 1<<20,
			func(e *Engine) int64 { return int64(e.queryLimit) },
			func(e *Engine, n int64) { e.queryLimit = int(n) }),
		{name: "enable-debug-command", get: func(e *Engine) string { return e.options.Debug }},
		numberParameter("latency-monitor-threshold", 0, 1<<63-1,
			func(e *Engine) *int64 { return &e.supervisor().latency.threshold }),
		{
			name: "latency-tracking",
			get:  func(e *Engine) string { return yesOrNo(e.supervisor().timing) },
			set:  setLatencyTracking,
		},
		{name: "latency-tracking-info-percentiles", get: getPercentiles, set: setPercentiles},
		{
			name: "maxclients",
			get:  func(e *Engine) string { return strconv.Itoa(e.options.MaxClients) },
			set: func(e *Engine, value string) error {
				n, err := numberWithin(value, 1, 1<<32-1)
				if err == nil {
					e.options.MaxClients = int(n)
				}
				return err
			},
		},
		optionParameter("port", func(e *Engine) string { return strconv.Itoa(e.options.Port) }, errPort),
		memoryParameter("proto-max-bulk-len", 1<<20,
			func(e *Engine) int64 { return int64(e.longestString()) }, setLongestBulk),
		numberParameter("slowlog-log-slower-than", -1, 1<<63-1,
			func(e *Engine) *int64 { return &e.supervisor().slow.threshold }),
		{
			name: "slowlog-max-len",
			get:  func(e *Engine) string { return formatInt(e.supervisor().slow.most) },
			set: func(e *Engine, value string) error {
				n, err := numberWithin(value, 0, 1<<63-1)
				if err == nil {
					e.supervisor().slow.most = n
					e.supervisor().slow.trim()
				}
				return err
			},
		},
		{
			name: "timeout",
			get:  func(e *Engine) string { return formatInt(e.idleClients().after) },
			set: func(e *Engine, value string) error {
				n, err := numberWithin(value, 0, 1<<31-1)
				if err == nil {
					e.idleClients().set(n)
				}
				return err
			},
		},
		{
			name: "tracking-table-max-keys",
			get:  func(e *Engine) string { return formatInt(e.supervisor().trackedKeys) },
			set:  setTrackedKeys,
		},
	}
}

// logFile is where the log is, and what it is called.
func (e *Engine) logFile() (folder, name string) {
	path := e.options.AppendFile
	if path == "" {
		return ".", "appendonly.aof"
	}
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 1)], path[i+1:]
}

const (
	errYesOrNo      = resp.Error("argument must be 'yes' or 'no'")
	errAppendOnly   = resp.Error("Unable to turn on AOF. Check server logs.")
	errAppendFsync  = resp.Error("argument(s) must be one of the following: everysec, always, no")
	errPort         = resp.Error("Unable to listen on this port. Check server logs.")
	errPercentiles  = resp.Error("Invalid latency-tracking-info-percentiles parameters")
	errPercentRange = resp.Error("latency-tracking-info-percentiles parameters should sit between [0.0,100.0]")
)

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// parseYesOrNo reads a word in any case.
func parseYesOrNo(value string) (bool, error) {
	switch lower(value) {
	case "yes":
		return true, nil
	case "no":
		return false, nil
	}
	return false, errYesOrNo
}

// numberWithin reads a number that must lie within bounds.
func numberWithin(value string, least, most int64) (int64, error) {
	n, ok := parseInt(value)
	if !ok {
		return 0, errNotNumber
	}
	return n, between(n, least, most)
}

// numberParameter is a number that is kept in a field.
func numberParameter(name string, least, most int64, field func(*Engine) *int64) parameter {
	return parameter{
		name: name,
		get:  func(e *Engine) string { return formatInt(*field(e)) },
		set: func(e *Engine, value string) error {
			n, err := numberWithin(value, least, most)
			if err == nil {
				*field(e) = n
			}
			return err
		},
	}
}

// memoryParameter is a number of bytes, with a unit if one likes.
func memoryParameter(name string, least int64, get func(*Engine) int64, set func(*Engine, int64)) parameter {
	return parameter{
		name: name,
		get:  func(e *Engine) string { return formatInt(get(e)) },
		set: func(e *Engine, value string) error {
			n, ok := parseMemory(value)
			if !ok {
				return errNotMemory
			}
			if err := between(n, least, 1<<63-1); err != nil {
				return err
			}
			set(e, n)
			return nil
		},
	}
}

// optionParameter is one that whoever runs the engine has chosen. It can be
// set to what it is.
func optionParameter(name string, get func(*Engine) string, otherwise error) parameter {
	return parameter{name: name, get: get, set: func(e *Engine, value string) error {
		if !sameWord(value, get(e)) {
			return otherwise
		}
		return nil
	}}
}

// setLongestBulk bounds what clients may send, those that are there as well.
func setLongestBulk(e *Engine, n int64) {
	e.options.Limits.Bulk = int(n)
	for _, conn := range e.conns {
		conn.reader.SetLimits(e.options.Limits)
	}
}

func setLatencyTracking(e *Engine, value string) error {
	yes, err := parseYesOrNo(value)
	if err != nil {
		return err
	}
	e.supervisor().timing = yes
	return nil
}

func getPercentiles(e *Engine) string {
	var words []string
	for _, share := range e.supervisor().shares {
		words = append(words, strconv.FormatFloat(share, 'f', -1, 64))
	}
	return strings.Join(words, " ")
}

func setPercentiles(e *Engine, value string) error {
	var shares []float64
	for _, word := range strings.Fields(value) {
		share, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return errPercentiles
		}
		if !(share >= 0 && share <= 100) {
			return errPercentRange
		}
		shares = append(shares, share)
	}
	e.supervisor().shares = shares
	return nil
}

func setTrackedKeys(e *Engine, value string) error {
	n, err := numberWithin(value, 0, 1<<63-1)
	if err != nil {
		return err
	}
	s := e.supervisor()
	s.trackedKeys = n
	if s.caches != nil {
		s.caches.most = n
		s.caches.shrink()
	}
	return nil
}

//go:build !first && !whole

// The cache of scripts: those that SCRIPT LOAD has put there stay, of those
// that EVAL has run the latest ones do.

package engine

import (
	"sort"
	"strings"

	"resplay/engine/lua"
	"resplay/resp"
	"resplay/sha"
)

const (
	shaLength      = 40
	mostEvalCached = 500 // scripts of EVAL, as in Redis 7.4
)

// cachedScript is a script that is ready to run.
type cachedScript struct {
	sha       string
	source    string
	function  *lua.Function
	flags     scriptFlags
	evaluated bool // by EVAL only, so it may be dropped
}

// scriptCache finds scripts by SHA1.
type scriptCache struct {
	bySHA    map[string]*cachedScript
	bySource map[string]*cachedScript
	order    []string // SHA1s of EVAL's, oldest first
	bytes    int64    // of the sources
}

// scriptName is the SHA1 of a script.
func scriptName(source string) string {
	sum := sha.Sum1([]byte(source))
	return sha.Hex(sum[:])
}

func newScriptCache() scriptCache {
	return scriptCache{bySHA: map[string]*cachedScript{}, bySource: map[string]*cachedScript{}}
}

func (s *scriptState) counts() (scripts, libraries, functions int) {
	return len(s.scripts.bySHA), len(s.libraries.byName), len(s.libraries.functions)
}

// find finds a script by its SHA1 in any case; nil: there is none.
func (sc *scriptCache) find(sha string) *cachedScript {
	if s := sc.bySHA[sha]; s != nil {
		return s
	}
	return sc.bySHA[lower(sha)]
}

// prepare returns the script of a source, compiled at most once. evaluated:
// for EVAL.
func (s *scriptState) prepare(source string, evaluated bool) (*cachedScript, error) {
	cache := &s.scripts
	if known := cache.bySource[source]; known != nil {
		if known.evaluated && !evaluated {
			known.evaluated = false // it is to stay
		}
		return known, nil
	}
	if err := s.mayCache(int64(len(source))); err != nil {
		return nil, err
	}
	script, err := s.compile(strings.Clone(source)) // a command that only reads may have lent it
	if err != nil {
		return nil, err
	}
	script.evaluated = evaluated
	cache.add(script)
	return script, nil
}

// mayCache returns why so much more source must not be kept; nil: it may.
// Redis would keep it until the machine has no memory left.
func (s *scriptState) mayCache(bytes int64) error {
	const share = 4 // of the memory that keys may take
	if most := s.engine.options.MaxMemory / share; most > 0 && s.scripts.bytes+s.libraries.bytes+bytes > most {
		return errOOM
	}
	return nil
}

func (sc *scriptCache) add(s *cachedScript) {
	sc.bySHA[s.sha], sc.bySource[s.source] = s, s
	sc.bytes += int64(len(s.source))
	if !s.evaluated {
		return
	}
	sc.order = append(sc.order, s.sha)
	if len(sc.order) > mostEvalCached {
		oldest := sc.bySHA[sc.order[0]]
		sc.order = sc.order[1:]
		if oldest != nil && oldest.evaluated {
			delete(sc.bySHA, oldest.sha)
			delete(sc.bySource, oldest.source)
			sc.bytes -= int64(len(oldest.source))
		}
	}
}

// scriptShebang reads the line by which a script declares flags, and returns
// the script without it.
func scriptShebang(source string) (body string, flags scriptFlags, err error) {
	if !strings.HasPrefix(source, "#!") {
		return source, scriptFlags{}, nil
	}
	line, _, found := strings.Cut(source, "\n")
	if !found {
		return "", flags, resp.Error("ERR Invalid script shebang")
	}
	words, err := resp.SplitLine(line)
	if err != nil || len(words) == 0 {
		return "", flags, resp.Error("ERR Invalid engine in script shebang")
	}
	if words[0] != "#!lua" {
		return "", flags, resp.Error("ERR Unexpected engine in script shebang: " + words[0])
	}
	var names []string
	for _, word := range words[1:] {
		list, ok := strings.CutPrefix(word, "flags=")
		if !ok {
			return "", flags, resp.Error("ERR Unknown lua shebang option: " + word)
		}
		for name := range strings.SplitSeq(list, ",") {
			if list != "" && !lua.KnownFlag(name) {
				return "", flags, resp.Error("ERR Unexpected flag in script shebang: " + name)
			}
			names = append(names, name)
		}
	}
	return source[len(line):], newScriptFlags(names), nil
}

// sorted is all scripts in order of their SHA1s.
func (sc *scriptCache) sorted() []*cachedScript {
	list := make([]*cachedScript, 0, len(sc.bySHA))
	for _, s := range sc.bySHA {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].sha < list[j].sha })
	return list
}

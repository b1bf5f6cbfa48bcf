// Where in a command line the keys are, and what the command does with them.

package engine

import (
	"cmp"
	"slices"
	"strings"
)

// KeySpec tells where some of a command's keys are.
type KeySpec struct {
	Access string // RO, RW, OW or RM, then what is done: access, update, insert, delete
	Begin  int    // index of the first argument that the rest counts from; left out: 1
	Last   int    // index of the last key from Begin on; below 0: from the end of the line
	Step   int    // from key to key; left out: 1
	Notes  string // why Access is what it is; "": it is plain
	Count  bool   // the argument at Begin is the number of keys, which follow it
	// Unknown keys are at no place that this could tell. find, if set, returns
	// the index of the one in a command line; 0: it has none.
	Unknown bool
	find    func(args []string) int
	// Keyword, if any, stands ahead of the keys, at Begin or behind it: of one,
	// or where Last is below 0 of as many as other arguments follow them.
	Keyword string
	// pick, if set, returns the keys in a command line whose form does not tell.
	pick func(args []string) (keys []string, ok bool)
}

// completed is specs with what is usual where nothing is said: the keys begin
// at the first argument, and follow each other.
func completed(specs []KeySpec) []KeySpec {
	specs = slices.Clone(specs)
	for i := range specs {
		if spec := &specs[i]; !spec.Unknown {
			spec.Begin = cmp.Or(spec.Begin, 1)
			spec.Step = cmp.Or(spec.Step, 1)
		}
	}
	return specs
}

// keyRef is a key in a command line.
type keyRef struct {
	name   string
	access string
}

// keys returns the keys of a command line; ok is false when the line does
// not have the form that the specification needs.
func (spec KeySpec) keys(args []string) (keys []keyRef, ok bool) {
	switch {
	case spec.Unknown:
		return spec.unknownKeys(args), true
	case spec.pick != nil:
		names, ok := spec.pick(args)
		for _, name := range names {
			keys = append(keys, keyRef{name, spec.Access})
		}
		return keys, ok
	}
	if spec.Keyword != "" {
		return spec.keysBehindWord(args)
	}
	first, last := spec.Begin, spec.Begin+spec.Last
	if spec.Last < 0 {
		last = len(args) + spec.Last
	}
	if spec.Count {
		if spec.Begin >= len(args) {
			return nil, false
		}
		n, isInt := parseInt(args[spec.Begin])
		if !isInt || n < 1 || n > int64(len(args)-spec.Begin-1) {
			return nil, false
		}
		first, last = spec.Begin+1, spec.Begin+int(n)
	}
	for i := first; i <= last; i += spec.Step {
		if i >= len(args) {
			return nil, false
		}
		keys = append(keys, keyRef{args[i], spec.Access})
	}
	return keys, true
}

func (spec KeySpec) unknownKeys(args []string) []keyRef {
	if spec.find == nil || spec.find(args) == 0 {
		return nil
	}
	return []keyRef{{args[spec.find(args)], spec.Access}}
}

// keysBehindWord is keys for a specification with a keyword.
func (spec KeySpec) keysBehindWord(args []string) (keys []keyRef, ok bool) {
	for i := spec.Begin; i < len(args)-1; i++ {
		if !sameWord(args[i], spec.Keyword) {
			continue
		}
		names := args[i+1 : i+2]
		if spec.Last < 0 {
			names = args[i+1:][:(len(args)-i-1)/2]
		}
		for _, name := range names {
			keys = append(keys, keyRef{name, spec.Access})
		}
		break
	}
	return keys, len(keys) > 0 || spec.Last == 0
}

// keysIn returns the keys in a command line; ok is false when the line does
// not have the form that the command needs.
func (cmd *Command) keysIn(args []string) (all []keyRef, ok bool) {
	for _, spec := range cmd.Keys {
		if spec.Access == notKey {
			continue
		}
		keys, ok := spec.keys(args)
		if !ok {
			return nil, false
		}
		all = append(all, keys...)
	}
	if len(all) == 1 {
		all[0].access = cmd.accessOf(args, all[0].access)
	}
	return all, true
}

// accessOf is what a command does with its key, where its options decide.
func (cmd *Command) accessOf(args []string, access string) string {
	has := func(words ...string) bool {
		return slices.ContainsFunc(args[min(len(args), -cmd.Arity):], func(arg string) bool {
			return slices.ContainsFunc(words, func(word string) bool { return sameWord(word, arg) })
		})
	}
	switch {
	case cmd.Name == "set" && !has("GET"):
		return "OW update"
	case cmd.Name == "bitfield" && !has("SET", "INCRBY"):
		return "RO access"
	}
	return strings.TrimSuffix(access, " variable_flags")
}

// notKey is the access of what stands where keys do, but is none: the names
// of sharded channels tell the node of a cluster as keys do.
const notKey = "not_key"

// fixedKeys is first key, last key and step as COMMAND reports them: zeros
// when the keys are not at fixed places.
func (cmd *Command) fixedKeys() (first, last, step int) {
	for i, spec := range cmd.Keys {
		switch {
		case spec.Keyword != "" && i == 0:
			return 0, 0, 0
		case spec.Keyword != "", spec.Unknown:
			continue
		case spec.Count:
			return first, last, step
		}
		end := spec.Last
		if end >= 0 {
			end += spec.Begin
		}
		if i == 0 {
			first, last, step = spec.Begin, end, spec.Step
			continue
		}
		last = end
	}
	return first, last, step
}

// The probes of keys: what a run left behind.

package tutorial

import (
	"slices"
	"sort"
	"strings"

	"resplay/resp"
)

func keyValue(r run, args []string) value {
	state, ok := r.keys.Describe(r.db, args[0])
	if !ok {
		return text("(nil)")
	}
	if state.Type == "string" {
		return text(withRest(state.Value.Str, len(state.Value.Str), state.Size))
	}
	groups := wordGroups(state.Value, state.Type)
	line := resp.JoinLine(slices.Concat(groups...))
	return text(withRest(line, len(groups), state.Size))
}

// withRest marks a value of which the engine has shown the first part only.
func withRest(s string, shown, size int) string {
	if shown < size {
		return s + " ..."
	}
	return s
}

// wordGroups is what a collection holds, each element as words: one for an
// element of a list or set, two for a field of a hash or a member of a sorted
// set. What has no order of its own is sorted, so that a check can name it.
func wordGroups(v resp.Value, keyType string) [][]string {
	var groups [][]string
	if v.Kind == resp.KindMap {
		for i := 0; i+1 < len(v.Elems); i += 2 {
			groups = append(groups, flatten(v.Elems[i:i+2]))
		}
	} else {
		for _, e := range v.Elems {
			groups = append(groups, flatten([]resp.Value{e}))
		}
	}
	if keyType == "set" || keyType == "hash" {
		sort.Slice(groups, func(i, j int) bool { return slices.Compare(groups[i], groups[j]) < 0 })
	}
	return groups
}

// flatten returns the texts of values, those of nested lists among them.
func flatten(values []resp.Value) []string {
	var all []string
	for _, v := range values {
		switch {
		case len(v.Elems) > 0:
			all = append(all, flatten(v.Elems)...)
		case v.Kind == resp.KindBulk || v.Kind == resp.KindSimple:
			all = append(all, v.Str)
		default:
			all = append(all, number(v))
		}
	}
	return all
}

// number is a value that is not text, without the type that redis-cli shows
// ahead of it.
func number(v resp.Value) string {
	printed := resp.Print(v)
	if _, digits, typed := strings.Cut(printed, ") "); typed {
		return digits
	}
	return printed
}

func keyType(r run, args []string) value {
	state, ok := r.keys.Describe(r.db, args[0])
	if !ok {
		return text("none")
	}
	return text(state.Type)
}

func keyExists(r run, args []string) value {
	_, ok := r.keys.Describe(r.db, args[0])
	return answer(ok)
}

func keySize(r run, args []string) value {
	state, _ := r.keys.Describe(r.db, args[0])
	if state.Type == "string" {
		return count(state.Size, "byte")
	}
	return count(state.Size, "element")
}

func keyTTL(r run, args []string) value {
	state, ok := r.keys.Describe(r.db, args[0])
	switch {
	case !ok:
		return none("no such key")
	case state.ExpireAt.IsZero():
		return none("no expiry")
	}
	return duration(state.ExpireAt.Sub(r.keys.Now()))
}

func keyCount(r run, _ []string) value { return count(len(r.keys.Keys(r.db)), "key") }

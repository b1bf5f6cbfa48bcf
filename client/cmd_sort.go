//go:build !first

// SORT: the elements of a list, set or sorted set in another order.

package client

// Order is the order of results.
type Order string

// The orders of results. "" is the command's own.
const (
	Ascending  Order = "ASC"
	Descending Order = "DESC"
)

// SortOptions say what to sort by, and what to tell of the elements.
type SortOptions struct {
	By     string   // sort by the values of keys, or hash fields as in w_*->f, * being the element; without *: leave the order; "": by the elements
	Get    []string // tell the values of such keys for each element; # is the element itself; none: the elements
	Offset int64    // how many elements to leave out at the beginning; counts with Count only
	Count  int64    // how many elements to tell; 0: all
	Order  Order    // "": Ascending
	Alpha  bool     // as strings; false: as numbers
}

func (o SortOptions) args(command, key string) []string {
	args := []string{command, key}
	if o.By != "" {
		args = append(args, "BY", o.By)
	}
	if o.Count != 0 {
		args = append(args, "LIMIT", itoa(o.Offset), itoa(o.Count))
	}
	for _, pattern := range o.Get {
		args = append(args, "GET", pattern)
	}
	if o.Order != "" {
		args = append(args, string(o.Order))
	}
	if o.Alpha {
		args = append(args, "ALPHA")
	}
	return args
}

// Sort resolves with the elements of a list, set or sorted set in order, or
// with what o.Get tells of them, one after the other; a key that o.Get does
// not find is no value.
//
// Redis: https://redis.io/commands/sort/
func (c Commands) Sort(key string, o SortOptions) *Future[[]Optional] {
	return run(c, optionals, o.args("SORT", key)...)
}

// SortRO is Sort on a replica as well.
//
// Redis: https://redis.io/commands/sort_ro/
func (c Commands) SortRO(key string, o SortOptions) *Future[[]Optional] {
	return run(c, optionals, o.args("SORT_RO", key)...)
}

// SortStore stores what Sort would resolve with as a list at destination, and
// resolves with its length.
//
// Redis: https://redis.io/commands/sort/
func (c Commands) SortStore(destination, key string, o SortOptions) *Future[int64] {
	return run(c, integer, append(o.args("SORT", key), "STORE", destination)...)
}

//go:build !first

// MEMORY commands: what the server's memory is used for.

package client

import "resplay/resp"

// MemoryUsage resolves with about how many bytes a key and its value take; a
// missing key is ErrNil.
//
// Redis: https://redis.io/commands/memory-usage/
func (c Commands) MemoryUsage(key string) *Future[int64] {
	return run(c, integer, "MEMORY", "USAGE", key)
}

// MemoryUsageSamples is MemoryUsage by so many of the value's elements, 0 for
// all of them, instead of 5.
//
// Redis: https://redis.io/commands/memory-usage/
func (c Commands) MemoryUsageSamples(key string, samples int64) *Future[int64] {
	return run(c, integer, "MEMORY", "USAGE", key, "SAMPLES", itoa(samples))
}

// MemoryStats resolves with figures about memory, in bytes or as ratios, by
// name. Those of a database have its name ahead, as in
// db.0.overhead.hashtable.main.
//
// Redis: https://redis.io/commands/memory-stats/
func (c Commands) MemoryStats() *Future[map[string]float64] {
	return run(c, memoryStats, "MEMORY", "STATS")
}

func memoryStats(v resp.Value) (map[string]float64, error) {
	stats := map[string]float64{}
	return stats, addStats(stats, "", v)
}

func addStats(stats map[string]float64, prefix string, v resp.Value) error {
	elems, err := elements(v)
	if err != nil || len(elems)%2 != 0 {
		return &DecodeError{Want: "names and figures", Reply: v}
	}
	for i := 0; i < len(elems) && err == nil; i += 2 {
		name := prefix + take(&err, elems[i], text)
		switch figure := elems[i+1]; {
		case err != nil:
		case figure.Kind == resp.KindMap, figure.Kind == resp.KindArray:
			err = addStats(stats, name+".", figure)
		default:
			stats[name] = take(&err, figure, float)
		}
	}
	return err
}

// MemoryDoctor resolves with the server's advice about its memory.
//
// Redis: https://redis.io/commands/memory-doctor/
func (c Commands) MemoryDoctor() *Future[string] { return run(c, text, "MEMORY", "DOCTOR") }

// MemoryMallocStats resolves with what the server's allocator tells of itself.
//
// Redis: https://redis.io/commands/memory-malloc-stats/
func (c Commands) MemoryMallocStats() *Future[string] {
	return run(c, text, "MEMORY", "MALLOC-STATS")
}

// MemoryPurge makes the server give back memory that it does not use.
//
// Redis: https://redis.io/commands/memory-purge/
func (c Commands) MemoryPurge() *Future[struct{}] { return run(c, done, "MEMORY", "PURGE") }

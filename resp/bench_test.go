// Benchmarks of reading and writing: go test ./resp -run - -bench .

package resp

import (
	"strings"
	"testing"
)

// benchmarkReader feeds wire in pieces of the given size and takes what next
// gives until it gives no more.
func benchmarkReader(b *testing.B, wire []byte, size int, next func(*Reader) bool) {
	b.SetBytes(int64(len(wire)))
	b.ReportAllocs()
	r := NewReader(Limits{})
	for b.Loop() {
		for rest := wire; len(rest) > 0; {
			n := min(size, len(rest))
			r.Feed(rest[:n])
			rest = rest[n:]
			for next(r) {
			}
		}
	}
	if r.Buffered() != 0 {
		b.Fatal("the stream was not read to its end")
	}
}

func nextValue(r *Reader) bool {
	_, ok, _ := r.Next()
	return ok
}

func nextCommand(r *Reader) bool {
	_, ok, _ := r.NextCommand()
	return ok
}

func borrowCommand(r *Reader) bool {
	_, _, ok, _ := r.BorrowCommand()
	return ok
}

func BenchmarkReader(b *testing.B) {
	const pipeline = 1000
	commands := AppendCommand(nil, "GET", "key:000012345")
	reply := Append(nil, Bulk("a value of 24 bytes here"))
	pairs := Append(nil, Map(Bulk("name"), Bulk("Ada"), Bulk("born"), Integer(1815), Bulk("score"), Double(9.75)))
	commands = []byte(strings.Repeat(string(commands), pipeline))
	replies := []byte(strings.Repeat(string(reply), pipeline))
	maps := []byte(strings.Repeat(string(pairs), pipeline))
	long := Append(nil, Bulk(strings.Repeat("x", 4<<20)))

	b.Run("1000-commands-lent", func(b *testing.B) { benchmarkReader(b, commands, len(commands), borrowCommand) })
	b.Run("1000-commands", func(b *testing.B) { benchmarkReader(b, commands, len(commands), nextCommand) })
	b.Run("1000-commands-in-1460", func(b *testing.B) { benchmarkReader(b, commands, 1460, nextCommand) })
	b.Run("1000-replies", func(b *testing.B) { benchmarkReader(b, replies, len(replies), nextValue) })
	b.Run("1000-maps", func(b *testing.B) { benchmarkReader(b, maps, len(maps), nextValue) })
	b.Run("4MB-in-1460", func(b *testing.B) { benchmarkReader(b, long, 1460, nextValue) })
	b.Run("4MB-in-16", func(b *testing.B) { benchmarkReader(b, long, 16, nextValue) })
}

func BenchmarkAppendCommand(b *testing.B) {
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = AppendCommand(dst[:0], "SET", "key:000012345", "a value of 24 bytes here")
	}
	b.SetBytes(int64(len(dst)))
}

func BenchmarkAppendReply(b *testing.B) {
	v := Map(Bulk("name"), Bulk("Ada"), Bulk("born"), Integer(1815), Bulk("score"), Double(9.75))
	for _, proto := range []int{2, 3} {
		b.Run("map-as-RESP"+string(rune('0'+proto)), func(b *testing.B) {
			var dst []byte
			b.ReportAllocs()
			for b.Loop() {
				dst = AppendReply(dst[:0], v, proto)
			}
			b.SetBytes(int64(len(dst)))
		})
	}
}

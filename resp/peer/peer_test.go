// Replies read by both, in turns: go test ./resp/peer -bench .

package peer

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "unsafe" // for linkname

	"github.com/redis/rueidis"

	"resplay/resp"
)

//go:linkname readNextMessage github.com/redis/rueidis.readNextMessage
func readNextMessage(*bufio.Reader) (rueidis.RedisMessage, error)

// chunk is how many bytes come at once, as from a socket.
const chunk = 64 << 10

func readOurs(b *testing.B, wire []byte, count int) {
	r := resp.NewReader(resp.Limits{})
	for rest := wire; len(rest) > 0; {
		n := min(chunk, len(rest))
		r.Feed(rest[:n])
		rest = rest[n:]
		for {
			_, ok, err := r.Next()
			if err != nil {
				b.Fatal(err)
			}
			if !ok {
				break
			}
			count--
		}
	}
	if count != 0 {
		b.Fatalf("%d replies are missing", count)
	}
}

func readTheirs(b *testing.B, wire []byte, count int) {
	r := bufio.NewReaderSize(bytes.NewReader(wire), chunk)
	for range count {
		if _, err := readNextMessage(r); err != nil {
			b.Fatal(err)
		}
	}
}

// replies is a stream of about a megabyte.
func replies(each ...string) (wire []byte, count int) {
	for len(wire) < 1<<20 {
		wire = append(wire, strings.Join(each, "")...)
		count += len(each)
	}
	return wire, count
}

func encode(v resp.Value) string { return string(resp.Append(nil, v)) }

func BenchmarkReaderAgainstRueidis(b *testing.B) {
	var hundred []resp.Value
	for i := range 100 {
		hundred = append(hundred, resp.Bulk("element:"+strconv.Itoa(i)))
	}
	small := encode(resp.Bulk("a value of 24 bytes here"))
	integer := encode(resp.Integer(1234567))
	for _, load := range []struct {
		name string
		each []string
	}{
		{"integers", []string{integer}},
		{"small-bulks", []string{small}},
		{"mixed", []string{
			encode(resp.OK()), integer, small, encode(resp.Null()), encode(resp.Double(9.75)),
			encode(resp.Bulks("first", "second", "third")),
			encode(resp.Map(resp.Bulk("name"), resp.Bulk("Ada"), resp.Bulk("born"), resp.Integer(1815))),
			encode(resp.Array(hundred...)), encode(resp.Bulk(strings.Repeat("x", 1000))),
		}},
	} {
		wire, count := replies(load.each...)
		b.Run(load.name, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				start := time.Now()
				readOurs(b, wire, count)
				middle := time.Now()
				readTheirs(b, wire, count)
				ours += middle.Sub(start)
				theirs += time.Since(middle)
			}
			megabytes := float64(len(wire)*b.N) / 1e6
			b.ReportMetric(float64(theirs)/float64(ours), "times-rueidis")
			b.ReportMetric(megabytes/ours.Seconds(), "ours-MB/s")
			b.ReportMetric(megabytes/theirs.Seconds(), "rueidis-MB/s")
		})
	}
}

package engine

import ("testing";"math/rand/v2";"time";"resplay/resp";"fmt")

func TestZZ(t *testing.T) {
	for seed := uint64(0); seed < 20000; seed++ {
		r := rand.New(rand.NewPCG(seed, 1))
		input := make([]byte, 100+r.IntN(2000))
		for i := range input { input[i] = byte(r.Uint32()) }
		start := time.Now()
		e := New(smallOptions())
		conns := map[int]*Conn{}
		for s := newScript(input); len(s.input) > 0; {
			who := s.next() % 4
			if who == 3 {
				e.Advance(e.Now().Add(time.Duration(s.next()) * 100 * time.Millisecond))
				continue
			}
			if c := conns[who]; c == nil || c.Closed() {
				conns[who] = e.Connect("fuzz")
			}
			cmd := s.command()
			st := time.Now()
			conns[who].Feed(resp.AppendCommand(nil, cmd...))
			if d := time.Since(st); d > 50*time.Millisecond { fmt.Printf("%v %q\n", d, cmd) }
			conns[who].Output()
		}
		checkInvariants(t, e)
		if d := time.Since(start); d > 200*time.Millisecond { fmt.Println(seed, d) }
	}
}

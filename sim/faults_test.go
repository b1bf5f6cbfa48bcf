// Whatever breaks, and whenever: every future ends once and with its own
// answer, nothing happens twice, nothing is left over.
//
// Each run is a plan of one line, which is printed when it fails, and repeats it:
//
//	go test ./sim -run FaultsRepeat -v -faults.run 'mode=shared protocol=3 pool=2 seed=1 fault=cutdown conn=2 at=117'

package sim

import (
	"context"

	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
)

var (
	faultsRun  = flag.String("faults.run", "", "the one plan to run, as a failed test printed it, and to print the trace of")
	faultsSeed = flag.Uint64("faults.seed", 0, "the first seed of the storms")
	storms     = flag.Uint64("faults.storms", 2000, "how many storms there are")
)

// TestMain lets garbage lie for longer: thousands of worlds are made and dropped.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// plan is one run: how the client is set up, and what goes wrong.
type plan struct {
	mode     client.Mode
	protocol int
	pool     int // its size
	seed     uint64
	fault    string // what happens
	conn     int    // to which connection, or which part of the calls it concerns
	at       int    // at which byte, or event
}

const planFormat = "mode=%s protocol=%d pool=%d seed=%d fault=%s conn=%d at=%d"

func (p plan) String() string {
	return fmt.Sprintf(planFormat, p.mode, p.protocol, p.pool, p.seed, p.fault, p.conn, p.at)
}

func parsePlan(t *testing.T, line string) plan {
	var p plan
	var mode string
	_, err := fmt.Sscanf(line, planFormat, &mode, &p.protocol, &p.pool, &p.seed, &p.fault, &p.conn, &p.at)
	require.NoError(t, err, "a plan is "+planFormat)
	if mode == client.PerCall.String() {
		p.mode = client.PerCall
	}
	return p
}

// run is a plan under way.
type run struct {
	plan
	w      *World
	c      *client.Client
	work   *work
	random *rand.Rand
	events int // that have happened
}

// begin sets up the world of a plan, and starts its program.
func begin(p plan) *run {
	w := New(Options{Seed: p.seed, Link: Link{Latency: 4 * ms}, Trace: 50_000})
	r := &run{plan: p, w: w, random: rand.New(rand.NewPCG(p.seed, 1))}
	wait := time.Duration(-1)
	if p.seed%4 == 3 {
		wait = 15 * ms
	}
	w.ListenForErrors()
	w.OnDial(r.suffers)
	o := client.Options{
		Mode: p.mode, Protocol: p.protocol, DB: int(p.seed % 2), Seed: p.seed,
		Pool: client.Pool{Min: int(p.seed % 2), Max: p.pool, Wait: wait}, CommandTimeout: time.Duration(80-25*(p.seed%3)) * ms,
		Connect: client.Retry{Attempts: 8, Base: 4 * ms, Cap: 32 * ms},
	}
	if p.fault == "storm" {
		r.dress(&o)
	}
	if p.seed%5 == 4 {
		r.c = w.BasicClient(o)
	} else {
		r.c = w.Client(o)
	}
	r.work = &work{w: w, c: r.c, db: int(p.seed % 2), brief: p.fault != "storm", few: strings.HasPrefix(p.fault, "large"), told: map[string]int{}}
	r.work.begin()
	if p.pool > 2 {
		r.work.keep()
	}
	return r
}

// dress chooses from what else a client can be told.
func (r *run) dress(o *client.Options) {
	some := func(choices ...time.Duration) time.Duration { return choices[r.random.IntN(len(choices))] }
	o.InFlight = int(some(0, 0, 1, 5))
	o.CallTimeout = some(0, 0, 150*ms)
	o.KeepAlive = some(0, 0, 40*ms)
	o.Pool.MaxIdle = some(0, 20*ms)
	o.Pool.Lifetime = some(0, 60*ms)
	o.Pool.Check = some(0, 10*ms)
	if r.random.IntN(2) == 0 {
		o.Resend, o.Reads = client.Retry{Attempts: 3, Base: 2 * ms}, client.Reads
	}
}

// suffers is what is in store for a connection.
func (r *run) suffers(conn int) (f Faults) {
	switch {
	case r.fault == "cutup" && conn == r.conn:
		f.CutUp = r.at
	case r.fault == "cutdown" && conn == r.conn:
		f.CutDown = r.at
	case r.fault == "storm":
		return r.weather()
	}
	return f
}

// weather is what is in store for a connection in a storm.
func (r *run) weather() (f Faults) {
	chance := func(n int) bool { return r.random.IntN(n) == 0 }
	f.Link = &Link{Latency: time.Duration(r.random.IntN(20)) * ms, Jitter: time.Duration(r.random.IntN(10)) * ms}
	if chance(3) {
		f.CutUp = 1 + r.random.IntN(600)
	}
	if chance(3) {
		f.CutDown = 1 + r.random.IntN(600)
	}
	if chance(2) {
		f.Chunk = 1 + r.random.IntN(30)
	}
	if chance(8) {
		f.ServerReads = 1000 + r.random.IntN(20_000)
	}
	if chance(8) {
		f.ClientReads = 1000 + r.random.IntN(20_000)
	}
	return f
}

// The program is over by then, whatever happens.
const horizon = 3 * time.Second

// play runs the world to its horizon, and the fault at its event.
func (r *run) play() {
	for next, ok := r.w.Next(); ok && next <= horizon; next, ok = r.w.Next() {
		r.w.Step()
		r.events++
		if r.fault == "storm" {
			r.gust()
		} else if r.events == r.at {
			r.strike()
		}
	}
}

// strike is the fault that comes at an event.
func (r *run) strike() {
	switch r.fault {
	case "restart":
		r.w.Restart(time.Duration(r.conn)*10*ms, r.conn != 1)
	case "cancel":
		r.work.cancel(r.conn, 3)
	case "large-cut":
		for n := range r.w.conns {
			r.w.Cut(n + 1)
		}
	case "large-cancel":
		r.work.cancel(0, 1)
	case "kill":
		r.kill()
	case "close":
		r.c.Close()
	case "abort":
		r.c.Abort()
	}
}

// gust is what may happen at any event of a storm.
func (r *run) gust() {
	if r.events > 2000 || r.w.down { // every storm ends
		return
	}
	switch r.random.IntN(300) {
	case 0:
		r.w.Restart(time.Duration(r.random.IntN(20))*ms, r.random.IntN(2) == 0)
	case 1:
		r.kill()
	case 2:
		r.work.cancel(r.random.IntN(10), 10)
	case 3, 4:
		r.w.Pause(1+r.random.IntN(r.w.conns), time.Duration(r.random.IntN(100))*ms)
	case 5, 6:
		r.w.Cut(1 + r.random.IntN(r.w.conns))
	}
}

// kill has the server close every connection, behind the replies that it has given.
func (r *run) kill() {
	for n := 1; n <= r.w.conns; n++ {
		if c := r.w.live[n]; c != nil && c.server != nil {
			c.server.Close()
			c.flushSoon()
		}
	}
}

// calm ends what is still in store.
func (r *run) calm() {
	r.w.OnDial(nil)
	for _, c := range r.w.live {
		c.link = nil
		for _, end := range []passage{c.toServer, c.toClient} {
			if end != nil {
				end.(*reader).cut, end.(*reader).rate = 0, 0
			}
		}
	}
	r.w.Advance(200 * ms) // pauses end, subscriptions come back
}

// problems are what is wrong at the end of a run.
func (r *run) problems() (found []string) {
	found = append(found, r.work.problems()...)
	closed := r.fault == "close" || r.fault == "abort"
	for _, s := range r.w.Unsettled() {
		if s.Made < horizon-time.Second { // a later one asks whether a connection lives
			found = append(found, "never settled: "+s.String())
		}
	}
	if !closed {
		r.calm()
		if after, err := r.c.Echo("after").Await(context.Background()); after != "after" || err != nil {
			found = append(found, fmt.Sprintf("the client does not recover: %q, %v", after, err))
		}
		kept := 0
		if r.work.keeper != nil {
			kept = 1
			r.c.Publish("kept.well", "last")
			r.w.Advance(100 * ms)
			if r.work.last != "last" {
				found = append(found, "the subscription does not recover")
			}
		}
		for tries := 0; r.c.Stats().InUse != kept && tries < 20; tries++ {
			r.w.Advance(7 * ms) // a connection may be asked whether it lives
		}
		if s := r.c.Stats(); s.Waiting != 0 || s.InUse != kept || s.Open > r.pool {
			found = append(found, fmt.Sprintf("the pool does not add up: %+v", s))
		}
	}
	if _, err := r.c.Close().Await(context.Background()); err != nil {
		found = append(found, "Close: "+err.Error())
	}
	for r.w.Step() {
	}
	if len(r.w.live)+len(r.w.byServer) > 0 {
		found = append(found, fmt.Sprintf("connections are left: %d at the client, %d at the server", len(r.w.live), len(r.w.byServer)))
	}
	return append(found, r.record()...)
}

// record is what the trace, which is also the engine's own record, has
// against a run.
func (r *run) record() (found []string) {
	ends, executed := map[int]int{}, map[string]int{}
	var published []string
	events, first := r.w.Trace().Since(0)
	if first > 0 {
		found = append(found, "the trace is too short")
	}
	for _, e := range events {
		switch {
		case e.Kind == FutureCreated:
			ends[e.Future] += 0
		case e.Kind == FutureResolved || e.Kind == FutureRejected || e.Kind == FutureCancelled:
			ends[e.Future]++
		case e.Kind == KeyChanged && e.Name == "incrby":
			executed[e.Text]++
		case e.Kind == Published:
			published = append(published, e.Text)
		}
	}
	for future, n := range ends {
		if n != 1 {
			found = append(found, fmt.Sprintf("future %d ended %d times", future, n))
		}
	}
	for key, n := range executed {
		if n > 1 {
			found = append(found, fmt.Sprintf("INCR %s was executed %d times", key, n))
		}
	}
	for _, pair := range r.work.pairs {
		if executed[pair[0]] != executed[pair[1]] {
			found = append(found, fmt.Sprintf("a transaction was torn: INCR of %v", pair))
		}
	}
	for key, n := range r.work.told {
		if n != 1 || executed[key] != 1 {
			found = append(found, fmt.Sprintf("INCR %s: %d calls got their answer, %d were executed", key, n, executed[key]))
		}
	}
	if !isPart(r.work.heard, published) {
		found = append(found, fmt.Sprintf("messages came as %v, and were published as %v", r.work.heard, published))
	}
	slices.Sort(found)
	return found
}

// isPart reports whether all of some is in all, in order and no more often.
func isPart(some, all []string) bool {
	for _, s := range all {
		if len(some) > 0 && some[0] == s {
			some = some[1:]
		}
	}
	return len(some) == 0
}

// storm runs plans, and stops at the first that goes wrong.
func storm(t *testing.T, plans []plan) {
	t.Helper()
	if *faultsRun != "" {
		t.Skip("-faults.run names another")
	}
	for _, p := range thin(plans) {
		r := begin(p)
		r.play()
		if found := r.problems(); len(found) > 0 {
			t.Fatalf("%s\nrepeat with: go test ./sim -run FaultsRepeat -v -faults.run '%s'", strings.Join(found, "\n"), p)
		}
	}
	t.Logf("%d runs", len(thin(plans)))
}

// thin leaves all plans as they are, but inside of a page's machine, which is
// ten times as slow, only some.
func thin(plans []plan) (few []plan) {
	if runtime.GOARCH != "wasm" {
		return plans
	}
	for i := 0; i < len(plans); i += 17 {
		few = append(few, plans[i])
	}
	return few
}

// TestFaultsRepeat runs the plan of -faults.run, and prints its trace.
func TestFaultsRepeat(t *testing.T) {
	if *faultsRun == "" {
		t.Skip("-faults.run names none")
	}
	r := begin(parsePlan(t, *faultsRun))
	r.play()
	found := r.problems()
	events, _ := r.w.Trace().Since(0)
	for _, e := range events {
		t.Logf("%v %s client=%d conn=%d future=%d %s %s %q", e.At, e.Kind, e.Client, e.Conn, e.Future, e.Name, e.Text, e.Data)
	}
	require.Empty(t, found)
}

// setups are the ways in which a client can be set up.
func setups() (plans []plan) {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		for _, protocol := range []int{2, 3} {
			plans = append(plans, plan{mode: mode, protocol: protocol, pool: 3, fault: "none"})
		}
	}
	return plans
}

// everywhere makes of a plan one for each event of its run.
func everywhere(p plan, fault string, conn int) (plans []plan) {
	r := begin(p)
	r.play()
	p.fault, p.conn = fault, conn
	for p.at = 1; p.at <= r.events; p.at++ {
		plans = append(plans, p)
	}
	return plans
}

func TestNoFaults(t *testing.T) {
	for _, p := range setups() {
		for p.pool = 1; p.pool <= 6; p.pool++ {
			r := begin(p)
			r.play()
			require.Empty(t, r.problems(), "%s", p)
			require.Empty(t, r.work.failed, "%s", p)
			require.Equal(t, r.work.counters, len(r.work.told), "%s", p)
		}
	}
}

func TestFaultsCutAtEveryByte(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		r := begin(p)
		r.play()
		up, down := map[int]int{}, map[int]int{}
		events, _ := r.w.Trace().Since(0)
		for _, e := range events {
			switch {
			case e.Kind == BytesSent && e.Name == "client":
				up[e.Conn] += size(&e)
			case e.Kind == BytesSent && e.Name == "server":
				down[e.Conn] += size(&e)
			}
		}
		var plans []plan
		for p.conn = 1; p.conn <= r.w.conns; p.conn++ {
			p.fault = "cutup"
			for p.at = 1; p.at <= up[p.conn]; p.at++ {
				plans = append(plans, p)
			}
			p.fault = "cutdown"
			for p.at = 1; p.at <= down[p.conn]; p.at++ {
				plans = append(plans, p)
			}
		}
		storm(t, plans)
	}
}

func TestFaultsRestartAtEveryEvent(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		for down := range 3 {
			p.seed = uint64(down)
			storm(t, everywhere(p, "restart", down))
		}
	}
}

// Pipelines that go out in several writes, of which some are made and some not.
func TestFaultsOfLargePipelines(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		p.fault = "large"
		for _, fault := range []string{"large-cut", "large-cancel"} {
			storm(t, everywhere(p, fault, 0))
		}
	}
}

func TestFaultsKilledByTheServerAtEveryEvent(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		storm(t, everywhere(p, "kill", 0))
	}
}

func TestFaultsCancelledAtEveryEvent(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		for part := range 3 {
			storm(t, everywhere(p, "cancel", part))
		}
	}
}

func TestFaultsClosedAtEveryEvent(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		storm(t, everywhere(p, "close", 0))
		storm(t, everywhere(p, "abort", 0))
	}
}

func TestFaultsInPoolsOfEverySize(t *testing.T) {
	t.Parallel()
	for _, p := range setups() {
		var plans []plan
		for p.pool = 1; p.pool <= 8; p.pool++ {
			for i, restart := range everywhere(p, "restart", 2) {
				if i%10 == p.pool {
					plans = append(plans, restart)
				}
			}
		}
		storm(t, plans)
	}
}

func TestFaultsStorms(t *testing.T) {
	t.Parallel()
	var plans []plan
	for seed := *faultsSeed; seed < *faultsSeed+*storms; seed++ {
		random := rand.New(rand.NewPCG(seed, 2))
		plans = append(plans, plan{
			mode: client.Mode(random.IntN(2)), protocol: 2 + random.IntN(2), pool: 1 + random.IntN(8), seed: seed, fault: "storm",
		})
	}
	storm(t, plans)
}

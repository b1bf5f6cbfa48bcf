// The program that the fault tests run: everything a client can do, each call
// with an answer that no other call has.

package sim

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"resplay/client"
	"resplay/resp"
)

// work is that program under way.
type work struct {
	w        *World
	c        *client.Client
	db       int  // the client's
	brief    bool // each kind of call once
	few      bool // large pipelines only
	cancels  []func()
	counters int            // calls of INCR, each of a key of its own
	told     map[string]int // how often a call said that it has incremented a key
	pairs    [][2]string    // keys that one transaction increments
	failed   []string       // calls that ended in an error
	wrong    []string       // what cannot be
	ended    int            // calls that ended
	calls    int
	heard    []string // messages, as they came
	keeper   *client.Subscription
	last     string // the last message that the keeper got
}

func (k *work) complain(format string, args ...any) {
	k.wrong = append(k.wrong, fmt.Sprintf(format, args...))
}

// expect checks that a call ends once, and with its own answer.
func expect[T comparable](k *work, what string, f *client.Future[T], want T, or ...error) {
	k.calls++
	k.cancels = append(k.cancels, f.Cancel)
	f.Then(func(got T, err error) {
		k.ended++
		for _, fine := range or {
			if errors.Is(err, fine) {
				return
			}
		}
		switch {
		case err != nil:
			k.failed = append(k.failed, what+": "+err.Error())
		case got != want:
			k.complain("%s was answered %v, want %v", what, got, want)
		}
	})
}

// count is a counter of its own: it can only ever be 1.
func (k *work) count(on client.Commands, prefix string) (key string) {
	k.counters++
	key = prefix + strconv.Itoa(k.counters)
	f := on.Incr(key)
	expect(k, "INCR "+key, f, 1)
	f.Then(func(_ int64, err error) {
		if err == nil {
			k.told[key]++
		}
	})
	return key
}

func (k *work) echo(on client.Commands) {
	word := "word" + strconv.Itoa(k.calls)
	expect(k, "ECHO "+word, on.Echo(word), word)
}

// own writes a value of its own and reads it again. A restart may lose it.
func (k *work) own(on client.Commands, prefix string) {
	key := prefix + strconv.Itoa(k.calls)
	expect(k, "SET "+key, on.Set(key, "value of "+key), struct{}{})
	expect(k, "GET "+key, on.Get(key), "value of "+key, client.ErrNil)
}

// begin starts everything, some of it later.
func (k *work) begin() {
	if k.few {
		k.large()
		return
	}
	k.plain()
	k.pipelines()
	k.blocking()
	k.transactions()
	k.subscription()
	k.lease()
	k.w.After(17*ms, k.plain)
	if k.brief {
		return
	}
	for i := range 3 {
		k.w.After(time.Duration(5+7*i)*ms, k.plain)
	}
	for i := range 12 { // now and then, alone
		k.w.After(time.Duration(50+11*i)*ms, func() { k.echo(k.c.Commands) })
	}
	k.w.After(12*ms, k.pipelines)
	k.w.After(17*ms, k.blocking)
}

func (k *work) plain() {
	k.count(k.c.Commands, "n")
	k.echo(k.c.Commands)
	k.own(k.c.Commands, "own")
	k.count(k.c.Commands, "n")
}

func (k *work) pipelines() {
	for i, p := range []*client.Pipeline{k.c.Pipeline(), k.c.TxPipeline()} {
		first := k.count(p.Commands, "n")
		k.echo(p.Commands)
		k.own(p.Commands, "piped")
		last := k.count(p.Commands, "n")
		k.whole(p.Exec(), 5)
		if i == 1 {
			k.pairs = append(k.pairs, [2]string{first, last})
		}
	}
}

// large is a pipeline and a transaction of several writes.
func (k *work) large() {
	value := strings.Repeat("v", 100_000)
	for i, p := range []*client.Pipeline{k.c.TxPipeline(), k.c.Pipeline()} {
		first := k.count(p.Commands, "n")
		for range 12 {
			expect(k, "SET large", p.Set("large", value), struct{}{})
		}
		last := k.count(p.Commands, "n")
		k.whole(p.Exec(), 14)
		if i == 0 {
			k.pairs = append(k.pairs, [2]string{first, last})
		}
		k.plain()
	}
}

// whole checks the future of a pipeline or transaction.
func (k *work) whole(f *client.Future[[]resp.Value], replies int) {
	n := client.Map(f, func(vs []resp.Value) (int, error) { return len(vs), nil })
	expect(k, f.String(), n, replies)
}

// blocking pops from a list of its own what is pushed a little later, and
// from one to which nobody pushes.
func (k *work) blocking() {
	list := "list" + strconv.Itoa(k.calls)
	expect(k, "BLPOP "+list, k.c.BLPop(100*ms, list), client.Popped{Key: list, Value: "element of " + list}, client.ErrNil)
	k.w.After(9*ms, func() { expect(k, "RPUSH "+list, k.c.RPush(list, "element of "+list), 1) })
	expect(k, "BLPOP nothing", k.c.BLPop(20*ms, "nothing"), client.Popped{}, client.ErrNil)
	given := k.c.BLPop(0, "never")
	k.w.After(30*ms, given.Cancel)
}

// transactions all watch one key, and change it.
func (k *work) transactions() {
	for i := range 2 {
		key := "tx" + strconv.Itoa(i)
		k.counters++
		f := k.c.Transaction(func(tx *client.Tx) client.Awaited {
			read := tx.Do("GET", "shared")
			return client.Map(read, func(v resp.Value) (struct{}, error) {
				n, _ := strconv.Atoi(v.Str)
				tx.Multi()
				tx.Set("shared", strconv.Itoa(n+1))
				tx.Incr(key)
				return struct{}{}, nil
			})
		}, "shared")
		answer := client.Map(f, func(vs []resp.Value) (int64, error) { return vs[1].Int, nil })
		expect(k, "transaction "+key, answer, 1)
		answer.Then(func(_ int64, err error) {
			if err == nil {
				k.told[key]++
			}
		})
	}
}

// subscription hears messages in order, each once, some of them perhaps not.
func (k *work) subscription() {
	f := k.c.Subscribe(k.hear, "news")
	k.cancels = append(k.cancels, f.Cancel)
	f.Then(func(s *client.Subscription, err error) {
		if err != nil {
			k.failed = append(k.failed, "subscribe: "+err.Error())
			return
		}
		done := s.Subscribe("more")
		k.w.After(60*ms, s.Close)
		done.Then(func(_ struct{}, err error) {
			if err != nil {
				k.failed = append(k.failed, "subscribe more: "+err.Error())
			}
		})
	})
	for i := range 4 {
		k.w.After(time.Duration(20+4*i)*ms, func() {
			k.c.Publish([]string{"news", "more"}[i%2], strconv.Itoa(i+1)).Then(func(int64, error) {})
		})
	}
}

// keep subscribes for as long as the client lives: a connection less for all else.
func (k *work) keep() {
	f := k.c.PSubscribe(func(m client.Message) { k.last = m.Payload }, "kept.*")
	f.Then(func(s *client.Subscription, err error) {
		k.keeper = s
		if err != nil {
			k.failed = append(k.failed, "subscribe for good: "+err.Error())
		}
	})
}

func (k *work) hear(m client.Message) { k.heard = append(k.heard, m.Payload) }

// lease borrows a connection, works in another database, and leaves it in
// the middle of a transaction.
func (k *work) lease() {
	f := k.c.Acquire()
	k.cancels = append(k.cancels, f.Cancel)
	f.Then(func(l *client.Lease, err error) {
		if err != nil {
			k.failed = append(k.failed, "acquire: "+err.Error())
			return
		}
		expect(k, "SELECT", l.Select(3), struct{}{})
		k.own(l.Commands, "in3:")
		k.count(l.Commands, "in3:")
		l.Do("MULTI").Then(func(resp.Value, error) { l.Release() })
	})
}

// cancel cancels every call whose number leaves a rest.
func (k *work) cancel(rest, of int) {
	for i, cancel := range k.cancels {
		if i%of == rest%of {
			cancel()
		}
	}
}

// problems are what the program itself has to complain about.
func (k *work) problems() []string {
	found := k.wrong
	if k.ended != k.calls {
		found = append(found, fmt.Sprintf("%d of %d calls ended", k.ended, k.calls))
	}
	for db := range 4 {
		for _, key := range k.w.Engine().Keys(db) {
			if want := k.home(key); db != want {
				found = append(found, fmt.Sprintf("%s is in database %d, want %d", key, db, want))
			}
		}
	}
	return found
}

// home is the database that a key belongs to.
func (k *work) home(key string) int {
	if strings.HasPrefix(key, "in3:") {
		return 3
	}
	return k.db
}

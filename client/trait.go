// What the client must know about a command by its name, in one table.

package client

import (
	"strconv"
	"strings"
	"time"
)

// trait is what makes a command special for the client.
type trait struct {
	blocks blocking // it may wait on the server
	effect effect   // it changes the state of its connection
}

// blocking says where a command has its timeout.
type blocking uint8

const (
	never         blocking = iota
	lastSeconds            // the last argument, seconds
	firstSeconds           // the first argument, seconds
	secondMillis           // the second argument, milliseconds
	thirdMillis            // the third argument, milliseconds
	optionalBlock          // milliseconds behind BLOCK, if that is there
)

// effect is what a command does to the state of its connection.
type effect uint8

const (
	noEffect effect = iota
	multi
	endMulti // EXEC, DISCARD
	watch
	unwatch
	selects
	subscribes
	unsubscribes
	monitors
	quits
	alters   // anything else that a next borrower of the connection must not meet
	silences // CLIENT REPLY: without replies, calls cannot be told apart; it is refused
)

var traits = map[string]trait{
	"BLPOP": {blocks: lastSeconds}, "BRPOP": {blocks: lastSeconds},
	"BLMOVE": {blocks: lastSeconds}, "BRPOPLPUSH": {blocks: lastSeconds},
	"BZPOPMIN": {blocks: lastSeconds}, "BZPOPMAX": {blocks: lastSeconds},
	"BLMPOP": {blocks: firstSeconds}, "BZMPOP": {blocks: firstSeconds},
	"XREAD": {blocks: optionalBlock}, "XREADGROUP": {blocks: optionalBlock},
	"WAIT": {blocks: secondMillis}, "WAITAOF": {blocks: thirdMillis},

	"MULTI": {effect: multi}, "EXEC": {effect: endMulti}, "DISCARD": {effect: endMulti},
	"WATCH": {effect: watch}, "UNWATCH": {effect: unwatch},
	"SELECT":    {effect: selects},
	"SUBSCRIBE": {effect: subscribes}, "PSUBSCRIBE": {effect: subscribes}, "SSUBSCRIBE": {effect: subscribes},
	"UNSUBSCRIBE": {effect: unsubscribes}, "PUNSUBSCRIBE": {effect: unsubscribes}, "SUNSUBSCRIBE": {effect: unsubscribes},
	"MONITOR": {effect: monitors},
	"HELLO":   {effect: alters}, "AUTH": {effect: alters}, "RESET": {effect: alters}, "QUIT": {effect: quits},
	"READONLY": {effect: alters}, "ASKING": {effect: alters}, "CLIENT TRACKING": {effect: alters},
	"CLIENT NO-EVICT": {effect: alters}, "CLIENT NO-TOUCH": {effect: alters},
	"CLIENT REPLY": {effect: silences},
}

// traitLetters has the first letters of the names in traits, as bits, by the
// length of the name: most commands need no more than that to be found plain.
var traitLetters = func() (letters [16]uint32) {
	for name := range traits {
		name, _, _ := strings.Cut(name, " ")
		letters[len(name)] |= letter(name)
	}
	return letters
}()

func letter(name string) uint32 { return 1 << (name[0] & 31) }

// traitOf looks up a command line; the zero trait is that of most commands.
func traitOf(args []string) trait {
	if len(args) == 0 {
		return trait{}
	}
	if size := len(args[0]); size == 0 || size >= len(traitLetters) || traitLetters[size]&letter(args[0]) == 0 {
		return trait{}
	}
	name := commandName(args)
	if name == "CLIENT" && len(args) > 1 {
		name += " " + strings.ToUpper(args[1])
	}
	return traits[name]
}

// ownConnection reports whether the command must not share a connection with
// those of others.
func (t trait) ownConnection(args []string) bool {
	if t == (trait{}) {
		return false
	}
	_, blocks := t.blockTime(args)
	return blocks || t.effect != noEffect
}

// commandName is the command's name as the server reads it.
func commandName(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return strings.ToUpper(args[0])
}

// blockTime says whether a command may wait on the server, and for how long;
// 0 means for ever.
func (t trait) blockTime(args []string) (d time.Duration, blocks bool) {
	switch t.blocks {
	case lastSeconds:
		return argTime(args, len(args)-1, time.Second), true
	case firstSeconds:
		return argTime(args, 1, time.Second), true
	case secondMillis:
		return argTime(args, 2, time.Millisecond), true
	case thirdMillis:
		return argTime(args, 3, time.Millisecond), true
	case optionalBlock:
		for i, arg := range args {
			if strings.EqualFold(arg, "BLOCK") {
				return argTime(args, i+1, time.Millisecond), true
			}
			if strings.EqualFold(arg, "STREAMS") { // what follows are keys
				return 0, false
			}
		}
	}
	return 0, false
}

// argTime reads an argument as a time. What is no time will be refused by
// the server at once, so it may count as any: as 0, which waits for its reply.
// So do times too long for a timer.
func argTime(args []string, i int, unit time.Duration) time.Duration {
	const century = 100 * 365 * 24 * time.Hour
	if i >= len(args) {
		return 0
	}
	n, _ := strconv.ParseFloat(args[i], 64)
	if n *= float64(unit); n > 0 && n < float64(century) {
		return time.Duration(n)
	}
	return 0
}

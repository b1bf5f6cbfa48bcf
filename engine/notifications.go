// Keyspace notifications: what happens to keys as messages, for clients that
// subscribe to __keyspace@0__:key or __keyevent@0__:event.

package engine

import (
	"strconv"
	"strings"

	"resplay/resp"
)

// eventClasses is a set of classes of events, and of channels for them.
type eventClasses uint32

// Classes in the order of eventLetters.
const (
	genericEvent eventClasses = 1 << iota
	stringEvent
	listEvent
	setEvent
	hashEvent
	zsetEvent
	expiredEvent
	evictedEvent
	streamEvent
	moduleEvent
	newEvent
	keyspaceChannel
	keyeventChannel
	missEvent

	allEvents = newEvent - 1 // what A stands for
)

const eventLetters = "g$lshzxetdnKEm"

// parseEvents reads notify-keyspace-events; ok is false at a letter that
// means nothing.
func parseEvents(letters string) (classes eventClasses, ok bool) {
	for i := range len(letters) {
		switch at := strings.IndexByte(eventLetters, letters[i]); {
		case letters[i] == 'A':
			classes |= allEvents
		case at >= 0:
			classes |= 1 << at
		default:
			return 0, false
		}
	}
	return classes, true
}

// String is the value of notify-keyspace-events. As in Redis, A hides n.
func (classes eventClasses) String() string {
	letters := ""
	if classes&allEvents == allEvents {
		letters, classes = "A", classes&^(allEvents|newEvent)
	}
	for i := range len(eventLetters) {
		if classes&(1<<i) != 0 {
			letters += eventLetters[i : i+1]
		}
	}
	return letters
}

func setEvents(e *Engine, value string) error {
	classes, ok := parseEvents(value)
	if !ok {
		return resp.Error("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")
	}
	e.events, e.announce = classes, e.publishEvent
	return nil
}

// classOf is the class of an event; 0: it is none of Redis's. Names of
// commands tell it by their first letter, but for those that come first here.
func classOf(event string) eventClasses {
	switch event {
	case "del", "expire", "persist", "restore", "rename_from", "rename_to", "move_from", "move_to", "copy_to":
		return genericEvent
	case "set", "setrange", "setbit", "append", "incrby", "incrbyfloat", "pfadd":
		return stringEvent
	case "lpush", "rpush", "lpop", "rpop", "lset", "lrem", "ltrim", "linsert", "sortstore":
		return listEvent
	case "sadd", "srem", "spop", "sinterstore", "sunionstore", "sdiffstore":
		return setEvent
	case "geosearchstore", "georadiusstore":
		return zsetEvent
	case "expired":
		return expiredEvent
	case "evicted":
		return evictedEvent
	case "new":
		return newEvent
	case "keymiss":
		return missEvent
	case "", "flushdb", "flushall":
		return 0
	}
	switch event[0] {
	case 'h':
		return hashEvent
	case 'z':
		return zsetEvent
	case 'x':
		return streamEvent
	}
	return moduleEvent
}

// publishEvent publishes what happened to a key, if its class is wanted.
func (e *Engine) publishEvent(db *database, key, event string) {
	if e.events&classOf(event) == 0 || e.replaying {
		return
	}
	number := strconv.Itoa(db.id)
	if e.events&keyspaceChannel != 0 {
		e.publish("__keyspace@"+number+"__:"+key, event)
	}
	if e.events&keyeventChannel != 0 {
		e.publish("__keyevent@"+number+"__:"+event, key)
	}
}

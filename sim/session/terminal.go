// The clients of a redis-cli script.

package session

import (
	"strconv"
	"strings"

	"resplay/client"
	"resplay/resp"
)

// terminal is one client of a script: a redis-cli of its own, with a
// connection of its own.
type terminal struct {
	script  *script
	name    string // "" is the one that lines without a name go to
	client  *client.Client
	lease   *client.Lease // nil until connected
	db      int
	inMulti bool
	waiting *scriptLine // the line that has no reply yet
}

// terminal returns the client of a name, made on its first line.
func (sc *script) terminal(name string) *terminal {
	t := sc.terminals[name]
	if t == nil {
		t = &terminal{script: sc, name: name}
		t.client = sc.session.host.World.BasicClient(client.Options{
			Addr: "127.0.0.1:6379", Protocol: 2, ClientName: name,
			Pool: client.Pool{Max: 1},
			Task: func() string { return name },
		})
		sc.terminals[name] = t
		sc.order = append(sc.order, t)
	}
	return t
}

// prompt is what redis-cli would show ahead of a line.
func (t *terminal) prompt() string {
	prompt := t.name
	if prompt == "" {
		prompt = "127.0.0.1:6379"
	}
	if t.db != 0 {
		prompt += "[" + strconv.Itoa(t.db) + "]"
	}
	if t.inMulti {
		prompt += "(TX)"
	}
	return prompt + "> "
}

// run types a line.
func (t *terminal) run(line *scriptLine) {
	t.say(line)
	words, err := resp.SplitLine(line.text)
	if err != nil {
		t.script.print("Invalid argument(s)")
		t.script.session.host.World.Post(t.script.advance)
		return
	}
	t.waiting = line
	if t.lease != nil {
		t.send(line, words)
		return
	}
	t.client.Acquire().Then(func(l *client.Lease, err error) {
		if err != nil {
			t.answer(line, "Could not connect to Redis at 127.0.0.1:6379: "+err.Error())
			return
		}
		t.connected(l)
		t.send(line, words)
	})
}

// say prints a line behind its prompt.
func (t *terminal) say(line *scriptLine) {
	t.script.print(t.prompt() + line.text)
	t.script.spoken = line
}

func (t *terminal) connected(l *client.Lease) {
	t.lease = l
	l.OnPush(func(v resp.Value) {
		t.script.print(t.named(resp.Print(v)))
		t.script.spoken = nil
	})
	l.OnClose(func(error) { t.lease, t.db, t.inMulti = nil, 0, false })
}

func (t *terminal) send(line *scriptLine, words []string) {
	t.lease.Do(words...).Then(func(v resp.Value, err error) {
		if said, ok := err.(resp.Error); ok {
			v, err = resp.Fail(string(said)), nil
		}
		if err != nil {
			t.answer(line, "Error: "+err.Error())
			return
		}
		t.follow(words, v)
		t.answer(line, t.shown(words, v))
	})
}

// follow keeps the prompt right.
func (t *terminal) follow(words []string, reply resp.Value) {
	switch strings.ToUpper(words[0]) {
	case "SELECT":
		if reply.Err() == nil && len(words) == 2 {
			t.db, _ = strconv.Atoi(words[1])
		}
	case "MULTI":
		t.inMulti = t.inMulti || reply.Err() == nil
	case "EXEC", "DISCARD":
		t.inMulti = false
	case "RESET":
		t.db, t.inMulti = 0, false
	}
}

// shown is a reply as redis-cli shows it: reports in lines of their own are
// not quoted, and confirmations of subscriptions have come as messages.
func (t *terminal) shown(words []string, reply resp.Value) string {
	command := strings.ToUpper(strings.Join(words[:min(len(words), 2)], " "))
	switch {
	case reply.Err() == nil && strings.HasSuffix(strings.ToUpper(words[0]), "SUBSCRIBE"):
		return ""
	case reply.Kind == resp.KindBulk && (strings.HasPrefix(command, "INFO") || command == "CLIENT LIST" || command == "CLIENT INFO"):
		return strings.TrimRight(strings.ReplaceAll(reply.Str, "\r\n", "\n"), "\n")
	}
	return resp.Print(reply)
}

// answer prints what a line came to, and goes on. When other lines have been
// printed meanwhile, it says whose answer it is. An empty text says nothing.
func (t *terminal) answer(line *scriptLine, text string) {
	if t.script.ended() {
		return
	}
	t.waiting = nil
	if text == "" {
		t.script.advance()
		return
	}
	if t.script.spoken != line {
		t.script.print("(" + t.named(line.text) + " is answered)")
	}
	t.script.print(text)
	t.script.spoken = nil
	t.script.advance()
}

// named puts the client's name, if it has one, ahead of a text.
func (t *terminal) named(text string) string {
	if t.name == "" {
		return text
	}
	return t.name + "> " + text
}

// redis-cli scripts: lines that run one behind the other.

package session

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
	"resplay/sim"
)

// script is a redis-cli program under way: lines, each run when the one
// before it has its reply. A line may start with a client's name, as in
// "alice> GET greeting"; while one client's command blocks, the lines of
// others go on. "@wait 5s" lets virtual time pass.
type script struct {
	session   *Session
	future    int // of CLI
	lines     []scriptLine
	next      int // index into lines
	terminals map[string]*terminal
	order     []*terminal // as they first came
	pausing   bool        // in @wait
	spoken    *scriptLine // the line that was printed last
}

// scriptLine is one line that is not blank and not a comment.
type scriptLine struct {
	number int // from 1, as in the program
	who    string
	text   string
}

// runScript starts a program; its future is resolved when every line has run.
func (s *Session) runScript(a args) error {
	if s.script != nil {
		return usage("a program is running already; wait for its end")
	}
	s.script = &script{session: s, future: a.future(), lines: parseScript(a[1]), terminals: map[string]*terminal{}}
	s.host.World.OnBlocked = s.script.blocked
	s.script.advance()
	return nil
}

// parseScript splits a program into its lines.
func parseScript(text string) []scriptLine {
	var lines []scriptLine
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || isPrompt(line) && strings.HasSuffix(line, ">") {
			continue
		}
		who := ""
		if name, rest, ok := strings.Cut(line, "> "); ok && (isName(name) || isPrompt(name)) {
			who, line = name, strings.TrimSpace(rest)
			if isPrompt(name) {
				who = "" // pasted from a terminal, or from this page
			}
		}
		lines = append(lines, scriptLine{i + 1, who, line})
	}
	return lines
}

// isPrompt reports whether a line's start is redis-cli's own.
func isPrompt(s string) bool { return strings.HasPrefix(s, "127.0.0.1:6379") }

// isName reports whether a line's start may be a client's name.
func isName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return s != ""
}

// advance runs the next line, if its client has its last reply, or ends the
// program behind the last.
func (sc *script) advance() {
	if sc.pausing || sc.ended() {
		return
	}
	if sc.next == len(sc.lines) {
		if sc.waiting() == nil {
			sc.finish()
		}
		return
	}
	line := &sc.lines[sc.next]
	if word, text, _ := strings.Cut(line.text, " "); word[0] == '@' {
		sc.next++
		sc.pause(line, word, strings.TrimSpace(text))
		return
	}
	t := sc.terminal(line.who)
	if t.waiting != nil {
		return
	}
	sc.next++
	t.run(line)
}

// ended reports whether the program is over: what still comes is not for it.
func (sc *script) ended() bool { return sc.session.script != sc }

// pause lets virtual time pass before the next line.
func (sc *script) pause(line *scriptLine, word, text string) {
	if word != "@wait" {
		sc.fail(line, "there is no "+word+" here; the one word of this kind is @wait, as in @wait 5s")
		return
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		sc.fail(line, "@wait wants a time such as 500ms or 5s, not "+resp.Quote(text))
		return
	}
	sc.pausing = true
	sc.session.host.World.After(d, func() {
		sc.pausing = false
		sc.advance()
	})
}

// blocked is told of a connection whose command waits for keys: the lines of
// other clients may go on.
func (sc *script) blocked(conn int) {
	for _, t := range sc.order {
		if t.waiting != nil && t.lease != nil && t.lease.Number() == conn {
			sc.session.host.World.Post(sc.advance)
		}
	}
}

// waiting returns the line that waits for its reply, nil when none does.
func (sc *script) waiting() *scriptLine {
	for _, t := range sc.order {
		if t.waiting != nil {
			return t.waiting
		}
	}
	return nil
}

// idle is told that nothing will ever happen again. It reports whether that
// has given the program something to say.
func (sc *script) idle() bool {
	line := sc.waiting()
	if line == nil {
		return false
	}
	sc.fail(line, line.text+" waits for ever: nothing left in this world would wake it")
	return true
}

func (sc *script) finish() {
	sc.close()
	sc.session.resolve(sc.future, resp.OK())
}

// fail ends the program at a line.
func (sc *script) fail(line *scriptLine, text string) {
	sc.close()
	sc.session.reject(sc.future, usage("line "+strconv.Itoa(line.number)+": "+text))
}

func (sc *script) close() {
	sc.session.script = nil
	sc.session.host.World.OnBlocked = nil
	for _, t := range sc.order {
		t.client.Abort()
	}
}

// print delivers a line of output, and notes it in the trace.
func (sc *script) print(text string) {
	sc.session.host.World.Note(sim.Printed, "", "stdout", text+"\n")
	sc.session.deliver(resp.Bulk("print"), resp.Bulk("stdout"), resp.Bulk(text+"\n"))
}

// From words to statements: a recursive-descent parser with Lua's own words
// for what it does not understand.

package lua

const (
	mostNesting   = 200 // of syntax, as in Lua
	mostLocals    = 200
	mostUpvalues  = 60
	mostChain     = 4000 // operators or suffixes in one expression
	nestingWeight = 16   // nested expressions take as much stack as a call
)

// parser makes a tree of tokens.
type parser struct {
	lexer
	token, ahead token
	hasAhead     bool
	lastLine     int // of the token before
	tokenLine    int
	level        int
	function     *scope
}

// scope is a function that is being read.
type scope struct {
	proto    *proto
	parent   *scope
	active   []*variable
	free     int // slots in use
	loops    int // that are open
	upvalues map[string]int
	deepest  int
	usesArg  bool
}

// parse reads a chunk. The error says what is wrong with it.
func parse(source, chunk string) (p *proto, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case syntaxError:
			err = scriptError(r.text)
		default:
			panic(r)
		}
	}()
	ps := &parser{lexer: lexer{source: source, chunk: chunk, line: 1}}
	if len(source) > 0 && source[0] == '#' { // as luaL_loadfile would
		ps.fail("unexpected symbol", "#")
	}
	ps.open(0)
	ps.function.proto.vararg = true
	ps.advance()
	ps.function.proto.body = ps.block()
	ps.check(tokenEnd)
	return ps.close(), nil
}

func (p *parser) open(line int) {
	p.function = &scope{
		proto: &proto{name: p.chunk, line: line}, parent: p.function,
		upvalues: map[string]int{},
	}
}

func (p *parser) close() *proto {
	done := p.function
	done.proto.weight = 1 + done.deepest/nestingWeight
	p.function = done.parent
	return done.proto
}

func (p *parser) advance() {
	p.lastLine = p.tokenLine
	if p.hasAhead {
		p.token, p.hasAhead = p.ahead, false
	} else {
		p.token = p.lexer.next()
	}
	p.tokenLine = p.line
	p.function.proto.size++
}

func (p *parser) lookAhead() token {
	p.ahead, p.hasAhead = p.lexer.next(), true
	return p.ahead
}

// unexpected fails at the present token.
func (p *parser) unexpected(message string) {
	near := p.token.kind
	switch near {
	case tokenName, tokenString, tokenNumber:
		near = p.written()
	}
	p.fail(message, near)
}

func (p *parser) is(kind string) bool { return p.token.kind == kind }

func (p *parser) accept(kind string) bool {
	if p.is(kind) {
		p.advance()
		return true
	}
	return false
}

func (p *parser) check(kind string) {
	if !p.is(kind) {
		p.unexpected("'" + kind + "' expected")
	}
}

func (p *parser) expect(kind string) {
	p.check(kind)
	p.advance()
}

// match expects what closes something that was opened on a line.
func (p *parser) match(kind, opened string, line int) {
	if p.is(kind) {
		p.advance()
		return
	}
	if line == p.line {
		p.unexpected("'" + kind + "' expected")
	}
	p.unexpected("'" + kind + "' expected (to close '" + opened + "' at line " + formatNumber(float64(line)) + ")")
}

func (p *parser) name() string {
	p.check(tokenName)
	name := p.token.text
	p.advance()
	return name
}

func (p *parser) enter() {
	p.level++
	p.function.deepest = max(p.function.deepest, p.level)
	if p.level > mostNesting {
		p.fail("chunk has too many syntax levels", "")
	}
}

func (p *parser) leave() { p.level-- }

// chain counts what stands in a row in one expression: it nests in the tree.
func (p *parser) chain(n int) {
	p.function.deepest = max(p.function.deepest, p.level+n)
	if n > mostChain {
		p.fail("chunk has too many syntax levels", "")
	}
}

// declare makes a local variable, which activate brings into scope.
func (p *parser) declare(name string) *variable {
	s := p.function
	if s.free >= mostLocals {
		p.tooMany(mostLocals, "local variables")
	}
	v := &variable{name: name, slot: s.free}
	s.free++
	s.proto.slots = max(s.proto.slots, s.free)
	return v
}

func (p *parser) tooMany(limit int, what string) {
	where := "main function"
	if line := p.function.proto.line; line > 0 {
		where = "function at line " + formatNumber(float64(line))
	}
	p.fail(where+" has more than "+formatNumber(float64(limit))+" "+what, "")
}

func (p *parser) activate(variables ...*variable) {
	p.function.active = append(p.function.active, variables...)
}

// scoped reads a block whose local variables end with it.
func (p *parser) scoped(read func()) {
	s := p.function
	active, free := len(s.active), s.free
	read()
	s.active, s.free = s.active[:active], free
}

// resolve finds what a name means.
func (p *parser) resolve(name string) expression {
	if v := p.function.local(name); v != nil {
		return localName{v}
	}
	if i := p.capture(p.function, name); i >= 0 {
		return upvalue{i, name}
	}
	return globalName{name, p.lastLine}
}

func (s *scope) local(name string) *variable {
	for i := len(s.active) - 1; i >= 0; i-- {
		if s.active[i].name == name {
			return s.active[i]
		}
	}
	return nil
}

// capture returns the index of an upvalue, or -1 for a global name.
func (p *parser) capture(s *scope, name string) int {
	if i, ok := s.upvalues[name]; ok { // the scopes around stand still meanwhile
		return i
	}
	if s.parent == nil {
		return -1
	}
	c := capture{local: s.parent.local(name)}
	if c.local != nil {
		c.local.captured = true
	} else if c.index = p.capture(s.parent, name); c.index < 0 {
		return -1
	}
	if len(s.proto.captures) >= mostUpvalues {
		p.tooMany(mostUpvalues, "upvalues")
	}
	s.upvalues[name] = len(s.proto.captures)
	s.proto.captures = append(s.proto.captures, c)
	s.proto.names = append(s.proto.names, name)
	return len(s.proto.captures) - 1
}

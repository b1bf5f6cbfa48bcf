// Statements.

package lua

// block reads statements up to what ends them.
func (p *parser) block() []statement {
	var body []statement
	p.enter()
	defer p.leave()
	for !p.blockEnds() {
		s, last := p.statement()
		p.accept(";")
		body = append(body, s)
		if last {
			break
		}
	}
	return body
}

// scopedBlock is a block with local variables of its own.
func (p *parser) scopedBlock() (body []statement) {
	p.scoped(func() { body = p.block() })
	return body
}

func (p *parser) blockEnds() bool {
	switch p.token.kind {
	case tokenEnd, "end", "else", "elseif", "until":
		return true
	}
	return false
}

// statement reads one; last: nothing may follow it in its block.
func (p *parser) statement() (s statement, last bool) {
	line := p.tokenLine
	switch p.token.kind {
	case "if":
		return p.ifStatement(line), false
	case "while":
		return p.whileStatement(line), false
	case "do":
		p.advance()
		body := p.scopedBlock()
		p.match("end", "do", line)
		return doStatement{body}, false
	case "for":
		return p.forStatement(line), false
	case "repeat":
		return p.repeatStatement(line), false
	case "function":
		return p.functionStatement(line), false
	case "local":
		p.advance()
		if p.accept("function") {
			v := p.declare(p.name())
			p.activate(v)
			return localFunction{v, p.functionBody(false, p.tokenLine)}, false
		}
		return p.localStatement(), false
	case "return":
		return p.returnStatement(), true
	case "break":
		p.advance()
		if s := p.function; s.loops == 0 {
			p.unexpected("no loop to break")
		}
		return breakStatement{}, true
	}
	return p.expressionStatement(), false
}

// loop reads the body of a loop, inside of which break may stand, and
// returns how many words it has.
func (p *parser) loop(read func()) int {
	s := p.function
	before := s.proto.size
	s.loops++
	p.scoped(read)
	s.loops--
	return s.proto.size - before
}

func (p *parser) ifStatement(line int) statement {
	var s ifStatement
	for p.is("if") || p.is("elseif") {
		p.advance()
		s.conditions = append(s.conditions, p.expression())
		p.expect("then")
		s.branches = append(s.branches, p.scopedBlock())
	}
	if p.accept("else") {
		s.branches = append(s.branches, p.scopedBlock())
	}
	p.match("end", "if", line)
	return s
}

func (p *parser) whileStatement(line int) statement {
	p.advance()
	s := whileStatement{condition: p.expression()}
	p.expect("do")
	s.size = p.loop(func() { s.body = p.block() })
	p.match("end", "while", line)
	return s
}

func (p *parser) repeatStatement(line int) statement {
	var s repeatStatement
	p.advance()
	s.size = p.loop(func() {
		s.body = p.block()
		p.match("until", "repeat", line)
		s.condition = p.expression() // sees the locals of the body
	})
	return s
}

func (p *parser) forStatement(line int) (s statement) {
	p.advance()
	first := p.name()
	switch p.token.kind {
	case "=":
		s = p.numericFor(first, line)
	case ",", "in":
		s = p.genericFor(first, line)
	default:
		p.unexpected("'=' or 'in' expected")
	}
	p.match("end", "for", line)
	return s
}

func (p *parser) numericFor(name string, line int) statement {
	s := numericFor{line: line}
	p.advance()
	s.start = p.expression()
	p.expect(",")
	s.stop = p.expression()
	if p.accept(",") {
		s.step = p.expression()
	}
	p.expect("do")
	s.size = p.loop(func() {
		s.variable = p.declare(name)
		p.activate(s.variable)
		s.body = p.block()
	})
	return s
}

func (p *parser) genericFor(name string, line int) statement {
	s := genericFor{line: line}
	names := []string{name}
	for p.accept(",") {
		names = append(names, p.name())
	}
	p.expect("in")
	s.values = p.expressions()
	p.expect("do")
	s.size = p.loop(func() {
		for _, name := range names {
			s.variables = append(s.variables, p.declare(name))
		}
		p.activate(s.variables...)
		s.body = p.block()
	})
	return s
}

func (p *parser) functionStatement(line int) statement {
	p.advance()
	target := p.resolveName()
	method := false
	for n := 0; (p.is(".") || p.is(":")) && !method; n++ {
		p.chain(n)
		method = p.is(":")
		p.advance()
		target = index{target, constant{p.name()}, p.lastLine}
	}
	return assignment{targets: []expression{target}, values: []expression{p.functionBody(method, line)}, line: line}
}

func (p *parser) localStatement() statement {
	var s localStatement
	for {
		s.variables = append(s.variables, p.declare(p.name()))
		if !p.accept(",") {
			break
		}
	}
	if p.accept("=") {
		s.values = p.expressions()
	}
	p.activate(s.variables...)
	return s
}

func (p *parser) returnStatement() statement {
	p.advance()
	var s returnStatement
	if !p.blockEnds() && !p.is(";") {
		s.values = p.expressions()
	}
	p.accept(";")
	return s
}

// expressionStatement is a call or an assignment.
func (p *parser) expressionStatement() statement {
	first := p.suffixed()
	if c, ok := first.(*call); ok {
		return callStatement{c}
	}
	targets := []expression{first}
	for p.checkTarget(targets[len(targets)-1]); p.accept(","); p.checkTarget(targets[len(targets)-1]) {
		p.chain(len(targets))
		targets = append(targets, p.suffixed())
	}
	p.expect("=")
	values := p.expressions()
	return assignment{targets, values, p.lastLine}
}

func (p *parser) checkTarget(e expression) {
	switch e.(type) {
	case localName, upvalue, globalName, index:
	default:
		p.unexpected("syntax error")
	}
}

// Expressions.

package lua

// priority is how strongly an operator binds to its left and right.
var priority = map[string][2]int{
	"+": {6, 6}, "-": {6, 6}, "*": {7, 7}, "/": {7, 7}, "%": {7, 7},
	"^": {10, 9}, "..": {5, 4},
	"==": {3, 3}, "~=": {3, 3}, "<": {3, 3}, "<=": {3, 3}, ">": {3, 3}, ">=": {3, 3},
	"and": {2, 2}, "or": {1, 1},
}

const unaryPriority = 8

func (p *parser) expression() expression { return p.operation(0) }

func (p *parser) expressions() []expression {
	list := []expression{p.expression()}
	for p.accept(",") {
		list = append(list, p.expression())
	}
	return list
}

// operation reads an expression whose operators bind more strongly than limit.
func (p *parser) operation(limit int) expression {
	p.enter()
	defer p.leave()
	var left expression
	if op := p.token.kind; op == "not" || op == "-" || op == "#" {
		p.advance()
		operand := p.operation(unaryPriority)
		left = foldUnary(unary{op, operand, p.lastLine})
	} else {
		left = p.simple()
	}
	for n := 0; ; n++ {
		op := p.token.kind
		bind, ok := priority[op]
		if !ok || bind[0] <= limit {
			return left
		}
		p.chain(n)
		p.advance()
		right := p.operation(bind[1])
		left = binary{op, left, right, p.lastLine}
	}
}

// foldUnary computes the minus of a number.
func foldUnary(e unary) expression {
	if c, ok := e.operand.(constant); ok && e.operator == "-" {
		if f, ok := c.value.(float64); ok {
			return constant{-f}
		}
	}
	return e
}

func (p *parser) simple() expression {
	var e expression
	switch p.token.kind {
	case tokenNumber:
		e = constant{p.token.number}
	case tokenString:
		e = constant{p.token.text}
	case "nil":
		e = constant{nil}
	case "true":
		e = constant{true}
	case "false":
		e = constant{false}
	case "...":
		if !p.function.proto.vararg {
			p.unexpected("cannot use '...' outside a vararg function")
		}
		p.function.usesArg = true
		e = varargs{}
	case "{":
		return p.table()
	case "function":
		line := p.tokenLine
		p.advance()
		return p.functionBody(false, line)
	default:
		return p.suffixed()
	}
	p.advance()
	return e
}

// primary is a name or something in parentheses.
func (p *parser) primary() expression {
	switch p.token.kind {
	case "(":
		line := p.tokenLine
		p.advance()
		inner := p.expression()
		p.match(")", "(", line)
		return group{inner}
	case tokenName:
		return p.resolveName()
	}
	p.unexpected("unexpected symbol")
	return nil
}

func (p *parser) resolveName() expression { return p.resolve(p.name()) }

// suffixed is a primary expression with fields, indices and calls behind it.
func (p *parser) suffixed() expression {
	e := p.primary()
	for n := 0; ; n++ {
		p.chain(n)
		switch p.token.kind {
		case ".":
			p.advance()
			e = index{e, constant{p.name()}, p.lastLine}
		case "[":
			p.advance()
			key := p.expression()
			p.expect("]")
			e = index{e, key, p.lastLine}
		case ":":
			p.advance()
			e = p.call(e, p.name())
		case "(", tokenString, "{":
			e = p.call(e, "")
		default:
			return e
		}
	}
}

func (p *parser) call(function expression, method string) expression {
	c := &call{function: function, method: method, line: p.tokenLine}
	switch p.token.kind {
	case tokenString:
		c.arguments = []expression{constant{p.token.text}}
		p.advance()
	case "{":
		c.arguments = []expression{p.table()}
	case "(":
		if p.tokenLine != p.lastLine {
			p.unexpected("ambiguous syntax (function call x new statement)")
		}
		p.advance()
		if !p.is(")") {
			c.arguments = p.expressions()
		}
		p.match(")", "(", c.line)
	default:
		p.unexpected("function arguments expected")
	}
	return c
}

func (p *parser) table() expression {
	line := p.tokenLine
	t := &table{line: line}
	p.expect("{")
	for !p.is("}") {
		p.field(t)
		if !p.accept(",") && !p.accept(";") {
			break
		}
	}
	p.match("}", "{", line)
	return t
}

func (p *parser) field(t *table) {
	switch {
	case p.is("["):
		p.advance()
		key := p.expression()
		p.expect("]")
		p.expect("=")
		t.keys = append(t.keys, key)
	case p.is(tokenName) && p.lookAhead().kind == "=":
		t.keys = append(t.keys, constant{p.name()})
		p.advance()
	default:
		t.order = append(t.order, true)
		t.positional = append(t.positional, p.expression())
		return
	}
	t.order = append(t.order, false)
	t.values = append(t.values, p.expression())
}

// functionBody reads parameters and statements of a function.
func (p *parser) functionBody(method bool, line int) closure {
	p.open(line)
	var parameters []*variable
	if method {
		parameters = append(parameters, p.declare("self"))
	}
	p.expect("(")
	for !p.is(")") {
		if p.accept("...") {
			p.function.proto.vararg = true
			break
		}
		if !p.is(tokenName) {
			p.unexpected("<name> or '...' expected")
		}
		parameters = append(parameters, p.declare(p.name()))
		if !p.accept(",") {
			break
		}
		if p.is(")") {
			p.unexpected("<name> or '...' expected")
		}
	}
	p.expect(")")
	proto := p.function.proto
	if proto.vararg {
		proto.argTable = p.declare("arg")
		p.activate(parameters...)
		p.activate(proto.argTable)
	} else {
		p.activate(parameters...)
	}
	proto.parameters = parameters
	proto.body = p.block()
	p.match("end", "function", line)
	if p.function.usesArg {
		proto.argTable = nil
	}
	size := proto.size
	done := p.close()
	p.function.proto.size += size
	return closure{done}
}

// The syntax tree of a script, its names resolved.

package lua

// expression is one of the types below that are values.
type expression any

type (
	constant  struct{ value Value } // nil, a boolean, number or string
	varargs   struct{}
	localName struct{ variable *variable }
	upvalue   struct {
		index int
		name  string
	}
	globalName struct {
		name string
		line int
	}
	index struct {
		object, key expression
		line        int
	}
	call struct {
		function  expression
		method    string // of object:method(); "": a plain call
		arguments []expression
		line      int
	}
	unary struct {
		operator string
		operand  expression
		line     int
	}
	binary struct {
		operator    string
		left, right expression
		line        int
	}
	group struct{ inner expression } // in parentheses: one value
	table struct {
		positional   []expression
		keys, values []expression
		order        []bool // true: the next positional one
		line         int
	}
	closure struct{ proto *proto }
)

// variable is a local variable of a function.
type variable struct {
	name     string
	slot     int
	captured bool // a function inside uses it, so it lives in a cell
}

// proto is a function as it is written.
type proto struct {
	name       string // of its chunk
	line       int    // 0: the main function of a chunk
	parameters []*variable
	vararg     bool
	argTable   *variable // the table arg, of a vararg function that could use it; nil: none
	slots      int
	captures   []capture
	names      []string // of the upvalues
	body       []statement
	weight     int // of its stack, in that of a plain function
	size       int // nodes, for counting steps
	code       executor
}

// capture says where a closure gets an upvalue from when it is made.
type capture struct {
	local *variable // of the function around; nil: its upvalue at index
	index int
}

// statement is one of the types below.
type statement any

type (
	localStatement struct {
		variables []*variable
		values    []expression
	}
	localFunction struct {
		variable *variable
		closure  closure
	}
	assignment struct {
		targets, values []expression
		line            int
	}
	callStatement  struct{ call *call }
	doStatement    struct{ body []statement }
	whileStatement struct {
		condition expression
		body      []statement
		size      int
	}
	repeatStatement struct {
		body      []statement
		condition expression
		size      int
	}
	ifStatement struct {
		conditions []expression
		branches   [][]statement // one more than conditions when there is an else
	}
	numericFor struct {
		variable          *variable
		start, stop, step expression
		body              []statement
		line, size        int
	}
	genericFor struct {
		variables  []*variable
		values     []expression
		body       []statement
		line, size int
	}
	returnStatement struct{ values []expression }
	breakStatement  struct{}
)

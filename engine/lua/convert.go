// Between replies and Lua values, as Redis converts them.

package lua

import (
	"strings"

	"resplay/resp"
)

// fromReply is a reply as a script sees it.
func (vm *VM) fromReply(v resp.Value) Value {
	vm.step(1)
	switch v.Kind {
	case resp.KindInteger:
		return boxed(float64(v.Int))
	case resp.KindBulk, resp.KindArray, resp.KindPush:
		return vm.fromPlain(v)
	case resp.KindSimple:
		return vm.single("ok", v.Str)
	case resp.KindError, resp.KindBulkError:
		t := vm.errorTable("-" + v.Str)
		t.Set("ignore_error_stats_update", true)
		return t
	case resp.KindNull:
		if vm.protocol == 3 {
			return nil
		}
		return false
	case resp.KindBoolean:
		if vm.protocol == 3 {
			return v.Int != 0
		}
		return float64(v.Int)
	case resp.KindDouble:
		if vm.protocol == 3 {
			return vm.single("double", v.Float)
		}
		return resp.FormatDouble(v.Float)
	case resp.KindBigNumber:
		if vm.protocol == 3 {
			return vm.single("big_number", v.Str)
		}
		return v.Str
	case resp.KindVerbatim:
		return vm.fromVerbatim(v)
	}
	return vm.fromCollection(v)
}

func (vm *VM) fromPlain(v resp.Value) Value {
	switch {
	case v.Null && vm.protocol == 3:
		return nil
	case v.Null:
		return false
	case v.Kind == resp.KindBulk:
		vm.charge(len(v.Str))
		return v.Str
	}
	return vm.fromElements(v.Elems)
}

func (vm *VM) fromElements(elems []resp.Value) Value {
	values := make([]Value, len(elems))
	for i := range elems {
		values[i] = vm.fromReply(elems[i])
	}
	return vm.newList(values)
}

// fromCollection is a map or set; in RESP2 both are arrays.
func (vm *VM) fromCollection(v resp.Value) Value {
	if vm.protocol != 3 {
		return vm.fromElements(v.Elems)
	}
	t := vm.newTable(0, len(v.Elems))
	if v.Kind == resp.KindSet {
		for _, elem := range v.Elems {
			vm.set(t, vm.fromReply(elem), true)
		}
		return vm.single("set", t)
	}
	for i := 0; i+1 < len(v.Elems); i += 2 {
		vm.set(t, vm.fromReply(v.Elems[i]), vm.fromReply(v.Elems[i+1]))
	}
	return vm.single("map", t)
}

func (vm *VM) fromVerbatim(v resp.Value) Value {
	if vm.protocol != 3 {
		return v.Str
	}
	t := vm.newTable(0, 2)
	t.Set("format", string(v.Format[:]))
	t.Set("string", v.Str)
	return vm.single("verbatim_string", t)
}

// single is a table with one field.
func (vm *VM) single(name string, v Value) *Table {
	t := vm.newTable(0, 1)
	t.Set(name, v)
	return t
}

// errorTable is an error as scripts handle it. Of a text that begins with a
// minus the first word is the code; to any other ERR is added.
func (vm *VM) errorTable(text string) *Table {
	text = strings.Trim(text, "\r\n")
	code, rest := "ERR", text
	if line, ok := strings.CutPrefix(text, "-"); ok {
		rest = line
		if first, more, ok := strings.Cut(line, " "); ok {
			code, rest = first, more
		}
	}
	return vm.single("err", code+" "+rest)
}

// toReply is a script's result as its client gets it.
func (vm *VM) toReply(v Value, depth int) resp.Value {
	vm.charge(80)
	vm.step(1)
	if depth > mostDeep {
		return resp.Fail("ERR reached lua stack limit")
	}
	switch v := v.(type) {
	case string:
		return resp.Bulk(v)
	case float64:
		return resp.Integer(toInt(v))
	case bool:
		switch {
		case vm.protocol == 3:
			return resp.Boolean(v)
		case v:
			return resp.Integer(1)
		}
		return resp.Null()
	case *Table:
		return vm.tableToReply(v, depth+1)
	}
	return resp.Null()
}

// tableToReply is a table, in which one field can say what kind of reply it
// stands for.
func (vm *VM) tableToReply(t *Table, depth int) resp.Value {
	if text, ok := t.GetString("err").(string); ok {
		return resp.Fail(oneLine(text))
	}
	if text, ok := t.GetString("ok").(string); ok {
		return resp.Simple(oneLine(text))
	}
	if f, ok := t.GetString("double").(float64); ok {
		return resp.Double(f)
	}
	if fields, ok := t.GetString("map").(*Table); ok {
		reply := resp.Map()
		vm.eachField(fields, func(k, v Value) {
			reply.Elems = append(reply.Elems, vm.toReply(k, depth), vm.toReply(v, depth))
		})
		return reply
	}
	if members, ok := t.GetString("set").(*Table); ok {
		reply := resp.Set()
		vm.eachField(members, func(k, _ Value) { reply.Elems = append(reply.Elems, vm.toReply(k, depth)) })
		return reply
	}
	if digits, ok := t.GetString("big_number").(string); ok {
		return resp.BigNumber(oneLine(digits))
	}
	if verbatim, ok := t.GetString("verbatim_string").(*Table); ok {
		text, ok1 := verbatim.GetString("string").(string)
		format, ok2 := verbatim.GetString("format").(string)
		if ok1 && ok2 {
			return resp.Verbatim((format + "   ")[:3], text)
		}
	}
	reply := resp.Array()
	for i := 1; ; i++ {
		v := t.GetInt(i)
		if v == nil {
			return reply
		}
		reply.Elems = append(reply.Elems, vm.toReply(v, depth))
	}
}

func (vm *VM) eachField(t *Table, visit func(k, v Value)) {
	for k, v, passed, _ := t.Next(nil); k != nil; k, v, passed, _ = t.Next(k) {
		vm.step(passed / 8)
		visit(k, v)
	}
}

// oneLine is a text that can stand in a line of the protocol.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	line := []byte(s)
	for i, c := range line {
		if c == '\r' || c == '\n' {
			line[i] = ' '
		}
	}
	return string(line)
}

//go:build !first && !whole

// Scripts: that they end, what the log and a rewrite get of them, and that
// libraries survive a dump.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

func (w *world) eval(script string) resp.Value {
	return w.do(step{client: "a", args: []string{"EVAL", script, "0"}})[0].value
}

// runaways are scripts that would never end, or take all memory there is.
var runaways = []string{
	"while true do end", "repeat until false", "for i=1,1/0 do end", "for i=1,2,0 do end",
	"local function f() return f() end return f()", "local function f() f() end f()",
	"local function f(n) return f(n+1)+1 end return f(1)",
	"while true do pcall(error) end", "while true do pcall(function() while true do end end) end",
	"while true do redis.pcall('nope') end", "while true do redis.call('PING') end",
	"local s='x' while true do s=s..s end", "local s='' while true do s=s..'x' end",
	"return string.rep('x',1e9)", "return string.rep('x',-1e300)", "return string.rep(string.rep('x',1e7),1e7)",
	"local t={} while true do t[#t+1]=t end", "local t={} for i=1,1e9 do t[i]=i end", "local t={} while true do t={t} end",
	"local t={} for i=1,1e9 do t['k'..i]=i end", "local t={} t[60000000]=1 t[2^52]=1 return #t",
	"local t={} for i=1,26 do t[2^i]=1 end return #t", "local t={} while true do t[#t+1]=function() return t end end",
	"local t={} while true do t[#t+1]=coroutine.create(function() end) end",
	"local t={} while true do local c=coroutine.wrap(function() coroutine.yield() end) c() t[#t+1]=c end",
	"local function f(n) return coroutine.wrap(function() return f(n+1) end)() end return f(1)",
	"local f f=coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end",
	"coroutine.wrap(function() while true do end end)()",
	"return string.format('%99.99f',1e308)", "local s='' while true do s=string.format('%s%s',s,'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') end",
	"return ('x'):rep(1e6):gsub('',('y'):rep(1e6))", "return ('x'):rep(1e6):gsub('.',('%0'):rep(1e6))",
	"return ('x'):rep(1e6):gsub('.',function() return ('y'):rep(1e6) end)",
	"return ('a'):rep(30):find(('a?'):rep(30)..('a'):rep(31))", "return ('a'):rep(1e5):find('.-.-.-.-b')", "return ('a'):rep(1e5):match('(.*)(.*)(.*)b')",
	"return ('('):rep(1e6):match('%b()')", "return ('x'):rep(1e6):find(('.-'):rep(200)..'y')",
	"return string.find(('a'):rep(1e6),('(a'):rep(100))", "for w in string.gmatch(('a'):rep(1e6),'a*b') do end",
	"local t={} t[1]=t return t", "local t={} t.t=t return cjson.encode(t)", "local t={} t[1]=t return cmsgpack.pack(t)",
	"return cjson.decode(('['):rep(1e7))", "return cmsgpack.unpack(('\\145'):rep(1e7))", "return cmsgpack.unpack('\\221\\255\\255\\255\\255')",
	"return struct.pack('c0',('x'):rep(1e7))..struct.pack(('x'):rep(1e6))", "return struct.size('c2147483647c2147483647')",
	"return struct.unpack(('b'):rep(1e6),('x'):rep(1e6))", "return struct.pack('!1073741824bi32',1,1)",
	"return unpack({},1,1e9)", "return unpack({},-2^31,2^31)", "return select(-2^31,1)", "local t={} for i=1,7000 do t[i]=i end while true do local a={unpack(t)} end",
	"local function f(...) return f(1,...) end return f()", "local function f(...) local t={...} return f(t,...) end return f()",
	"return table.concat({},'x',1,1e9)", "table.insert({},1e9,1)", "table.insert({},-2^31,1)", "table.remove({1,2,3},-1e300)",
	"local t={} for i=1,1e5 do t[i]=1 end for i=1,1e5 do table.insert(t,1,1) end",
	"table.sort({3,2,1,4,5,6},function() return true end)", "local t={} for i=1,1e5 do t[i]=i end while true do table.sort(t,function(a,b) return a>b end) end",
	"local t=setmetatable({},{}) getmetatable(t).__index=t return t.x", "local t=setmetatable({},{}) getmetatable(t).__newindex=t t.x=1",
	"local t={} setmetatable(t,{__index=function(_,k) return t[k] end}) return t.x", "local t={} setmetatable(t,{__tostring=function() return tostring(t) end}) return tostring(t)",
	"local t={} setmetatable(t,{__concat=function(a,b) return a..b end}) return t..t", "local t={} setmetatable(t,{__call=function() return t() end}) return t()",
	"local t={} setmetatable(t,{__eq=function(a,b) return a==b end}) return t==setmetatable({},getmetatable(t))",
	"local t={} for i=1,1e4 do t['k'..i]=1 end while next(t) do t[next(t)]=nil end", "local t={} for i=1,1e6 do t[i]=1 end while true do t[1e6]=nil t[1e6]=1 local x=#t end",
	"loadstring(('('):rep(1e6))", "loadstring('return '..('('):rep(190)..1 ..(')'):rep(190))()", "return loadstring('return '..('-'):rep(1e6)..'1')",
	"return loadstring('return '..('1+'):rep(1e6)..'1')", "return loadstring('return x'..('.x'):rep(1e6))", "return loadstring('x'..('()'):rep(1e6))",
	"return loadstring(('if x then '):rep(1e5))", "return loadstring(('do '):rep(1e6))", "return loadstring(('x=1 '):rep(1e6))", "return loadstring('x='..('{'):rep(1e6))",
	"return loadstring('local '..('a,'):rep(1e6)..'a')", "return loadstring(('a,'):rep(1e6)..'a=1')", "return loadstring(('function f() '):rep(1e5))", "return loadstring('return '..('not '):rep(1e6)..'1')",
	"return load(function() return 'x=1 ' end)", "local s='return 1' while true do loadstring(s) end",
	"while true do math.random() end", "local x=os.clock() while os.clock()-x<1e9 do end", "return tostring(1e308*10)..tostring(-(0/0))", "for i=1,1e9 do local s=('x'):rep(1e5) end",
	"local t={} for i=1,1e4 do t[i]=('x'):rep(1e4) end return t", "local s=('x'):rep(1e6) local t={} for i=1,1e6 do t[i]=s end return t",
	"for i=1,1e9 do redis.call('SET','k'..i,i) end", "redis.call('SET','k','v') for i=1,1e9 do redis.call('APPEND','k',('x'):rep(1e5)) end",
	"local a={} for i=1,2e5 do a[i]='x' end return redis.call('SADD','s',unpack(a))", "return redis.call(unpack({},1,7000))", "redis.sha1hex(('x'):rep(6e7))",
}

// TestScriptsEnd: whatever a script does, it ends soon, in bounds, and the
// engine goes on.
func TestScriptsEnd(t *testing.T) {
	w := newWorld(t, Options{Seed: 1, ScriptSteps: 2_000_000, ScriptMemory: 16 << 20, MaxMemory: 16 << 20})
	for _, script := range runaways {
		began := time.Now()
		conn := w.engine.Connect("runaway") // some replies nest deeper than a client reads
		conn.Feed(resp.AppendCommand(nil, "EVAL", script, "0"))
		conn.Output()
		conn.Close()
		require.Less(t, time.Since(began), 5*time.Second, script)
		w.run("FLUSHALL")
		require.Equal(t, int64(2), w.eval("local t={} for i=1,10 do t[i]={i} end return 1+1").Int, "after %s", script)
	}
	checkInvariants(t, w.engine)
}

// TestScriptLimitsAreNamed: the error says which limit it was, and nothing
// catches it.
func TestScriptLimitsAreNamed(t *testing.T) {
	w := newWorld(t, Options{ScriptSteps: 1_000_000, ScriptMemory: 1 << 20})
	require.ErrorContains(t, w.eval("while true do pcall(function() while true do end end) end").Err(), "more than 1000000 steps (script-steps)")
	require.ErrorContains(t, w.eval("local s='x' while true do pcall(function() s=s..s end) end").Err(), "more than 1048576 bytes of memory (script-memory)")
	require.ErrorContains(t, w.eval("coroutine.wrap(function() while true do end end)()").Err(), "script-steps")
	require.ErrorContains(t, w.run(`FUNCTION LOAD "#!lua name=x\nwhile true do end"`).Err(), "script-steps")
}

// TestScriptsForget: a limit counts one run only, and garbage does not count.
func TestScriptsForget(t *testing.T) {
	w := newWorld(t, Options{ScriptSteps: 100_000_000, ScriptMemory: 1 << 20})
	for range 3 {
		require.NoError(t, w.eval("for i=1,100 do local s=string.rep('x',100000) end").Err())
		require.NoError(t, w.eval("local keep=string.rep('x',200000) for i=1,100 do keep=keep:sub(2)..'y' end").Err())
	}
	w.run(`FUNCTION LOAD "#!lua name=x\nlocal kept={}\nredis.register_function('f',function() kept[#kept+1]='' kept[#kept]=('x'):rep(100000)..#kept return #kept end)"`)
	var err error
	for n := 0; err == nil; n++ {
		require.Less(t, n, 20)
		err = w.run("FCALL f 0").Err()
	}
	require.ErrorContains(t, err, "script-memory")
}

// TestScriptsAreDeterministic: equal engines give equal answers.
func TestScriptsAreDeterministic(t *testing.T) {
	script := `local t={} for i=1,50 do t[{}]=i t[function() end]=i t[coroutine.create(function() end)]=i end
		local s=tostring(t)..math.random() for k,v in pairs(t) do s=s..v..' ' end return s..tostring(print or redis.call)`
	script = strings.Replace(script, "print or ", "", 1)
	a, b := newWorld(t, Options{Seed: 1}), newWorld(t, Options{Seed: 1})
	b.eval("return 1")
	a.eval("return 1")
	require.Equal(t, a.eval(script), b.eval(script))
}

// TestScriptsAreLoggedByEffects: the log has the commands that a script ran,
// as a transaction when they are several, and never the script.
func TestScriptsAreLoggedByEffects(t *testing.T) {
	var r recorder
	w := newWorld(t, Options{Seed: 1, Log: r.record})
	for _, line := range []string{
		`EVAL "return redis.call('SET','one','1')" 0`,
		`EVAL "redis.call('SET','a','1') redis.call('GET','a') redis.call('INCR','a')" 0`,
		`EVAL "return redis.call('GET','a')" 0`,
		`EVAL "redis.call('SELECT',3) redis.call('SET','there','x')" 0`,
		`EVAL "redis.call('SET','kept','x') error('then')" 0`,
		`EVAL "redis.set_repl(redis.REPL_NONE) redis.call('SET','unlogged','x')" 0`,
		`EVAL "redis.call('SADD','s','m') return redis.call('SPOP','s')" 0`,
		"MULTI", `EVAL "redis.call('SET','b','1') redis.call('INCR','b')" 0`, "SET c 1", "EXEC",
		`FUNCTION LOAD "#!lua name=l\nredis.register_function('f',function() return redis.call('INCR','n') end)"`,
		"FCALL f 0", "FUNCTION DELETE l", "FUNCTION FLUSH",
	} {
		w.run(line)
	}
	require.Equal(t, []string{
		"SET one 1",
		"MULTI", "SET a 1", "INCR a", "EXEC",
		"SELECT 3", "SET there x",
		"SELECT 0", "SET kept x",
		"MULTI", "SADD s m", "SREM s m", "EXEC",
		"MULTI", "SET b 1", "INCR b", "SET c 1", "EXEC",
		`FUNCTION LOAD "#!lua name=l\nredis.register_function('f',function() return redis.call('INCR','n') end)"`,
		"INCR n", "FUNCTION DELETE l", "FUNCTION FLUSH",
	}, r.lines)
	other := New(Options{Now: w.engine.now})
	require.NoError(t, other.Replay(r.log))
	w.run("DEL unlogged")
	require.Equal(t, string(w.engine.AppendRewrite(nil)), string(other.AppendRewrite(nil)))
}

// TestRewriteHasLibraries: libraries come first in a rewrite, and are there
// again after it.
func TestRewriteHasLibraries(t *testing.T) {
	w := newWorld(t, Options{})
	w.run("SET k v")
	w.run(`FUNCTION LOAD "#!lua name=b\nredis.register_function('g',function() return 'g' end)"`)
	w.run(`FUNCTION LOAD "#!lua name=a\nredis.register_function('f',function() return 'f' end)"`)
	log := w.engine.AppendRewrite(nil)
	require.True(t, strings.HasPrefix(string(log), "*3\r\n$8\r\nFUNCTION\r\n$4\r\nLOAD\r\n"))
	other := newWorld(t, Options{})
	require.NoError(t, other.engine.Replay(log))
	require.Equal(t, "f", other.run("FCALL f 0").Str)
	require.Equal(t, "g", other.run("FCALL g 0").Str)
	require.Equal(t, string(log), string(other.engine.AppendRewrite(nil)))
}

func TestDumpedLibrariesComeBack(t *testing.T) {
	w := newWorld(t, Options{})
	load := func(name, body string) {
		code := "#!lua name=" + name + "\n" + body
		require.NoError(t, w.do(step{client: "main", args: []string{"FUNCTION", "LOAD", code}})[0].value.Err())
	}
	load("a", "redis.register_function('f',function() return 'f' end)")
	load("b", "redis.register_function('g',function() return 'g' end)--"+strings.Repeat("x", 20000))
	dump := w.run("FUNCTION DUMP").Str
	restore := func(dump string, policy ...string) error {
		return w.do(step{client: "main", args: append([]string{"FUNCTION", "RESTORE", dump}, policy...)})[0].value.Err()
	}
	require.EqualError(t, restore(dump), "ERR Library a already exists")
	require.EqualError(t, restore(dump, "APPEND"), "ERR Library a already exists")
	require.NoError(t, restore(dump, "REPLACE"))
	w.run("FUNCTION DELETE b")
	load("c", "redis.register_function('g',function() return 'c' end)")
	require.EqualError(t, restore(dump, "REPLACE"), "ERR Function g already exists")
	require.Equal(t, "c", w.run("FCALL g 0").Str, "nothing has changed")
	require.NoError(t, restore(dump, "FLUSH"))
	require.Equal(t, "g", w.run("FCALL g 0").Str)
	for i := range dump {
		broken := []byte(dump)
		broken[i] ^= 1
		if i < 100 || i > len(dump)-20 {
			require.Error(t, restore(string(broken), "FLUSH"), "byte %d", i)
		}
	}
}

// FuzzLua: no text makes a script hang or panic.
func FuzzLua(f *testing.F) {
	for _, script := range runaways {
		f.Add(script)
	}
	for _, file := range []string{"return cjson.encode(KEYS)", "for k,v in pairs(ARGV) do t[k]=v end", "local a <b", "\x1bLua", "#!lua\n"} {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, script string) {
		e := New(Options{Seed: 1, ScriptSteps: 20_000, ScriptMemory: 1 << 20, MaxMemory: 1 << 20})
		c := e.Connect("fuzz")
		c.Feed(resp.AppendCommand(nil, "EVAL", script, "1", "key", "argument"))
		c.Feed(resp.AppendCommand(nil, "FUNCTION", "LOAD", "#!lua name=l\nredis.register_function('f',function() "+script+"\n end)"))
		c.Feed(resp.AppendCommand(nil, "FCALL", "f", "0"))
		c.Output()
		checkInvariants(t, e)
	})
}

func TestInfoCountsScripts(t *testing.T) {
	w := newWorld(t, Options{})
	w.run("EVAL 'return 1' 0", "SCRIPT LOAD 'return 2'",
		`FUNCTION LOAD "#!lua name=x\nredis.register_function('f',function() end) redis.register_function('g',function() end)"`)
	info := w.run("INFO memory").Str
	require.Contains(t, info, "number_of_cached_scripts:2\r\nnumber_of_functions:2\r\nnumber_of_libraries:1\r\n")
	w.run("SCRIPT FLUSH", "FUNCTION FLUSH")
	info = w.run("INFO memory").Str
	require.Contains(t, info, "number_of_cached_scripts:0\r\nnumber_of_functions:0\r\nnumber_of_libraries:0\r\n")
}

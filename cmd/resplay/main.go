// Command resplay serves the playground's site, and beside it the same engine
// to real Redis clients.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"

	"resplay/engine"
)

// command is one verb of the program.
type command struct {
	name    string
	summary string // one line, for the list of commands
	about   string // what its own help says ahead of the flags
	// setup declares the flags and returns what runs once they are parsed.
	setup func(flags *flag.FlagSet) action
}

// action is a command whose flags are parsed. Output is for the user, errOut
// takes warnings; what ends it comes back as the error.
type action func(ctx context.Context, out, errOut io.Writer) error

var commands = []command{serveCommand, lessonsCommand, commandsCommand}

// usageError is a command line that cannot be understood.
type usageError string

func (e usageError) Error() string { return string(e) }

// One command runs at a time, as in Redis. With one thread for Go code a
// socket's goroutine wakes the next without the system: SET in pipelines of
// 16 ran at 1.0 of redis-server so, and at 0.7 with two (make bench-server).
// The environment's GOMAXPROCS is obeyed.
func useOneThread() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(1)
	}
}

func main() {
	useOneThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once, as it does without us.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command line and returns the exit status: 0, 1 for what
// failed, 2 for a command line that cannot be understood.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	err := dispatch(ctx, args, out, errOut)
	if err == nil {
		return 0
	}
	fmt.Fprintln(errOut, "resplay:", err)
	if _, ok := errors.AsType[usageError](err); ok {
		return 2
	}
	return 1
}

func dispatch(ctx context.Context, args []string, out, errOut io.Writer) error {
	if len(args) == 0 {
		return usageError("no command\n\n" + overview())
	}
	name, rest := args[0], args[1:]
	if name == "--version" || name == "version" || len(rest) == 1 && rest[0] == "--version" {
		fmt.Fprintln(out, version())
		return nil
	}
	switch name {
	case "help", "-h", "-help", "--help":
		if len(rest) == 0 {
			fmt.Fprint(out, overview())
			return nil
		}
		name, rest = rest[0], []string{"--help"}
	}
	for _, c := range commands {
		if c.name == name {
			return c.run(ctx, rest, out, errOut)
		}
	}
	return usageError(fmt.Sprintf("unknown command %q\n\n%s", name, overview()))
}

// version is the program's own and the Redis whose behaviour it has.
func version() string {
	own := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		own = info.Main.Version
	}
	return "resplay " + own + ", as Redis " + engine.DefaultVersion
}

// overview lists the commands.
func overview() string {
	var b strings.Builder
	b.WriteString("usage: resplay COMMAND [flags]\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, c.summary)
	}
	b.WriteString("\n`resplay help COMMAND` tells its flags, `resplay --version` its version.\n")
	return b.String()
}

// Flags with error texts that say what would be right.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// run parses the arguments of c and carries it out.
func (c command) run(ctx context.Context, args []string, out, errOut io.Writer) error {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	// Both the error and the help text are ours.
	flags.SetOutput(io.Discard)
	act := c.setup(flags)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, c.help(flags))
		return nil
	case err != nil:
		return c.explain(err, flags)
	}
	if flags.NArg() > 0 {
		return usageError(fmt.Sprintf("%s: unexpected argument %q: it takes only flags: %s",
			c.name, flags.Arg(0), synopsis(flags)))
	}
	return act(ctx, out, errOut)
}

// explain adds to an error of the flag package what would have been right.
func (c command) explain(err error, flags *flag.FlagSet) error {
	what := err.Error()
	if name, ok := strings.CutPrefix(what, "flag provided but not defined: -"); ok {
		what = "unknown flag --" + name
	}
	if name, ok := strings.CutPrefix(what, "flag needs an argument: -"); ok {
		what = "--" + name + " needs a value"
	}
	return usageError(fmt.Sprintf("%s: %s: it takes %s", c.name, what, synopsis(flags)))
}

// help is what `resplay help COMMAND` prints.
func (c command) help(flags *flag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "usage: resplay %s %s\n\n%s\n", c.name, synopsis(flags), c.about)
	flags.VisitAll(func(f *flag.Flag) {
		placeholder, text := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "\n  --%s %s\n        %s", f.Name, placeholder, text)
		if f.DefValue != "" {
			fmt.Fprintf(&b, " (default %s)", f.DefValue)
		}
	})
	b.WriteString("\n")
	return b.String()
}

// synopsis lists the flags in one line.
func synopsis(flags *flag.FlagSet) string {
	var all []string
	flags.VisitAll(func(f *flag.Flag) {
		placeholder, _ := flag.UnquoteUsage(f)
		all = append(all, fmt.Sprintf("[--%s %s]", f.Name, placeholder))
	})
	return strings.Join(all, " ")
}

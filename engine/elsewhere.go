// What this build of the engine lacks and a larger one has: whoever loads
// builds on demand is told.

package engine

import "strings"

// Build is a build of the engine, by its build tag. Each has what those ahead
// of it have.
type Build int

// The builds, smallest first.
const (
	BuildFirst     Build = iota // what most learners begin with; tag "first"
	BuildWhole                  // all but what needs Lua or describes every command; tag "whole"
	BuildScripting              // everything; no tag
)

// BuildOf returns the smallest build that has a command, by its full name in
// lower case. What no build has counts as the first's.
func BuildOf(name string) Build {
	switch {
	case thisBuild < BuildScripting && listed(scriptingNames, name):
		return BuildScripting
	case thisBuild < BuildWhole && listed(wholeNames, name):
		return BuildWhole
	}
	return BuildFirst
}

// buildOfAll returns the smallest build that has all subcommands of a container.
func buildOfAll(container string) Build {
	switch {
	case thisBuild < BuildScripting && strings.Contains(scriptingNames, " "+container+"|"):
		return BuildScripting
	case thisBuild < BuildWhole && strings.Contains(wholeNames, " "+container+"|"):
		return BuildWhole
	}
	return BuildFirst
}

// listed reports whether a name is in a list that separates them by spaces.
func listed(list, name string) bool {
	return !strings.Contains(name, " ") && strings.Contains(list, " "+name+" ")
}

// elsewhere returns what to answer when a larger build has what is asked for,
// as [Options.Elsewhere] says; nil when none has, or nobody is to be told. A
// handler that lacks a part of a command calls it by the command's name.
func (e *Engine) elsewhere(name string, build Build) error {
	if build <= thisBuild || e.options.Elsewhere == nil {
		return nil
	}
	return e.options.Elsewhere(name, build)
}

// unknown returns what to answer to a command line that names no command of
// this build, for the reason given.
func (e *Engine) unknown(args []string, reason error) error {
	name := lower(args[0])
	if e.commands.get(name) != nil && len(args) > 1 {
		name += "|" + lower(args[1])
	}
	if err := e.elsewhere(name, BuildOf(name)); err != nil {
		return err
	}
	return reason
}

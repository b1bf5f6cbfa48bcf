//go:build !first

// LOLWUT: a picture, and which Redis this is.

package engine

import (
	"strings"

	"resplay/resp"
)

var lolwutCommands = []Command{
	{
		Name: "lolwut", Synopsis: "[VERSION version [arg ...]]",
		Summary: "Draws a maze, and says which version of Redis this is.",
		Since:   "5.0.0", Group: "server", Complexity: "None",
		Arity: -1, Flags: ReadOnly | Fast,
		run: cmdLolwut,
	},
}

const (
	mazeWidth  = 48
	mazeHeight = 12
)

func cmdLolwut(c *call) (resp.Value, error) {
	if len(c.args) > 2 && c.keyword(1) == "VERSION" {
		if _, err := c.integer(2); err != nil {
			return none, err
		}
	}
	return resp.Verbatim("txt", maze(c.engine.options.Seed)+"\nRedis ver. "+c.engine.options.Version+"\n"), nil
}

// maze is as many walls as fit, each leaning to one of two sides. The seed
// decides: no other random choice becomes another by a picture.
func maze(seed uint64) string {
	var picture strings.Builder
	for row := range uint64(mazeHeight) {
		bits := hashString("maze", seed+row)
		for column := range mazeWidth {
			picture.WriteByte(`/\`[bits>>column&1])
		}
		picture.WriteByte('\n')
	}
	return picture.String()
}

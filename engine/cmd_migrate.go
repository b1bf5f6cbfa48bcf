// MIGRATE and RESTORE-ASKING: keys on their way from one server to another.

package engine

import "resplay/resp"

func migrateCommands() []Command {
	asking := dumpCommands()[1]
	asking.Name, asking.Since, asking.Group = "restore-asking", "3.0.0", "server"
	asking.Summary = "RESTORE to a node of a cluster to which the key's slot is moving."
	asking.Flags |= Asking
	return []Command{
		{
			Name: "migrate",
			Synopsis: `host port <key | ""> destination-db timeout [COPY] [REPLACE] ` +
				"[AUTH password | AUTH2 username password] [KEYS key [key ...]]",
			Summary: "Moves keys to another server.",
			Since:   "2.6.0", Group: "generic",
			Complexity: "This command actually executes a DUMP+DEL in the source instance, and a RESTORE in the target instance. See the pages of these commands for time complexity. Also an O(N) data transfer between the two instances is performed.",
			Arity:      -6, Flags: Write | MovableKeys, ACL: "keyspace dangerous",
			Keys: []KeySpec{
				{Access: "RW access delete", Begin: 3, Step: 1, pick: migratedKeys},
				{Access: "RW access delete incomplete", Begin: -2, Last: -1, Step: 1, Keyword: "KEYS", pick: noKeys},
			},
			Tips: []string{"nondeterministic_output"},
			run:  cmdMigrate,
		},
		asking,
	}
}

// migratedKeys is the keys of MIGRATE: the one at its place, or those behind
// KEYS, which is nobody's password.
func migratedKeys(args []string) (keys []string, ok bool) {
	if len(args) < 4 {
		return nil, false
	}
	for i := 6; i < len(args)-1; i++ {
		switch {
		case sameWord(args[i], "KEYS"):
			return args[i+1:], args[3] == ""
		case sameWord(args[i], "AUTH"):
			i++
		case sameWord(args[i], "AUTH2"):
			i += 2
		}
	}
	return args[3:4], true
}

// noKeys is for a specification that says only what another one finds.
func noKeys([]string) ([]string, bool) { return nil, true }

// cmdMigrate says what is wrong with the request; there is no other server.
func cmdMigrate(c *call) (resp.Value, error) {
	keys, err := c.keysToMigrate()
	if err != nil {
		return none, err
	}
	for _, i := range []int{5, 4} {
		if _, err := c.integer(i); err != nil {
			return none, err
		}
	}
	found := false
	for _, key := range keys {
		found = c.lookup(key) != nil || found
	}
	if !found {
		return resp.Simple("NOKEY"), nil
	}
	return none, errMigrateConnect
}

func (c *call) keysToMigrate() ([]string, error) {
	for i := 6; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "COPY", word == "REPLACE":
		case word == "AUTH" && c.more(i) > 0:
			i++
		case word == "AUTH2" && c.more(i) > 1:
			i += 2
		case word == "KEYS" && c.args[3] != "":
			return nil, errMigrateKeys
		case word == "KEYS":
			return c.args[i+1:], nil
		default:
			return nil, errSyntax
		}
	}
	return c.args[3:4], nil
}

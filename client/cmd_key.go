//go:build !first

// Commands for keys of any type. How long keys live is in cmd_expire.go, what
// the server knows of a value in cmd_object.go.

package client

// Del deletes keys, and resolves with how many were there.
//
// Redis: https://redis.io/commands/del/
func (c Commands) Del(keys ...string) *Future[int64] { return run(c, integer, words("DEL", keys)...) }

// Unlink is Del, and the server frees the memory later.
//
// Redis: https://redis.io/commands/unlink/
func (c Commands) Unlink(keys ...string) *Future[int64] {
	return run(c, integer, words("UNLINK", keys)...)
}

// Exists resolves with how many of keys are there; one named twice counts twice.
//
// Redis: https://redis.io/commands/exists/
func (c Commands) Exists(keys ...string) *Future[int64] {
	return run(c, integer, words("EXISTS", keys)...)
}

// Touch is Exists, which counts as a use of the keys.
//
// Redis: https://redis.io/commands/touch/
func (c Commands) Touch(keys ...string) *Future[int64] {
	return run(c, integer, words("TOUCH", keys)...)
}

// Type resolves with string, list, set, hash or another type, or with none.
//
// Redis: https://redis.io/commands/type/
func (c Commands) Type(key string) *Future[string] { return run(c, text, "TYPE", key) }

// Keys resolves with all keys that match a pattern. It looks at each key
// there is, so programs prefer [Client.ScanAll].
//
// Redis: https://redis.io/commands/keys/
func (c Commands) Keys(pattern string) *Future[[]string] { return run(c, texts, "KEYS", pattern) }

// RandomKey resolves with a key chosen at random; none is ErrNil.
//
// Redis: https://redis.io/commands/randomkey/
func (c Commands) RandomKey() *Future[string] { return run(c, text, "RANDOMKEY") }

// Rename renames a key; what had the new name is gone. A missing key is an
// error of the server.
//
// Redis: https://redis.io/commands/rename/
func (c Commands) Rename(key, name string) *Future[struct{}] {
	return run(c, done, "RENAME", key, name)
}

// RenameNX renames a key if the name is free, and resolves with whether it did.
//
// Redis: https://redis.io/commands/renamenx/
func (c Commands) RenameNX(key, name string) *Future[bool] {
	return run(c, flag, "RENAMENX", key, name)
}

// Copy copies a key if the name is free, and resolves with whether it did.
//
// Redis: https://redis.io/commands/copy/
func (c Commands) Copy(key, name string) *Future[bool] { return run(c, flag, "COPY", key, name) }

// CopyOver copies a key, over what has the name, and resolves with whether
// there was anything to copy.
//
// Redis: https://redis.io/commands/copy/
func (c Commands) CopyOver(key, name string) *Future[bool] {
	return run(c, flag, "COPY", key, name, "REPLACE")
}

// CopyTo copies a key into a database, over what has the name there if
// replace, and resolves with whether it did.
//
// Redis: https://redis.io/commands/copy/
func (c Commands) CopyTo(key, name string, db int, replace bool) *Future[bool] {
	args := []string{"COPY", key, name, "DB", itoa(db)}
	if replace {
		args = append(args, "REPLACE")
	}
	return run(c, flag, args...)
}

// Move moves a key to another database, if it is free there, and resolves with whether it did.
//
// Redis: https://redis.io/commands/move/
func (c Commands) Move(key string, db int) *Future[bool] { return run(c, flag, "MOVE", key, itoa(db)) }

// Every error text of the engine, word for word as Redis says it.

package engine

import (
	"strings"

	"resplay/resp"
)

const (
	errSyntax       = resp.Error("ERR syntax error")
	errWrongType    = resp.Error("WRONGTYPE Operation against a key holding the wrong kind of value")
	errNoSuchKey    = resp.Error("ERR no such key")
	errNotInteger   = resp.Error("ERR value is not an integer or out of range")
	errOutOfRange   = resp.Error("ERR value is out of range")
	errNotPositive  = resp.Error("ERR value is out of range, must be positive")
	errNotFloat     = resp.Error("ERR value is not a valid float")
	errOverflow     = resp.Error("ERR increment or decrement would overflow")
	errNaN          = resp.Error("ERR increment would produce NaN or Infinity")
	errDecrOverflow = resp.Error("ERR decrement would overflow")
	errOffset       = resp.Error("ERR offset is out of range")
	errTooLong      = resp.Error("ERR string exceeds maximum allowed size (proto-max-bulk-len)")
	errIndex        = resp.Error("ERR index out of range")
	errSameObject   = resp.Error("ERR source and destination objects are the same")
	errCursor       = resp.Error("ERR invalid cursor")
	errOOM          = resp.Error("OOM command not allowed when used memory > 'maxmemory'.")

	errSampleRange  = resp.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")
	errInt32        = resp.Error("ERR value is out of range, value must between -2147483648 and 2147483647")
	errInfinite     = resp.Error("ERR value is NaN or Infinity")
	errNoValues     = resp.Error("ERR NOVALUES option can only be used in HSCAN")
	errReplyTooLong = resp.Error("ERR count is out of range: the reply would be longer than a client may leave unread")

	errHashNotInteger = resp.Error("ERR hash value is not an integer")
	errHashNotFloat   = resp.Error("ERR hash value is not a float")

	errNumKeys      = resp.Error("ERR numkeys should be greater than 0")
	errNumKeysRange = resp.Error("ERR Number of keys can't be greater than number of args")
	errCount        = resp.Error("ERR count should be greater than 0")
	errLimit        = resp.Error("ERR LIMIT can't be negative")
	errRankZero     = resp.Error("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list")
	errCountMinus   = resp.Error("ERR COUNT can't be negative")
	errMaxLenMinus  = resp.Error("ERR MAXLEN can't be negative")

	errTimeoutFloat    = resp.Error("ERR timeout is not a float or out of range")
	errTimeoutNegative = resp.Error("ERR timeout is negative")
	errTimeoutRange    = resp.Error("ERR timeout is out of range")
	errTimeoutInteger  = resp.Error("ERR timeout is not an integer or out of range")
	errUnblocked       = resp.Error("UNBLOCKED client unblocked via CLIENT UNBLOCK")

	errExpireNX = resp.Error("ERR NX and XX, GT or LT options at the same time are not compatible")
	errExpireGT = resp.Error("ERR GT and LT options at the same time are not compatible")

	errNestedMulti    = resp.Error("ERR MULTI calls can not be nested")
	errWatchInMulti   = resp.Error("ERR WATCH inside MULTI is not allowed")
	errExecNoMulti    = resp.Error("ERR EXEC without MULTI")
	errDiscardNoMulti = resp.Error("ERR DISCARD without MULTI")
	errExecAbort      = resp.Error("EXECABORT Transaction discarded because of previous errors.")

	errNoAuth      = resp.Error("NOAUTH Authentication required.")
	errHelloNoAuth = resp.Error("NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time")
	errWrongPass   = resp.Error("WRONGPASS invalid username-password pair or user is disabled.")
	errNoPassword  = resp.Error("ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?")
	errNoProto     = resp.Error("NOPROTO unsupported protocol version")
	errProtoNumber = resp.Error("ERR Protocol version is not an integer or out of range")

	errNotInMulti = resp.Error("ERR Command not allowed inside a transaction")

	errDBIndex       = resp.Error("ERR DB index is out of range")
	errFirstDB       = resp.Error("ERR invalid first DB index")
	errSecondDB      = resp.Error("ERR invalid second DB index")
	errMaxClients    = resp.Error("ERR max number of clients reached")
	errClientName    = resp.Error("ERR Client names cannot contain spaces, newlines or special characters.")
	errNoSuchClient  = resp.Error("ERR No such client")
	errClientID      = resp.Error("ERR client-id should be greater than 0")
	errUnblockReason = resp.Error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")
	errInvalidClient = resp.Error("ERR Invalid client ID")

	errMaxAge     = resp.Error("ERR maxage is not an integer or out of range")
	errMaxAgeZero = resp.Error("ERR maxage should be greater than 0")

	errNotFrequent     = resp.Error("ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.")
	errInvalidCommand  = resp.Error("ERR Invalid command specified")
	errNoKeyArguments  = resp.Error("ERR The command has no key arguments")
	errInvalidArgCount = resp.Error("ERR Invalid number of arguments specified for command")
	errInvalidArgs     = resp.Error("ERR Invalid arguments specified for command")
)

// Redis shows at most so much of what it did not understand.
const quotedBytes = 128

// clip is how Redis quotes an argument: up to a zero byte, and not too much.
func clip(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	return s[:min(len(s), quotedBytes)]
}

func unknownCommand(args []string) error {
	var preview strings.Builder
	for _, arg := range args[1:] {
		if preview.Len() >= quotedBytes {
			break
		}
		preview.WriteString("'" + arg[:min(len(arg), quotedBytes-preview.Len())] + "' ")
	}
	return resp.Error("ERR unknown command '" + clip(args[0]) + "', with args beginning with: " + preview.String())
}

func unknownSubcommand(cmd *Command, name string) error {
	return resp.Error("ERR unknown subcommand '" + clip(name) + "'. Try " + upper(cmd.Name) + " HELP.")
}

func wrongArity(cmd *Command) error {
	return resp.Error("ERR wrong number of arguments for '" + cmd.FullName() + "' command")
}

func notWhileSubscribed(cmd *Command) error {
	return resp.Error("ERR Can't execute '" + cmd.FullName() +
		"': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context")
}

// protectedCommand is what a command answers that must be enabled first.
func protectedCommand(cmd *Command) error {
	name := cmd.Name
	if cmd.parent != nil {
		name = cmd.parent.Name
	}
	return resp.Error("ERR " + upper(name) + " command not allowed. If the enable-" + name + "-command option is set to \"local\", " +
		"you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.")
}

// wrongSubcommand is what a subcommand answers to too many arguments.
func wrongSubcommand(c *call) error {
	return resp.Error("ERR unknown subcommand or wrong number of arguments for '" + clip(c.args[1]) + "'. Try " + upper(c.args[0]) + " HELP.")
}

func invalidExpire(cmd *Command) error {
	return resp.Error("ERR invalid expire time in '" + cmd.FullName() + "' command")
}

// protocolError is what a client is told before it is cut off.
func protocolError(err error) error {
	if protocol, ok := err.(*resp.ProtocolError); ok { // errors.As would take 13 KB of the page
		return resp.Error("ERR Protocol error: " + protocol.Msg)
	}
	return resp.Error("ERR Protocol error: " + err.Error())
}

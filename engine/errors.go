// Every error text of the engine, word for word as Redis says it.

package engine

import (
	"strings"

	"resplay/resp"
)

// Arguments.
const (
	errSyntax       = resp.Error("ERR syntax error")
	errNotInteger   = resp.Error("ERR value is not an integer or out of range")
	errOutOfRange   = resp.Error("ERR value is out of range")
	errNotPositive  = resp.Error("ERR value is out of range, must be positive")
	errNotFloat     = resp.Error("ERR value is not a valid float")
	errInt32        = resp.Error("ERR value is out of range, value must between -2147483648 and 2147483647")
	errSampleRange  = resp.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")
	errZeroOrOne    = resp.Error("ERR value is out of range, value must between 0 and 1")
	errNumKeys      = resp.Error("ERR numkeys should be greater than 0")
	errNumKeysRange = resp.Error("ERR Number of keys can't be greater than number of args")
	errBadNumKeys   = resp.Error("ERR Bad number of keys provided")
	errKeysNegative = resp.Error("ERR Number of keys can't be negative")
	errCount        = resp.Error("ERR count should be greater than 0")
	errCountOption  = resp.Error("ERR COUNT must be > 0")
	errLimit        = resp.Error("ERR LIMIT can't be negative")
	errCursor       = resp.Error("ERR invalid cursor")
	errNoValues     = resp.Error("ERR NOVALUES option can only be used in HSCAN")
)

// Keys, and what is too much.
const (
	errWrongType    = resp.Error("WRONGTYPE Operation against a key holding the wrong kind of value")
	errNoSuchKey    = resp.Error("ERR no such key")
	errSameObject   = resp.Error("ERR source and destination objects are the same")
	errOOM          = resp.Error("OOM command not allowed when used memory > 'maxmemory'.")
	errReplyTooLong = resp.Error("ERR count is out of range: the reply would be longer than a client may leave unread")
)

// Strings and numbers.
const (
	errOffset         = resp.Error("ERR offset is out of range")
	errTooLong        = resp.Error("ERR string exceeds maximum allowed size (proto-max-bulk-len)")
	errOverflow       = resp.Error("ERR increment or decrement would overflow")
	errDecrOverflow   = resp.Error("ERR decrement would overflow")
	errNaN            = resp.Error("ERR increment would produce NaN or Infinity")
	errInfinite       = resp.Error("ERR value is NaN or Infinity")
	errLCSType        = resp.Error("ERR The specified keys must contain string values")
	errLCSLengthIndex = resp.Error("ERR If you want both the length and indexes, please just use IDX.")
	errLCSMemory      = resp.Error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len")
	errLCSAllocation  = resp.Error("ERR Insufficient memory, failed allocating transient memory for LCS")
)

// Bits and HyperLogLogs.
const (
	errBitOffset            = resp.Error("ERR bit offset is not an integer or out of range")
	errBitValue             = resp.Error("ERR bit is not an integer or out of range")
	errBitArgument          = resp.Error("ERR The bit argument must be 1 or 0.")
	errBitopNot             = resp.Error("ERR BITOP NOT must be called with a single source key.")
	errBitfieldType         = resp.Error("ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.")
	errBitOverflow          = resp.Error("ERR Invalid OVERFLOW type specified")
	errBitfieldRO           = resp.Error("ERR BITFIELD_RO only supports the GET subcommand")
	errNotHyperloglog       = resp.Error("WRONGTYPE Key is not a valid HyperLogLog string value.")
	errCorruptedHyperloglog = resp.Error("INVALIDOBJ Corrupted HLL object detected")
	errNotSparse            = resp.Error("ERR HLL encoding is not sparse")
	errNoSpecifiedKey       = resp.Error("ERR The specified key does not exist")
)

// Lists.
const (
	errIndex       = resp.Error("ERR index out of range")
	errRankZero    = resp.Error("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list")
	errCountMinus  = resp.Error("ERR COUNT can't be negative")
	errMaxLenMinus = resp.Error("ERR MAXLEN can't be negative")
)

// Hashes, and fields that expire.
const (
	errHashNotInteger   = resp.Error("ERR hash value is not an integer")
	errHashNotFloat     = resp.Error("ERR hash value is not a float")
	errFieldsMissing    = resp.Error("ERR Mandatory argument FIELDS is missing or not at the right position")
	errFieldsZero       = resp.Error("ERR Parameter `numFields` should be greater than 0")
	errFieldsPositive   = resp.Error("ERR Number of fields must be a positive integer")
	errFieldsCount      = resp.Error("ERR The `numfields` parameter must match the number of arguments")
	errFieldsNumber     = resp.Error("ERR invalid number of fields")
	errFieldsTimes      = resp.Error("ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")
	errFieldsConditions = resp.Error("ERR Only one of FXX or FNX arguments can be specified")
	errFieldsNoTime     = resp.Error("ERR missing expire time")
	errNoFields         = resp.Error("ERR missing FIELDS argument")
	errFieldTime        = resp.Error("ERR invalid expire time, must be >= 0")
)

// Sorted sets and places.
const (
	errZaddNX            = resp.Error("ERR XX and NX options at the same time are not compatible")
	errZaddGT            = resp.Error("ERR GT, LT, and/or NX options at the same time are not compatible")
	errZaddIncr          = resp.Error("ERR INCR option supports a single increment-element pair")
	errScoreNaN          = resp.Error("ERR resulting score is not a number (NaN)")
	errScoreRange        = resp.Error("ERR min or max is not a float")
	errLexRange          = resp.Error("ERR min or max not valid string range item")
	errLimitByRank       = resp.Error("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX")
	errScoresByLex       = resp.Error("ERR syntax error, WITHSCORES not supported in combination with BYLEX")
	errWeight            = resp.Error("ERR weight value is not a float")
	errGeoUnit           = resp.Error("ERR unsupported unit provided. please use M, KM, FT, MI")
	errGeoMember         = resp.Error("ERR could not decode requested zset member")
	errGeoRadius         = resp.Error("ERR need numeric radius")
	errGeoNegativeRadius = resp.Error("ERR radius cannot be negative")
	errGeoWidth          = resp.Error("ERR need numeric width")
	errGeoHeight         = resp.Error("ERR need numeric height")
	errGeoNegativeBox    = resp.Error("ERR height or width cannot be negative")
	errGeoAny            = resp.Error("ERR the ANY argument requires COUNT argument")
)

// Streams and their groups.
const (
	errStreamID         = resp.Error("ERR Invalid stream ID specified as stream command argument")
	errIntervalStart    = resp.Error("ERR invalid start ID for the interval")
	errIntervalEnd      = resp.Error("ERR invalid end ID for the interval")
	errXaddZero         = resp.Error("ERR The ID specified in XADD must be greater than 0-0")
	errXaddSmaller      = resp.Error("ERR The ID specified in XADD is equal or smaller than the target stream top item")
	errXaddTooLong      = resp.Error("ERR Elements are too large to be stored")
	errStreamExhausted  = resp.Error("ERR The stream has exhausted the last possible ID, unable to add more items")
	errTrimTwice        = resp.Error("ERR syntax error, MAXLEN and MINID options at the same time are not compatible")
	errMaxLenStream     = resp.Error("ERR The MAXLEN argument must be >= 0.")
	errLimitStream      = resp.Error("ERR The LIMIT argument must be >= 0.")
	errLimitAlone       = resp.Error("ERR syntax error, LIMIT cannot be used without specifying a trimming strategy")
	errLimitExact       = resp.Error("ERR syntax error, LIMIT cannot be used without the special ~ option")
	errXtrimStrategy    = resp.Error("ERR syntax error, XTRIM must be called with a trimming strategy")
	errXsetidSmaller    = resp.Error("ERR The ID specified in XSETID is smaller than the target stream top item")
	errXsetidAdded      = resp.Error("ERR The entries_added specified in XSETID is smaller than the target stream length")
	errXsetidNegative   = resp.Error("ERR entries_added must be positive")
	errXsetidProvided   = resp.Error("ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id")
	errXsetidMaxDeleted = resp.Error("ERR The ID specified in XSETID is smaller than current max_deleted_entry_id")
	errXreadGroupOption = resp.Error("ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.")
	errXreadNoack       = resp.Error("ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.")
	errXreadNew         = resp.Error("ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.")
	errMissingGroup     = resp.Error("ERR Missing GROUP option for XREADGROUP")
	errGroupExists      = resp.Error("BUSYGROUP Consumer Group name already exists")
	errGroupNeedsKey    = resp.Error("ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.")
	errEntriesRead      = resp.Error("ERR value for ENTRIESREAD must be positive or -1")
	errClaimMemory      = resp.Error("ERR Insufficient memory, failed allocating transient memory, COUNT too high.")
)

// Expiry, waiting, SORT, DUMP, RESTORE and MIGRATE, OBJECT.
const (
	errExpireNX        = resp.Error("ERR NX and XX, GT or LT options at the same time are not compatible")
	errExpireGT        = resp.Error("ERR GT and LT options at the same time are not compatible")
	errTimeoutFloat    = resp.Error("ERR timeout is not a float or out of range")
	errTimeoutInteger  = resp.Error("ERR timeout is not an integer or out of range")
	errTimeoutNegative = resp.Error("ERR timeout is negative")
	errTimeoutRange    = resp.Error("ERR timeout is out of range")
	errUnblocked       = resp.Error("UNBLOCKED client unblocked via CLIENT UNBLOCK")
	errNoLog           = resp.Error("ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.")
	errSortDouble      = resp.Error("ERR One or more scores can't be converted into double")
	errDumpVersion     = resp.Error("ERR DUMP payload version or checksum are wrong")
	errDumpFormat      = resp.Error("ERR Bad data format")
	errBusyKey         = resp.Error("BUSYKEY Target key name already exists.")
	errRestoreTTL      = resp.Error("ERR Invalid TTL value, must be >= 0")
	errRestoreIdle     = resp.Error("ERR Invalid IDLETIME value, must be >= 0")
	errRestoreFreq     = resp.Error("ERR Invalid FREQ value, must be >= 0 and <= 255")
	errMigrateKeys     = resp.Error("ERR When using MIGRATE KEYS option, the key argument must be set to the empty string")
	errMigrateConnect  = resp.Error("IOERR error or timeout connecting to the client")
	errNotFrequent     = resp.Error("ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.")
	errNotIdle         = resp.Error("ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.")
)

// Transactions.
const (
	errNestedMulti    = resp.Error("ERR MULTI calls can not be nested")
	errWatchInMulti   = resp.Error("ERR WATCH inside MULTI is not allowed")
	errExecNoMulti    = resp.Error("ERR EXEC without MULTI")
	errDiscardNoMulti = resp.Error("ERR DISCARD without MULTI")
	errExecAbort      = resp.Error("EXECABORT Transaction discarded because of previous errors.")
	errNotInMulti     = resp.Error("ERR Command not allowed inside a transaction")
)

// Users.
const (
	errNoAuth      = resp.Error("NOAUTH Authentication required.")
	errHelloNoAuth = resp.Error("NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time")
	errWrongPass   = resp.Error("WRONGPASS invalid username-password pair or user is disabled.")
	errNoPassword  = resp.Error("ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?")
	errNoACLFile   = resp.Error("ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.")
	errUserName    = resp.Error("ERR Usernames can't contain spaces or null characters")
	errDefaultUser = resp.Error("ERR The 'default' user cannot be removed")
	errPassBits    = resp.Error("ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096")
)

// Connections and databases.
const (
	errNoProto             = resp.Error("NOPROTO unsupported protocol version")
	errProtoNumber         = resp.Error("ERR Protocol version is not an integer or out of range")
	errMaxClients          = resp.Error("ERR max number of clients reached")
	errClientName          = resp.Error("ERR Client names cannot contain spaces, newlines or special characters.")
	errNoSuchClient        = resp.Error("ERR No such client")
	errClientID            = resp.Error("ERR client-id should be greater than 0")
	errInvalidClient       = resp.Error("ERR Invalid client ID")
	errUnblockReason       = resp.Error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")
	errMaxAge              = resp.Error("ERR maxage is not an integer or out of range")
	errMaxAgeZero          = resp.Error("ERR maxage should be greater than 0")
	errPauseMode           = resp.Error("ERR CLIENT PAUSE mode must be WRITE or ALL")
	errNoShardSubscription = resp.Error("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client")
	errDBIndex             = resp.Error("ERR DB index is out of range")
	errFirstDB             = resp.Error("ERR invalid first DB index")
	errSecondDB            = resp.Error("ERR invalid second DB index")
)

// What clients follow: MONITOR, SLOWLOG, tracking.
const (
	errReplica       = resp.Error("ERR Replica can't interact with the keyspace")
	errMonitorDenied = resp.Error("ERR MONITOR isn't allowed for DENY BLOCKING client")
	errSlowCount     = resp.Error("ERR count should be greater than or equal to -1")
	errOneRedirect   = resp.Error("ERR A client can only redirect to a single other client")
	errRedirectGone  = resp.Error("ERR The client ID you want redirect to does not exist")
	errPrefixBcast   = resp.Error("ERR PREFIX option requires BCAST mode to be enabled")
	errSwitchBcast   = resp.Error("ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.")
	errOptBcast      = resp.Error("ERR OPTIN and OPTOUT are not compatible with BCAST")
	errOptBoth       = resp.Error("ERR You can't specify both OPTIN mode and OPTOUT mode")
	errSwitchOpt     = resp.Error("ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.")
	errNotTracking   = resp.Error("ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled")
	errCachingYes    = resp.Error("ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.")
	errCachingNo     = resp.Error("ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.")
)

// Scripts and functions.
const (
	errNoScript       = resp.Error("NOSCRIPT No matching script. Please use EVAL.")
	errNotBusy        = resp.Error("NOTBUSY No scripts in execution right now.")
	errScriptUnknown  = resp.Error("ERR Unknown Redis command called from script")
	errScriptArity    = resp.Error("ERR Wrong number of args calling Redis command from script")
	errNotInScript    = resp.Error("ERR This Redis command is not allowed from script")
	errScriptReadOnly = resp.Error("ERR Write commands are not allowed from read-only scripts.")
	errScriptWrites   = resp.Error("ERR Can not execute a script with write flag using *_ro command.")
	errScriptFlush    = resp.Error("ERR SCRIPT FLUSH only support SYNC|ASYNC option")
	errScriptDebug    = resp.Error("ERR Use SCRIPT DEBUG YES/SYNC/NO")
	errNoDebugger     = resp.Error("ERR scripts cannot be debugged here")
	errNoFunction     = resp.Error("ERR Function not found")
	errNoLibrary      = resp.Error("ERR Library not found")
	errNoLibraryName  = resp.Error("ERR library name argument was not given")
	errFunctionFlush  = resp.Error("ERR FUNCTION FLUSH only supports SYNC|ASYNC option")
	errRestorePolicy  = resp.Error("ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.")
)

// COMMAND and DEBUG.
const (
	errInvalidCommand  = resp.Error("ERR Invalid command specified")
	errNoKeyArguments  = resp.Error("ERR The command has no key arguments")
	errInvalidArgCount = resp.Error("ERR Invalid number of arguments specified for command")
	errInvalidArgs     = resp.Error("ERR Invalid arguments specified for command")
	errReloadOption    = resp.Error("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.")
	errPackedThreshold = resp.Error("ERR argument must be a memory value bigger than 1 and smaller than 4gb")
)

// What a server without a cluster, replicas and a disk says.
const (
	errNoCluster          = resp.Error("ERR This instance has cluster support disabled")
	errNoReplication      = resp.Error("ERR this server does not replicate: it is a master without replicas")
	errMasterPort         = resp.Error("ERR Invalid master port")
	errNoReplicas         = resp.Error("ERR FAILOVER requires connected replicas.")
	errNoFailover         = resp.Error("ERR No failover in progress.")
	errFailoverTime       = resp.Error("ERR FAILOVER timeout must be greater than 0")
	errNoShutdown         = resp.Error("ERR Errors trying to SHUTDOWN. Check logs.")
	errShutdownNotRunning = resp.Error("ERR No shutdown in progress.")
)

// Redis shows at most so much of what it did not understand.
const quotedBytes = 128

// cString is a text as Redis says it: up to a zero byte.
func cString(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	return s
}

// clip is how Redis quotes an argument: no more than is good.
func clip(s string) string {
	s = cString(s)
	return s[:min(len(s), quotedBytes)]
}

func unknownCommand(args []string) error {
	var preview strings.Builder
	for _, arg := range args[1:] {
		if preview.Len() >= quotedBytes {
			break
		}
		arg = cString(arg)
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

func noInputKey(cmd *Command) error {
	return resp.Error("ERR at least 1 input key is needed for '" + cmd.FullName() + "' command")
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

// wrongSubcommand is for those that look at their arguments themselves.
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

// unbalancedStreams says that XREAD has not as many IDs as keys.
func unbalancedStreams(cmd *Command, sign string) error {
	return resp.Error("ERR Unbalanced '" + cmd.FullName() + "' list of streams: for each stream key an ID or '" + sign + "' must be specified.")
}

// meaninglessID is what XREADGROUP says of an ID that XREAD has.
func meaninglessID(sign string) error {
	return resp.Error("ERR The " + sign + " ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The " + sign + " ID would just return an empty result set.")
}

func noGroupOfKey(key, group, where string) error {
	return resp.Error("NOGROUP No such key '" + cString(key) + "' or consumer group '" + cString(group) + "'" + where)
}

func noSuchGroup(key, group string) error {
	return resp.Error("NOGROUP No such consumer group '" + cString(group) + "' for key name '" + cString(key) + "'")
}

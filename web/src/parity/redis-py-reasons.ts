/** Why a name of redis-py is absent or differs, by name, by class, or by "class.name". */

const oneServer =
  "there is one server in the page, and neither cluster nor sentinel";
const notifications =
  "wraps keyspace notifications, which `pubsub()` brings as messages";
const session =
  "connections live in the page's client, which packs, sends and reads";
const simulated = "TLS options are taken; the link is simulated";

export const reasons: Record<string, string> = {
  // Modules
  AsyncClusterKeyspaceNotifications: oneServer,
  AsyncKeyspaceNotifications: notifications,
  AsyncKeyspaceNotificationsInterface: notifications,
  ClusterKeyspaceNotifications: oneServer,
  EventType: notifications,
  KeyNotification: notifications,
  KeyeventChannel: notifications,
  KeyspaceChannel: notifications,
  NotifyKeyspaceEvents: notifications,
  RedisCluster: oneServer,
  Sentinel: oneServer,
  SentinelConnectionPool: oneServer,
  SentinelManagedConnection: oneServer,
  SentinelManagedSSLConnection: oneServer,
  is_keyevent_channel: notifications,
  is_keyspace_channel: notifications,
  is_keyspace_notification_channel: notifications,

  Subscription: "a type, for annotations",

  // Clients
  "redis.asyncio.client.Redis.__init__":
    "what is tried again, and how often, has the page's defaults",
  "redis.client.Redis.__init__":
    "what is tried again, and how often, has the page's defaults",
  transaction: "the keywords that it takes are written out",
  annotate_exception: "done where replies are read",
  get_cache: "replies are not cached in the page",
  load_scripts: "done by `execute`",
  parse_response: session,
  raise_first_error: "done where replies are read",

  // Connections and pools
  ConnectionPool: session,
  BlockingConnectionPool: session,
  Connection: session,
  SSLConnection: session,
  UnixDomainSocketConnection: session,
  ca_certs: simulated,
  ca_data: simulated,
  cert_reqs: simulated,
  certfile: simulated,
  check_hostname: simulated,
  keyfile: simulated,

  // Subscriptions
  check_health: session,
  clean_health_check_responses: session,
  is_health_check_response: session,
  on_connect: session,
  run_in_thread: "there are no threads in the page",

  // Locks
  do_extend: "part of `extend`",
  do_reacquire: "part of `reacquire`",
  do_release: "part of `release`",
  register_scripts: "done when a lock is made",
};

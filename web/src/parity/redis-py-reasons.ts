/** Why a name of redis-py is absent or differs, by name, by class, or by "class.name". */

const oneServer =
  "there is one server in the page, and neither cluster nor sentinel";
const notifications =
  "wraps keyspace notifications, which `pubsub()` brings as messages";
const session =
  "connections live in the page's client, which packs, sends and reads";
const retries = "what is tried again, and how often, has the page's defaults";

export const reasons: Record<string, string> = {
  // Modules
  AsyncClusterKeyspaceNotifications: oneServer,
  ClusterKeyspaceNotifications: oneServer,
  AsyncKeyspaceNotifications: notifications,
  AsyncKeyspaceNotificationsInterface: notifications,
  EventType: notifications,
  KeyNotification: notifications,
  KeyeventChannel: notifications,
  KeyspaceChannel: notifications,
  NotifyKeyspaceEvents: notifications,
  is_keyevent_channel: notifications,
  is_keyspace_channel: notifications,
  is_keyspace_notification_channel: notifications,
  RedisCluster: oneServer,
  Sentinel: oneServer,
  SentinelConnectionPool: oneServer,
  SentinelManagedConnection: oneServer,
  SentinelManagedSSLConnection: oneServer,
  Subscription: "a type, for annotations",

  // Classes
  "redis.asyncio.client.Redis.__init__": retries,
  "redis.client.Redis.__init__": retries,
  BlockingConnectionPool: session,
  Connection: session,
  SSLConnection: session,
  UnixDomainSocketConnection: session,
};

"""Where aioredis says what it thinks should be known."""

import logging

logger = logging.getLogger("aioredis")
sentinel_logger = logger.getChild("sentinel")

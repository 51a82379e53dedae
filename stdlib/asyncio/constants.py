"""Numbers that parts of asyncio share."""

# Bytes. How much may wait in a TLS connection before its reading stops or its writer is told to pause, in KiB.
FLOW_CONTROL_HIGH_WATER_SSL_READ, FLOW_CONTROL_HIGH_WATER_SSL_WRITE = 256, 512
SENDFILE_FALLBACK_READBUFFER_SIZE = 256 * 1024  # a piece of a file that os.sendfile() cannot send

# Seconds.
SSL_HANDSHAKE_TIMEOUT = 60.0
SSL_SHUTDOWN_TIMEOUT = 30.0
ACCEPT_RETRY_DELAY = 1  # a server waits so long when it has no file descriptors left

LOG_THRESHOLD_FOR_CONNLOST_WRITES = 5  # writes to a connection that is lost, before that is logged
DEBUG_STACK_DEPTH = 10  # frames that debug mode keeps of where something was made

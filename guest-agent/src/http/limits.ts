/** Connections at once. Further ones are closed when they come. */
export const MAX_CONNECTION_COUNT = 64;

/** Connections at once that carry a forwarded port; so calls always find room among the others. */
export const MAX_TUNNEL_COUNT = 32;

/** Time for the header of a request to arrive, in milliseconds; then the connection is closed. */
export const HEADERS_TIMEOUT_MS = 60_000;

/**
 * Time for which a TCP or unix socket is kept without a request, in milliseconds. Streams of the
 * link have no such time: the host closes them.
 */
export const IDLE_TIMEOUT_MS = 600_000;

/** Time that `close` gives to requests under way, in milliseconds, before it cuts them off. */
export const DEFAULT_CLOSE_GRACE_MS = 5_000;

/**
 * Bytes of a refused body that are read and thrown away so that the caller gets to read the reply;
 * beyond that the connection is closed.
 */
export const MAX_DISCARDED_BYTES = 1024 * 1024;

/** Paths in one request for an archive. More is invalid_argument. */
export const MAX_ARCHIVE_PATH_COUNT = 1000;

/** Time for a caller that sent no proper HTTP to read the answer, in milliseconds. */
export const LINGER_MS = 1_000;

/** Replies of one stream that are sent before other requests get their turn. */
export const MAX_REPLIES_PER_TURN = 32;

/** Connections of a task's programs at once; further ones are closed when they come. */
export const MAX_APP_CONNECTION_COUNT = 64;
/** Body of a request; room for a trickle in JSON. Beyond: resource_exhausted. */
export const MAX_APP_REQUEST_BYTES = 128 * 1024;
/** Requests at once with more than SMALL_APP_REQUEST_BYTES, or of a length not told; beyond: resource_exhausted. */
export const MAX_LARGE_APP_REQUESTS = 4;
export const SMALL_APP_REQUEST_BYTES = 4 * 1024;
/** Header of a request; beyond: 431. */
export const MAX_APP_HEADER_BYTES = 8 * 1024;
/** For a request to come whole, and for a connection on which nothing moves; beyond: closed. */
export const APP_TIMEOUT_MS = 60_000;
/** Between two lines in the log about faults of calls of a task; further ones are counted. */
export const FAULT_LOG_MS = 10_000;
/** Path of a unix socket (sun_path, less its NUL); with a longer one programs go without. */
export const MAX_SOCKET_PATH_BYTES = 107;

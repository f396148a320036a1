/** Connections to an agent at once. Further calls wait for one to be free. */
export const MAX_CONNECTION_COUNT = 16;

/** Deadline of a unary call that names none, in milliseconds. */
export const DEFAULT_CALL_TIMEOUT_MS = 60_000;

/** Time for a unix socket or a TCP connection to open, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** Longest path with query that is sent, in bytes; leaves room for headers in what the agent takes. */
export const MAX_PATH_LENGTH = 48 * 1024;

/** Calls in a row that may fail without bringing one event, before `watchTask` gives up. */
export const DEFAULT_FRUITLESS_ATTEMPT_COUNT = 10;

/** Pause before a call is made again, in milliseconds, times the number of fruitless calls so far. */
export const DEFAULT_RETRY_PAUSE_MS = 200;

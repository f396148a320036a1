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

/**
 * Most fields of a reply, those of messages in it not counted. A list of files has 1,000; of 4 MiB of
 * empty entries each would become an object.
 */
export const MAX_REPLY_FIELD_COUNT = 65_536;

/** Bytes of a file that are sent in one piece, and so the most that are sent again after a cut. */
export const UPLOAD_PIECE_BYTES = 1024 * 1024;

/** Slowest that an agent is expected to sum up an uploaded file, in bytes a millisecond. */
export const SLOWEST_HASH_BYTES_PER_MS = 5_000;

/** Largest file that `downloadFile` writes unless it is told otherwise, in bytes. */
export const DEFAULT_DOWNLOAD_BYTES = 64 * 1024 ** 3;

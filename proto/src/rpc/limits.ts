/** Largest message of a call, encoded, in bytes. A larger one is resource_exhausted. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/**
 * Largest end-stream message and largest body of a failed unary call, in bytes. A reader refuses
 * more; a writer leaves out details and metadata until it fits.
 */
export const MAX_ERROR_BODY_BYTES = 64 * 1024;

/** Longest message of an error, in UTF-16 units. A longer one is cut, when written and when read. */
export const MAX_ERROR_MESSAGE_LENGTH = 4096;

/** Most details of an error. Further ones are left out, when written and when read. */
export const MAX_ERROR_DETAIL_COUNT = 8;

/** Most names in the metadata of an end-stream message, and most values of a name; more is refused. */
export const MAX_METADATA_COUNT = 64;

/**
 * Longest deadline, in milliseconds: the longest wait of a timer in JavaScript runtimes (2^31 - 1,
 * almost 25 days). A longer one counts as this one.
 */
export const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Deepest nesting of a message in JSON. A deeper one is invalid_argument. */
export const MAX_JSON_DEPTH = 32;

/**
 * Most messages inside one message, however deep. One that is empty takes two bytes of its sender and
 * some hundred of its reader. More are invalid_argument.
 */
export const MAX_NESTED_MESSAGE_COUNT = 100_000;

/** Largest header block of a request or a response, in bytes, the path with its query counted in. */
export const MAX_HEADER_BYTES = 64 * 1024;

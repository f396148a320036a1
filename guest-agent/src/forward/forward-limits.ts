/** Time for a port of the guest to take a connection, in milliseconds. */
export const FORWARD_CONNECT_TIMEOUT_MS = 10_000;

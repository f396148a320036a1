/** Limits of the agent where it plays BOINC's core client. */

/** Most that is read of a program to find the version of BOINC's library in it; what is behind does not count. */
export const MAX_EXECUTABLE_SCAN_BYTES = 256 * 1024 * 1024;
/** Exits with 0 and without a finish file, since the last checkpoint, after which a program is started again. */
export const MAX_PREMATURE_EXITS = 100;
/** Names that are looked at in a slot directory for one notice of uploads; more are not found. */
export const MAX_SLOT_NAMES = 10_000;
/** Control messages that wait for room in their channel; the oldest goes. */
export const MAX_WAITING_MESSAGES = 16;
/** How long a program has to take the word that it will be stopped, before it is. */
export const MAX_SUSPEND_NOTICE_MS = 300;
/** How long taking over what an app of API 5 has left in its segment may take. */
export const SEGMENT_DRAIN_TIMEOUT_MS = 10_000;
/** How often a heartbeat is sent, as the core client does. */
export const HEARTBEAT_INTERVAL_MS = 1000;

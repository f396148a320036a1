/** Bytes that are read of one file of /proc. What is beyond is not looked at. */
export const MAX_PROC_TEXT_BYTES = 256 * 1024;

/** File systems, network interfaces and addresses of one that GetMetrics tells of; the first ones. */
export const MAX_DISK_COUNT = 64;
export const MAX_NETWORK_COUNT = 64;
export const MAX_ADDRESS_COUNT = 32;

/** Smallest error of the clock that is corrected, in microseconds. */
export const MIN_CLOCK_ERROR_US = 100_000;

/** Largest error of the clock that is slewed, in microseconds; above it the clock is stepped. */
export const MAX_SLEW_US = 1_000_000;

/** Longest round trip that can be told, in microseconds: half of it is the uncertainty. */
export const MAX_ROUND_TRIP_US = 60_000_000;

/** Latest time that a clock is set to, in microseconds since 1970: the year 2100. */
export const MAX_WALL_TIME_US = 4_102_444_800_000_000;

/** Fresh random bytes in one Resume. */
export const MIN_ENTROPY_BYTES = 32;
export const MAX_ENTROPY_BYTES = 512;

/** Hooks of the image that are run after a restore, and the time for each, in milliseconds. */
export const MAX_HOOK_COUNT = 16;
export const HOOK_TIMEOUT_MS = 10_000;

/** Time for a program of the system (date, busybox, fsfreeze --unfreeze), in milliseconds. */
export const PROGRAM_TIMEOUT_MS = 10_000;

/** Bytes of what such a program prints. */
export const MAX_PROGRAM_OUTPUT_BYTES = 4096;

/** How long PrepareCheckpoint waits for programs in critical sections at the most, in milliseconds. */
export const MAX_PREPARE_CHECKPOINT_MS = 10_000;

/** How long file systems stay frozen at the most, in milliseconds, where the call names no time. */
export const DEFAULT_FREEZE_TIMEOUT_MS = 10_000;

/** The longest that a call may ask for, in milliseconds. */
export const MAX_FREEZE_TIMEOUT_MS = 60_000;

/** File systems that are frozen at once. */
export const MAX_FREEZE_COUNT = 64;

/** Processes that are looked at for a watchdog that an earlier agent has left. */
export const MAX_SCANNED_PROCESS_COUNT = 65_536;

/** Lines of the agent's log that are kept, and their bytes together; the oldest go first. */
export const MAX_LOG_LINE_COUNT = 1000;
export const MAX_LOG_BYTES = 256 * 1024;

/** Bytes of one line of the log; the rest is cut off. */
export const MAX_LOG_LINE_BYTES = 4096;

/** Replies of Resume that are kept for calls made again; the oldest go first. */
export const MAX_RESUME_COUNT = 64;

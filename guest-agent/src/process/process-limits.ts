/** Limits of the process service, complete. Requests beyond one fail with the code named. */

/** Processes known at once, ended ones that nobody has forgotten too; beyond: resource_exhausted. */
export const MAX_PROCESSES = 256;
/** Program and arguments; beyond: invalid_argument, as for all limits of a request below. */
export const MAX_ARGUMENTS = 4096;
export const MAX_VARIABLES = 1024;
/** One argument or variable; Linux takes no more than 128 KiB with the NUL (MAX_ARG_STRLEN). */
export const MAX_STRING_BYTES = 128 * 1024 - 1;
/** All arguments, and all variables; Linux takes 2 MiB for both, twice each here. */
export const MAX_STRINGS_BYTES = 256 * 1024;
/** Name of a user or group. */
export const MAX_NAME_BYTES = 256;
export const MAX_GROUPS = 64;
/** Directory to start in (the kernel's PATH_MAX). */
export const MAX_PATH_BYTES = 4095;
export const MAX_UMASK = 0o777;
export const MIN_NICE = -20;
export const MAX_NICE = 19;
/** 1,024 CPUs. */
export const MAX_CPU_MILLI = 1_024_000;
export const MIN_MEMORY_BYTES = 4 * 1024 * 1024;
export const DEFAULT_PROCESS_COUNT = 4096;
export const MAX_PROCESS_COUNT = 4 * 1024 * 1024;
export const DEFAULT_GRACE_MS = 5000;
export const MAX_GRACE_MS = 600_000;
export const MAX_TERMINAL_SIDE = 10_000;
export const MAX_SIGNAL_NUMBER = 64;
export const DEFAULT_OUTPUT_BYTES = 1024 * 1024;
export const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;

/** Input in one call. */
export const MAX_INPUT_BYTES = 1024 * 1024;
/** How long a call of WriteInput waits for a program that takes nothing. */
export const INPUT_WAIT_MS = 50;
/** Streams of Watch of one process at once; beyond: resource_exhausted. */
export const MAX_READERS = 16;
/** Output in one message of Watch. */
export const MAX_PIECE_BYTES = 64 * 1024;
/** Figures are told no more often than this, whatever a caller asks for. */
export const MIN_FIGURES_INTERVAL_MS = 100;
export const MAX_FIGURES_INTERVAL_MS = 3_600_000;

/** Output is given back in steps of this, so that a spool takes no more than its window and a step. */
export const OUTPUT_STEP_BYTES = 1024 * 1024;
/** How often output that grows is looked at: so often that no more than the next comes in between. */
export const SHORTEST_LOOK_MS = 2;
export const LONGEST_LOOK_MS = 20;
export const GROWTH_BETWEEN_LOOKS_BYTES = 1024 * 1024;
/** Looks without growth after which the kernel is asked to announce the next. */
export const QUIET_LOOK_COUNT = 3;
/** How often a quiet process is looked at all the same. */
export const IDLE_LOOK_MS = 1000;

/** Message of an end, for people; cut beyond. */
export const MAX_MESSAGE_CHARACTERS = 1000;
/** What the launcher complained of, in the message of a program that did not start. */
export const MAX_COMPLAINT_BYTES = 512;

/** Output on the disk up to which a process is deleted in one go, while nothing else is done. */
export const MAX_DISCARDED_AT_ONCE_BYTES = 4 * 1024 * 1024;

/** Time that an ended process has to be forgotten before its end is written through to the disk. */
export const SYNC_DELAY_MS = 100;

/** Limits of the task service, complete. Requests beyond one fail with the code named. */

/** Tasks known at once, ended ones that nobody acknowledged too; beyond: resource_exhausted. */
export const MAX_TASKS = 32;
/** Steps of a task; beyond: invalid_argument, as for all limits of a request below. */
export const MAX_STEPS = 256;
/** Program and arguments of a step. */
export const MAX_ARGUMENTS = 4096;
/** Variables in a step's environment. */
export const MAX_VARIABLES = 1024;
/** One argument or variable; Linux takes no more than 128 KiB with the NUL (MAX_ARG_STRLEN). */
export const MAX_STRING_BYTES = 128 * 1024 - 1;
/** All arguments of a step, and all its variables; Linux takes 2 MiB for both, twice each here. */
export const MAX_STRINGS_BYTES = 256 * 1024;
/** All text of a request, which is kept on disk. */
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
/** Name of a step, for people. */
export const MAX_NAME_BYTES = 256;
/** Path below the work directory, and one part of it (the kernel's PATH_MAX and NAME_MAX). */
export const MAX_PATH_BYTES = 4095;
export const MAX_PATH_PART_BYTES = 255;
export const MAX_WEIGHT = 1e9;

export const DEFAULT_OUTPUT_BYTES = 16 * 1024 * 1024;
export const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;
export const DEFAULT_PROCESS_COUNT = 4096;
export const MAX_PROCESS_COUNT = 4 * 1024 * 1024;
export const MIN_MEMORY_BYTES = 4 * 1024 * 1024;
export const DEFAULT_STATUS_INTERVAL_MS = 1000;
export const MIN_STATUS_INTERVAL_MS = 100;
export const MAX_STATUS_INTERVAL_MS = 3_600_000;
export const DEFAULT_GRACE_MS = 5000;
export const MAX_GRACE_MS = 600_000;
/** Time between SIGTERM and SIGKILL where a time limit is over. */
export const TIME_LIMIT_GRACE_MS = 5000;

/** Streams of events of one task at once; beyond: resource_exhausted. */
export const MAX_READERS = 16;
/** Output in one event. */
export const MAX_OUTPUT_EVENT_BYTES = 64 * 1024;
/** One line of the journal; the longest message and name fit several times. */
export const MAX_RECORD_BYTES = 16 * 1024;
/** Message of an end, for people; cut beyond. */
export const MAX_MESSAGE_CHARACTERS = 1000;
/** Disk kept back for the journal's last lines, given up when the app has filled the disk. */
export const JOURNAL_RESERVE_BYTES = 64 * 1024;
/** Numbers for status events that are set aside with one line of the journal. */
export const STATUS_RESERVE_COUNT = 1024;

/** A disk with less room than this for ordinary users counts as full. */
export const DISK_FULL_BYTES = 1024 * 1024;
/** Most that is read of a fraction-done or credit file. */
export const MAX_PROGRESS_FILE_BYTES = 4096;
/** Most that is read of a file by which a program says how it ends. */
export const MAX_FINISH_FILE_BYTES = 4096;
/** Files of a task that are watched for trickles, and for uploads before its end. */
export const MAX_TRICKLE_FILES = 16;
export const MAX_UPLOAD_FILES = 1000;
/** Text of one trickle; a longer file is deleted and refused. */
export const MAX_TRICKLE_BYTES = 64 * 1024;
/** Trickles of a task, all kept until it is acknowledged; further ones are deleted and refused. */
export const MAX_TRICKLES = 1000;
/** How often watched files are looked for; so each trickle file gives at most one in this time. */
export const FILE_LOOK_MS = 1000;
/** One file that Deliver brings; beyond: invalid_argument. */
export const MAX_DELIVERED_BYTES = 64 * 1024;

/** How often output and limits are looked at: at once while output grows fast, else at leisure. */
export const SHORTEST_LOOK_MS = 20;
export const LONGEST_LOOK_MS = 200;
/** What is written down of a running task, one page; see `RunStateFile`. */
export const RUN_STATE_BYTES = 4096;

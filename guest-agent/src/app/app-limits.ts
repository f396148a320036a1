/** Limits of what programs may say by AppService. A request beyond one fails with the code named. */

/** One text of a report, in UTF-16 units; beyond: invalid_argument, as for all of a request below. */
export const MAX_APP_TEXT_CHARACTERS = 255;
/** Name of the library that calls, in UTF-16 units. */
export const MAX_LIBRARY_CHARACTERS = 64;
/** Name of an output file that a program wants uploaded. */
export const MAX_UPLOAD_NAME_BYTES = 255;
/** Files of a task that programs may ask to be uploaded; beyond: out_of_range. */
export const MAX_APP_UPLOADS = 1000;
/** Message of the end of a program. */
export const MAX_FINISH_MESSAGE_BYTES = 1023;
/** Longest time after which a program may want to be tried again, in seconds. */
export const MAX_RETRY_AFTER_S = 86_400;
/** Preferences of the project that the host gives, in bytes. */
export const MAX_PROJECT_PREFERENCES_BYTES = 64 * 1024;
/** Messages of the server that wait for ReceiveTrickle; further ones are files in the work directory only. */
export const MAX_RECEIVED_TRICKLES = 1000;
/** How long a critical section of a program keeps it from being stopped or ended, in milliseconds. */
export const MAX_CRITICAL_SECTION_MS = 10_000;
/** Lives of programs of a step whose checkpoints are told apart; the one heard of longest ago is forgotten. */
export const MAX_CHECKPOINT_LIVES = 8;
/** Reports are written down after so long at the latest; the reply to a further one in it waits for that. */
export const REPORT_WRITE_MS = 20;
/** CPU time at a checkpoint is measured anew after so long; in between it counts as less than it is. */
export const CHECKPOINT_MEASURE_MS = 100;

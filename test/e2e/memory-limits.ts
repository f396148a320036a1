/** MB of memory, as the job file counts them. */
export const MEBIBYTE = 1024 * 1024;

/** Most memory that the bridge may ever hold while it carries any amount of data. */
export const BRIDGE_LIMIT_BYTES = 150 * MEBIBYTE;

/** Most memory that the agent may ever hold, likewise. */
export const AGENT_LIMIT_BYTES = 110 * MEBIBYTE;

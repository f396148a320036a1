/**
 * Numbers of the link. The first part is fixed by docs/protocol.md: a change there is a new protocol
 * version. The second part holds limits that each end may set for itself.
 */

/** First bytes of every frame. The first is no ASCII and no UTF-8 start, so console text never matches. */
export const MAGIC = Uint8Array.of(0xf5, 0x56, 0x53, 0x4c);

/** Length of a frame's header. */
export const HEADER_BYTES = 32;

/** Length of the payload of credit and acknowledgement: a total as a 64-bit number. */
export const TOTAL_BYTES = 8;

/** Version of the link protocol that this code speaks. */
export const PROTOCOL_VERSION = 1;

/** Length of a nonce of the hello. */
export const NONCE_BYTES = 32;

/** Length of a proof of the hello. */
export const PROOF_BYTES = 32;

/** Length of the secret of a boot. */
export const SECRET_BYTES = 32;

/** Longest boot identifier in a hello. */
export const MAX_BOOT_ID_BYTES = 64;

/** No payload is ever longer, whatever the two ends agree on. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/** Smallest payload limit that an end may set: a hello must fit. */
export const MIN_PAYLOAD_BYTES = 256;

/**
 * Seed: what the guest must know before the link is up. The bridge writes it to a small read-only
 * disk, the same for every hypervisor: a raw disk whose bytes are a tar archive. The agent finds the
 * disk by the name of the archive's first entry (design D7).
 */
export interface Seed {
  /** Layout version; a reader refuses others. */
  readonly version: 1;
  /** Secret of this boot, 32 bytes, base64url. Both ends prove that they know it; it is never sent. */
  readonly secret: string;
  /** Identifier of this boot: 1 to 64 of [A-Za-z0-9._-]. */
  readonly bootId: string;
  /** How the host reaches the agent. */
  readonly link: SeedLink;
  /** Host's wall clock when the seed was written, in milliseconds since 1970. */
  readonly hostTimeMs: number;
}

/**
 * How the host reaches the agent. A reader refuses kinds that it does not know, so a new one needs no
 * new version: an older agent says on its console that it has no such link, and does nothing else.
 */
export type SeedLink = VirtioSerialLink | SerialLink;

/** A virtio-serial port, found by its name (Linux: /sys/class/virtio-ports/<port>/name). */
export interface VirtioSerialLink {
  readonly kind: 'virtio-serial';
  readonly portName: string;
}

/** A terminal line, such as a 16550 serial port or a pty. */
export interface SerialLink {
  readonly kind: 'serial';
  /** Its device in the guest: absolute, below /dev. */
  readonly path: string;
  /** Most bytes on the way to the host and not acknowledged; 0: no limit. As the link's option. */
  readonly maxInFlightBytes: number;
}

/** Name of the first entry of the seed's tar archive. */
export const SEED_ENTRY_NAME = 'vmslot-seed.json';

/** Largest seed entry that is read. */
export const MAX_SEED_BYTES = 64 * 1024;

/** Smallest and largest limit of bytes in flight; the same as docs/protocol.md has for the link. */
export const MIN_IN_FLIGHT_BYTES = 1152;
export const MAX_IN_FLIGHT_BYTES = 16 * 1024 * 1024;

/**
 * Limit of bytes in flight for serial ports, where nothing else is known: Linux keeps 4,095 bytes for
 * a reader of a terminal (drivers/tty/n_tty.c, N_TTY_BUF_SIZE), and one of the lines that were tried
 * wedged above some 3,500.
 */
export const DEFAULT_SERIAL_IN_FLIGHT_BYTES = 3000;

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

/** A virtio-serial port, found by its name (Linux: /sys/class/virtio-ports/<port>/name). */
export interface SeedLink {
  readonly kind: 'virtio-serial';
  readonly portName: string;
}

/** Name of the first entry of the seed's tar archive. */
export const SEED_ENTRY_NAME = 'vmslot-seed.json';

/** Largest seed entry that is read. */
export const MAX_SEED_BYTES = 64 * 1024;

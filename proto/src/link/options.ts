import { HEADER_BYTES, MAX_PAYLOAD_BYTES, MIN_PAYLOAD_BYTES } from './constants.ts';

/** Limits and times of one end of a link. Every one is finite. */
export interface LinkOptions {
  /** Longest payload of a frame, sent or accepted. Slow lines want short frames. */
  readonly maxPayloadBytes: number;
  /** Bytes that a stream accepts beyond what its reader took. */
  readonly streamWindowBytes: number;
  /** Streams open at once. */
  readonly maxStreamCount: number;
  /** Bytes handed to the transport and not yet taken by it; what waits behind them can still be overtaken. */
  readonly maxTransportBacklogBytes: number;
  /**
   * Bytes on the way to the other side and not acknowledged; 0: no limit. A frame then is a quarter
   * of it at most. User-Mode Linux's serial line wedges above about 3,500 (design, section 3).
   */
  readonly maxInFlightBytes: number;
  /** Control frames that may wait for the transport. */
  readonly maxControlFrameCount: number;
  /**
   * Damaged bytes, those looked at again included, less the good ones, before the line is given up.
   * So many are forgiven a minute. It bounds the work that a hostile guest can make.
   */
  readonly maxDamagedBytes: number;
  /** Pause between two hellos of the host, and between two announcements of the guest. */
  readonly helloIntervalMs: number;
  /** Silence after which the host asks for a sign of life, and again after each further one. */
  readonly keepAliveIntervalMs: number;
  /** Silence after which the epoch ends, counted while the VM runs. */
  readonly keepAliveTimeoutMs: number;
}

/** Defaults for a fast line such as virtio-serial. */
export const DEFAULT_LINK_OPTIONS: LinkOptions = {
  // Header and payload together are 64 KiB: two writes to a virtio port, which moves 32 KiB at most.
  maxPayloadBytes: 64 * 1024 - HEADER_BYTES,
  streamWindowBytes: 256 * 1024,
  maxStreamCount: 64,
  maxTransportBacklogBytes: 128 * 1024,
  maxInFlightBytes: 0,
  maxControlFrameCount: 1024,
  maxDamagedBytes: 16 * 1024 * 1024,
  helloIntervalMs: 500,
  keepAliveIntervalMs: 1_000,
  keepAliveTimeoutMs: 20_000,
};

/** Fills in defaults and checks ranges and relations. @throws RangeError naming the option */
export function verifyLinkOptions(given: Partial<LinkOptions> = {}): LinkOptions {
  const options = { ...DEFAULT_LINK_OPTIONS, ...given };
  inRange(options, 'maxPayloadBytes', MIN_PAYLOAD_BYTES, MAX_PAYLOAD_BYTES);
  inRange(options, 'streamWindowBytes', options.maxPayloadBytes, 16 * 1024 * 1024);
  inRange(options, 'maxStreamCount', 1, 1024);
  inRange(options, 'maxTransportBacklogBytes', 1, 4 * 1024 * 1024);
  inRange(options, 'maxControlFrameCount', 16, 65_536);
  inRange(options, 'maxDamagedBytes', options.maxPayloadBytes * 2, 1024 * 1024 * 1024);
  inRange(options, 'helloIntervalMs', 1, 60_000);
  inRange(options, 'keepAliveIntervalMs', 1, 3_600_000);
  inRange(options, 'keepAliveTimeoutMs', options.keepAliveIntervalMs, 3_600_000);
  if (options.maxInFlightBytes !== 0) {
    // Each of its quarters holds the shortest frame limit that an end may set.
    inRange(options, 'maxInFlightBytes', 4 * (MIN_PAYLOAD_BYTES + HEADER_BYTES), 16 * 1024 * 1024);
  }
  return options;
}

function inRange(options: LinkOptions, name: keyof LinkOptions, least: number, most: number): void {
  const value = options[name];
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(
      `link option ${name} is ${value}, must be a whole number from ${least} to ${most}`,
    );
  }
}

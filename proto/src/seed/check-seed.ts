import { MAX_IN_FLIGHT_BYTES, MIN_IN_FLIGHT_BYTES, type Seed, type SeedLink } from './seed.ts';
import { SeedError } from './seed-error.ts';

const SECRET_BYTES = 32;
const NAME_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;
const DEVICE_PATTERN = /^\/dev(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}){1,4}$/;
const SEED_KEYS = ['version', 'secret', 'bootId', 'link', 'hostTimeMs'];

/**
 * Checks that `value` is a seed, and returns it with its fields in a fixed order and nothing else.
 * Unknown fields are refused: a field that a reader does not know needs a new version.
 *
 * @throws SeedError with code `invalid`.
 */
export function checkSeed(value: unknown): Seed {
  const seed = checkObject(value, 'the seed', SEED_KEYS);
  if (seed.version !== 1) {
    throw invalid('version must be 1; build image and bridge from the same release');
  }
  if (typeof seed.secret !== 'string' || !isSecret(seed.secret)) {
    throw invalid(`secret must be ${SECRET_BYTES} bytes as base64url without padding`);
  }
  if (typeof seed.bootId !== 'string' || !NAME_PATTERN.test(seed.bootId)) {
    throw invalid('bootId must be 1 to 64 of [A-Za-z0-9._-]');
  }
  const hostTimeMs = seed.hostTimeMs;
  if (typeof hostTimeMs !== 'number' || !Number.isSafeInteger(hostTimeMs) || hostTimeMs < 0) {
    throw invalid('hostTimeMs must be a whole number of milliseconds since 1970');
  }
  return {
    version: 1,
    secret: seed.secret,
    bootId: seed.bootId,
    link: checkLink(seed.link),
    hostTimeMs,
  };
}

function checkLink(value: unknown): SeedLink {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : '';
  if (kind === 'virtio-serial') {
    const { portName } = checkObject(value, 'link', ['kind', 'portName']);
    if (typeof portName !== 'string' || !NAME_PATTERN.test(portName)) {
      throw invalid('link.portName must be 1 to 64 of [A-Za-z0-9._-]');
    }
    return { kind, portName };
  }
  if (kind === 'serial') {
    const link = checkObject(value, 'link', ['kind', 'path', 'maxInFlightBytes']);
    const { path, maxInFlightBytes } = link;
    if (typeof path !== 'string' || !DEVICE_PATTERN.test(path)) {
      throw invalid('link.path must be a device below /dev');
    }
    if (!isInFlightLimit(maxInFlightBytes)) {
      throw invalid(
        `link.maxInFlightBytes must be 0, or ${MIN_IN_FLIGHT_BYTES} to ${MAX_IN_FLIGHT_BYTES}`,
      );
    }
    return { kind, path, maxInFlightBytes };
  }
  throw invalid('link.kind must be virtio-serial or serial; build image and bridge together');
}

function isInFlightLimit(value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
  return value === 0 || (value >= MIN_IN_FLIGHT_BYTES && value <= MAX_IN_FLIGHT_BYTES);
}

function checkObject(
  value: unknown,
  what: string,
  keys: readonly string[],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`${what} must be an object`);
  }
  const found = Object.keys(value);
  if (found.length !== keys.length || !keys.every((key) => Object.hasOwn(value, key))) {
    throw invalid(`${what} must have exactly the fields ${keys.join(', ')}`);
  }
  return value as Record<string, unknown>;
}

function isSecret(text: string): boolean {
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return false;
  const bytes = Buffer.from(text, 'base64url');
  // Two spellings of one secret must not exist: the last character carries two unused bits.
  return bytes.length === SECRET_BYTES && bytes.toString('base64url') === text;
}

function invalid(what: string): SeedError {
  return new SeedError('invalid', `the seed is not valid: ${what}`);
}

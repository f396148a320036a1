import type { Seed } from './seed.ts';
import { SeedError } from './seed-error.ts';

const SECRET_BYTES = 32;
const NAME_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;
const SEED_KEYS = ['version', 'secret', 'bootId', 'link', 'hostTimeMs'];
const LINK_KEYS = ['kind', 'portName'];

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
  const link = checkObject(seed.link, 'link', LINK_KEYS);
  if (link.kind !== 'virtio-serial') throw invalid('link.kind must be virtio-serial');
  if (typeof link.portName !== 'string' || !NAME_PATTERN.test(link.portName)) {
    throw invalid('link.portName must be 1 to 64 of [A-Za-z0-9._-]');
  }
  return {
    version: 1,
    secret: seed.secret,
    bootId: seed.bootId,
    link: { kind: 'virtio-serial', portName: link.portName },
    hostTimeMs,
  };
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

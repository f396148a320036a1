import { describe, expect, test } from 'vitest';
import { decodeSeed, isSeedDisk } from './decode-seed.ts';
import { encodeSeed, SEED_DISK_UNIT_BYTES } from './encode-seed.ts';
import { MAX_SEED_BYTES, type Seed } from './seed.ts';
import { encodeTarHeader, TAR_BLOCK_BYTES } from './tar-header.ts';

const seed: Seed = {
  version: 1,
  secret: Buffer.alloc(32, 7).toString('base64url'),
  bootId: 'boot-1',
  link: { kind: 'virtio-serial', portName: 'org.vmslot.agent.0' },
  hostTimeMs: 1_700_000_000_000,
};

function serial(change: object = {}): object {
  return { kind: 'serial', path: '/dev/ttyS1', maxInFlightBytes: 3000, ...change };
}

function diskOf(body: string | Uint8Array, name = 'vmslot-seed.json', size?: number): Uint8Array {
  const bytes = Buffer.from(body);
  return Buffer.concat([encodeTarHeader(name, size ?? bytes.length), bytes]);
}

describe('encodeSeed', () => {
  test('writes what decodeSeed reads, same seed same bytes, in whole disk units', () => {
    const disk = encodeSeed(seed);
    expect(decodeSeed(disk)).toEqual(seed);
    expect(encodeSeed({ ...seed })).toEqual(disk);
    expect(disk.length % SEED_DISK_UNIT_BYTES).toBe(0);
    expect(isSeedDisk(disk.subarray(0, TAR_BLOCK_BYTES))).toBe(true);
  });

  test.each([
    { kind: 'serial', path: '/dev/ttyS1', maxInFlightBytes: 3000 },
    { kind: 'serial', path: '/dev/pts/0', maxInFlightBytes: 0 },
  ] as const)('writes the link $path', (link) => {
    expect(decodeSeed(encodeSeed({ ...seed, link })).link).toEqual(link);
  });

  test('is an archive by the rules of ustar: checksum, magic, two blocks of zeros at the end', () => {
    const disk = Buffer.from(encodeSeed(seed));
    expect(disk.toString('latin1', 257, 265)).toBe('ustar\u000000');
    const header = Buffer.from(disk.subarray(0, 512));
    const stored = Number.parseInt(header.toString('latin1', 148, 154), 8);
    header.fill(' ', 148, 156);
    expect(stored).toBe(header.reduce((sum, byte) => sum + byte, 0));
    expect(disk.subarray(-1024).every((byte) => byte === 0)).toBe(true);
  });

  test('refuses a seed that a reader would refuse', () => {
    expect(() => encodeSeed({ ...seed, bootId: 'a b' })).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });
});

describe('decodeSeed', () => {
  test.each([
    ['an empty disk', new Uint8Array(0), 'not_a_seed'],
    ['a disk of zeros', new Uint8Array(65_536), 'not_a_seed'],
    ['another first entry', diskOf(JSON.stringify(seed), 'other.json'), 'not_a_seed'],
    ['a longer name', diskOf(JSON.stringify(seed), 'vmslot-seed.json2'), 'not_a_seed'],
    ['a size above the limit', diskOf('{}', undefined, MAX_SEED_BYTES + 1), 'too_large'],
    ['a huge size', diskOf('{}', undefined, 0o77777777777), 'too_large'],
    ['contents that are cut off', diskOf('{}', undefined, 3), 'damaged'],
    ['contents that are not UTF-8', diskOf(Uint8Array.of(0x22, 0xff, 0x22)), 'damaged'],
    ['contents that are not JSON', diskOf('{"version":1'), 'damaged'],
    ['a list', diskOf('[]'), 'invalid'],
    ['null', diskOf('null'), 'invalid'],
  ])('refuses %s', (_, disk, code) => {
    expect(() => decodeSeed(disk)).toThrow(expect.objectContaining({ name: 'SeedError', code }));
  });

  test.each<[string, object]>([
    ['another version', { version: 2 }],
    ['a short secret', { secret: 'AAAA' }],
    ['a secret in a second spelling', { secret: `${seed.secret.slice(0, 42)}d` }],
    ['a secret with padding', { secret: `${seed.secret}=` }],
    ['an empty boot id', { bootId: '' }],
    ['a boot id with a slash', { bootId: '../x' }],
    ['a long boot id', { bootId: 'x'.repeat(65) }],
    ['a time that is no integer', { hostTimeMs: 1.5 }],
    ['a time below 0', { hostTimeMs: -1 }],
    ['another link', { link: { kind: 'tcp', portName: 'x' } }],
    ['a port name with a line feed', { link: { kind: 'virtio-serial', portName: 'x\n' } }],
    ['a link without port name', { link: { kind: 'virtio-serial' } }],
    ['a link of text', { link: 'serial' }],
    ['a link of nothing', { link: null }],
    ['a serial link without limit', { link: { kind: 'serial', path: '/dev/ttyS1' } }],
    ['a serial link elsewhere', { link: serial({ path: '/etc/passwd' }) }],
    ['a serial link upwards', { link: serial({ path: '/dev/../etc/passwd' }) }],
    ['a serial link with a blank', { link: serial({ path: '/dev/tty S1' }) }],
    ['a serial link that holds too little', { link: serial({ maxInFlightBytes: 1000 }) }],
    ['a serial link that holds less than nothing', { link: serial({ maxInFlightBytes: -1 }) }],
    ['a serial link that holds part of a byte', { link: serial({ maxInFlightBytes: 3000.5 }) }],
    ['a serial link with a port name', { link: { ...serial(), portName: 'x' } }],
    ['an unknown field', { more: 1 }],
    ['an unknown field of the link', { link: { ...seed.link, more: 1 } }],
  ])('refuses %s', (_, change) => {
    const disk = diskOf(JSON.stringify({ ...seed, ...change }));
    expect(() => decodeSeed(disk)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test('refuses a header with one damaged bit, wherever it is', () => {
    const disk = encodeSeed(seed);
    for (let offset = 0; offset < TAR_BLOCK_BYTES; offset += 1) {
      const damaged = Buffer.from(disk);
      damaged.writeUInt8(damaged.readUInt8(offset) ^ 0x01, offset);
      expect(() => decodeSeed(damaged)).toThrow(expect.objectContaining({ name: 'SeedError' }));
    }
  });

  test('never shows the secret in a message', () => {
    const text = JSON.stringify(seed).slice(0, -1);
    const failure = caught(() => decodeSeed(diskOf(text)));
    expect(String(failure)).not.toContain(seed.secret.slice(0, 8));
    expect(failure.cause).toBeUndefined();
  });
});

function caught(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

import { describe, expect, test } from 'vitest';
import {
  createFrameFilter,
  createHostAddressCheck,
  HOST_ADDRESSES_MAX_AGE_MS,
} from './frame-filter.ts';

const isAllowed = createFrameFilter((address) => address === '192.168.1.5');

interface Packet {
  readonly to: string;
  readonly protocol?: number;
  readonly port?: number;
  readonly fragment?: number;
  readonly version?: number;
  readonly etherType?: number;
}

function frameOf(packet: Packet): Buffer {
  const frame = Buffer.alloc(60);
  frame.writeUInt16BE(packet.etherType ?? 0x0800, 12);
  frame.writeUInt8(packet.version ?? 0x45, 14);
  frame.writeUInt16BE(packet.fragment ?? 0, 20);
  frame.writeUInt8(packet.protocol ?? 6, 23);
  frame.set(packet.to.split('.').map(Number), 30);
  frame.writeUInt16BE(packet.port ?? 443, 36);
  return frame;
}

describe('createFrameFilter', () => {
  test.each<Packet>([
    { to: '93.184.216.34' },
    { to: '93.184.216.34', protocol: 1 },
    { to: '93.184.216.34', protocol: 17, fragment: 0x2000 },
    { to: '10.0.3.2' },
    { to: '192.168.1.6' },
    { to: '10.0.2.3', protocol: 17, port: 53 },
    { to: '10.0.2.3', protocol: 6, port: 53 },
    { to: '10.0.2.2', protocol: 17, port: 67 },
    { to: '255.255.255.255', protocol: 17, port: 67 },
    { to: '127.0.0.1', etherType: 0x0806 },
  ])('lets %o pass', (packet) => {
    expect(isAllowed(frameOf(packet))).toBe(true);
  });

  test.each<Packet>([
    { to: '127.0.0.1' },
    { to: '127.255.0.9', protocol: 17 },
    { to: '0.0.0.0' },
    { to: '10.0.2.2' },
    { to: '10.0.2.2', protocol: 17, port: 69 },
    { to: '10.0.2.2', protocol: 1 },
    { to: '10.0.2.3', port: 80 },
    { to: '10.0.2.3', protocol: 17, port: 53, fragment: 0x2000 },
    { to: '10.0.2.3', protocol: 17, port: 53, fragment: 0x0001 },
    { to: '10.0.2.200' },
    { to: '169.254.169.254' },
    { to: '192.168.1.5' },
    { to: '224.0.0.251', protocol: 17, port: 5353 },
    { to: '255.255.255.255', protocol: 17, port: 68 },
    { to: '93.184.216.34', version: 0x46 },
    { to: '93.184.216.34', version: 0x65 },
    { to: '93.184.216.34', etherType: 0x86dd },
    { to: '93.184.216.34', etherType: 0x8100 },
  ])('drops %o', (packet) => {
    expect(isAllowed(frameOf(packet))).toBe(false);
  });

  test('drops what is cut off, at every length', () => {
    const frame = frameOf({ to: '10.0.2.3', protocol: 17, port: 53 });
    for (let length = 0; length < 38; length += 1) {
      expect(isAllowed(frame.subarray(0, length))).toBe(false);
    }
    expect(isAllowed(frame.subarray(0, 38))).toBe(true);
  });
});

describe('createHostAddressCheck', () => {
  test('reads the addresses again when they are old', () => {
    let time = 0;
    let address = '192.168.1.5';
    const entry = () => ({ lan: [{ address }] }) as never;
    const isHost = createHostAddressCheck(() => time, entry);
    expect(isHost('192.168.1.5')).toBe(true);
    address = '192.168.1.9';
    time = HOST_ADDRESSES_MAX_AGE_MS - 1;
    expect(isHost('192.168.1.9')).toBe(false);
    time = HOST_ADDRESSES_MAX_AGE_MS;
    expect(isHost('192.168.1.9')).toBe(true);
  });

  test('knows the loopback address of this machine', () => {
    expect(createHostAddressCheck()('127.0.0.1')).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { DEFAULT_LINK_OPTIONS, verifyLinkOptions, type LinkOptions } from './options.ts';

describe('verifyLinkOptions', () => {
  test('fills in defaults', () => {
    expect(verifyLinkOptions()).toEqual(DEFAULT_LINK_OPTIONS);
    expect(verifyLinkOptions({ maxStreamCount: 5 }).maxStreamCount).toBe(5);
    expect(verifyLinkOptions({ maxInFlightBytes: 3000 }).maxInFlightBytes).toBe(3000);
  });

  test.each<[Partial<LinkOptions>, string]>([
    [{ maxPayloadBytes: 255 }, 'maxPayloadBytes'],
    [{ maxPayloadBytes: 65_537 }, 'maxPayloadBytes'],
    [{ streamWindowBytes: 1000 }, 'streamWindowBytes'],
    [{ maxStreamCount: 0 }, 'maxStreamCount'],
    [{ maxStreamCount: 1.5 }, 'maxStreamCount'],
    [{ maxTransportBacklogBytes: Infinity }, 'maxTransportBacklogBytes'],
    [{ maxControlFrameCount: 1 }, 'maxControlFrameCount'],
    [{ maxDamagedBytes: 1000 }, 'maxDamagedBytes'],
    [{ helloIntervalMs: 0 }, 'helloIntervalMs'],
    [{ keepAliveIntervalMs: Number.NaN }, 'keepAliveIntervalMs'],
    [{ keepAliveIntervalMs: 100, keepAliveTimeoutMs: 99 }, 'keepAliveTimeoutMs'],
    [{ maxInFlightBytes: 1151 }, 'maxInFlightBytes'],
    [{ maxInFlightBytes: -1 }, 'maxInFlightBytes'],
  ])('refuses %j', (given, name) => {
    expect(() => verifyLinkOptions(given)).toThrow(RangeError);
    expect(() => verifyLinkOptions(given)).toThrow(`link option ${name} is`);
  });
});

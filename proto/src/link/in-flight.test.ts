import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InFlight } from './in-flight.ts';
import { MIN_PAYLOAD_BYTES } from './constants.ts';

describe('InFlight', () => {
  test('without a limit there is always room', () => {
    const flight = new InFlight(0);
    flight.send(1e12);
    expect(flight.takeRaw(1e12)).toBe(true);
    expect(flight.room).toBe(Infinity);
    expect(flight.maxFrameBytes).toBe(Infinity);
    expect(InFlight.ackEveryBytes(0)).toBe(0);
  });

  test('never lets more out than the limit, and never stands still when all has been read', () => {
    const anyStep = fc.record({
      kind: fc.constantFrom('frame' as const, 'raw' as const, 'read' as const, 'heard' as const),
      bytes: fc.integer({ min: 32, max: 5000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 4 * (MIN_PAYLOAD_BYTES + 32), max: 20_000 }),
        fc.array(anyStep, { maxLength: 100 }),
        (limit, steps) => {
          const flight = new InFlight(limit);
          const every = InFlight.ackEveryBytes(limit);
          let sent = 0;
          let acked = 0;
          let raw = 0;
          for (const { kind, bytes } of steps) {
            const length = Math.min(bytes, flight.maxFrameBytes);
            if (kind === 'frame' && length <= flight.room) {
              flight.send(length);
              sent += length;
            } else if (kind === 'raw' && flight.takeRaw(length)) {
              raw += length;
            } else if (kind === 'read') {
              // The peer has read everything and acknowledges if so much has come.
              if (sent - acked >= every) acked = sent;
              expect(flight.accept(acked)).toBe(true);
              expect(flight.room).toBeGreaterThanOrEqual(flight.maxFrameBytes);
            } else if (kind === 'heard') {
              flight.forgetRaw();
              raw = 0;
            }
            expect(sent - acked + raw).toBeLessThanOrEqual(limit);
          }
        },
      ),
    );
  });

  test('a total above what was sent is refused, an old one does no harm', () => {
    const flight = new InFlight(4000);
    flight.send(1000);
    expect(flight.accept(1001)).toBe(false);
    expect(flight.accept(Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(flight.accept(1000)).toBe(true);
    const { room } = flight;
    expect(flight.accept(10)).toBe(true);
    expect(flight.room).toBe(room);
    flight.beginEpoch();
    expect(flight.accept(1)).toBe(false);
  });
});

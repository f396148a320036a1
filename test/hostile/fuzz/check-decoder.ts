import { deepStrictEqual } from 'node:assert';
import type { FuzzedDecoder } from './fuzzed-decoder.ts';

/** What became of one input. */
export type Fuzzed = 'read' | 'refused';

const DEFAULT_VALUES_PER_BYTE = 8;
const FREE_VALUES = 1000;

/**
 * Gives bytes to a decoder and checks what comes of it.
 *
 * - Only its own error is thrown.
 * - Bytes before and behind them in the same buffer change nothing: it never reads beyond.
 * - The bytes are left as they are.
 * - What it gives is bounded by what it was given.
 * - What it gives, written and read again, is the same.
 *
 * @throws Error where one of these does not hold
 */
export function checkDecoder(decoder: FuzzedDecoder, bytes: Uint8Array): Fuzzed {
  const copy = Uint8Array.from(bytes);
  const first = attempt(decoder, copy);
  deepStrictEqual(copy, Uint8Array.from(bytes), `${decoder.name} changes its input`);
  for (const filler of [0x00, 0xff]) {
    const inside = attempt(decoder, insideOf(bytes, filler));
    deepStrictEqual(inside, first, `${decoder.name} reads beyond its input`);
  }
  if ('error' in first) return 'refused';
  const { maxValuesPerByte = DEFAULT_VALUES_PER_BYTE, encode } = decoder;
  const count = countValues(first.value);
  if (count > FREE_VALUES + maxValuesPerByte * bytes.length) {
    throw new Error(`${decoder.name} makes ${count} values of ${bytes.length} bytes`);
  }
  if (encode !== undefined) {
    // What `encode` gives may be a Buffer, and what is read of one are Buffers as well.
    const again = decoder.decode(Uint8Array.from(encode(first.value as never)));
    deepStrictEqual(again, first.value, `${decoder.name} reads back something else`);
  }
  return 'read';
}

type Attempt = { readonly value: unknown } | { readonly error: string };

function attempt(decoder: FuzzedDecoder, bytes: Uint8Array): Attempt {
  try {
    return { value: decoder.decode(bytes) };
  } catch (error) {
    if (!decoder.isExpected(error)) throw error;
    return { error: (error as Error).message };
  }
}

/** The same bytes in the middle of a longer buffer. */
function insideOf(bytes: Uint8Array, filler: number): Uint8Array {
  const room = new Uint8Array(bytes.length + 96).fill(filler);
  room.set(bytes, 48);
  return room.subarray(48, 48 + bytes.length);
}

function countValues(value: unknown): number {
  let count = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    count += 1;
    if (typeof next !== 'object' || next === null || next instanceof Uint8Array) continue;
    for (const inner of next instanceof Map ? next.values() : Object.values(next))
      waiting.push(inner);
  }
  return count;
}

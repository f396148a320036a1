import fc from 'fast-check';
import type protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { SCHEMA } from '../../gen/schema.ts';
import { v1 } from './generated.ts';
import { MAX_NESTED_MESSAGE_COUNT } from './limits.ts';
import { createMessageCodec } from './message-codec.ts';
import type { MessageType } from './message-type.ts';
import { readReferenceTypes } from './reference-fixture.ts';
import type { FieldEntry } from './schema.ts';

const references = readReferenceTypes();
const names = Object.keys(SCHEMA.messages);

const SCALARS: Record<string, fc.Arbitrary<unknown>> = {
  string: fc.string({ unit: 'grapheme', maxLength: 8 }),
  bool: fc.boolean(),
  double: fc.oneof(fc.double(), fc.constantFrom(0, -0)),
  int32: fc.integer(),
  sint32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  int64: fc.maxSafeInteger(),
  sint64: fc.maxSafeInteger(),
  uint64: fc.maxSafeNat(),
  bytes: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
};

const messages = new Map<string, fc.Arbitrary<Record<string, unknown>>>();

/** Any message of a type, with at most one field of each group. */
function anyMessage(name: string): fc.Arbitrary<Record<string, unknown>> {
  const known = messages.get(name);
  if (known !== undefined) return known;
  const entries = Object.entries(SCHEMA.messages[name] ?? {});
  const fields = Object.fromEntries(entries.map(([field, entry]) => [field, anyValue(entry)]));
  const any = fc.record(fields, { requiredKeys: [] }).map((message) => {
    const groups = new Set<string>();
    const kept = Object.entries(message).filter(([field]) => {
      const group = SCHEMA.messages[name]?.[field]?.[3];
      if (group === undefined) return true;
      if (groups.has(group)) return false;
      groups.add(group);
      return true;
    });
    return Object.fromEntries(kept);
  });
  messages.set(name, any);
  return any;
}

function anyValue([, type, shape]: FieldEntry): fc.Arbitrary<unknown> {
  const values = SCHEMA.enums[type];
  const known = values === undefined ? anyMessageOrScalar(type) : anyEnumValue(values);
  if (shape === 'list') return fc.array(known, { maxLength: 3 });
  if (shape !== 'map') return known;
  const key = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('__proto__', 'constructor'));
  return fc.array(fc.tuple(key, known), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
}

function anyMessageOrScalar(type: string): fc.Arbitrary<unknown> {
  return SCALARS[type] ?? anyMessage(type);
}

function anyEnumValue(values: Readonly<Record<string, number>>): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(...Object.values(values)), fc.integer());
}

function codecOf(name: string) {
  return createMessageCodec(
    v1[name as keyof typeof v1] as unknown as MessageType<object, object>,
    name,
  );
}

const referenceOf = (name: string): protobuf.Type => references.lookupType(name);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What a reader makes of bytes, written again; or why it makes nothing of them. */
function outcome(read: () => Uint8Array): string {
  try {
    return hex(read());
  } catch (error) {
    const inexact = error instanceof Error && String(error.cause).includes('2^53');
    return inexact ? 'inexact' : 'refused';
  }
}

describe.each(names)('%s', (name) => {
  const codec = codecOf(name);
  const reference = referenceOf(name);
  const referenceBytes = (message: object): Uint8Array => reference.encode(message).finish();

  test('is written as by protobufjs, and read back from bytes and JSON', () => {
    fc.assert(
      fc.property(anyMessage(name), (message) => {
        const bytes = codec.encode(message, 'proto');
        expect(hex(bytes)).toBe(hex(referenceBytes(message)));
        const fromBytes = codec.decode(bytes, 'proto');
        expect(hex(codec.encode(fromBytes, 'proto'))).toBe(hex(bytes));
        const fromJson = codec.decode(codec.encode(fromBytes, 'json'), 'json');
        expect(hex(codec.encode(fromJson, 'proto'))).toBe(hex(bytes));
        expect(fromJson).toEqual(fromBytes);
        expect(Object.getPrototypeOf(fromJson)).toBe(Object.getPrototypeOf(fromBytes));
        const asReference = reference.toObject(reference.decode(bytes), { defaults: true });
        for (const [field, value] of Object.entries(asReference)) {
          if (typeof value !== 'object') expect(fromBytes).toHaveProperty(field, value);
        }
      }),
      { numRuns: 25 },
    );
  });
});

// In a message without fields protobufjs takes a field with the number 0, which no other does.
const withFields = names.filter((name) => Object.keys(SCHEMA.messages[name] ?? {}).length > 0);

describe.each(withFields)('%s', (name) => {
  const codec = codecOf(name);
  const reference = referenceOf(name);
  const referenceBytes = (message: object): Uint8Array => reference.encode(message).finish();

  test('damaged bytes are read as by protobufjs, or refused by both', () => {
    const anyDamage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 });
    const anyRest = fc.uint8Array({ maxLength: 12 });
    fc.assert(
      fc.property(anyMessage(name), anyDamage, anyRest, fc.nat(), (message, damage, rest, cut) => {
        const whole = Buffer.concat([referenceBytes(message), rest]);
        for (const [place, byte] of damage)
          if (whole.length > 0) whole[place % whole.length] = byte;
        const bytes = whole.subarray(0, whole.length - (cut % (1 + (whole.length >> 2))));
        const found = outcome(() => codec.encode(codec.decode(bytes, 'proto'), 'proto'));
        fc.pre(found !== 'inexact');
        expect(found).toBe(outcome(() => referenceBytes(reference.decode(bytes))));
      }),
      { numRuns: 60 },
    );
  });
});

describe('hostile bytes', () => {
  const decode = (name: string, text: string): object =>
    codecOf(name).decode(Buffer.from(text, 'hex'), 'proto');
  const refused = expect.objectContaining({ code: 'invalid_argument' }) as Error;

  test.each([
    ['a text', 'StatRequest', '0affffffff0f'],
    ['a message', 'RunResponse', '0affffffff0f'],
    ['an entry of a map', 'Step', '1affffffff0f'],
    ['an unknown field', 'StatRequest', 'fa0fffffffff0f'],
  ])('a length of %s beyond the end is refused', (_what, name, text) => {
    expect(() => decode(name, text)).toThrow(refused);
  });

  test('a length is bounded by that of the message around it', () => {
    // An event of 2 bytes whose output claims 4, which the reply has.
    expect(() => decode('RunResponse', '0a0222041a02616100')).toThrow(refused);
  });

  test('empty messages, which cost the reader more than the sender, are bounded', () => {
    const list = (count: number) => Buffer.from('0a00'.repeat(count), 'hex');
    const codec = codecOf('ListResponse');
    const kept = codec.decode(list(MAX_NESTED_MESSAGE_COUNT), 'proto') as { tasks: object[] };
    expect(kept.tasks).toHaveLength(MAX_NESTED_MESSAGE_COUNT);
    expect(() => codec.decode(list(MAX_NESTED_MESSAGE_COUNT + 1), 'proto')).toThrow(refused);
    const tasks = Array.from({ length: MAX_NESTED_MESSAGE_COUNT + 1 }, () => ({}));
    expect(() => codec.decode(Buffer.from(JSON.stringify({ tasks })), 'json')).toThrow(refused);
  });

  test('field 0 is refused', () => {
    for (const name of ['StatRequest', 'RemoveResponse']) {
      expect(() => decode(name, '0000')).toThrow(refused);
    }
  });

  test('unknown groups nest to a bound', () => {
    const nested = (depth: number) => 'fb0f'.repeat(depth) + 'fc0f'.repeat(depth);
    expect(decode('StatRequest', nested(50))).toMatchObject({ path: '' });
    expect(() => decode('StatRequest', nested(500_000))).toThrow(refused);
  });

  test('a key like __proto__ is a key', () => {
    const step = decode('Step', '1a0e0a095f5f70726f746f5f5f120178') as { env: object };
    expect(Object.entries(step.env)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(step.env)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test.each([
    ['AttachRequest', '10ffffffffffffff0f', 2 ** 53 - 1],
    ['AttachRequest', '1080808080808080 10'.replace(' ', ''), undefined],
    ['AttachRequest', '10ffffffffffffffffff01', undefined],
  ])('64-bit numbers are exact or refused: %s %s', (name, text, value) => {
    if (value === undefined) expect(() => decode(name, text)).toThrow(refused);
    else expect(decode(name, text)).toMatchObject({ afterSequence: value });
  });

  test('the last field of a group counts, and the last value of a field', () => {
    const event = decode('TaskEvent', '1a002a00') as { kind: string };
    expect(Object.keys(event)).toEqual(['status']);
    expect(event.kind).toBe('status');
    expect(Object.keys(decode('StatRequest', '0a01610a00'))).toEqual([]);
  });
});

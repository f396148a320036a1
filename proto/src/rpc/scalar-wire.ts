import type { Reader, Writer } from 'protobufjs/minimal.js';
import type { ScalarType } from './schema.ts';

/** What a field of a message without messages in it holds. */
export type Scalar = string | boolean | number | Uint8Array;

/** Varint, eight bytes, or with a length before. Source: protobuf encoding reference. */
export type WireType = 0 | 1 | 2;

/** Wire type of what has its length before it: text, bytes, messages, several numbers. */
export const LENGTH_DELIMITED = 2;

/** How values of one type stand among bytes. */
export interface ScalarWire {
  readonly wireType: WireType;
  /** What a field that is not set counts as. */
  readonly zero: Scalar;
  readonly write: (writer: Writer, value: never) => Writer;
  /** @throws RangeError for a 64-bit number that JavaScript does not hold exactly */
  readonly read: (reader: Reader) => Scalar;
}

/** By type; values of enums are `int32`. */
export const SCALAR_WIRES: Readonly<Record<ScalarType, ScalarWire>> = {
  string: {
    wireType: LENGTH_DELIMITED,
    zero: '',
    write: (writer, value: string) => writer.string(value),
    read: (reader) => reader.stringVerify(),
  },
  bytes: {
    wireType: LENGTH_DELIMITED,
    zero: new Uint8Array(0),
    write: (writer, value: Uint8Array) => writer.bytes(value),
    read: (reader) => reader.bytes(),
  },
  double: {
    wireType: 1,
    zero: 0,
    write: (writer, value: number) => writer.double(value),
    read: (reader) => reader.double(),
  },
  bool: {
    wireType: 0,
    zero: false,
    write: (writer, value: boolean) => writer.bool(value),
    read: (reader) => reader.bool(),
  },
  int32: {
    wireType: 0,
    zero: 0,
    write: (writer, value: number) => writer.int32(value),
    read: (reader) => reader.int32(),
  },
  sint32: {
    wireType: 0,
    zero: 0,
    write: (writer, value: number) => writer.sint32(value),
    read: (reader) => reader.sint32(),
  },
  uint32: {
    wireType: 0,
    zero: 0,
    write: (writer, value: number) => writer.uint32(value),
    read: (reader) => reader.uint32(),
  },
  int64: {
    wireType: 0,
    zero: 0,
    write: (writer, value: number) => writer.int64(value),
    read: (reader) => exact(reader.int64()),
  },
  sint64: {
    wireType: 0,
    zero: 0,
    write: (writer, value: number) => writer.sint64(value),
    read: (reader) => exact(reader.sint64()),
  },
  uint64: {
    wireType: 0,
    zero: 0,
    write: (writer, value: number) => writer.uint64(value),
    read: (reader) => exact(reader.uint64()),
  },
};

/** True where `value` is what a field that is not set counts as; -0 is not 0. */
export function isZero(value: Scalar): boolean {
  if (typeof value === 'number') return Object.is(value, 0);
  return typeof value === 'object' ? value.length === 0 : value === '' || value === false;
}

/** protobufjs rounds, and a size or an offset that is nearly right is wrong. */
function exact(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw new RangeError('a 64-bit number is beyond 2^53 - 1');
}

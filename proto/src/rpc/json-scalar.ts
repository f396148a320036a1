import type { ScalarField } from './message-plan.ts';
import { RpcError } from './rpc-error.ts';
import type { Scalar } from './scalar-wire.ts';
import type { EnumEntry, ScalarType } from './schema.ts';

const INTEGER = /^-?[0-9]{1,20}$/;
const DECIMAL = /^-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];

/** What a value must be, and the value, or undefined where it is something else. */
type ScalarReader = readonly [expected: string, read: (json: unknown) => Scalar | undefined];

const INT32: ScalarReader = [
  'a whole number of 32 bits',
  (json) => integer(json, -(2 ** 31), 2 ** 31 - 1),
];
const INT64: ScalarReader = [
  'a whole number from -2^53 + 1 to 2^53 - 1',
  (json) => integer(json, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
];

const SCALARS: Record<ScalarType, ScalarReader> = {
  string: ['a string', (json) => (typeof json === 'string' ? json : undefined)],
  bool: ['true or false', (json) => (typeof json === 'boolean' ? json : undefined)],
  double: ['a number', doubleFromJson],
  int32: INT32,
  sint32: INT32,
  uint32: ['a whole number from 0 to 2^32 - 1', (json) => integer(json, 0, 2 ** 32 - 1)],
  int64: INT64,
  sint64: INT64,
  uint64: [
    'a whole number from 0 to 2^53 - 1',
    (json) => integer(json, 0, Number.MAX_SAFE_INTEGER),
  ],
  bytes: ['bytes in base64', bytesFromJson],
};

/**
 * Value of a field that is no message, from JSON. Numbers may be numbers or strings, as the protobuf
 * JSON mapping says; 64-bit numbers are limited to those that JavaScript holds exactly.
 *
 * @throws RpcError invalid_argument that begins with `path`
 */
export function scalarFromJson(field: ScalarField, json: unknown, path: string): Scalar {
  const [expected, read] = field.kind === 'enum' ? enumReader(field.values) : SCALARS[field.kind];
  const value = read(json);
  if (value === undefined) throw new RpcError('invalid_argument', `${path} must be ${expected}`);
  return value;
}

/**
 * JSON form: enum names, 64-bit numbers as strings, bytes in base64. What a number in JSON cannot be
 * is a string: what is not finite by its name, and -0.
 */
export function scalarToJson(field: ScalarField, value: Scalar): string | boolean | number {
  if (field.kind === 'enum') return nameOf(field.values, value as number) ?? (value as number);
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64');
  }
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return '-0';
  return field.kind.endsWith('64') || !Number.isFinite(value) ? String(value) : value;
}

function nameOf(values: EnumEntry, number: number): string | undefined {
  return Object.keys(values).find((name) => values[name] === number);
}

function doubleFromJson(json: unknown): number | undefined {
  if (typeof json === 'number') return json;
  if (typeof json !== 'string') return undefined;
  return DECIMAL.test(json) || NOT_FINITE.includes(json) ? Number(json) : undefined;
}

function integer(json: unknown, lowest: number, highest: number): number | undefined {
  const value = typeof json === 'string' && INTEGER.test(json) ? Number(json) : json;
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  return value >= lowest && value <= highest ? value : undefined;
}

function bytesFromJson(json: unknown): Uint8Array | undefined {
  if (typeof json !== 'string' || !BASE64.test(json)) return undefined;
  const unpadded = json.replace(/=+$/, '');
  // One character left over carries six bits, which make no byte.
  if (unpadded.length % 4 === 1) return undefined;
  return Buffer.from(unpadded, 'base64');
}

function enumReader(values: EnumEntry): ScalarReader {
  const read = (json: unknown): number | undefined => {
    if (typeof json === 'number') return integer(json, -(2 ** 31), 2 ** 31 - 1);
    // A name like "constructor" is none of the values.
    return typeof json === 'string' && Object.hasOwn(values, json) ? values[json] : undefined;
  };
  return ['the name of a value of its enum', read];
}

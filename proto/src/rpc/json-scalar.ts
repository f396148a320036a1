import { unwrap, wrap, type ScalarField, type ScalarKind } from './json-fields.ts';
import type { AnyMessageType } from './message-type.ts';
import { RpcError } from './rpc-error.ts';

const INTEGER = /^-?[0-9]{1,20}$/;
const DECIMAL = /^-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const ALL = { defaults: true, arrays: true, objects: true } as const;
const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];

type Scalar = string | boolean | number | Uint8Array;

/** For each kind, what it must be, and its value, or undefined where it is something else. */
const SCALARS: Record<
  Exclude<ScalarKind, 'enum'>,
  readonly [expected: string, read: (json: unknown) => Scalar | undefined]
> = {
  string: ['a string', (json) => (typeof json === 'string' ? json : undefined)],
  bool: ['true or false', (json) => (typeof json === 'boolean' ? json : undefined)],
  double: ['a number', doubleFromJson],
  int32: ['a whole number of 32 bits', (json) => integer(json, -(2 ** 31), 2 ** 31 - 1)],
  uint32: ['a whole number from 0 to 2^32 - 1', (json) => integer(json, 0, 2 ** 32 - 1)],
  int64: [
    'a whole number from -2^53 + 1 to 2^53 - 1',
    (json) => integer(json, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  ],
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
export function scalarFromJson(
  type: AnyMessageType,
  field: ScalarField,
  json: unknown,
  path: string,
): Scalar {
  const [expected, read] =
    field.kind === 'enum'
      ? (['the name of a value of its enum', enumReader(type, field)] as const)
      : SCALARS[field.kind];
  const value = read(json);
  if (value === undefined) throw new RpcError('invalid_argument', `${path} must be ${expected}`);
  return value;
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

function enumReader(type: AnyMessageType, field: ScalarField) {
  return (json: unknown): number | undefined => {
    if (typeof json === 'number') return integer(json, -(2 ** 31), 2 ** 31 - 1);
    if (typeof json !== 'string') return undefined;
    // The generated class passes over a name that it does not know, so it is asked for the name back.
    const message = type.fromObject({ [field.name]: wrap(field, json) });
    const named = unwrap(field, type.toObject(message, { enums: String, ...ALL })[field.name]);
    if (named !== json) return undefined;
    return unwrap(field, type.toObject(message, ALL)[field.name]) as number;
  };
}

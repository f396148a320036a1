import type { AnyMessageType, ToObjectOptions } from './message-type.ts';

/** Kinds of values that JSON writes differently. */
export type ScalarKind =
  'string' | 'bool' | 'double' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'bytes' | 'enum';

interface FieldShape {
  /** Name in JavaScript and in JSON: camelCase. */
  readonly name: string;
  readonly shape: 'single' | 'list' | 'map';
  /** Name of the group of which only one field may be set. */
  readonly oneof: string | undefined;
}

/** A field that holds no message. */
export interface ScalarField extends FieldShape {
  readonly kind: ScalarKind;
}

/** A field that holds a message of a class. */
export interface MessageField extends FieldShape {
  readonly kind: 'message';
  readonly type: AnyMessageType;
}

/** One field of a message. */
export type Field = ScalarField | MessageField;

/** Fields of a message by their names in JSON and by those of the schema. */
export type Fields = ReadonlyMap<string, Field>;

const known = new WeakMap<AnyMessageType, Fields>();

const ALL = { defaults: true, arrays: true, objects: true } as const;

/**
 * Fields of a message. The generated classes carry no description of themselves, and a second list
 * of fields could differ from the schema. So each class is asked once: what it makes of known values
 * tells the kind of each field. Costs nothing for messages that never travel as JSON.
 */
export function fieldsOf(type: AnyMessageType): Fields {
  let fields = known.get(type);
  if (fields === undefined) {
    fields = new Map(
      Object.entries(emptyValues(type)).flatMap(([name, empty]) => {
        const field = describeField(type, name, empty);
        return [name, toSnakeCase(name)].map((key) => [key, field] as const);
      }),
    );
    known.set(type, fields);
  }
  return fields;
}

/** Each field with the value it has where nothing is set. */
function emptyValues(type: AnyMessageType): Record<string, unknown> {
  const message = type.fromObject({});
  // toObject leaves out the fields of a group, which the prototype has; and the other way round for
  // lists and maps.
  const prototype = Object.entries(Object.getPrototypeOf(message) as object);
  return {
    ...Object.fromEntries(prototype.filter(([, value]) => typeof value !== 'function')),
    ...type.toObject(message, ALL),
  };
}

/** `value` as the only one of the field: in an array or under the key `key` where there are many. */
export function wrap({ shape }: Pick<Field, 'shape'>, value: unknown): unknown {
  return shape === 'list' ? [value] : shape === 'map' ? { key: value } : value;
}

/** The only value of the field, as `wrap` made it. */
export function unwrap({ shape }: Pick<Field, 'shape'>, value: unknown): unknown {
  return shape === 'single' ? value : Object.values(value as object)[0];
}

function describeField(type: AnyMessageType, name: string, empty: unknown): Field {
  const shape = shapeOf(empty);
  /** What the class holds after it was given `value` for this field, in the form of the options. */
  const probe = (value: unknown, options: ToObjectOptions): unknown => {
    const message = type.fromObject({ [name]: wrap({ shape }, value) });
    return unwrap({ shape }, type.toObject(message, { ...ALL, ...options })[name]);
  };
  const holder = type.fromObject({ [name]: wrap({ shape }, {}) }) as Record<string, unknown>;
  const nested = messageTypeOf(unwrap({ shape }, holder[name]));
  const described =
    nested === undefined
      ? ({ kind: scalarKind(probe) } as const)
      : ({ kind: 'message', type: nested } as const);
  const some = nested !== undefined ? {} : described.kind === 'bytes' ? [1] : 1;
  const set = type.toObject(type.fromObject({ [name]: wrap({ shape }, some) }), { oneofs: true });
  const oneof = Object.keys(set).find((key) => key !== name);
  return { name, shape, oneof, ...described };
}

function shapeOf(empty: unknown): Field['shape'] {
  if (Array.isArray(empty)) return 'list';
  if (typeof empty !== 'object' || empty === null || empty instanceof Uint8Array) return 'single';
  return 'map';
}

function messageTypeOf(value: unknown): AnyMessageType | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const type = value.constructor as unknown as Partial<AnyMessageType>;
  return typeof type.fromObject === 'function' && typeof type.toObject === 'function'
    ? (type as AnyMessageType)
    : undefined;
}

function scalarKind(probe: (value: unknown, options: ToObjectOptions) => unknown): ScalarKind {
  const one = probe(1, { longs: BigInt });
  if (typeof one === 'boolean') return 'bool';
  if (typeof one === 'string') return 'string';
  // 64 bits, all set, are -1 in a signed field only.
  if (typeof one === 'bigint') return probe({ low: -1, high: -1 }, {}) === -1 ? 'int64' : 'uint64';
  if (typeof one !== 'number') return 'bytes';
  if (typeof probe(1, { enums: String }) === 'string') return 'enum';
  const negative = probe(-1.5, {});
  return negative === -1 ? 'int32' : negative === -1.5 ? 'double' : 'uint32';
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Types of fields that hold neither a message nor a value of an enum. */
export type ScalarType =
  | 'string'
  | 'bool'
  | 'double'
  | 'int32'
  | 'sint32'
  | 'uint32'
  | 'int64'
  | 'sint64'
  | 'uint64'
  | 'bytes';

/**
 * How many values a field holds. A `single` one has its default where it is not set, an `optional`
 * one is null then. Keys of a `map` are strings.
 */
export type FieldShape = 'single' | 'optional' | 'list' | 'map';

/**
 * One field: number, type (a scalar, or the name of an enum or message), shape (`single` where it is
 * missing), and the name of the group of which only one field may be set.
 */
export type FieldEntry = readonly [id: number, type: string, shape?: FieldShape, oneof?: string];

/** Fields of a message by their names in JavaScript and JSON: camelCase. */
export type MessageEntry = Readonly<Record<string, FieldEntry>>;

/** Numbers of the values of an enum by their names. */
export type EnumEntry = Readonly<Record<string, number>>;

/** All enums and messages of the package `vmslot.agent.v1`, by their names. */
export interface Schema {
  readonly enums: Readonly<Record<string, EnumEntry>>;
  readonly messages: Readonly<Record<string, MessageEntry>>;
}

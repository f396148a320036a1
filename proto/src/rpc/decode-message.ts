import type { Reader } from 'protobufjs/minimal.js';
import { planOf, type Field } from './message-plan.ts';
import { isZero, LENGTH_DELIMITED, type Scalar } from './scalar-wire.ts';

/** Makes an empty message of a type. */
export type CreateMessage = (typeName: string) => Record<string, unknown>;

/**
 * Reads fields of a message into `message`, up to `end`. Unknown fields, and known ones of another
 * wire type, are passed over. Nesting is bounded: the schema has no message inside itself, and
 * protobufjs bounds unknown groups.
 *
 * @throws Error or RangeError where the bytes are not such a message
 */
export function decodeMessage(
  typeName: string,
  message: Record<string, unknown>,
  reader: Reader,
  end: number,
  create: CreateMessage,
): void {
  const { byId } = planOf(typeName);
  const outerEnd = enter(reader, end);
  while (reader.pos < end) {
    const tag = reader.tag();
    const field = byId.get(tag >>> 3);
    if (field === undefined || !readField(field, tag & 7, message, reader, create)) {
      reader.skipType(tag & 7, 0, tag >>> 3);
    }
  }
  leave(reader, end, outerEnd);
}

/** From here to `leave`, nothing is read beyond `end`. Returns what was the end until now. */
function enter(reader: Reader, end: number): number {
  const outerEnd = reader.len;
  if (end > outerEnd) throw new RangeError('a length is beyond the end of the message');
  reader.len = end;
  return outerEnd;
}

function leave(reader: Reader, end: number, outerEnd: number): void {
  if (reader.pos !== end) throw new RangeError('a value is longer than its message');
  reader.len = outerEnd;
}

/** False where the wire type is another: then nothing was read. */
function readField(
  field: Field,
  wireType: number,
  message: Record<string, unknown>,
  reader: Reader,
  create: CreateMessage,
): boolean {
  const { name, shape } = field;
  if (shape === 'list')
    return readItems(field, wireType, message[name] as unknown[], reader, create);
  if (shape === 'map') {
    if (wireType !== LENGTH_DELIMITED) return false;
    readEntry(field, message[name] as Record<string, unknown>, reader, create);
    return true;
  }
  if (wireType !== field.wireType) return false;
  const value = readOne(field, message[name], reader, create);
  // Of several values the last counts, and also a last one that counts as not set.
  if (field.hasPresence || !isZero(value as Scalar)) message[name] = value;
  else if (Object.hasOwn(message, name)) delete message[name];
  for (const other of field.alternatives) {
    if (Object.hasOwn(message, other)) delete message[other];
  }
  return true;
}

function readItems(
  field: Field,
  wireType: number,
  list: unknown[],
  reader: Reader,
  create: CreateMessage,
): boolean {
  if (wireType === field.wireType) {
    list.push(readOne(field, undefined, reader, create));
    return true;
  }
  if (wireType !== LENGTH_DELIMITED || !field.isPacked) return false;
  const end = endOfLength(reader);
  const outerEnd = enter(reader, end);
  while (reader.pos < end) list.push(readOne(field, undefined, reader, create));
  leave(reader, end, outerEnd);
  return true;
}

/** `before`: what the field held; a message is merged with it. */
function readOne(field: Field, before: unknown, reader: Reader, create: CreateMessage): unknown {
  if (field.kind !== 'message') return field.wire.read(reader);
  const message = (before ?? create(field.typeName)) as Record<string, unknown>;
  decodeMessage(field.typeName, message, reader, endOfLength(reader), create);
  return message;
}

function readEntry(
  field: Field,
  map: Record<string, unknown>,
  reader: Reader,
  create: CreateMessage,
): void {
  let key = '';
  let value: unknown;
  const end = endOfLength(reader);
  const outerEnd = enter(reader, end);
  while (reader.pos < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | LENGTH_DELIMITED)) key = reader.stringVerify();
    else if (tag === ((2 << 3) | field.wireType)) value = readOne(field, value, reader, create);
    else reader.skipType(tag & 7, 0, tag >>> 3);
  }
  leave(reader, end, outerEnd);
  value ??= field.kind === 'message' ? create(field.typeName) : field.wire.zero;
  // Defined, not assigned: a key like __proto__ is a key and no prototype.
  const property = { value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(map, key, property);
}

function endOfLength(reader: Reader): number {
  return reader.size() + reader.pos;
}

import type { Writer } from 'protobufjs/minimal.js';
import { planOf, type Field } from './message-plan.ts';
import { isZero, LENGTH_DELIMITED, type Scalar } from './scalar-wire.ts';

/**
 * Writes a message: fields in the order of their numbers, as all implementations do it. What is not
 * set, and what counts as not set, is left out. The schema has no message inside itself, so nothing
 * here runs without end.
 *
 * @param typeName name of the message in the schema
 */
export function encodeMessage(typeName: string, message: object, writer: Writer): Writer {
  for (const field of planOf(typeName).fields) {
    const value = (message as Record<string, unknown>)[field.name];
    if (value === undefined || value === null || !Object.hasOwn(message, field.name)) continue;
    if (field.shape === 'list') writeList(field, value as readonly unknown[], writer);
    else if (field.shape === 'map') writeMap(field, value, writer);
    else if (field.hasPresence || !isZero(value as Scalar))
      writeOne(field, field.id, value, writer);
  }
  return writer;
}

function writeOne(field: Field, id: number, value: unknown, writer: Writer): void {
  if (field.kind === 'message') {
    writer.uint32((id << 3) | LENGTH_DELIMITED).fork();
    encodeMessage(field.typeName, value as object, writer).ldelim();
  } else {
    writer.uint32((id << 3) | field.wire.wireType);
    field.wire.write(writer, value as never);
  }
}

function writeList(field: Field, values: readonly unknown[], writer: Writer): void {
  if (values.length === 0) return;
  if (field.kind === 'message' || !field.isPacked) {
    for (const value of values) writeOne(field, field.id, value, writer);
    return;
  }
  writer.uint32((field.id << 3) | LENGTH_DELIMITED).fork();
  for (const value of values) field.wire.write(writer, value as never);
  writer.ldelim();
}

/** An entry is a message with the key as field 1 and the value as field 2. */
function writeMap(field: Field, map: object, writer: Writer): void {
  for (const [key, value] of Object.entries(map)) {
    writer.uint32((field.id << 3) | LENGTH_DELIMITED).fork();
    writer.uint32((1 << 3) | LENGTH_DELIMITED).string(key);
    writeOne(field, 2, value, writer);
    writer.ldelim();
  }
}

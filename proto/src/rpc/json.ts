import { fieldsOf, type Field } from './json-fields.ts';
import { isJsonObject } from './json-object.ts';
import { scalarFromJson } from './json-scalar.ts';
import { MAX_JSON_DEPTH } from './limits.ts';
import type { AnyMessageType } from './message-type.ts';
import { RpcError } from './rpc-error.ts';

/**
 * Message from JSON, as the protobuf JSON mapping says: names in camelCase or as in the schema, null
 * counts as absent, unknown names are passed over so that newer callers are understood.
 *
 * @param name what to call the message in errors
 * @throws RpcError invalid_argument, naming the field, for a wrong type, a number out of range, an
 * unknown name of an enum, two fields of one group, or too much nesting
 */
export function messageFromJson(type: AnyMessageType, json: unknown, name: string): object {
  return type.fromObject(plainMessage(type, json, name, 0));
}

/** JSON form of a message: camelCase, enum names, 64-bit numbers as strings, bytes in base64. */
export function messageToJson(type: AnyMessageType, message: object): Record<string, unknown> {
  return type.toObject(message, { longs: String, enums: String, bytes: String, json: true });
}

/** `json` with every value checked and in the form that the generated class takes as it is. */
function plainMessage(
  type: AnyMessageType,
  json: unknown,
  path: string,
  depth: number,
): Record<string, unknown> {
  if (!isJsonObject(json)) throw invalid(path, 'must be an object');
  if (depth > MAX_JSON_DEPTH) throw invalid(path, 'is nested too deeply');
  const fields = fieldsOf(type);
  const taken = new Set<string>();
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json)) {
    const field = fields.get(key);
    if (field === undefined || value === null) continue;
    const place = `${path}.${key}`;
    for (const name of [field.name, field.oneof]) {
      if (name === undefined) continue;
      if (taken.has(name)) throw invalid(place, 'must not be set twice, or beside its alternative');
      taken.add(name);
    }
    plain[field.name] = plainValues(type, field, value, place, depth);
  }
  return plain;
}

function plainValues(
  type: AnyMessageType,
  field: Field,
  json: unknown,
  path: string,
  depth: number,
): unknown {
  const plain = (value: unknown, place: string): unknown =>
    field.kind === 'message'
      ? plainMessage(field.type, value, place, depth + 1)
      : scalarFromJson(type, field, value, place);
  if (field.shape === 'single') return plain(json, path);
  if (field.shape === 'list') {
    if (!Array.isArray(json)) throw invalid(path, 'must be an array');
    return json.map((value, index) => plain(value, `${path}[${index}]`));
  }
  if (!isJsonObject(json)) throw invalid(path, 'must be an object');
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, plain(value, `${path}.${key}`)]),
  );
}

function invalid(path: string, problem: string): RpcError {
  return new RpcError('invalid_argument', `${path} ${problem}`);
}

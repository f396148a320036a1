import type { CreateMessage } from './decode-message.ts';
import { isJsonObject } from './json-object.ts';
import { scalarFromJson, scalarToJson } from './json-scalar.ts';
import { MAX_JSON_DEPTH } from './limits.ts';
import { planOf, type Field } from './message-plan.ts';
import { RpcError } from './rpc-error.ts';
import { isZero, type Scalar } from './scalar-wire.ts';

/**
 * Message from JSON, as the protobuf JSON mapping says: names in camelCase or as in
 * the schema, null counts as absent, unknown names are passed over so that newer callers are
 * understood.
 *
 * @param typeName name of the message in the schema
 * @throws RpcError invalid_argument, naming the field, for a wrong type, a number out of range, an
 * unknown name of an enum, two fields of one group, or too much nesting
 */
export function messageFromJson(typeName: string, json: unknown, create: CreateMessage): object {
  return readMessage(typeName, json, { path: typeName, depth: 0, create });
}

/** JSON form of a message: camelCase, enum names, 64-bit numbers as strings, bytes in base64. */
export function messageToJson(typeName: string, message: object): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const field of planOf(typeName).fields) {
    const value = (message as Record<string, unknown>)[field.name];
    if (value === undefined || value === null || !Object.hasOwn(message, field.name)) continue;
    const one = (item: unknown): unknown =>
      field.kind === 'message'
        ? messageToJson(field.typeName, item as object)
        : scalarToJson(field, item as Scalar);
    if (field.shape === 'list') {
      const list = value as readonly unknown[];
      if (list.length > 0) json[field.name] = list.map(one);
    } else if (field.shape === 'map') {
      const entries = Object.entries(value).map(([key, item]) => [key, one(item)]);
      if (entries.length > 0) json[field.name] = Object.fromEntries(entries);
    } else {
      json[field.name] = one(value);
    }
  }
  return json;
}

/** Where something stands in the JSON. */
interface Place {
  readonly path: string;
  readonly depth: number;
  readonly create: CreateMessage;
}

function readMessage(typeName: string, json: unknown, place: Place): object {
  const { path, depth, create } = place;
  if (!isJsonObject(json)) throw invalid(path, 'must be an object');
  if (depth > MAX_JSON_DEPTH) throw invalid(path, 'is nested too deeply');
  const { byName } = planOf(typeName);
  const taken = new Set<string>();
  const message = create(typeName);
  for (const [key, value] of Object.entries(json)) {
    const field = byName.get(key);
    if (field === undefined || value === null) continue;
    const at = { ...place, path: `${path}.${key}` };
    for (const name of [field.name, field.oneof]) {
      if (name === undefined) continue;
      if (taken.has(name))
        throw invalid(at.path, 'must not be set twice, or beside its alternative');
      taken.add(name);
    }
    const read = readValues(field, value, at);
    // As from bytes: what counts as not set is not there.
    const single = field.shape === 'single' && !field.hasPresence;
    if (!single || !isZero(read as Scalar)) message[field.name] = read;
  }
  return message;
}

function readValues(field: Field, json: unknown, place: Place): unknown {
  const { path, depth } = place;
  const one = (value: unknown, path: string): unknown =>
    field.kind === 'message'
      ? readMessage(field.typeName, value, { ...place, path, depth: depth + 1 })
      : scalarFromJson(field, value, path);
  if (field.shape === 'single' || field.shape === 'optional') return one(json, path);
  if (field.shape === 'list') {
    if (!Array.isArray(json)) throw invalid(path, 'must be an array');
    return json.map((value, index) => one(value, `${path}[${index}]`));
  }
  if (!isJsonObject(json)) throw invalid(path, 'must be an object');
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, one(value, `${path}.${key}`)]),
  );
}

function invalid(path: string, problem: string): RpcError {
  return new RpcError('invalid_argument', `${path} ${problem}`);
}

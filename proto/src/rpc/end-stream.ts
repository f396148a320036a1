import { errorFromJson, errorToJson } from './error-body.ts';
import { isJsonObject, parseJsonObject } from './json-object.ts';
import { MAX_ERROR_BODY_BYTES, MAX_METADATA_COUNT } from './limits.ts';
import { RpcError, type Metadata } from './rpc-error.ts';

/** What the last envelope of a stream says. */
export interface EndStream {
  /** Undefined where the stream ended well. Its metadata is that of the message. */
  readonly error: RpcError | undefined;
  readonly metadata: Metadata;
}

/**
 * Data of the last envelope of a stream: JSON of at most `MAX_ERROR_BODY_BYTES`. Details and
 * metadata are left out where it would be more.
 */
export function encodeEndStream(error?: RpcError, metadata: Metadata = {}): Uint8Array {
  const all = { ...metadata, ...error?.metadata };
  const json = {
    ...(error === undefined ? {} : { error: errorToJson(error) }),
    ...(Object.keys(all).length === 0 ? {} : { metadata: all }),
  };
  const body = Buffer.from(JSON.stringify(json));
  if (body.length <= MAX_ERROR_BODY_BYTES) return body;
  const short = json.error === undefined ? {} : { error: { ...json.error, details: undefined } };
  return Buffer.from(JSON.stringify(short));
}

/**
 * Reads the data of the last envelope of a stream.
 *
 * @throws RpcError internal where it is not such a message
 */
export function decodeEndStream(data: Uint8Array): EndStream {
  const json = data.length > MAX_ERROR_BODY_BYTES ? undefined : parseJsonObject(data);
  if (json === undefined) throw new RpcError('internal', 'the end-stream message is not readable');
  const metadata = parseMetadata(json['metadata']);
  const error = json['error'];
  if (error === undefined || error === null) return { error: undefined, metadata };
  if (!isJsonObject(error)) {
    throw new RpcError('internal', 'the error of the end-stream message is not an object');
  }
  return { error: errorFromJson(error, 'unknown', metadata), metadata };
}

function parseMetadata(json: unknown): Metadata {
  if (json === undefined || json === null) return {};
  const entries = isJsonObject(json) ? Object.entries(json) : undefined;
  if (entries === undefined || entries.length > MAX_METADATA_COUNT || !entries.every(isMetadata)) {
    throw new RpcError('internal', 'the metadata of the end-stream message is not readable');
  }
  // fromEntries defines properties, so that a name like __proto__ stays a name.
  return Object.fromEntries(entries.map(([name, values]) => [name.toLowerCase(), values]));
}

function isMetadata(entry: [string, unknown]): entry is [string, string[]] {
  const values = entry[1];
  return (
    Array.isArray(values) &&
    values.length <= MAX_METADATA_COUNT &&
    values.every((value) => typeof value === 'string')
  );
}

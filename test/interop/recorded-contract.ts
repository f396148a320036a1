import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { METHODS, type AnyMethod, type MessageFormat } from '@vmslot/proto/rpc';
import protobuf from 'protobufjs';
import { sampleMessages } from './sample-message.ts';

/** One call as a client of the recorded contract makes it. Bytes are in hexadecimal. */
export interface RecordedCall {
  /** `<service>/<method>`. */
  readonly method: string;
  readonly format: MessageFormat;
  /** The request without an envelope, and what the client meant by it. */
  readonly request: string;
  readonly requestMeaning: object;
  /** What the agent is to say, and must mean the same to the client. */
  readonly replyMeaning: object;
}

/** A version of the contract as it was when it was recorded. */
export interface RecordedContract {
  /** The schemas, in the form of protobufjs. */
  readonly schema: protobuf.INamespace;
  readonly calls: readonly RecordedCall[];
}

const protoRoot = fileURLToPath(new URL('../../proto/', import.meta.url));

/** How a message is compared: by names, with what is not set left out. */
const MEANING = { enums: String, bytes: String, json: true } as const;

/** Today's schemas as protobufjs' own parser reads them. */
export function readSchemas(): protobuf.Namespace {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    target.startsWith('/') ? target : `${protoRoot}${target}`;
  const folder = `${protoRoot}vmslot/agent/v1/`;
  root.loadSync(readdirSync(folder).map((name) => `${folder}${name}`));
  return root.resolveAll();
}

/** What a message means to who has these schemas. */
export function meaningOf(
  schemas: protobuf.Namespace,
  typeName: string,
  bytes: Uint8Array,
): object {
  const type = schemas.lookupType(typeName);
  return type.toObject(type.decode(bytes), MEANING);
}

/** The recorded contract of a version; with VMSLOT_WRITE_VECTORS=1 it is recorded anew. */
export function readContract(version: string): RecordedContract {
  const folder = `${protoRoot}vectors/session/${version}/`;
  if (process.env['VMSLOT_WRITE_VECTORS'] === '1') {
    mkdirSync(folder, { recursive: true });
    const schemas = readSchemas();
    const text = (value: unknown): string => `${JSON.stringify(value, undefined, 1)}\n`;
    writeFileSync(`${folder}schema.json`, text(schemas.toJSON()));
    const calls = METHODS.flatMap((method) => recordCalls(schemas, method));
    writeFileSync(`${folder}calls.json`, text(calls));
  }
  if (!existsSync(`${folder}calls.json`)) throw new Error(`no contract ${version} is recorded`);
  const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
  return {
    schema: read('schema.json') as protobuf.INamespace,
    calls: read('calls.json') as readonly RecordedCall[],
  };
}

/** Calls of a method that between them set every field of its messages. */
function recordCalls(schemas: protobuf.Namespace, method: AnyMethod): RecordedCall[] {
  const requestType = schemas.lookupType(method.request.typeName);
  const requests = sampleMessages(requestType);
  const replies = sampleMessages(schemas.lookupType(method.response.typeName));
  const count = Math.max(requests.length, replies.length);
  return Array.from({ length: count }, (_, index) => {
    const requestMeaning = requests[index % requests.length] ?? {};
    const bytes = requestType.encode(requestType.fromObject(requestMeaning)).finish();
    const json = Buffer.from(JSON.stringify(requestMeaning));
    const replyMeaning = replies[index % replies.length] ?? {};
    const shared = { method: method.label, requestMeaning, replyMeaning };
    return [
      { ...shared, format: 'proto' as const, request: Buffer.from(bytes).toString('hex') },
      { ...shared, format: 'json' as const, request: json.toString('hex') },
    ];
  }).flat();
}

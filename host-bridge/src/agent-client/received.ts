import { RpcError } from '@vmslot/proto/rpc';

/** What the agent says it received. */
export interface Received {
  /** Entries of the archive; 0 for a single file. */
  readonly entryCount: number;
  /** Bytes of content, without what carried them. */
  readonly contentBytes: number;
  /** Of an upload: bytes of the whole file that the agent has now; 0 for anything else. */
  readonly receivedBytes: number;
  /** SHA-256 of what was sent, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads the reply to an upload.
 *
 * @throws RpcError internal where it is something else
 */
export function parseReceived(body: Uint8Array): Received {
  const { entryCount = 0, contentBytes, receivedBytes = 0, sha256 } = parse(body);
  const counts = [entryCount, contentBytes, receivedBytes];
  if (!counts.every((count) => Number.isSafeInteger(count) && Number(count) >= 0)) throw refused();
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw refused();
  return {
    entryCount: Number(entryCount),
    contentBytes: Number(contentBytes),
    receivedBytes: Number(receivedBytes),
    sha256,
  };
}

function parse(body: Uint8Array): Partial<Record<keyof Received, unknown>> {
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString());
    if (typeof json === 'object' && json !== null) return json;
  } catch (error) {
    throw refused(error);
  }
  throw refused();
}

function refused(cause?: unknown): RpcError {
  return new RpcError('internal', "the agent's reply to the upload is not readable", { cause });
}

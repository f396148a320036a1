import type { Duplex } from 'node:stream';
import { ResponseReader, type RawResponse } from './response-reader.ts';

export type { RawResponse } from './response-reader.ts';

/** A request as it goes over the wire. */
export interface RawRequest {
  /** Default: POST. */
  readonly method?: string;
  readonly path: string;
  /**
   * Besides `host`, and `content-length` where there is a body and neither length nor transfer encoding
   * is named. A list is sent as several fields of the name; an undefined value as none.
   */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: Uint8Array | string;
}

/** A byte connection to an agent, whose user writes what it likes and reads HTTP replies. */
export class RawConnection {
  readonly duplex: Duplex;
  readonly #reader: ResponseReader;
  readonly #token: string | undefined;

  constructor(duplex: Duplex, token: string | undefined) {
    this.duplex = duplex;
    this.#token = token;
    // What is lost shows at the next read.
    duplex.on('error', () => undefined);
    this.#reader = new ResponseReader(duplex);
  }

  /** Writes bytes as they are. */
  write(bytes: Uint8Array | string): void {
    this.duplex.write(bytes);
  }

  /** Says that no more will be written. */
  end(): void {
    this.duplex.end();
  }

  /** Writes a request. */
  send(request: RawRequest): void {
    this.write(encodeRequest(request, this.#token));
  }

  /** Writes a request and reads the reply. */
  async call(request: RawRequest): Promise<RawResponse> {
    this.send(request);
    return await this.read(request.method);
  }

  /**
   * Reads the next reply, which may be one with a status below 200.
   *
   * @param method of its request: a reply to HEAD has no body
   * @throws Error where the connection ends before or in it
   */
  async read(method = 'POST'): Promise<RawResponse> {
    return await this.#reader.read(method);
  }

  /** Waits until the agent has closed the connection, and gives what it sent before. */
  async readToEnd(): Promise<Buffer> {
    return await this.#reader.readToEnd();
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.duplex.destroy();
  }
}

/** Bytes of a request. */
export function encodeRequest(
  { method = 'POST', path, headers = {}, body }: RawRequest,
  token?: string,
): Buffer {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const lines = [`${method} ${path} HTTP/1.1`];
  if (!given.has('host')) lines.push('host: agent');
  if (token !== undefined && !given.has('authorization'))
    lines.push(`authorization: Bearer ${token}`);
  const bytes = Buffer.from(body ?? '');
  const hasLength = given.has('content-length') || given.has('transfer-encoding');
  if (!hasLength && (body !== undefined || method === 'POST' || method === 'PUT')) {
    lines.push(`content-length: ${bytes.length}`);
  }
  for (const [name, value] of Object.entries(headers)) {
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) {
      lines.push(`${name}: ${each}`);
    }
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

import type { Duplex } from 'node:stream';

/** A reply as it came. */
export interface RawResponse {
  readonly status: number;
  /** Names in lower case; the values of repeated fields joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Fields after a chunked body. */
  readonly trailers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Longest line of a header that is read. */
const MAX_LINE_BYTES = 1024 * 1024;

/**
 * Reads HTTP/1.1 replies off a connection, one after the other, strictly: what a lenient client would
 * forgive is an error here.
 */
export class ResponseReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(duplex: Duplex) {
    this.#chunks = duplex[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async read(method: string): Promise<RawResponse> {
    const statusLine = await this.#line();
    const match = /^HTTP\/1\.1 (\d{3}) [ -~]*$/.exec(statusLine);
    if (match === null) throw new Error(`no status line: ${JSON.stringify(statusLine)}`);
    const status = Number(match[1]);
    const headers = await this.#fields();
    const trailers: Record<string, string> = {};
    const body =
      method === 'HEAD' || status < 200 || status === 204 || status === 304
        ? Buffer.alloc(0)
        : await this.#body(headers, trailers);
    return { status, headers, trailers, body };
  }

  async readToEnd(): Promise<Buffer> {
    const pieces = [this.#rest];
    this.#rest = Buffer.alloc(0);
    for (;;) {
      const chunk = await this.#next().catch(() => undefined);
      if (chunk === undefined) return Buffer.concat(pieces);
      pieces.push(chunk);
    }
  }

  async #body(
    headers: Readonly<Record<string, string>>,
    trailers: Record<string, string>,
  ): Promise<Buffer> {
    const length = headers['content-length'];
    if (headers['transfer-encoding'] === 'chunked') {
      if (length !== undefined) throw new Error('a chunked reply has a length');
      const pieces: Buffer[] = [];
      for (;;) {
        const size = Number.parseInt(await this.#line(), 16);
        if (!(size >= 0)) throw new Error('a chunk without a size');
        if (size === 0) break;
        pieces.push(await this.#bytes(size));
        if ((await this.#line()) !== '') throw new Error('a chunk is longer than its size');
      }
      Object.assign(trailers, await this.#fields());
      return Buffer.concat(pieces);
    }
    if (length !== undefined) return await this.#bytes(Number(length));
    return await this.readToEnd();
  }

  async #fields(): Promise<Record<string, string>> {
    const fields: Record<string, string> = {};
    for (;;) {
      const line = await this.#line();
      if (line === '') return fields;
      const [, name, value] = /^([!-9;-~]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no field: ${line}`);
      const key = name.toLowerCase();
      fields[key] = fields[key] === undefined ? value : `${fields[key]}, ${value}`;
    }
  }

  async #line(): Promise<string> {
    let line = Buffer.alloc(0);
    for (;;) {
      const end = this.#rest.indexOf('\n');
      if (end >= 0) {
        line = Buffer.concat([line, this.#rest.subarray(0, end + 1)]);
        this.#rest = this.#rest.subarray(end + 1);
        const text = line.toString('latin1');
        if (!text.endsWith('\r\n')) throw new Error('a line does not end with CR LF');
        return text.slice(0, -2);
      }
      line = Buffer.concat([line, this.#rest]);
      if (line.length > MAX_LINE_BYTES) throw new Error('a line without an end');
      this.#rest = await this.#more();
    }
  }

  async #bytes(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let missing = count; missing > 0;) {
      if (this.#rest.length === 0) this.#rest = await this.#more();
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      pieces.push(piece);
      missing -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  async #more(): Promise<Buffer> {
    const chunk = await this.#next();
    if (chunk === undefined) throw new Error('the connection ended before the reply did');
    return chunk;
  }

  async #next(): Promise<Buffer | undefined> {
    const step = await this.#chunks.next();
    return step.done === true ? undefined : step.value;
  }
}

import { QmpError } from './qmp-error.ts';

/** Longest line from QEMU; its longest reply, that of `query-qmp-schema`, has about 200 KiB. */
export const MAX_QMP_LINE_BYTES = 1024 * 1024;

const LINE_FEED = 0x0a;

/** Cuts a byte stream into lines of JSON. Holds at most {@link MAX_QMP_LINE_BYTES}. */
export class QmpLines {
  #chunks: Uint8Array[] = [];
  #length = 0;

  /**
   * @returns the messages that `chunk` completes
   * @throws QmpError with code `protocol` for a line that is too long or no JSON object
   */
  push(chunk: Uint8Array): Record<string, unknown>[] {
    const messages: Record<string, unknown>[] = [];
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
      this.#keep(rest.subarray(0, end));
      const line = Buffer.concat(this.#chunks, this.#length).toString('utf8').trim();
      this.#chunks = [];
      this.#length = 0;
      if (line !== '') messages.push(parseObject(line));
      rest = rest.subarray(end + 1);
    }
    this.#keep(rest);
    return messages;
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#length += part.length;
    if (this.#length > MAX_QMP_LINE_BYTES) {
      throw new QmpError('protocol', `QEMU sent a line of more than ${MAX_QMP_LINE_BYTES} bytes`);
    }
    this.#chunks.push(part);
  }
}

function parseObject(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new QmpError('protocol', 'QEMU sent a line that is not JSON', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new QmpError('protocol', 'QEMU sent JSON that is not an object');
  }
  return value as Record<string, unknown>;
}

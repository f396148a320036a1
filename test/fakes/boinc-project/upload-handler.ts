import { constants } from 'node:fs';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { child, childNumber, childText, parseBoincXml } from './boinc-xml.ts';
import { fileMd5 } from './file-md5.ts';
import type { Upload } from './upload.ts';

/** Bytes before the file's own in an upload. */
export const MAX_UPLOAD_HEAD_BYTES = 64 * 1024;

/** What {@link UploadHandler} tells. */
export interface UploadHandlerOptions {
  /** Where the files go. */
  readonly directory: string;
  /** Most bytes of a file; undefined where no result has such an output. */
  readonly maxBytes: (name: string) => number | undefined;
  readonly onUpload: (upload: Upload) => void;
}

const DATA_TAG = '<data>\n';

/** UploadHandler: BOINC's `file_upload_handler`, without certificates. */
export class UploadHandler {
  readonly #options: UploadHandlerOptions;

  constructor(options: UploadHandlerOptions) {
    this.#options = options;
  }

  /** Answers a POST: the question for a size, or a file. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let head = Buffer.alloc(0);
    let dataStart = -1;
    while (dataStart < 0) {
      const { done, value } = await chunks.next();
      if (done) break;
      head = Buffer.concat([head, value]);
      const tag = head.subarray(0, MAX_UPLOAD_HEAD_BYTES).indexOf(DATA_TAG);
      if (tag >= 0) dataStart = tag + DATA_TAG.length;
      else if (head.length > MAX_UPLOAD_HEAD_BYTES) throw new Error('upload without data');
    }
    const text = head.toString('utf8', 0, dataStart < 0 ? head.length : dataStart);
    const reply =
      dataStart < 0
        ? await this.#sizeReply(text)
        : await this.#store(text, head.subarray(dataStart), chunks);
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(`<data_server_reply>\n${reply}\n</data_server_reply>\n`);
  }

  async #sizeReply(text: string): Promise<string> {
    const request = child(parseBoincXml(text), 'data_server_request') ?? parseBoincXml('');
    const name = childText(request, 'get_file_size');
    if (this.#options.maxBytes(name) === undefined) return refusal(`no output ${name}`);
    return `<status>0</status>\n<file_size>${await sizeOf(this.#path(name))}</file_size>`;
  }

  async #store(text: string, first: Buffer, rest: AsyncIterator<Buffer>): Promise<string> {
    const request = child(parseBoincXml(text), 'data_server_request') ?? parseBoincXml('');
    const upload = child(request, 'file_upload') ?? parseBoincXml('');
    const name = childText(child(upload, 'file_info') ?? upload, 'name');
    const sizeBytes = childNumber(upload, 'nbytes');
    const offset = childNumber(upload, 'offset');
    const md5 = childText(upload, 'md5_cksum');
    const maxBytes = this.#options.maxBytes(name);
    if (maxBytes === undefined) return refusal(`no output ${name}`);
    if (sizeBytes > maxBytes) return refusal(`${name} has more than ${maxBytes} bytes`);
    const path = this.#path(name);
    if (offset > (await sizeOf(path))) return transient(`a hole before ${offset}`);
    // Without O_TRUNC: an upload that goes on keeps what came before it.
    await using file = await open(path, constants.O_WRONLY | constants.O_CREAT);
    const end = await writeAll(file, { offset, first, rest, limit: sizeBytes });
    if (end !== sizeBytes) return transient(`${end} of ${sizeBytes} bytes`);
    await file.truncate(sizeBytes);
    if ((await fileMd5(path)) !== md5) {
      await rm(path);
      return transient(`another MD5 than ${md5}`);
    }
    this.#options.onUpload({ name, sizeBytes, md5, path });
    return '<status>0</status>';
  }

  #path(name: string): string {
    return join(this.#options.directory, name);
  }
}

async function writeAll(
  file: FileHandle,
  source: { offset: number; first: Buffer; rest: AsyncIterator<Buffer>; limit: number },
): Promise<number> {
  let position = source.offset;
  let chunk: Buffer | undefined = source.first;
  while (chunk !== undefined && position + chunk.length <= source.limit) {
    await file.write(chunk, 0, chunk.length, position);
    position += chunk.length;
    const next: IteratorResult<Buffer> = await source.rest.next();
    chunk = next.done ? undefined : next.value;
  }
  return chunk === undefined ? position : position + chunk.length;
}

async function sizeOf(path: string): Promise<number> {
  const information = await stat(path).catch(() => undefined);
  return information?.size ?? 0;
}

const refusal = (reason: string) => `<status>-1</status>\n<message>${reason}</message>`;
const transient = (reason: string) => `<status>1</status>\n<message>${reason}</message>`;

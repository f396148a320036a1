import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

interface ServedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5: string | undefined;
}

/** ServedFiles: what clients may download, by name, streamed from where it lies. */
export class ServedFiles {
  readonly #files = new Map<string, ServedFile>();
  readonly #scratchDirectory: string;

  /** @param scratchDirectory where compressed twins are written */
  constructor(scratchDirectory: string) {
    this.#scratchDirectory = scratchDirectory;
  }

  /**
   * Serves a file. Several app versions may share one, which they show by its MD5.
   * @throws Error where the name is taken: physical names never change their content
   */
  async add(
    name: string,
    path: string,
    options: { readonly gzip?: boolean; readonly md5?: string } = {},
  ): Promise<void> {
    if (/\.\.|%/.test(name)) throw new Error(`no client accepts a file named ${name}`);
    const { md5 } = options;
    const known = this.#files.get(name);
    if (known !== undefined) {
      if (md5 !== undefined && known.md5 === md5) return;
      throw new Error(`the project has a file ${name} already`);
    }
    this.#files.set(name, { path, sizeBytes: (await stat(path)).size, md5 });
    if (!options.gzip) return;
    const twin = join(this.#scratchDirectory, `${this.#files.size}.gz`);
    await pipeline(createReadStream(path), createGzip({ level: 1 }), createWriteStream(twin));
    await this.add(`${name}.gz`, twin);
  }

  sizeBytes(name: string): number | undefined {
    return this.#files.get(name)?.sizeBytes;
  }

  /** Answers a GET; from an offset where the client goes on with a broken download. */
  async answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = this.#files.get(name);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { path, sizeBytes } = file;
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isRest = start > 0 && start < sizeBytes;
    response.writeHead(isRest ? 206 : 200, {
      'content-type': 'application/octet-stream',
      'content-length': sizeBytes - (isRest ? start : 0),
      ...(isRest && { 'content-range': `bytes ${start}-${sizeBytes - 1}/${sizeBytes}` }),
    });
    await pipeline(createReadStream(path, isRest ? { start } : {}), response);
  }
}

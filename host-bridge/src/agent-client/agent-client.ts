import type { Duplex, Readable } from 'node:stream';
import { SERVICES, type AnyMethod, type MethodInfo, type Services } from '@vmslot/proto/rpc';
import type { Pool } from 'undici';
import { download, upload, type Download } from './bulk-call.ts';
import type { CallOptions } from './call-options.ts';
import type { Received } from './received.ts';
import { openTunnel } from './open-tunnel.ts';
import { callStream } from './stream-call.ts';
import { createTransport, type AgentAddress } from './transport.ts';
import { callUnary } from './unary-call.ts';

/** A method as a function: a promise for a unary one, an iterable for a server stream. */
export type Call<Method> =
  Method extends MethodInfo<infer Kind, infer Request, infer _Out, infer _In, infer Response>
    ? Kind extends 'unary'
      ? (request: Request, options?: CallOptions) => Promise<Response>
      : (request: Request, options?: CallOptions) => AsyncIterable<Response>
    : never;

/** All methods of a service as functions. */
export type ServiceClient<Service> = { readonly [Method in keyof Service]: Call<Service[Method]> };

/** Part of a file. */
export interface FileRangeOptions extends CallOptions {
  /** First byte. Default: 0. */
  readonly offset?: number;
  /** Most bytes. Default: up to the end of the file. */
  readonly length?: number;
}

/** How a tree is put in its place. */
export interface PutTreeOptions extends CallOptions {
  /** Name of the guest's user that gets everything in it. Default: root. */
  readonly owner?: string;
  /** Take the place of a directory that holds something. Default: false, that fails. */
  readonly replace?: boolean;
}

/**
 * Calls an agent. Every call fails with `RpcError`; one with the code unavailable may be made again
 * where that does no harm. Connections are opened when calls need them. The owner closes it.
 */
export class AgentClient implements AsyncDisposable {
  readonly system: ServiceClient<Services['system']>;
  readonly task: ServiceClient<Services['task']>;
  readonly process: ServiceClient<Services['process']>;
  readonly file: ServiceClient<Services['file']>;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.system = createServiceClient(pool, SERVICES.system);
    this.task = createServiceClient(pool, SERVICES.task);
    this.process = createServiceClient(pool, SERVICES.process);
    this.file = createServiceClient(pool, SERVICES.file);
  }

  /**
   * Sends a tar archive as the work directory of a task, with its SHA-256 after it. Destroys the
   * stream in every case.
   */
  async putArchive(taskId: string, tar: Readable, options: CallOptions = {}): Promise<Received> {
    return await upload(this.#pool, archivePath(taskId), tar, options);
  }

  /** Asks for a tar archive of paths in the work directory of a task. */
  async getArchive(
    taskId: string,
    paths: readonly string[],
    options: CallOptions = {},
  ): Promise<Download> {
    const query = paths.map((path) => `path=${encodeURIComponent(path)}`).join('&');
    const path = `${archivePath(taskId)}?${query}`;
    return await download(this.#pool, path, 'application/x-tar', options);
  }

  /** Writes a file of the guest from an offset on. Destroys the stream in every case. */
  async putFile(
    path: string,
    content: Readable,
    options: Omit<FileRangeOptions, 'length'> = {},
  ): Promise<Received> {
    return await upload(this.#pool, filePath(path, options), content, options);
  }

  /** Asks for a file of the guest, or a part of it. */
  async getFile(path: string, options: FileRangeOptions = {}): Promise<Download> {
    const type = 'application/octet-stream';
    return await download(this.#pool, filePath(path, options), type, options);
  }

  /**
   * Connects to a loopback port of the guest, through the agent. The caller ends or destroys the
   * connection, which outlives this client; both directions end apart from each other.
   *
   * @throws RpcError unavailable where nobody listens there
   */
  async openTunnel(port: number, options: CallOptions = {}): Promise<Duplex> {
    return await openTunnel(this.#pool, port, options);
  }

  /**
   * Sends a piece of an upload that `file.openUpload` began, with its SHA-256 after it. Destroys the
   * stream in every case.
   */
  async putUpload(
    uploadId: string,
    content: Readable,
    options: CallOptions & { readonly offset: number },
  ): Promise<Received> {
    const path = `/v1/uploads/${encodeURIComponent(uploadId)}?offset=${options.offset}`;
    return await upload(this.#pool, path, content, options);
  }

  /**
   * Sends a tar archive that becomes a directory of the guest, with its SHA-256 after it. Destroys the
   * stream in every case.
   */
  async putTree(path: string, tar: Readable, options: PutTreeOptions = {}): Promise<Received> {
    const query = new URLSearchParams({ path });
    if (options.owner !== undefined) query.set('owner', options.owner);
    if (options.replace === true) query.set('replace', '1');
    return await upload(this.#pool, `/v1/trees?${query.toString()}`, tar, options);
  }

  /**
   * Asks for a tar archive of all that is in a directory of the guest. Names, links and holes in it are
   * the guest's: who unpacks it puts an `ArchiveGate` or `ArchiveUnpacker` in front.
   */
  async getTree(path: string, options: CallOptions = {}): Promise<Download> {
    const query = new URLSearchParams({ path });
    const target = `/v1/trees?${query.toString()}`;
    return await download(this.#pool, target, 'application/x-tar', options);
  }

  /** Takes no new calls, and waits for those under way. */
  async close(): Promise<void> {
    if (!this.#pool.closed && !this.#pool.destroyed) await this.#pool.close();
  }

  /** Ends every call now: with `error`, or as unavailable. */
  async destroy(error?: Error): Promise<void> {
    if (!this.#pool.destroyed) await this.#pool.destroy(error ?? null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy();
  }
}

/** Client of the agent at an address. */
export function createAgentClient(address: AgentAddress): AgentClient {
  return new AgentClient(createTransport(address));
}

function createServiceClient<Service extends object>(
  pool: Pool,
  service: Service,
): ServiceClient<Service> {
  const calls = Object.entries<AnyMethod>(service as Record<string, AnyMethod>).map(
    ([name, method]) => [name, createCall(pool, method)] as const,
  );
  // The table of methods gives the types; here they are erased.
  return Object.fromEntries(calls) as ServiceClient<Service>;
}

function createCall(pool: Pool, method: AnyMethod) {
  return (request: object, options?: CallOptions): unknown => {
    if (method.kind === 'unary') {
      return callUnary(
        pool,
        method as MethodInfo<'unary', object, object, never, object>,
        request,
        options,
      );
    }
    return callStream(
      pool,
      method as MethodInfo<'server-stream', object, object, never, object>,
      request,
      options,
    );
  };
}

function archivePath(taskId: string): string {
  return `/v1/tasks/${encodeURIComponent(taskId)}/archive`;
}

function filePath(path: string, { offset, length }: FileRangeOptions): string {
  const query = new URLSearchParams({ path });
  if (offset !== undefined) query.set('offset', String(offset));
  if (length !== undefined) query.set('length', String(length));
  return `/v1/files?${query.toString()}`;
}

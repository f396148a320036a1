import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  create,
  createFileRegistry,
  fromBinary,
  toJson,
  type DescMessage,
  type FileRegistry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { REPOSITORY } from './agent-command.ts';

export const BUF = join(REPOSITORY, 'node_modules', '.bin', 'buf');

export const run = promisify(execFile);

/** What a call of a stock client may be told. */
export interface StockCallOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** How a stock client is set up. */
export interface StockClientOptions {
  readonly baseUrl: string;
  readonly useBinaryFormat: boolean;
  /** Undefined: none is sent. */
  readonly token: string | undefined;
}

/** The schemas as buf reads them: no line of ours is between the files and a stock client. */
export class ConnectSchema {
  readonly #registry: FileRegistry;

  private constructor(registry: FileRegistry) {
    this.#registry = registry;
  }

  static async read(): Promise<ConnectSchema> {
    const { stdout } = await run(BUF, ['build', 'proto', '-o', '-#format=binpb'], {
      cwd: REPOSITORY,
      encoding: 'buffer',
    });
    return new ConnectSchema(createFileRegistry(fromBinary(FileDescriptorSetSchema, stdout)));
  }

  /** A client of every service: `call('FileService', 'stat', {…})`. */
  client(options: StockClientOptions): StockClient {
    return new StockClient(this.#registry, options);
  }
}

type Method = (request: object, options?: object) => unknown;

/** A stock Connect client whose requests and replies are JSON as the protobuf mapping has it. */
export class StockClient {
  readonly #registry: FileRegistry;
  readonly #transport: ReturnType<typeof createConnectTransport>;

  constructor(registry: FileRegistry, { baseUrl, useBinaryFormat, token }: StockClientOptions) {
    this.#registry = registry;
    const authorize: Interceptor = (next) => async (request) => {
      if (token !== undefined) request.header.set('authorization', `Bearer ${token}`);
      return await next(request);
    };
    this.#transport = createConnectTransport({
      baseUrl,
      httpVersion: '1.1',
      useBinaryFormat,
      interceptors: [authorize],
    });
  }

  /** A unary call. */
  async call(
    service: string,
    method: string,
    request: object = {},
    options: StockCallOptions = {},
  ): Promise<Record<string, unknown>> {
    const { make, response } = this.#method(service, method);
    return toJson(response, (await make(request, options)) as never) as Record<string, unknown>;
  }

  /** A server stream. */
  async *stream(
    service: string,
    method: string,
    request: object = {},
    options: StockCallOptions = {},
  ): AsyncGenerator<Record<string, unknown>> {
    const { make, response } = this.#method(service, method);
    for await (const reply of make(request, options) as AsyncIterable<never>) {
      yield toJson(response, reply) as Record<string, unknown>;
    }
  }

  #method(
    serviceName: string,
    method: string,
  ): {
    readonly make: (request: object, options: StockCallOptions) => unknown;
    readonly response: DescMessage;
  } {
    const service = this.#registry.getService(`vmslot.agent.v1.${serviceName}`);
    const described = service?.methods.find(({ localName }) => localName === method);
    if (service === undefined || described === undefined) {
      throw new Error(`the schemas have no ${serviceName}/${method}`);
    }
    const client = createClient(service, this.#transport) as Record<string, Method>;
    return {
      make: (request, options) =>
        client[method]?.(create(described.input, request as never), options),
      response: described.output,
    };
  }
}

/** The error that a call fails with. @throws Error where it does not fail, or with another error */
export async function connectErrorOf(call: Promise<unknown>): Promise<ConnectError> {
  const error: unknown = await call.then(
    () => new Error('the call did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectError) return error;
  throw error;
}

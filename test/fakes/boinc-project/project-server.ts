import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppVersion, type AppVersionOptions, readAppVersion } from './app-version.ts';
import { readBody } from './read-body.ts';
import { Scheduler } from './scheduler.ts';
import type { ReportedResult, SchedulerRequest, TrickleUp } from './scheduler-request.ts';
import { ServedFiles } from './served-files.ts';
import { SigningKey } from './signing-key.ts';
import type { Upload } from './upload.ts';
import { UploadHandler } from './upload-handler.ts';
import { waitUntilFound, type WaitOptions } from './wait-until-found.ts';
import {
  type DirectWorkunit,
  readWorkunit,
  type Workunit,
  type WorkunitFromTemplates,
} from './workunit.ts';

/** Requests that a server keeps; a test that makes more is stuck in a circle. */
export const MAX_SCHEDULER_REQUESTS = 5000;

/** Longest body of a scheduler request. */
export const MAX_SCHEDULER_REQUEST_BYTES = 8 * 1024 * 1024;

/** How a project behaves. */
export interface ProjectServerOptions {
  /** Default: `vmslot test`. */
  readonly projectName?: string | undefined;
  /** Least seconds between two contacts of a client. Default: 0, the client's own. */
  readonly requestDelayS?: number | undefined;
  /** Seconds after which a client must come again, for trickle-downs and aborts. Default: it need not. */
  readonly nextRpcDelayS?: number | undefined;
  /** Tasks in one reply. Default: 1. */
  readonly maxTasksPerRequest?: number | undefined;
}

/**
 * ProjectServer: a BOINC project on a port of the loopback interface, for one test. It hands out
 * signed app versions and workunits, takes uploads, and keeps all that clients tell it.
 */
export class ProjectServer implements AsyncDisposable {
  /** What a client attaches to. */
  readonly masterUrl: string;
  /** What its master page names. */
  readonly schedulerUrl: string;
  /** The account's key: a secret that must not be found where it does not belong. */
  readonly authenticator: string;
  /** All scheduler requests, oldest first. */
  readonly requests: SchedulerRequest[] = [];
  /** All reported results; a report that a client repeats stands here once. */
  readonly reports: ReportedResult[] = [];
  /** All trickle-ups; one that a client repeats stands here once. */
  readonly trickles: TrickleUp[] = [];
  /** Finished uploads by physical name. */
  readonly uploads = new Map<string, Upload>();
  /** What went wrong while a request was answered; a test may expect it to be empty. */
  readonly problems: Error[] = [];
  readonly #server: Server;
  readonly #directory: string;
  readonly #key: SigningKey;
  readonly #scheduler: Scheduler;
  readonly #files: ServedFiles;
  readonly #uploadHandler: UploadHandler;
  readonly #changes = new EventEmitter<{ change: [] }>();
  readonly #closing = new AbortController();

  private constructor(parts: {
    readonly server: Server;
    readonly directory: string;
    readonly key: SigningKey;
    readonly scheduler: Scheduler;
  }) {
    this.#server = parts.server;
    this.#directory = parts.directory;
    this.#key = parts.key;
    this.#scheduler = parts.scheduler;
    // A name without a dot, such as localhost, is no project's to a client.
    this.masterUrl = `http://127.0.0.1:${(parts.server.address() as AddressInfo).port}/project/`;
    this.schedulerUrl = `${this.masterUrl}cgi`;
    this.authenticator = this.addAccount();
    this.#files = new ServedFiles(join(parts.directory, 'scratch'));
    this.#uploadHandler = new UploadHandler({
      directory: join(parts.directory, 'uploads'),
      maxBytes: (name) =>
        this.#outputs().find(({ physicalName }) => physicalName === name)?.maxBytes,
      onUpload: (upload) => {
        this.uploads.set(upload.name, upload);
        this.#changes.emit('change');
      },
    });
    this.#changes.setMaxListeners(0);
    parts.server.on('request', (request, response) => {
      this.#answer(request, response).catch((cause: unknown) => {
        this.problems.push(new Error(`${request.method} ${request.url} failed`, { cause }));
        response.destroy();
      });
    });
  }

  static async start(options: ProjectServerOptions = {}): Promise<ProjectServer> {
    const key = await SigningKey.create();
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-project-'));
    for (const name of ['scratch', 'uploads']) await mkdir(join(directory, name));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const scheduler = new Scheduler({
      projectName: options.projectName ?? 'vmslot test',
      requestDelayS: options.requestDelayS ?? 0,
      nextRpcDelayS: options.nextRpcDelayS ?? 0,
      maxTasksPerRequest: options.maxTasksPerRequest ?? 1,
    });
    return new ProjectServer({ server, directory, key, scheduler });
  }

  /** A further account; its key. Workunits can be kept for it. */
  addAccount(): string {
    const authenticator = randomBytes(16).toString('hex');
    this.#scheduler.accounts.add(authenticator);
    return authenticator;
  }

  /** Reads, signs and serves an app version. Its files must stay where they are. */
  async addAppVersion(options: AppVersionOptions): Promise<AppVersion> {
    const version = await readAppVersion(options);
    for (const { physicalName, path, gzip, md5 } of version.files) {
      await this.#files.add(physicalName, path, { gzip, md5 });
    }
    this.#scheduler.versions.push(version);
    return version;
  }

  /**
   * Reads and serves a workunit. The next client that asks for work, or calls with no task left, gets
   * it, once; a client that is up already calls after `BoincClient.updateProjects`.
   */
  async addWorkunit(options: WorkunitFromTemplates | DirectWorkunit): Promise<Workunit> {
    const workunit = await readWorkunit(options, join(this.#directory, 'scratch'));
    for (const { physicalName, path } of workunit.inputs) await this.#files.add(physicalName, path);
    this.#scheduler.tasks.set(workunit.resultName, {
      workunit,
      hostId: undefined,
      isReported: false,
      abort: false,
    });
    return workunit;
  }

  /** Sent in the next reply to the client that has the result; see `BoincClient.updateProjects`. */
  sendTrickleDown(trickle: { readonly resultName: string; readonly text: string }): void {
    this.#scheduler.trickleDowns.push(trickle);
  }

  /** The same for an abort by the project. */
  abortResult(resultName: string): void {
    const task = this.#scheduler.tasks.get(resultName);
    if (task === undefined) throw new Error(`the project has no result ${resultName}`);
    task.abort = true;
  }

  /** A message to each client, in its next reply. */
  sendMessage(text: string, priority: 'low' | 'high' | 'notice' = 'low'): void {
    this.#scheduler.messages.push({ text, priority, toldHostIds: new Set() });
  }

  /** Content of an output by the name that the app knows. @throws Error where it is not uploaded */
  async output(resultName: string, openName: string): Promise<Buffer> {
    const outputs = this.#scheduler.tasks.get(resultName)?.workunit.outputs ?? [];
    const name = outputs.find((output) => output.openName === openName)?.physicalName;
    const upload = this.uploads.get(name ?? '');
    if (upload === undefined) throw new Error(`${openName} of ${resultName} is not uploaded`);
    return await readFile(upload.path);
  }

  /** The report of a result, past or future. */
  async waitForReport(resultName: string, options: WaitOptions = {}): Promise<ReportedResult> {
    return await this.#wait(`a report of ${resultName}`, options, () =>
      this.reports.find(({ name }) => name === resultName),
    );
  }

  /** The first trickle-up, past or future, that fits. */
  async waitForTrickle(
    fits: (trickle: TrickleUp) => boolean = () => true,
    options: WaitOptions = {},
  ): Promise<TrickleUp> {
    return await this.#wait('a trickle-up', options, () => this.trickles.find(fits));
  }

  /** The first scheduler request, past or future, that fits. */
  async waitForRequest(
    fits: (request: SchedulerRequest) => boolean,
    options: WaitOptions = {},
  ): Promise<SchedulerRequest> {
    return await this.#wait('a request', options, () => this.requests.find(fits));
  }

  /** The finished upload of an output, past or future, which may come long before the report. */
  async waitForUpload(
    resultName: string,
    openName: string,
    options: WaitOptions = {},
  ): Promise<Upload> {
    const outputs = this.#scheduler.tasks.get(resultName)?.workunit.outputs ?? [];
    const name = outputs.find((output) => output.openName === openName)?.physicalName;
    return await this.#wait(`an upload of ${openName} of ${resultName}`, options, () =>
      this.uploads.get(name ?? ''),
    );
  }

  /** Ends the server, and every wait with an error; removes what was uploaded. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the project server is closed'));
    if (this.#server.listening) {
      const closed = once(this.#server, 'close');
      this.#server.close();
      this.#server.closeAllConnections();
      await closed;
    }
    await rm(this.#directory, { recursive: true, force: true });
  }

  #outputs() {
    return [...this.#scheduler.tasks.values()].flatMap(({ workunit }) => workunit.outputs);
  }

  async #wait<T>(what: string, options: WaitOptions, find: () => T | undefined): Promise<T> {
    const closing = this.#closing.signal;
    const signal = options.signal ? AbortSignal.any([options.signal, closing]) : closing;
    return await waitUntilFound(what, find, this.#changes, { ...options, signal });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '', this.masterUrl).pathname);
    const name = /^\/project\/(.*)$/.exec(path)?.[1];
    if (name === '') {
      response.end(`<html><!-- <scheduler>${this.schedulerUrl}</scheduler> --></html>\n`);
    } else if (name === 'cgi' && request.method === 'POST') {
      const body = await readBody(request, MAX_SCHEDULER_REQUEST_BYTES);
      response.end(this.#schedule(body.toString('utf8')));
    } else if (name === 'upload' && request.method === 'POST') {
      await this.#uploadHandler.answer(request, response);
    } else if (name?.startsWith('download/')) {
      await this.#files.answer(name.slice('download/'.length), request, response);
    } else {
      response.writeHead(404).end();
    }
  }

  #schedule(body: string): string {
    if (this.requests.length >= MAX_SCHEDULER_REQUESTS) throw new Error('too many requests');
    const { request, reply } = this.#scheduler.answer(body, {
      key: this.#key,
      uploadUrl: `${this.masterUrl}upload`,
      downloadUrl: (name) => `${this.masterUrl}download/${encodeURI(name)}`,
      gzippedBytes: (name) => this.#files.sizeBytes(`${name}.gz`),
    });
    this.requests.push(request);
    for (const report of request.results) {
      if (this.reports.some(({ name }) => name === report.name)) continue;
      this.reports.push({ ...report, hostId: request.hostId });
    }
    for (const trickle of request.trickles) {
      if (this.trickles.some((other) => isSame(other, trickle))) continue;
      this.trickles.push({ ...trickle, hostId: request.hostId });
    }
    this.#changes.emit('change');
    return reply;
  }
}

function isSame(one: TrickleUp, other: TrickleUp): boolean {
  return one.resultName === other.resultName && one.time === other.time && one.text === other.text;
}

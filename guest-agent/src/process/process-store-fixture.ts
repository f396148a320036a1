import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { vi } from 'vitest';
import { Cgroup, findCgroup2Mount } from '../cgroup/index.ts';
import type { ProcessEvent } from './process-reader.ts';
import { ProcessService } from './process-service.ts';
import { ProcessStore, type ProcessStoreOptions } from './process-store.ts';

// Real processes on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 300_000 });

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;
type Summary = vmslot.agent.v1.ProcessSummary.$Properties;
type End = vmslot.agent.v1.ProcessEnd.$Properties;

const { OutputStream, ProcessVerb } = vmslot.agent.v1;

/** A store in a directory and a control group of its own; for tests. Disposing removes all. */
export interface ProcessFixture extends AsyncDisposable {
  readonly store: ProcessStore;
  readonly service: ProcessService;
  readonly directory: string;
  readonly options: Partial<ProcessStoreOptions>;
  /** Leaves all processes to a new store over the same directory. */
  replace(options?: Partial<ProcessStoreOptions>): Promise<void>;
}

/** Makes a store whose processes run as `nobody` where the test runs as root. */
export async function createProcessFixture(
  more: Partial<ProcessStoreOptions> = {},
): Promise<ProcessFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-process-'));
  await chmod(directory, 0o711);
  const mount = await findCgroup2Mount();
  const cgroupRoot = mount === undefined ? null : join(mount, basename(directory));
  const options = {
    stateDirectory: join(directory, 'state'),
    cgroupRoot,
    defaultUser: 'nobody',
    ...more,
  };
  let store = new ProcessStore(options);
  let service = new ProcessService(store);
  return {
    get store() {
      return store;
    },
    get service() {
      return service;
    },
    directory,
    options,
    async replace(changes = {}) {
      await store.release();
      store = new ProcessStore({ ...options, ...changes });
      service = new ProcessService(store);
    },
    async [Symbol.asyncDispose]() {
      // A store that was never asked does not know what an earlier one has left to it.
      await store.open();
      await store[Symbol.asyncDispose]();
      if (cgroupRoot !== null) {
        // A keeper ends just after it has told the end of its program.
        await new Cgroup(cgroupRoot).kill(10_000);
        await new Cgroup(cgroupRoot).remove();
      }
      // What has been ended may still be writing.
      await rm(directory, { recursive: true, maxRetries: 10 });
    },
  };
}

/** A signal for readers that nobody ends. */
export const NEVER: AbortSignal = new AbortController().signal;

/** A spec that runs a shell script. */
export function shell(script: string, more: Spec = {}): Spec {
  return { argv: ['/bin/sh', '-c', script], ...more };
}

/** Starts a process; gives what is known of it then. */
export async function start(
  { service }: ProcessFixture,
  processId: string,
  spec: Spec,
): Promise<Summary> {
  const { process } = await service.start({ processId, spec });
  if (!process) throw new Error('no summary');
  return process;
}

/** All that a process prints, and its end. */
export interface Watched {
  readonly stdout: string;
  readonly stderr: string;
  readonly lostBytes: number;
  readonly end: End;
  readonly events: readonly ProcessEvent[];
}

/** Watches a process to its end; fails where the offsets do not join. */
export async function watch(
  { service }: ProcessFixture,
  processId: string,
  offsets: { readonly stdoutOffset?: number; readonly stderrOffset?: number } = {},
): Promise<Watched> {
  const events: ProcessEvent[] = [];
  for await (const event of service.watch({ processId, ...offsets }, { signal: NEVER })) {
    events.push(event);
  }
  const last = events.at(-1);
  if (last?.kind !== 'end') throw new Error(`the last message is ${last?.kind}`);
  const [stdout, stderr] = [
    joinPieces(events, 'STDOUT', offsets.stdoutOffset),
    joinPieces(events, 'STDERR', offsets.stderrOffset),
  ];
  return {
    stdout: stdout.text,
    stderr: stderr.text,
    lostBytes: stdout.lostBytes + stderr.lostBytes,
    end: last.end,
    events,
  };
}

function joinPieces(events: readonly ProcessEvent[], name: 'STDOUT' | 'STDERR', first = 0) {
  const pieces: Uint8Array[] = [];
  let [next, lostBytes] = [first, 0];
  for (const event of events) {
    if (event.kind !== 'output') continue;
    const { data, offset, stream, lostBytes: lost } = event.output;
    if (stream !== OutputStream[`OUTPUT_STREAM_${name}`]) continue;
    if (offset !== next + lost) throw new Error(`${name} goes on at ${offset}`);
    lostBytes += lost;
    next = offset + data.length;
    pieces.push(data);
  }
  return { text: Buffer.concat(pieces).toString('latin1'), lostBytes };
}

/** Runs a program to its end. */
export async function run(
  fixture: ProcessFixture,
  processId: string,
  spec: Spec,
): Promise<Watched> {
  await start(fixture, processId, spec);
  return watch(fixture, processId);
}

/** Watches until this text has come; gives all that came until then. */
export async function readUntil(
  { service }: ProcessFixture,
  processId: string,
  end: string,
): Promise<string> {
  let text = '';
  for await (const event of service.watch({ processId }, { signal: NEVER })) {
    if (event.kind === 'output') text += Buffer.from(event.output.data).toString('latin1');
    if (text.includes(end)) return text;
    if (event.kind === 'end') text += ` (${event.end.message})`;
  }
  throw new Error(`ended without "${end}", after "${text}"`);
}

/** Ends a process with all that it started. */
export async function kill({ service }: ProcessFixture, processId: string): Promise<void> {
  await service.signal({ processId, verb: ProcessVerb.PROCESS_VERB_KILL });
}

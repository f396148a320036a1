import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createAgentClient, type AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { TrickleOutbox, UploadRequests } from '../../host-bridge/src/boinc/index.ts';
import { ClientObserver } from '../../host-bridge/src/client-run/client-observer.ts';
import { ClientReporter } from '../../host-bridge/src/client-run/client-reporter.ts';
import { SentLedger } from '../../host-bridge/src/client-run/sent-ledger.ts';
import { dial } from '../../host-bridge/src/dial/index.ts';
import type { Job, JobOutput } from '../../host-bridge/src/job/index.ts';
import { LinkSession } from '../../host-bridge/src/link-session/link-session.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import { JobError } from '../../host-bridge/src/outcome.ts';
import { HumanReporter } from '../../host-bridge/src/report/human-reporter.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { collectOutputs } from '../../host-bridge/src/supervisor/collect-outputs.ts';
import { createJobContext } from '../../host-bridge/src/supervisor/create-job-context.ts';
import type { JobContext, RunSettings } from '../../host-bridge/src/supervisor/job-context.ts';
import { runTask } from '../../host-bridge/src/supervisor/run-task.ts';
import { sendInputs } from '../../host-bridge/src/supervisor/send-inputs.ts';
import { toJobError } from '../../host-bridge/src/supervisor/to-job-error.ts';
import { LYING_BOOT_ID, LYING_SECRET } from './lying-guest.ts';
import type { VictimOrder, VictimResult, VictimTask } from './victim-order.ts';

/** Nothing here takes longer, unless the bridge hangs. */
const MAX_ORDER_MS = 30_000;

/** Longest text of the guest among the figures, in UTF-16 units: a line. */
const MAX_STATUS_TEXT_LENGTH = 1_000;

/** A terminal acts on these. */
const HARMFUL = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u{2028}\u{2029}]/u;

/** Carries out an order with the bridge's own code, and tells what came of it. */
export async function carryOut(task: VictimTask): Promise<VictimResult> {
  const { order, directory, socketPath } = task;
  await mkdir(join(directory, 'results'), { recursive: true });
  await writeFile(join(directory, 'input'), 'input');
  const log = new LogText();
  const signal = AbortSignal.timeout(MAX_ORDER_MS);
  await using slot = await Slot.open(join(directory, 'slot'));
  using session = new LinkSession({
    dial: (options) => dial({ kind: 'unix-socket', path: socketPath }, options),
    secret: LYING_SECRET,
    bootId: LYING_BOOT_ID,
    clock: REAL_CLOCK,
  });
  await using client = createAgentClient({ openStream: () => session.open() });
  const context = await createContext(task, { log, slot, session, client, signal });
  const seen = { outcome: 'ok', message: '', replyCount: 0 };
  try {
    seen.replyCount = await obey(order, { session, client, context, signal });
  } catch (error) {
    seen.outcome = outcomeOf(error, order);
    seen.message = toJobError(error, 'run').message;
    log.take(seen.message);
  }
  const { now } = context.figures;
  const { fractionDone, guestCpuTimeMs } = now;
  return {
    ...seen,
    fraction: fractionDone,
    cpuTimeMs: guestCpuTimeMs,
    figuresAreSane: fractionDone <= 1 && Object.values(now).every(isSane),
    stdoutBytes: await lengthOf(slot.path('stdout')),
    stderrBytes: await lengthOf(slot.path('stderr')),
    trickleCount: context.progress?.trickleCount ?? 0,
    logLength: log.length,
    logIsPrintable: log.isPrintable,
    results: await pathsBelow(join(directory, 'results')),
    strays: (await pathsBelow(directory)).filter((path) => !ALLOWED.test(path)),
    peakRssBytes: await peakRssBytes(),
  };
}

/** What the bridge keeps, and where outputs go. */
const ALLOWED =
  /^(input|results(\/.*)?|slot(\/(vm|stdout\.txt|stderr\.txt|vmslot\.lock\.[^/]+|trickles(\/trickle-\d{9}\.xml)?|sent\.json|boinc_\w+))?)$/;

interface Bench {
  readonly session: LinkSession;
  readonly client: AgentClient;
  readonly context: JobContext;
  readonly signal: AbortSignal;
}

/** @returns how much came of a call: messages, or bytes of a file */
async function obey(order: VictimOrder, bench: Bench): Promise<number> {
  const { session, client, context, signal } = bench;
  if (order.act === 'link') {
    await session.ready({ signal: AbortSignal.timeout(order.waitMs) });
    return 0;
  }
  await session.ready({ signal });
  switch (order.act) {
    case 'run':
      await runTask(context);
      return 0;
    case 'collect':
      await collectOutputs(context);
      return 0;
    case 'send':
      await sendInputs(context);
      return 0;
    case 'get-file': {
      const { body, verified } = await client.getFile('/etc/hostname', { ...order.range, signal });
      let length = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) length += chunk.length;
      await verified;
      return length;
    }
    case 'call':
      return await call(client, order, signal);
  }
}

async function call(
  client: AgentClient,
  order: Extract<VictimOrder, { act: 'call' }>,
  signal: AbortSignal,
): Promise<number> {
  const service = client[order.service] as unknown as Readonly<Record<string, CallFunction>>;
  const options = {
    signal,
    ...(order.timeoutMs === undefined ? {} : { timeoutMs: order.timeoutMs }),
  };
  const reply = service[order.method]!({}, options);
  if (reply instanceof Promise) {
    await reply;
    return 1;
  }
  let count = 0;
  for await (const message of reply as AsyncIterable<object>) count += Object.keys(message).length;
  return count;
}

type CallFunction = (request: object, options: object) => unknown;

async function createContext(
  { order, directory }: VictimTask,
  bench: Omit<Bench, 'context'> & { readonly log: LogText; readonly slot: Slot },
): Promise<JobContext> {
  const { log, slot, session, client, signal } = bench;
  const reporter = new HumanReporter({ log: log.writable(), appOutput: discard() });
  const settings = {
    job: jobOf(order, directory),
    slot,
    outputDirectory: join(directory, 'results'),
    imageDirectories: [],
    reporter,
    agentLostTimeoutMs: MAX_ORDER_MS,
    observer: await createObserver(slot, log),
  };
  const context = createJobContext(settings as unknown as RunSettings, signal, () => undefined);
  context.session = session;
  context.client = client;
  return context;
}

/** What stands between a job and a BOINC client; the client itself takes nothing here. */
async function createObserver(slot: Slot, log: LogText): Promise<ClientObserver> {
  const runtime = { report: () => undefined, noticeUpload: () => undefined };
  const options = {
    initData: { wuCpuTimeS: 0, fractionDoneStart: 0, fractionDoneEnd: 1 },
    runtime,
    reporter: new ClientReporter((text) => log.take(text)),
    outbox: await TrickleOutbox.open(slot.directory, join(slot.directory, 'trickles')),
    uploads: new UploadRequests(slot.directory),
    ledger: await SentLedger.open(join(slot.directory, 'sent.json')),
    partialCreditIntervalMs: 0,
    logicalNames: new Map(),
    onMachine: () => undefined,
  };
  return new ClientObserver(options as unknown as ConstructorParameters<typeof ClientObserver>[0]);
}

function jobOf(order: VictimOrder, directory: string): Job {
  const run = order.act === 'run' ? order : undefined;
  const collect = order.act === 'collect' ? order : undefined;
  const output = (source: string, change: Partial<JobOutput>): JobOutput => ({
    source,
    target: source,
    optional: false,
    intermediate: false,
    line: 7,
    ...change,
  });
  const task = {
    name: 'task',
    command: 'app',
    arguments: [],
    environment: {},
    workingDirectory: '',
  };
  const job = {
    name: 'hostile',
    file: join(directory, 'vm_job.xml'),
    image: 'none',
    outputLimitBytes: run?.outputLimitBytes ?? 1_000_000,
    diskLimitBytes: collect?.diskLimitBytes ?? 100_000_000,
    trickleFiles: run?.trickleFiles ?? [],
    inputs: [{ source: join(directory, 'input'), target: 'input', executable: false, line: 3 }],
    tasks: Array.from({ length: run?.stepCount ?? 1 }, () => ({ ...task, weight: 1, line: 5 })),
    outputs: [
      output('out', { fileOnly: collect?.fileOnly === true }),
      output('top', { optional: true }),
      ...(run?.early ?? []).map((source) => output(source, { intermediate: true })),
    ],
  };
  return job as unknown as Job;
}

function outcomeOf(error: unknown, { act }: VictimOrder): string {
  const seen =
    act === 'call' || act === 'get-file' || act === 'link' ? error : toJobError(error, 'run');
  if (!(seen instanceof Error)) return `not an error: ${String(seen)}`;
  const code = 'code' in seen ? String(seen.code) : 'without a code';
  // What is behind a fault of the bridge itself, for whoever reads the failed test.
  const why = seen instanceof JobError && code === 'internal' ? ` (${String(seen.cause)})` : '';
  return `${seen.name} ${code}${why}`;
}

/** A figure in its range; of a text, that it is one line that a terminal shows as it is. */
function isSane(value: number | boolean | string): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0;
  return value.length <= MAX_STATUS_TEXT_LENGTH && !HARMFUL.test(value) && !/[\n\t]/.test(value);
}

/** Counts and judges what would be shown, and keeps none of it. */
class LogText {
  length = 0;
  isPrintable = true;

  take(text: string): void {
    this.length += text.length;
    this.isPrintable &&= !HARMFUL.test(text);
  }

  writable(): Writable {
    return new Writable({
      decodeStrings: false,
      write: (chunk: string, _encoding, callback) => {
        this.take(chunk);
        callback();
      },
    });
  }
}

function discard(): Writable {
  return new Writable({ write: (_chunk, _encoding, callback) => callback() });
}

async function lengthOf(path: string): Promise<number> {
  try {
    return (await readFile(path)).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function pathsBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .toSorted();
}

/** As the kernel counts it: the highest since the process began. */
async function peakRssBytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

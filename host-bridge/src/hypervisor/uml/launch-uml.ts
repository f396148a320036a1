import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HypervisorError } from '../errors.ts';
import { STANDARD_PATH } from '../find-program.ts';
import { launch, type LaunchedProcess } from '../launch.ts';
import { UML_CHANNELS, UML_FILES } from './command-line.ts';

/** How often it is looked whether the guest's kernel runs. */
export const START_POLL_MS = 20;

/** Number of the channel that lets a machine begin, where it was launched to wait. */
const GATE_CHANNEL = 2;

/** Waits for a line on the gate, and turns into the program then. */
const GATE = `
read -r go <&6
exec 6<&-
exec "$@"
`;

export interface LaunchUmlOptions {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Working directory, with all files of the machine. */
  readonly directory: string;
  /** Where the file that is the guest's memory goes. */
  readonly memoryDirectory: string;
  readonly lowPriority: boolean;
  readonly orphanSocket?: string | undefined;
  /** True: nothing of the guest runs before `open` is called. */
  readonly gated: boolean;
}

/** A launched User-Mode Linux. Owner: who launched it. */
export interface LaunchedUml {
  readonly process: LaunchedProcess;
  /** Lets a gated machine begin. Nothing happens the second time, or without a gate. */
  open(): void;
}

/** Starts User-Mode Linux, with nothing of our environment. */
export async function launchUml(options: LaunchUmlOptions): Promise<LaunchedUml> {
  const { program, directory, gated } = options;
  const shell = ['/bin/sh', '-c', GATE, 'vmslot-gate'];
  const [first = program, ...others] = [...(gated ? shell : []), program, ...options.arguments];
  const started = await launch({
    program: first,
    arguments: others,
    workingDirectory: directory,
    channelCount: gated ? GATE_CHANNEL + 1 : GATE_CHANNEL,
    lowPriority: options.lowPriority,
    orphanSocket: options.orphanSocket,
    environment: { PATH: STANDARD_PATH, HOME: directory, TMPDIR: options.memoryDirectory },
  });
  const gate = started.channels[GATE_CHANNEL];
  return {
    process: started,
    open: () => {
      if (gate?.writableEnded === false) gate.end('go\n');
    },
  };
}

/** Our end of the guest's console. */
export function consoleOf({ process: { channels } }: LaunchedUml) {
  return channelOf(channels, UML_CHANNELS.console);
}

/** Our end of the way to the agent. */
export function agentOf({ process: { channels } }: LaunchedUml) {
  return channelOf(channels, UML_CHANNELS.agent);
}

function channelOf(channels: LaunchedProcess['channels'], index: number) {
  const channel = channels[index];
  if (channel === undefined) throw new RangeError(`User-Mode Linux has no channel ${index}`);
  return channel;
}

/**
 * Waits until the guest's kernel has set itself up, which it shows by the socket of its management console.
 *
 * @returns false where it has ended before
 * @throws HypervisorError `hypervisor_failed` where that takes longer than `timeoutMs`, `canceled`
 */
export async function kernelIsUp(
  launched: LaunchedUml,
  options: {
    readonly directory: string;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<boolean> {
  const { directory, timeoutMs, signal } = options;
  const socket = join(directory, UML_FILES.control, 'mconsole');
  const deadlineMs = performance.now() + timeoutMs;
  let ended = false;
  void launched.process.exited.then(() => {
    ended = true;
  });
  while (performance.now() < deadlineMs) {
    if (signal?.aborted === true) {
      throw new HypervisorError('canceled', 'the start of the machine was given up', {
        cause: signal.reason,
      });
    }
    if (ended) return false;
    if (await exists(socket)) return true;
    await delay(START_POLL_MS);
  }
  throw new HypervisorError(
    'hypervisor_failed',
    `the guest's kernel is not up after ${timeoutMs} ms`,
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    // Not yet.
    return false;
  }
}

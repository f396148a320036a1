import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { canceledCall } from '../call-errors.ts';
import { ConsoleListener } from '../console-listener.ts';
import type { HypervisorError } from '../errors.ts';
import { launch, type LaunchedProcess } from '../launch.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { withinTime } from '../within-time.ts';
import { awaitState } from './await-state.ts';
import { VBOX_MACHINE_NAME, type VBoxFiles } from './machine-files.ts';
import { vboxFailure } from './vbox-failure.ts';
import type { VBoxManage } from './vbox-manage.ts';

/** How long VBoxHeadless may take until its machine is there, paused. */
export const VBOX_START_TIMEOUT_MS = 120_000;

export interface LaunchHeadlessOptions {
  /** Path of VBoxHeadless. */
  readonly headlessProgram: string;
  readonly lowPriority: boolean;
  readonly files: MachineDirectory;
}

/** A VBoxHeadless and its machine's console. Owner: who launched it. */
export interface LaunchedHeadless {
  readonly process: LaunchedProcess;
  readonly console: ConsoleListener;
}

/**
 * Starts VBoxHeadless, which makes its machine and leaves it paused: see {@link awaitPaused}.
 *
 * @throws HypervisorError `hypervisor_failed`, Error of the system where there is no place for the console's socket
 */
export async function launchHeadless(
  options: LaunchHeadlessOptions,
  { environment, log, consoleSocket }: VBoxFiles,
): Promise<LaunchedHeadless> {
  const { headlessProgram, lowPriority, files } = options;
  // What an earlier life wrote there must not be taken for this one's.
  await rm(dirname(log), { recursive: true, force: true });
  const console = await ConsoleListener.listen(consoleSocket);
  try {
    const process = await launch({
      program: '/bin/sh',
      // It tells on standard output why a machine does not start.
      arguments: [
        ['-c', 'exec env "$@" >&2', 'vboxheadless'],
        Object.entries(environment).map(([name, value]) => `${name}=${value}`),
        [headlessProgram, '--startvm', VBOX_MACHINE_NAME, '--vrde', 'off', '--start-paused'],
      ].flat(),
      workingDirectory: files.socketDirectory,
      channelCount: 0,
      lowPriority,
      orphanSocket: files.orphanSocket,
    });
    return { process, console };
  } catch (error) {
    await console.destroy();
    throw error;
  }
}

/**
 * Waits until VirtualBox has made the machine; its call to the console is the first sign of it.
 *
 * @param options.isOver whether the machine has ended
 * @throws HypervisorError with VirtualBox's words, `canceled`
 */
export async function awaitPaused(
  { process: started, console }: LaunchedHeadless,
  options: {
    readonly manage: VBoxManage;
    readonly isOver: () => boolean;
    readonly signal: AbortSignal | undefined;
  },
): Promise<void> {
  const { manage, isOver, signal } = options;
  const deadlineMs = performance.now() + VBOX_START_TIMEOUT_MS;
  const called = console.connected.then(() => 'called' as const);
  const over = started.exited.then(() => 'over' as const);
  const first = await withinTime(Promise.race([called, over]), VBOX_START_TIMEOUT_MS, signal);
  if (signal?.aborted === true) throw canceledCall(signal.reason);
  const failed = (): HypervisorError =>
    vboxFailure('VBoxHeadless', started.stderrTail().toString('utf8'));
  if (first === 'over') throw failed();
  const timeoutMs = Math.max(0, deadlineMs - performance.now());
  const paused = awaitState(manage, ['paused', 'running'], { timeoutMs, signal, isOver });
  const end = await Promise.race([paused, over]);
  if (end === 'over') {
    await paused.catch(() => undefined);
    throw failed();
  }
}

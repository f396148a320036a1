import { existsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import type { Command } from 'commander';
import { clientCommand } from '../client-run/client-options.ts';
import { runUnderClient } from '../client-run/client-run.ts';
import type { TaskEnd } from '../client-run/end-task.ts';
import { useOneArena } from '../process/use-one-arena.ts';
import { endingSignals } from './ending-signals.ts';
import type { ProgramIo } from './program-io.ts';

/** Name of the command; under a client it is not said. */
export const TASK_COMMAND = 'task';

/**
 * True where the BOINC client started this program: it names no command, and the directory that it is
 * in is a slot.
 */
export function isStartedByClient(io: ProgramIo, commandNames: readonly string[]): boolean {
  const [first] = io.arguments;
  const others = [...commandNames, '--help', '-h', '--version', '-V'];
  if (first !== undefined && others.includes(first)) return false;
  return existsSync(join(io.workingDirectory, BOINC_FILES.initData));
}

/** Adds `vmslot task`, which is also what the client gets without naming it. */
export function addTaskCommand(program: Command, done: (words: readonly string[]) => void): void {
  const task = program
    .command(TASK_COMMAND)
    .description('Run the task of a BOINC slot directory; what the BOINC client starts.')
    .allowExcessArguments(true)
    .action((_options: unknown, command: Command) => {
      done(wordsOf(command));
    })
    .addHelpText(
      'after',
      '\nThe current directory is the slot: init_data.xml, vm_job.xml and image/ are there, as files or\n' +
        'as soft links of BOINC. Without init_data.xml it runs without a client. The log goes to stderr.\n',
    );
  for (const option of clientCommand().options) task.addOption(option);
}

/** The words as they were typed: the client run reads them itself, as it does under a client. */
function wordsOf(command: Command): readonly string[] {
  const words: string[] = [];
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    // All of them are texts and numbers; see client-options.ts.
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    if (option.long) words.push(option.long, `${value}`);
  }
  return [...words, ...command.args];
}

/** Runs the task and ends this process as the client expects; does not return. */
export async function runTaskAndExit(
  io: ProgramIo,
  words: readonly string[],
  bridgeVersion: string,
): Promise<never> {
  useOneArena();
  let end: TaskEnd;
  let name: NodeJS.Signals | undefined;
  {
    using signals = endingSignals();
    end = await runUnderClient({
      arguments: words,
      workingDirectory: io.workingDirectory,
      bridgeVersion,
      signal: signals.signal,
      // At once and to the descriptor itself: a line must not be lost with the process.
      writeLog,
    });
    name = signals.received;
  }
  // Dying by the signal tells the client that nothing went wrong with the task.
  if (end.bySignal && name !== undefined) process.kill(process.pid, name);
  process.exit(end.exitCode);
}

function writeLog(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // A full disk, or nobody there: the task goes on without its log.
  }
}

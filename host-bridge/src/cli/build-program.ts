import { Command, CommanderError } from 'commander';
import { OUTCOMES } from '../outcome.ts';
import { addAgentCommand } from './agent-command.ts';
import { addGuestCommand } from './guest-command.ts';
import { addPackageCommand } from './package-command.ts';
import { addRunCommand } from './run-command.ts';
import { addProbeCommand } from './probe-command.ts';
import type { ProgramIo } from './program-io.ts';
import { addTaskCommand, isStartedByClient, runTaskAndExit } from './task-command.ts';

/** Version that `--version` prints; the same as in package.json, compared by a test. */
export const BRIDGE_VERSION = '0.1.0';

/**
 * Reads the command line and does what it says.
 * @returns the exit status, from the outcome table
 */
export async function buildProgram(io: ProgramIo): Promise<number> {
  let exitCode = 0;
  const program = new Command('vmslot')
    .description('Runs a BOINC task inside a virtual machine, and loses no work doing it.')
    .version(BRIDGE_VERSION)
    // A command may have a --version of its own.
    .enablePositionalOptions()
    .showHelpAfterError('(vmslot --help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .addHelpText('after', `\nExit statuses:\n${exitStatusTable()}`);
  addRunCommand(program, io, (code) => {
    exitCode = code;
  });
  addPackageCommand(program, io, (code) => {
    exitCode = code;
  });
  addProbeCommand(program, io, (code) => {
    exitCode = code;
  });
  addAgentCommand(program, io, (code) => {
    exitCode = code;
  });
  addGuestCommand(program, io, (code) => {
    exitCode = code;
  });
  let taskWords: readonly string[] | undefined;
  addTaskCommand(program, (words) => {
    taskWords = words;
  });
  const names = program.commands.map((command) => command.name());
  if (isStartedByClient(io, names)) return await runTaskAndExit(io, io.arguments, BRIDGE_VERSION);
  try {
    await program.parseAsync([...io.arguments], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help and version end well.
    return error.exitCode === 0 ? 0 : OUTCOMES.usage.exitCode;
  }
  if (taskWords !== undefined) return await runTaskAndExit(io, taskWords, BRIDGE_VERSION);
  return exitCode;
}

function exitStatusTable(): string {
  return Object.entries(OUTCOMES)
    .map(
      ([code, { exitCode, meaning }]) =>
        `  ${String(exitCode).padStart(3)}  ${code.padEnd(22)}${meaning}`,
    )
    .join('\n');
}

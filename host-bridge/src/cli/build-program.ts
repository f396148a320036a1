import { Command, CommanderError } from 'commander';
import { OUTCOMES } from '../outcome.ts';
import { addRunCommand } from './run-command.ts';
import type { ProgramIo } from './program-io.ts';

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
  try {
    await program.parseAsync([...io.arguments], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help and version end well.
    return error.exitCode === 0 ? 0 : OUTCOMES.usage.exitCode;
  }
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

import type { Command } from 'commander';
import { addGuestOptions } from './guest-options.ts';
import type { ProgramIo } from './program-io.ts';
import { execInGuest, type ExecOptions } from './exec-in-guest.ts';

const HELP = `
Standard input, output and error are the program's. The exit status is the program's own; else
  124  its --timeout was over
  125  vmslot failed, or nobody knows how the program ended
  127  the program could not be started
  128 + n  signal n ended it
Ctrl-C interrupts the program; once more ends it, a third time by force, a fourth time leaves it. With
--tty every key goes to the program, and Ctrl-] three times leaves and ends it. A lost connection is
made again; what the program printed meanwhile follows.

There is no shell unless you name one, so nothing is expanded in the guest:
  vmslot guest exec -- uname -a
  vmslot guest exec --user root -- sh -c 'cat /proc/*/comm | sort | uniq -c'
  vmslot guest exec --timeout 30s -- dd if=/dev/zero bs=1M count=100 | wc -c
  vmslot guest exec -d -- sleep 1000        prints an ID for "vmslot guest logs"
`;

const SHELL_HELP = `
A shell of the guest at a terminal of its own. Every key goes there, Ctrl-C too; "exit" or Ctrl-D end
it, and Ctrl-] three times leaves one that hangs. What it prints is what programs of the guest make of
your terminal; a hostile guest can do with it what any program can.

Examples:
  vmslot guest shell
  vmslot guest shell --user root --slot .vmslot/cat-2009
`;

/** Runs a login shell, the better one where it is there. A fixed text, with nothing put into it. */
const SHELL = [
  '/bin/sh',
  '-c',
  'if [ -x /bin/bash ]; then exec /bin/bash -l; fi; exec /bin/sh -l',
] as const;

/** Adds `vmslot guest exec`. */
export function addGuestExecCommand(
  guest: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const command = guest
    .command('exec')
    .description('Run a program in the guest.')
    .argument('<command...>', 'program and arguments, after --')
    .passThroughOptions()
    .option('--tty', 'at a terminal of its own, as large as this one')
    .option('-d, --detach', 'start it, print its ID and do not wait')
    .option('-n, --no-stdin', 'give it nothing to read');
  addProgramOptions(addGuestOptions(command))
    .addHelpText('after', HELP)
    .action(async (argv: string[], options: ExecOptions) => {
      done(await execInGuest('guest exec', argv, options, io));
    });
}

/** Adds `vmslot guest shell`. */
export function addGuestShellCommand(
  guest: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const command = guest.command('shell').description('Open a shell in the guest.');
  addProgramOptions(addGuestOptions(command))
    .addHelpText('after', SHELL_HELP)
    .action(async (options: ExecOptions) => {
      const given = { ...options, tty: true, detach: false, stdin: true };
      done(await execInGuest('guest shell', SHELL, given, io));
    });
}

function addProgramOptions(command: Command): Command {
  return command
    .option('--user <name>', "user it runs as (default: the image's app user)")
    .option('--cwd <directory>', "where it starts (default: the user's home)")
    .option('--env <name=value>', 'variable of its environment; may be repeated', collect)
    .option('--timeout <time>', 'end it after so long: 90, 90s, 5m, 2h (default: never)');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

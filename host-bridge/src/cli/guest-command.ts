import type { Command } from 'commander';
import { addGuestCpCommand } from './guest-cp-command.ts';
import { addGuestExecCommand, addGuestShellCommand } from './guest-exec-command.ts';
import { addGuestInfoCommand } from './guest-info-command.ts';
import { addGuestLogsCommand } from './guest-logs-command.ts';
import { addGuestLsCommand } from './guest-ls-command.ts';
import type { ProgramIo } from './program-io.ts';

const HELP = `
They reach the VM of a job that runs on this machine as this user, under "vmslot run" or under a BOINC
client. Without --slot it is the only one in .vmslot below the current directory. With --address and
--token they talk to an agent that "vmslot agent" has started.
Exit statuses: 0, 1 for a failure that is told in one line, 2 for a wrong command line; "guest exec" and
"guest shell" pass on that of their program. More in docs/guest-commands.md.
`;

/** Adds `vmslot guest` with its commands. */
export function addGuestCommand(
  program: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const guest = program
    .command('guest')
    .description("Look into a running job's VM: programs, files, logs, a shell.")
    .enablePositionalOptions()
    .addHelpText('after', HELP);
  addGuestInfoCommand(guest, io, done);
  addGuestLsCommand(guest, io, done);
  addGuestCpCommand(guest, io, done);
  addGuestExecCommand(guest, io, done);
  addGuestShellCommand(guest, io, done);
  addGuestLogsCommand(guest, io, done);
}

import type { Command } from 'commander';
import { copy, type Copied } from '../guest-commands/copy.ts';
import { planCopy, type CopyPlan } from '../guest-commands/copy-plan.ts';
import { bytes } from '../guest-commands/describe-guest.ts';
import { safeText } from '../guest-commands/safe-text.ts';
import { TransferBar } from '../guest-commands/transfer-bar.ts';
import { addGuestOptions, withGuest, type GuestOptions } from './guest-options.ts';
import type { ProgramIo } from './program-io.ts';

interface CpOptions extends GuestOptions {
  readonly user?: string;
  readonly replace?: boolean;
}

const HELP = `
One of the paths is the guest's: guest:/absolute/path. Into a directory that is there it copies under the
source's name, else to the name given. What it writes appears when all of it is there and its SHA-256 is
right. A single file goes on where a lost connection cut it; one that was being uploaded also when the
command is given again. Of a guest's directory, links that lead out of it are left out.

Examples:
  vmslot guest cp data.bin guest:/tmp/
  vmslot guest cp guest:/var/lib/vmslot/tasks/job/work/result.txt .
  vmslot guest cp --user app inputs guest:/var/tmp/inputs
  vmslot guest cp --replace guest:/var/log logs
`;

/** Adds `vmslot guest cp`. */
export function addGuestCpCommand(
  guest: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const command = guest
    .command('cp')
    .description('Copy a file or a directory into the guest, or out of it.')
    .argument('<source>', 'file or directory')
    .argument('<destination>', 'where it goes')
    .option('--user <name>', 'owner in the guest (default: that of the file it replaces, or root)')
    .option('--replace', 'a directory takes the place of one that holds something');
  addGuestOptions(command)
    .addHelpText('after', HELP)
    .action(async (from: string, to: string, options: CpOptions) => {
      done(
        await withGuest('guest cp', options, io, async ({ client }, signal) => {
          const { workingDirectory } = io;
          const plan = await planCopy(client, { from, to, workingDirectory }, signal);
          let copied: Copied;
          {
            using bar = new TransferBar(options.json === true ? undefined : io.stderr);
            copied = await copy(client, plan, {
              user: options.user,
              replace: options.replace === true,
              signal,
              onProgress: (doneBytes, totalBytes) => bar.update(doneBytes, totalBytes),
            });
          }
          report(plan, copied, options, io);
        }),
      );
    });
}

function report(plan: CopyPlan, copied: Copied, { json }: CpOptions, io: ProgramIo): void {
  const { direction, kind, local, guest } = plan;
  if (json === true) {
    const line = { type: 'copied', direction, kind, local, guest, ...copied };
    io.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  for (const note of copied.notes) io.stderr.write(`vmslot guest cp: ${safeText(note)}\n`);
  const { contentBytes, entryCount, sha256 } = copied;
  const what = entryCount === undefined ? '' : `, ${entryCount} entries`;
  const sum = sha256 === undefined ? '' : `, SHA-256 ${sha256}`;
  const to = direction === 'upload' ? `guest:${guest}` : local;
  io.stdout.write(`${safeText(to)}: ${bytes(contentBytes)}${what}${sum}\n`);
}

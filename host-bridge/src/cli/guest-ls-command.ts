import { vmslot } from '@vmslot/proto/agent';
import type { Command } from 'commander';
import type { AgentClient } from '../agent-client/index.ts';
import { fileName, formatFiles } from '../guest-commands/format-file.ts';
import { listDirectory, type FileInfo } from '../guest-commands/list-directory.ts';
import { writeAll } from '../guest-commands/write-all.ts';
import { addGuestOptions, withGuest, type GuestOptions } from './guest-options.ts';
import type { ProgramIo } from './program-io.ts';

const { FileType } = vmslot.agent.v1;

interface LsOptions extends GuestOptions {
  readonly long?: boolean;
}

const HELP = `
A name with control characters shows them as \\n, \\x1b or \\u{202e}, a backslash as \\\\. Times are UTC.
With --json there is one object a line, with names as they are.

Examples:
  vmslot guest ls /var/lib/vmslot/tasks
  vmslot guest ls -l --slot .vmslot/cat-2009 /var/lib/vmslot/tasks/job/work
`;

/** Files that are shown together, with columns that line up. */
const PAGE_COUNT = 1000;

/** Adds `vmslot guest ls`. */
export function addGuestLsCommand(
  guest: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const command = guest
    .command('ls')
    .description('List a directory of the guest, or show one file.')
    .argument('<path>', 'absolute path in the guest')
    .option('-l, --long', 'mode, owner, size and time as well');
  addGuestOptions(command)
    .addHelpText('after', HELP)
    .action(async (path: string, options: LsOptions) => {
      done(
        await withGuest('guest ls', options, io, ({ client }, signal) =>
          list(client, path, options, io, signal),
        ),
      );
    });
}

async function list(
  client: AgentClient,
  path: string,
  options: LsOptions,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<void> {
  const { file } = await client.file.stat({ path }, { signal });
  let page: FileInfo[] = [];
  const show = async (): Promise<void> => {
    const lines = linesOf(page, options);
    page = [];
    if (lines.length > 0) await writeAll(io.stdout, `${lines.join('\n')}\n`, signal);
  };
  if (file?.type === FileType.FILE_TYPE_DIRECTORY) {
    for await (const entry of listDirectory(client, path, signal)) {
      if (page.push(entry) === PAGE_COUNT) await show();
    }
  } else {
    page = [file ?? {}];
  }
  await show();
}

function linesOf(files: readonly FileInfo[], { long, json }: LsOptions): string[] {
  if (json === true)
    return files.map((file) => JSON.stringify({ type: 'file', file: jsonOf(file) }));
  return long === true ? formatFiles(files) : files.map(fileName);
}

/** All fields, also those that have their default and so no byte on the wire. */
function jsonOf(file: FileInfo): object {
  const { name, sizeBytes, mode, uid, gid, modifiedMs, linkTarget, linkCount, allocatedBytes } =
    file;
  const type = (FileType[file.type ?? 0] ?? 'FILE_TYPE_UNSPECIFIED').replace('FILE_TYPE_', '');
  return {
    name,
    type: type.toLowerCase(),
    sizeBytes,
    mode,
    uid,
    gid,
    modifiedMs,
    linkTarget,
    linkCount,
    allocatedBytes,
  };
}

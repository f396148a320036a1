import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';

const execute = promisify(execFile);

/** What starts the agent, in the image. */
const RUN_FILE = '/etc/vmslot/services/agent/run';

/** A task that makes a file of this name in its work directory has the agent killed. */
export const AGENT_KILLER = 'kill-the-agent';

/**
 * Makes an image whose agent is killed when a task asks for it, and never comes back. The guest has no
 * door through which an app could do that, so the service itself does it.
 */
export async function makeDyingAgentImage(directory: string): Promise<void> {
  await cp(IMAGE_DIRECTORY, directory, { recursive: true });
  const disk = join(directory, 'disk.img');
  const { stdout } = await execute('debugfs', ['-R', `cat ${RUN_FILE}`, disk]);
  const script = stdout.replace(
    /^exec (?!<)/m,
    // A function, because a text would have its dollars replaced.
    () => `[ -e died ] && exec /bin/busybox sleep 1000000
( until [ -e tasks/*/work/${AGENT_KILLER} ]; do /bin/busybox sleep 1; done; : >died; kill -9 $$ ) &
exec `,
  );
  if (script === stdout) throw new Error(`${RUN_FILE} does not start the agent by exec`);
  const file = join(directory, 'run');
  await writeFile(file, script);
  for (const command of [
    `rm ${RUN_FILE}`,
    `write ${file} ${RUN_FILE}`,
    `set_inode_field ${RUN_FILE} mode 0100755`,
  ]) {
    await execute('debugfs', ['-w', '-R', command, disk]);
  }
  const manifestFile = join(directory, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as {
    readonly files: { readonly name: string; sha256: string }[];
  };
  const sha256 = createHash('sha256')
    .update(await readFile(disk))
    .digest('hex');
  for (const entry of manifest.files) if (entry.name === 'disk.img') entry.sha256 = sha256;
  await writeFile(manifestFile, JSON.stringify(manifest));
}

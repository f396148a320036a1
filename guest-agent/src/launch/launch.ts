import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { readBootId } from './boot-id.ts';
import { FollowedLaunch } from './follow-launch.ts';
import { keeperArguments, terminalCommand } from './launch-arguments.ts';
import { DEFAULT_PATH, type LaunchOptions, type LaunchStdout } from './launch-options.ts';
import { findLaunchPrograms, PLAIN_PROGRAMS } from './launch-programs.ts';
import type { Launch } from './launch-result.ts';
import { createStatusDirectory, STATUS_FILES } from './status-directory.ts';

const { O_APPEND, O_CREAT, O_DIRECTORY, O_RDONLY, O_RDWR, O_WRONLY } = constants;

/**
 * Starts a program as leader of a session of its own, without any privilege to be gained
 * (no_new_privs), with a keeper that waits for it: program, output and end depend on no life of the
 * agent. A program that cannot be started is told by the verdict.
 *
 * @throws the system's error where not even the keeper could be started, `EEXIST` for a status
 *   directory that is there already
 */
export async function launch(options: LaunchOptions): Promise<Launch> {
  const { statusDirectory, terminal } = options;
  const command = terminal === undefined ? undefined : terminalCommand(options);
  createStatusDirectory(statusDirectory, { bootId: readBootId() }, command);
  const programs =
    terminal === undefined ? (options.programs ?? (await findLaunchPrograms())) : PLAIN_PROGRAMS;
  const descriptors: number[] = [];
  const open = (path: string, flags: number) => {
    const descriptor = openSync(path, flags, 0o600);
    descriptors.push(descriptor);
    return descriptor;
  };
  const spool = (output: LaunchStdout) =>
    output.kind === 'spool' ? open(output.path, O_APPEND | O_CREAT | O_WRONLY) : 'ignore';
  try {
    const [program, ...rest] = keeperArguments(options, programs);
    const keeper = spawn(program, rest, {
      // Not by its path, which is followed after the fork: when a keeper comes late, after the death of
      // this agent, the next one may have put another directory there.
      cwd: `/proc/self/fd/${open(statusDirectory, O_DIRECTORY | O_RDONLY)}`,
      env: { PATH: DEFAULT_PATH },
      detached: true,
      stdio: [
        'ignore',
        spool(options.stdout),
        terminal === undefined ? spool(options.stderr) : 'ignore',
        open(join(statusDirectory, STATUS_FILES.stages), O_RDWR),
        open(join(statusDirectory, STATUS_FILES.complaints), O_RDWR),
      ],
    });
    const ended = once(keeper, 'exit');
    // Of a keeper that did not start; told by the next line.
    ended.catch(() => undefined);
    await once(keeper, 'spawn');
    keeper.unref();
    const launched = new FollowedLaunch(statusDirectory, 'child');
    void ended.then(() => launched.noteKeeperEnd());
    await launched.identified;
    return launched;
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor);
  }
}

import { statSync } from 'node:fs';
import type { ProcessScope } from '../cgroup/index.ts';
import { DEFAULT_PATH, type Launch, launch, type LaunchOptions } from '../launch/index.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { toProcessLimit } from './planned-limit.ts';
import type { ProcessDirectory } from './process-directory.ts';
import type { ProcessPlan } from './process-plan.ts';

export interface StartOptions {
  readonly plan: ProcessPlan;
  readonly user: GuestUser;
  /** Numbers of the supplementary groups. */
  readonly groupIds: readonly number[];
  readonly directory: ProcessDirectory;
  readonly scope: ProcessScope;
}

/**
 * Starts the program of a plan in its scope.
 *
 * @throws the system's error where not even the launcher could be started
 */
export async function startProcess(options: StartOptions): Promise<Launch> {
  const { directory, groupIds, plan, scope, user } = options;
  const takesInput = plan.streamInput || plan.terminal !== undefined;
  const launchOptions: LaunchOptions = {
    argv: plan.argv,
    env: environment(options),
    directory: plan.cwd || homeOf(user),
    user: { uid: user.uid, gid: user.gid, groups: groupIds },
    umask: plan.umask,
    nice: plan.nice,
    limits: plan.resourceLimits.map(toProcessLimit),
    joinFile: scope.joinFile,
    stdin: { kind: takesInput ? 'stream' : 'none' },
    stdout: { kind: 'spool', path: directory.stdoutPath },
    stderr: { kind: 'spool', path: directory.stderrPath },
    terminal: plan.terminal,
    statusDirectory: directory.statusPath,
  };
  const started = await launch(launchOptions);
  scope.adopt(started.pid);
  return started;
}

function environment({ plan, user }: StartOptions): ReadonlyMap<string, string> {
  return new Map([
    ['PATH', DEFAULT_PATH],
    ['HOME', homeOf(user)],
    ['USER', user.name],
    ['LANG', 'C.UTF-8'],
    ...(plan.terminal === undefined ? [] : ([['TERM', 'xterm-256color']] as const)),
    ...plan.env,
  ]);
}

function homeOf({ home }: GuestUser): string {
  const isThere = statSync(home, { throwIfNoEntry: false })?.isDirectory() === true;
  return home.startsWith('/') && isThere ? home : '/';
}

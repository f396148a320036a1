import { isAbsolute, join } from 'node:path';
import type { ProcessScope } from '../cgroup/index.ts';
import { DEFAULT_PATH, type Launch, launch, type LaunchStdout } from '../launch/index.ts';
import type { GuestUser } from '../user/user-directory.ts';
import { spoolPath, type StreamName } from './output-spool.ts';
import type { TaskDirectory } from './task-directory.ts';
import type { StepSpec } from './task-request.ts';

/** What {@link launchStep} starts. */
export interface StepLaunchOptions {
  readonly step: StepSpec;
  readonly index: number;
  readonly user: GuestUser;
  readonly directory: TaskDirectory;
  readonly scope: ProcessScope;
  /** See `ScopeFactory.keepersFile`. */
  readonly keepersFile: string | undefined;
  /** Where its programs reach AppService; undefined: nowhere. */
  readonly appSocket: string | undefined;
  /** True where the agent plays the core client for it. Default: false. */
  readonly hasCoreClient?: boolean;
  /** See `LaunchOptions.companion`. */
  readonly companion?: readonly string[] | undefined;
  /** True for a program that is started again, whose outputs go on. Default: false. */
  readonly isAgain?: boolean;
}

/**
 * Starts the program of a step, which then depends on no life of the agent. The spools are there.
 *
 * @throws the system's error where not even its keeper could be started
 */
export function launchStep(options: StepLaunchOptions): Promise<Launch> {
  const { companion, directory, index, isAgain = false, keepersFile, scope, step, user } = options;
  const { work } = directory;
  const [program = '', ...rest] = step.argv;
  const path = program.includes('/') && !isAbsolute(program) ? join(work, program) : program;
  const output = (file: string, stream: StreamName): LaunchStdout =>
    file === ''
      ? { kind: 'spool', path: spoolPath(directory.state, index, stream) }
      : { kind: 'file', path: join(work, file), keepsContent: isAgain };
  return launch({
    argv: [path, ...rest],
    env: environment(options),
    directory: join(work, step.cwd),
    confinement: work,
    user: { uid: user.uid, gid: user.gid, groups: [] },
    companion,
    joinFile: scope.joinFile,
    keepersFile,
    stdin:
      step.stdinFile === '' ? { kind: 'none' } : { kind: 'file', path: join(work, step.stdinFile) },
    stdout: output(step.stdoutFile, 'stdout'),
    stderr: output(step.stderrFile, 'stderr'),
    statusDirectory: directory.launch(index),
  });
}

function environment(options: StepLaunchOptions): Map<string, string> {
  const { appSocket, directory, hasCoreClient = false, step, user } = options;
  return new Map([
    ['PATH', DEFAULT_PATH],
    ['HOME', directory.work],
    ['USER', user.name],
    ['LANG', 'C.UTF-8'],
    ['TMPDIR', directory.temporary],
    ...(appSocket === undefined ? [] : [['VMSLOT_APP_SOCKET', appSocket] as const]),
    // As the core client does: an app may bring libraries of its own.
    ...(hasCoreClient ? [['LD_LIBRARY_PATH', '.'] as const] : []),
    ...step.env,
  ]);
}

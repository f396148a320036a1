/**
 * First half of a launch, as the agent's user with an environment of its own: joins the group ($1),
 * then runs the rest of its arguments, which change the user. Each stage is named on descriptor 3
 * before it begins, so the last name tells how far it got.
 */
export const JOIN_SCRIPT = `
trap 'echo "failed $?" >&3' EXIT
echo join >&3
if [ -n "$1" ]; then echo 0 >"$1" || exit 1; fi
shift
ulimit -c 0
{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null
echo user >&3
exec "$@"
`;

/**
 * Second half, as the task's user and with the program's environment: so a link that the app has
 * planted leads only to what the app may open anyway. $1 work directory, $2 directory to start in,
 * $3 to $5 files for standard input, output and error or empty, then program and arguments.
 *
 * The braces close descriptor 3 for the program only: the shell keeps a copy that the kernel closes
 * on exec, and has it back where exec fails. So "failed" comes if and only if no program was started,
 * and a program that ends with 126 or 127 is not mistaken for a missing one.
 */
export const START_SCRIPT = `
trap 'echo "failed $?" >&3' EXIT
echo cwd >&3
cd -P -- "$2" || exit 1
case "$PWD/" in "$1"/*) ;; *) exit 1 ;; esac
echo stdin >&3
if [ -n "$3" ]; then exec <"$3"; fi
echo stdout >&3
if [ -n "$4" ]; then exec >"$4"; fi
echo stderr >&3
if [ -n "$5" ]; then exec 2>"$5"; fi
shift 5
unset PWD OLDPWD
echo exec >&3
{ exec "$@"; } 3>&-
`;

/** Stages that the scripts name, in their order. */
export type LaunchStage = 'join' | 'user' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'exec';

/** How a launch went: `exitCode` is the shell's, 126 for what cannot be run, 127 for what is missing. */
export type LaunchVerdict =
  | { readonly started: true }
  | { readonly started: false; readonly stage: LaunchStage; readonly exitCode: number };

const STAGES: readonly string[] = ['join', 'user', 'cwd', 'stdin', 'stdout', 'stderr', 'exec'];

/** Reads what came on descriptor 3 until it was closed. */
export function parseLaunchText(text: string): LaunchVerdict {
  let stage: LaunchStage = 'join';
  for (const line of text.split('\n')) {
    if (STAGES.includes(line)) stage = line as LaunchStage;
    const failed = /^failed (\d+)$/.exec(line);
    if (failed !== null) return { started: false, stage, exitCode: Number(failed[1]) };
  }
  // Without a word of failure the pipe closes at the exec, or where a program in between gave up.
  return stage === 'exec' ? { started: true } : { started: false, stage, exitCode: 0 };
}

import type { JobOutput, JobTask } from './job.ts';
import type { Problems } from './problems.ts';

/** Most bytes of a task's name, and of its arguments or its variables together: the agent's limits. */
export const MAX_TASK_NAME_BYTES = 256;
export const MAX_TASK_STRINGS_BYTES = 256 * 1024;

/** Most characters of all output paths together, as they stand in the one request for them. */
export const MAX_OUTPUT_PATHS_LENGTH = 40 * 1024;

/**
 * Refuses what would be refused later, by the agent or after the work is done: a job file that is too
 * large for the way it travels must be known before anything is started.
 */
export function refuseOversize(
  tasks: readonly JobTask[],
  outputs: readonly JobOutput[],
  problems: Problems,
): void {
  for (const { name, command, arguments: words, environment, line } of tasks) {
    const refuse = (element: string, wrong: string, right: string) =>
      problems.add({ line, element, wrong, right });
    if (Buffer.byteLength(name) > MAX_TASK_NAME_BYTES) {
      const right = `give it a <name> of at most ${MAX_TASK_NAME_BYTES} bytes`;
      refuse('<task>', `its name has ${Buffer.byteLength(name)} bytes`, right);
    }
    const most = `at most ${MAX_TASK_STRINGS_BYTES} bytes; put long lists into an input file`;
    const argumentBytes = totalBytes([command, ...words]);
    if (argumentBytes > MAX_TASK_STRINGS_BYTES) {
      refuse('<task>', `its command line has ${argumentBytes} bytes`, most);
    }
    const variableBytes = totalBytes(Object.entries(environment).flat());
    if (variableBytes > MAX_TASK_STRINGS_BYTES) {
      refuse('<task>', `its <setenv> have ${variableBytes} bytes together`, most);
    }
  }
  const paths = outputs.map(({ source }) => `path=${encodeURIComponent(source)}&`);
  const length = paths.reduce((sum, path) => sum + path.length, 0);
  if (length > MAX_OUTPUT_PATHS_LENGTH) {
    problems.add({
      line: outputs[0]?.line ?? 1,
      element: '<output>',
      wrong: `the paths of all outputs have ${length} characters together`,
      right: `at most ${MAX_OUTPUT_PATHS_LENGTH}; let the job put them into one directory and name that`,
    });
  }
}

/** As a program gets them: each ends with a zero byte. */
function totalBytes(strings: readonly string[]): number {
  return strings.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DEFAULT_PATH } from '../launch/index.ts';

/**
 * Gives back the room of a part of a file, which reads as zeros from then on; size and offsets stay
 * (fallocate(2), FALLOC_FL_PUNCH_HOLE).
 *
 * @returns false where the file system cannot do it
 */
export async function punchHole(path: string, start: number, end: number): Promise<boolean> {
  const range = ['--offset', String(start), '--length', String(end - start)];
  const child = spawn('fallocate', ['--punch-hole', ...range, '--', path], {
    cwd: '/',
    env: { PATH: DEFAULT_PATH },
    stdio: 'ignore',
  });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode === 0;
}

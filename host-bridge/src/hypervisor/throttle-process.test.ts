import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { throttleProcess } from './throttle-process.ts';

/** The letter of its state in /proc: proc(5). */
async function stateOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
}

test.runIf(process.platform === 'linux')(
  'stops a process that takes too much, and lets it run in the end',
  async () => {
    const child = spawn('/bin/sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
    try {
      const pid = child.pid as number;
      const ended = once(child, 'exit');
      const throttle = throttleProcess({ pid, cpuCount: 1, ended });
      throttle.limit(0.01);
      await expect.poll(() => stateOf(pid), { interval: 5 }).toBe('T');
      throttle.close();
      await expect.poll(() => stateOf(pid), { interval: 5 }).not.toBe('T');
      child.kill('SIGKILL');
      await ended;
    } finally {
      child.kill('SIGKILL');
    }
  },
);

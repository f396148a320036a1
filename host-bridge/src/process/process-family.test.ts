import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  parseProcessStat,
  readChildren,
  readFamilyCpuTimeMs,
  readProcessStat,
  readTracerPid,
} from './process-family.ts';

const STAT =
  '41 (a ) b) t 7 41 41 0 -1 4194560 10 20 30 40 100 23 400 56 39 19 1 0 1234 5678 90 18446744073709551615';

describe('what /proc/PID/stat tells', () => {
  test('is read behind a name with parentheses and spaces', () => {
    expect(parseProcessStat(STAT)).toEqual({
      state: 't',
      parentPid: 7,
      cpuTimeMs: 1230,
      endedChildrenMs: 4560,
    });
  });

  test.each(['', '41 (name) R 7', 'nonsense'])('is nothing in %j', (text) => {
    expect(parseProcessStat(text)).toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux')('a family of processes', () => {
  test('is counted with the children, and what a child has used stays when it ends', async () => {
    // A shell that waits for each of its children, told by a line when to go on.
    const script =
      'sh -c "while read -r l; do i=0; while [ \\$i -lt 200000 ]; do i=\\$((i+1)); done; echo; done"; echo; read -r l';
    const shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    const pid = shell.pid as number;
    try {
      await expect.poll(() => readChildren(pid)).toHaveLength(1);
      expect(readChildren(process.pid)).toContain(pid);
      expect(readTracerPid(pid)).toBe(0);
      shell.stdin.write('go\n');
      await once(shell.stdout, 'data');
      const busy = readFamilyCpuTimeMs(pid) ?? 0;
      expect(busy).toBeGreaterThan(readProcessStat(pid)?.cpuTimeMs ?? 0);
      const [child = 0] = readChildren(pid);
      process.kill(child, 'SIGKILL');
      await expect.poll(() => readChildren(pid)).toEqual([]);
      expect(readFamilyCpuTimeMs(pid)).toBeGreaterThanOrEqual(busy);
    } finally {
      shell.kill('SIGKILL');
      await once(shell, 'exit');
    }
    expect(readFamilyCpuTimeMs(pid)).toBeUndefined();
    expect(readTracerPid(pid)).toBe(0);
  });
});

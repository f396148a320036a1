import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TURN_COUNTS } from './turn.ts';

const MODULE = new URL('./host-queue.ts', import.meta.url).href;
const PROCESS_COUNT = 12;
const ROUND_COUNT = 6;

/**
 * Takes turns again and again. While it holds one it has a file, which is there no moment longer, so the
 * files that it sees are turns that are held. Some die by kill -9 with the turn.
 */
const WORKER = `
  import { readdirSync, rmSync, writeFileSync } from 'node:fs';
  import { setTimeout as work } from 'node:timers/promises';
  const { HostQueue } = await import(${JSON.stringify(MODULE)});
  const [suffix, directory, kind, rounds, dies] = process.argv.slice(1);
  const queue = new HostQueue({ suffix });
  const file = directory + '/' + process.pid;
  for (let round = 0; round < Number(rounds); round++) {
    const turn = await queue.take(kind, {
      signal: new AbortController().signal, waitLimitMs: 3_600_000, holdLimitMs: 3_600_000,
    });
    if (turn.obstacle !== undefined) throw new Error(turn.obstacle);
    writeFileSync(file, '');
    console.log(readdirSync(directory).length);
    await work(Math.random() * 20);
    console.log(readdirSync(directory).length);
    rmSync(file);
    if (dies === 'true' && round === 2) process.kill(process.pid, 'SIGKILL');
    turn.release();
    if (Math.random() < 0.5) await work(Math.random() * 20);
  }
`;

test.each(['boot', 'save'] as const)(
  'never are more turns of kind %s held than there are, and everybody has its turns',
  async (kind) => {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-queue-'));
    const suffix = `.${randomUUID()}`;
    const children = Array.from({ length: PROCESS_COUNT }, (_, index) => {
      const words = [suffix, directory, kind, String(ROUND_COUNT), String(index % 4 === 0)];
      return spawn(process.execPath, ['--input-type=module', '-e', WORKER, ...words], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    });
    try {
      const counts: number[] = [];
      const ends = children.map(async (child) => {
        const closed = once(child, 'close');
        let text = '';
        for await (const piece of child.stdout) text += String(piece);
        await closed;
        counts.push(...text.trim().split('\n').map(Number));
        return child.signalCode ?? child.exitCode;
      });
      expect(await Promise.all(ends)).toEqual(
        children.map((_, index) => (index % 4 === 0 ? 'SIGKILL' : 0)),
      );
      const dying = PROCESS_COUNT / 4;
      expect(counts).toHaveLength(2 * (dying * 3 + (PROCESS_COUNT - dying) * ROUND_COUNT));
      // That many at once there were: otherwise this would prove nothing.
      expect(Math.max(...counts)).toBe(TURN_COUNTS[kind]);
      expect(await readdir(directory)).toEqual([]);
      expect(await readFile('/proc/net/unix', 'latin1')).not.toContain(suffix);
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await rm(directory, { recursive: true });
    }
  },
);

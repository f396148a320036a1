import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processIdentity } from './process-identity.ts';

test('a process keeps its identity, and two processes differ', async () => {
  const me = await processIdentity(process.pid);
  expect(me).toEqual(await processIdentity(process.pid));
  expect(me?.pid).toBe(process.pid);
  expect(me?.startedAt).toMatch(/^[0-9a-f]{8}-\d+$/);
  expect((await processIdentity(process.ppid))?.startedAt).not.toBe(me?.startedAt);
});

test('a process whose name looks like fields of stat is read right', async () => {
  const child = spawn(
    process.execPath,
    ['-e', "process.title = ') Z 1 2 ('; console.log('set'); process.stdin.resume()"],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  expect(await processIdentity(child.pid ?? 0)).toMatchObject({ pid: child.pid });
  child.stdin.end();
  await once(child, 'exit');
  expect(await processIdentity(child.pid ?? 0)).toBeUndefined();
}, 30_000);

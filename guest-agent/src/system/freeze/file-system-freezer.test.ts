import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { DiskImage } from './disk-image.ts';
import { FileSystemFreezer } from './file-system-freezer.ts';
import { findLeftWatches } from './find-left-watches.ts';

const { FREEZE_STATE_ALREADY, FREEZE_STATE_FROZEN, FREEZE_STATE_REFUSED, FREEZE_STATE_THAWED } =
  vmslot.agent.v1.FreezeState;
const { signal } = new AbortController();

function freezer(ownsMachine = false): FileSystemFreezer & { readonly lines: string[] } {
  const lines: string[] = [];
  return Object.assign(new FileSystemFreezer({ ownsMachine, log: (line) => lines.push(line) }), {
    lines,
  });
}

/** Watchdogs that wait for this image. */
const watchesOf = ({ mountPoint }: DiskImage) =>
  findLeftWatches().filter(({ mountPoints }) => mountPoints.includes(mountPoint));

test('a file system is frozen and thawed, each place is told of, and no watchdog is left', async () => {
  await using image = await DiskImage.create();
  await using made = freezer();
  const paths = ['/proc', image.mountPoint, '/nothing-is-here'];
  const { fileSystems } = await made.freeze({ paths, timeoutMs: 60_000 }, signal);
  expect(fileSystems).toEqual([
    { mountPoint: image.mountPoint, state: FREEZE_STATE_FROZEN },
    {
      mountPoint: '/proc',
      state: FREEZE_STATE_REFUSED,
      message: 'fsfreeze: /proc: freeze failed: Operation not supported',
    },
    {
      mountPoint: '/nothing-is-here',
      state: FREEZE_STATE_REFUSED,
      message: 'no file system is mounted there',
    },
  ]);
  expect(made.isFrozen).toBe(true);
  expect(await image.isFrozen()).toBe(true);
  expect(watchesOf(image).length).toBeGreaterThan(0);
  expect(await made.thaw()).toEqual({
    fileSystems: [{ mountPoint: image.mountPoint, state: FREEZE_STATE_THAWED }],
    tooLate: false,
  });
  expect(made.isFrozen).toBe(false);
  expect(watchesOf(image)).toEqual([]);
  await image.write('after');
  expect(await readFile(join(image.mountPoint, 'file'), 'utf8')).toBe('after\n');
  expect(await made.thaw()).toEqual({ fileSystems: [], tooLate: false });
});

test('what is frozen already is told as that, by whomever', async () => {
  await using image = await DiskImage.create();
  await using first = freezer();
  await using second = freezer();
  const request = { paths: [image.mountPoint], timeoutMs: 60_000 };
  await first.freeze(request, signal);
  const already = [{ mountPoint: image.mountPoint, state: FREEZE_STATE_ALREADY }];
  expect(await first.freeze(request, signal)).toEqual({ fileSystems: already });
  expect(await second.freeze(request, signal)).toEqual({ fileSystems: already });
  expect(second.isFrozen).toBe(false);
  expect(await first.freeze({ paths: ['/proc'] }, signal)).toMatchObject({
    fileSystems: [{ state: FREEZE_STATE_REFUSED }],
  });
  expect(await image.isFrozen()).toBe(true);
});

test('when the time is over the watchdog thaws, and a thaw after that says so', async () => {
  await using image = await DiskImage.create();
  await using made = freezer();
  await made.freeze({ paths: [image.mountPoint], timeoutMs: 1000 }, signal);
  await image.write('after');
  await expect.poll(() => made.isFrozen).toBe(false);
  expect(made.lines).toEqual([`nobody thawed in time: thawed ${image.mountPoint}`]);
  expect(await made.thaw()).toEqual({
    fileSystems: [{ mountPoint: image.mountPoint, state: FREEZE_STATE_THAWED }],
    tooLate: true,
  });
  expect(await made.thaw()).toEqual({ fileSystems: [], tooLate: false });
  expect(watchesOf(image)).toEqual([]);
});

test('a watchdog that is killed leaves nothing frozen', async () => {
  await using image = await DiskImage.create();
  await using made = freezer();
  await made.freeze({ paths: [image.mountPoint], timeoutMs: 60_000 }, signal);
  for (const { pid } of watchesOf(image)) process.kill(pid, 'SIGKILL');
  await image.write('after');
  await expect.poll(() => made.isFrozen).toBe(false);
  expect(made.lines).toEqual([`the watchdog was killed: thawed ${image.mountPoint}`]);
  expect(await made.thaw()).toMatchObject({ tooLate: true });
});

test('somebody else thawed: the thaw says that it was too late', async () => {
  await using image = await DiskImage.create();
  await using made = freezer();
  await made.freeze({ paths: [image.mountPoint], timeoutMs: 60_000 }, signal);
  const other = spawn('/sbin/fsfreeze', ['--unfreeze', image.mountPoint]);
  await once(other, 'exit');
  expect(await made.thaw()).toMatchObject({ tooLate: true });
  expect(watchesOf(image)).toEqual([]);
});

test('a caller that leaves leaves nothing frozen', async () => {
  await using image = await DiskImage.create();
  await using made = freezer();
  const leaving = new AbortController();
  const frozen = made.freeze({ paths: [image.mountPoint], timeoutMs: 60_000 }, leaving.signal);
  leaving.abort(new Error('left'));
  await expect(frozen).rejects.toThrow('left');
  expect(made.isFrozen).toBe(false);
  expect(await image.isFrozen()).toBe(false);
  expect(watchesOf(image)).toEqual([]);
});

test('an agent that ends thaws', async () => {
  await using image = await DiskImage.create();
  {
    await using made = freezer();
    await made.freeze({ paths: [image.mountPoint], timeoutMs: 60_000 }, signal);
  }
  expect(await image.isFrozen()).toBe(false);
  expect(watchesOf(image)).toEqual([]);
});

test('what it cannot do is said before anything is frozen', async () => {
  await using made = freezer();
  await expect(made.freeze({ paths: [] }, signal)).rejects.toMatchObject({
    code: 'failed_precondition',
  });
  await expect(made.freeze({ paths: ['/proc'], timeoutMs: 60_001 }, signal)).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await expect(made.freeze({ paths: ['here'] }, signal)).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  expect(await made.freeze({ paths: ['/proc'] }, signal)).toMatchObject({
    fileSystems: [{ mountPoint: '/proc', state: FREEZE_STATE_REFUSED }],
  });
  expect(made.isFrozen).toBe(false);
});

/** An agent of its own, which freezes and then waits to be killed. */
async function startFreezingProcess(image: DiskImage, timeoutMs: number) {
  const source = fileURLToPath(new URL('file-system-freezer.ts', import.meta.url));
  const script = join(image.directory, 'freeze.mjs');
  const request = JSON.stringify({ paths: [image.mountPoint], timeoutMs });
  await writeFile(
    script,
    `import { FileSystemFreezer } from ${JSON.stringify(source)};
    const freezer = new FileSystemFreezer({ ownsMachine: false, log: console.log });
    const reply = await freezer.freeze(${request}, new AbortController().signal);
    console.log('state', reply.fileSystems[0].state);
    setInterval(() => undefined, 1000);`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  expect(line).toBe(`state ${FREEZE_STATE_FROZEN}`);
  return child;
}

test('20 agents killed with SIGKILL while they hold a file system frozen: each time it thaws', async () => {
  await Promise.all(Array.from({ length: 4 }, () => killWhileFrozen(5)));
}, 300_000);

async function killWhileFrozen(roundCount: number): Promise<void> {
  await using image = await DiskImage.create();
  for (let round = 0; round < roundCount; round += 1) {
    const child = await startFreezingProcess(image, 4000);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(await image.isFrozen()).toBe(true);
    // Waits in the kernel until somebody thaws.
    await image.write(`round ${round}`);
    expect(await readFile(join(image.mountPoint, 'file'), 'utf8')).toBe(`round ${round}\n`);
    await expect.poll(() => watchesOf(image)).toEqual([]);
  }
}

test('the agent that comes after thaws what a killed one has frozen, and ends its watchdog', async () => {
  await using image = await DiskImage.create();
  const child = await startFreezingProcess(image, 60_000);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(await image.isFrozen()).toBe(true);
  await using made = freezer();
  expect(await made.thaw()).toEqual({
    fileSystems: [{ mountPoint: image.mountPoint, state: FREEZE_STATE_THAWED }],
    tooLate: false,
  });
  expect(await image.isFrozen()).toBe(false);
  await expect.poll(() => watchesOf(image)).toEqual([]);
});

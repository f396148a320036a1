import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GuestDoor } from '../guest-access/guest-door.ts';
import { findGuest } from './find-guest.ts';

let workingDirectory: string;
const doors: GuestDoor[] = [];

beforeEach(async () => {
  workingDirectory = await mkdtemp(join(tmpdir(), 'vmslot-find-'));
});

afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.close()));
  await rm(workingDirectory, { recursive: true });
});

async function openDoor(...names: string[]): Promise<string> {
  const slotDirectory = join(workingDirectory, ...names);
  await mkdir(slotDirectory, { recursive: true });
  const ready = async () => undefined;
  doors.push(await GuestDoor.open({ slotDirectory, ready, openStream: () => new PassThrough() }));
  return slotDirectory;
}

async function labelOf(choice: Partial<Parameters<typeof findGuest>[0]> = {}): Promise<string> {
  await using guest = await findGuest({ workingDirectory, ...choice });
  return guest.label;
}

test('the only one that runs below .vmslot', async () => {
  await mkdir(join(workingDirectory, '.vmslot', 'ended', 'vm'), { recursive: true });
  await openDoor('.vmslot', 'runs');
  expect(await labelOf()).toBe('the job in .vmslot/runs');
});

test('none, or more than one: what to choose from', async () => {
  await expect(labelOf()).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('--slot DIR') as string,
  });
  await openDoor('.vmslot', 'a');
  await openDoor('.vmslot', 'b\n');
  await expect(labelOf()).rejects.toMatchObject({
    code: 'invalid_argument',
    message: expect.stringContaining(String.raw`--slot .vmslot/a, --slot .vmslot/b\n`) as string,
  });
  expect(await labelOf({ slot: '.vmslot/a' })).toBe('the job in .vmslot/a');
});

test('in a slot of a BOINC client, named or entered', async () => {
  await openDoor('slots', '0', 'vmslot_data');
  expect(await labelOf({ slot: 'slots/0' })).toBe('the job in slots/0');
  expect(await labelOf({ workingDirectory: join(workingDirectory, 'slots', '0') })).toBe(
    'the job in .',
  );
});

test('a slot without a machine, or that is none', async () => {
  await (
    await GuestDoor.open({
      slotDirectory: workingDirectory,
      ready: async () => undefined,
      openStream: () => new PassThrough(),
    })
  ).close();
  for (const slot of ['.', 'nowhere', '/dev/null']) {
    await expect(labelOf({ slot })).rejects.toMatchObject({ code: 'failed_precondition' });
  }
});

test('an address needs a token, and no slot', async () => {
  const address = 'tcp:127.0.0.1:1';
  expect(await labelOf({ address, token: 't' })).toBe('the agent at port 1');
  await expect(labelOf({ address })).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(labelOf({ address, token: 't', slot: 's' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAILURE_TABLE, MAX_POSTPONEMENTS } from './failure-table.ts';
import { Postponements, POSTPONEMENT_DELAYS_S, type AfterFailure } from './postponements.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-postponements-'));
  file = join(directory, 'postponements.json');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (): Promise<Postponements> => Postponements.open(file);

/** The failure of one life each, until it is an error. */
async function liveOn(codes: readonly (keyof typeof FAILURE_TABLE)[]): Promise<AfterFailure[]> {
  const found: AfterFailure[] = [];
  for (let life = 0; life < 200; life += 1) {
    const after = await (await open()).after(codes[life % codes.length]!);
    found.push(after);
    if (after.kind === 'error') return found;
  }
  return found;
}

test('the first try again is within a minute, none comes after more than an hour', () => {
  const [first, second] = POSTPONEMENT_DELAYS_S;
  expect(first + 60).toBeLessThanOrEqual(61);
  expect(second).toBeLessThanOrEqual(60);
  expect(Math.max(...POSTPONEMENT_DELAYS_S)).toBe(3600);
  expect([...POSTPONEMENT_DELAYS_S]).toEqual([...POSTPONEMENT_DELAYS_S].toSorted((a, b) => a - b));
});

test('what never heals ends with its cause before the client counts to a hundred', async () => {
  const found = await liveOn(['hypervisor_missing']);
  expect(found).toHaveLength(MAX_POSTPONEMENTS + 1);
  expect(found.length).toBeLessThan(100);
  expect(found.slice(0, 8)).toEqual(
    [...POSTPONEMENT_DELAYS_S, 3600].map((delayS, index) => ({
      kind: 'postpone',
      delayS,
      attempt: index + 1,
    })),
  );
  expect(found.at(-2)).toEqual({ kind: 'postpone', delayS: 3600, attempt: MAX_POSTPONEMENTS });
  expect(found.at(-1)).toEqual({ kind: 'error' });
});

test.each(Object.entries(FAILURE_TABLE))(
  '%s is tried as often as the table says',
  async (name, rule) => {
    const found = await liveOn([name as keyof typeof FAILURE_TABLE]);
    expect(found.filter(({ kind }) => kind === 'postpone')).toHaveLength(rule.maxPostponements);
    expect(rule.maxPostponements).toBeLessThanOrEqual(MAX_POSTPONEMENTS);
  },
);

test('causes that take turns are counted apart, and together', async () => {
  const some = await liveOn(['agent_lost', 'vm_stopped']);
  expect(some).toHaveLength(7);
  const many = await (async () => {
    await rm(file, { force: true });
    return await liveOn(['hypervisor_missing', 'no_room', 'no_memory', 'slot_unusable']);
  })();
  expect(many).toHaveLength(MAX_POSTPONEMENTS + 1);
});

test('a checkpoint makes them begin anew, in this life and the next', async () => {
  const postponements = await open();
  for (let index = 0; index < 3; index += 1) await postponements.after('agent_lost');
  expect(await postponements.after('agent_lost')).toEqual({ kind: 'error' });
  await postponements.forget();
  await postponements.forget();
  const first = { kind: 'postpone', delayS: POSTPONEMENT_DELAYS_S[0], attempt: 1 };
  expect(await (await open()).after('agent_lost')).toEqual(first);
  await (await open()).forget();
  expect(await (await open()).after('agent_lost')).toEqual(first);
  expect(await readdir(directory)).toEqual(['postponements.json']);
});

describe('a damaged count begins anew', () => {
  test.each([
    '',
    '{',
    'null',
    '[]',
    '7',
    '{"total":1}',
    '{"total":"1","byCode":{}}',
    '{"total":-50,"byCode":{}}',
    '{"total":1.5,"byCode":{}}',
    '{"total":1,"byCode":null}',
    '{"total":1,"byCode":[]}',
    '{"total":1,"byCode":{"no_room":"x"}}',
    '{"total":1,"byCode":{"no_room":-7}}',
    '\0\0\0\0',
  ])('%j', async (content) => {
    await writeFile(file, content);
    expect(await (await open()).after('no_room')).toEqual({
      kind: 'postpone',
      delayS: POSTPONEMENT_DELAYS_S[0],
      attempt: 1,
    });
    expect((await (await open()).after('no_room')) as unknown).toMatchObject({ attempt: 2 });
  });
});

test('a count that cannot be written is no obstacle', async () => {
  const postponements = await open();
  await rm(directory, { recursive: true });
  expect(await postponements.after('no_room')).toMatchObject({ kind: 'postpone', attempt: 1 });
  expect(await postponements.after('no_room')).toMatchObject({ kind: 'postpone', attempt: 2 });
  await postponements.forget();
});

test('a delay that the task itself asks for is kept, and counts', async () => {
  const postponements = await open();
  expect(await postponements.after('app_deferred', 600)).toEqual({
    kind: 'postpone',
    delayS: 600,
    attempt: 1,
  });
  expect(await (await open()).after('app_deferred', 5)).toMatchObject({ delayS: 5, attempt: 2 });
});

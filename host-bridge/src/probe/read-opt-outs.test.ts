import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  MAX_OPT_OUT_FILE_BYTES,
  OPT_OUT_VARIABLE,
  readOptOuts,
  userFile,
  wordsOf,
} from './read-opt-outs.ts';

let home: string;
let systemFile: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'vmslot-opt-out-'));
  systemFile = join(home, 'etc', 'probe-without');
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const read = (environment: Record<string, string> = {}) =>
  readOptOuts({ environment: { HOME: home, ...environment }, systemFile });

test('nobody has said anything', async () => {
  expect(await read()).toEqual([]);
  expect(await readOptOuts({ environment: {}, systemFile })).toEqual([]);
});

test('the machine, the user and the environment, in this order', async () => {
  const mine = join(home, '.config', 'vmslot', 'probe-without');
  write(systemFile, '# by the owner\njava, perl\n\n containers # all\r\n');
  write(mine, 'run');
  expect(await read({ [OPT_OUT_VARIABLE]: 'r,qemu' })).toEqual([
    { words: ['java', 'perl', 'containers'], by: systemFile },
    { words: ['run'], by: mine },
    { words: ['r', 'qemu'], by: OPT_OUT_VARIABLE },
  ]);
});

test('the user keeps configuration where the environment says, if that is absolute', () => {
  expect(userFile({ HOME: '/h', XDG_CONFIG_HOME: '/c' })).toBe('/c/vmslot/probe-without');
  expect(userFile({ HOME: '/h', XDG_CONFIG_HOME: 'c' })).toBe('/h/.config/vmslot/probe-without');
  expect(userFile({ HOME: 'h' })).toBeUndefined();
});

test.each<[what: string, make: () => void, says: RegExp]>([
  ['a directory', () => mkdirSync(systemFile, { recursive: true }), /is not a file: it may forbid/],
  [
    'too long',
    () => write(systemFile, 'x'.repeat(MAX_OPT_OUT_FILE_BYTES + 1)),
    /is longer than 16384 bytes/,
  ],
  [
    'a link to itself',
    () => {
      mkdirSync(dirname(systemFile));
      symlinkSync(systemFile, systemFile);
    },
    /cannot be read \(ELOOP\)/,
  ],
  [
    'a FIFO',
    () => {
      mkdirSync(dirname(systemFile));
      execFileSync('mkfifo', [systemFile]);
    },
    /is not a file/,
  ],
])('a file that is %s forbids everything', async (_, make, says) => {
  make();
  await expect(read()).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(says),
  });
});

test('words are separated by white space and commas', () => {
  expect(wordsOf('a,b c\t,d\n#e\nf#g')).toEqual(['a', 'b', 'c', 'd', 'f']);
  expect(wordsOf(' , ')).toEqual([]);
});

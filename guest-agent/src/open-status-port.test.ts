import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { STATUS_PORT_NAME } from '@vmslot/proto/status';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStatusPort } from './open-status-port.ts';

const run = promisify(execFile);

let directory: string;
let lines: string[];

const open = () =>
  openStatusPort({
    log: (line) => lines.push(line),
    classDirectory: join(directory, 'class'),
    deviceDirectory: directory,
  });

const announce = async (name: string) => {
  await mkdir(join(directory, 'class', 'vport0p2'), { recursive: true });
  await writeFile(join(directory, 'class', 'vport0p2', 'name'), `${name}\n`);
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-status-port-'));
  lines = [];
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

test('a machine without ports, or with others alone, tells nobody and says nothing', async () => {
  expect(await open()).toBeUndefined();
  await announce('another');
  expect(await open()).toBeUndefined();
  expect(lines).toEqual([]);
});

test('ports that cannot be looked at, and a port that cannot be opened, are logged', async () => {
  await writeFile(join(directory, 'class'), '');
  expect(await open()).toBeUndefined();
  expect(lines).toEqual([expect.stringContaining('ENOTDIR')]);
  await rm(join(directory, 'class'));
  await announce(STATUS_PORT_NAME);
  expect(await open()).toBeUndefined();
  expect(lines).toEqual([expect.any(String), expect.stringContaining('ENOENT')]);
});

test('a port that is there takes lines', async () => {
  await announce(STATUS_PORT_NAME);
  const path = join(directory, 'vport0p2');
  await run('/usr/bin/mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const sink = await open();
  sink?.write('line\n');
  const bytes = Buffer.alloc(10);
  expect(readSync(reader, bytes)).toBe(5);
  sink?.[Symbol.dispose]();
  closeSync(reader);
  expect(lines).toEqual([]);
});

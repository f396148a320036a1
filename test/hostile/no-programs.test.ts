import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Code that touches bytes or trees of the other side. */
const TRANSFER_FOLDERS = [
  'proto/src',
  'guest-agent/src/file',
  'host-bridge/src/archive',
  'host-bridge/src/agent-client',
  'host-bridge/src/link-session',
];

function sourcesBelow(folder: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|-fixture\.ts$|testing\//.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}

function filesWith(pattern: RegExp, folders: readonly string[]): string[] {
  return folders
    .flatMap(sourcesBelow)
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path);
}

test('what transfers bytes starts no program, loads no library and unpacks nothing', () => {
  expect(sourcesBelow('host-bridge/src/archive').length).toBeGreaterThan(5);
  const pattern = /node:child_process|node:zlib'\)|dlopen|koffi|gunzip|inflate|brotli|createUnzip/i;
  const found = filesWith(pattern, TRANSFER_FOLDERS);
  // It has a file system written to the disk, by a program of a fixed name.
  expect(found).toEqual(['guest-agent/src/file/sync-file-system.ts']);
});

test('programs are started without a shell, by names of our own choice', () => {
  const pattern = /shell: true|\bexec\(|execSync\(|promisify\(exec\)/;
  const calls = /(?<![.\w])(exec|execSync)\(['"`]/;
  expect(filesWith(calls, ['guest-agent/src', 'host-bridge/src'])).toEqual([]);
  expect(filesWith(/shell: true/, ['guest-agent/src', 'host-bridge/src'])).toEqual([]);
  expect(pattern.test("exec('x')")).toBe(true);
});

test('the agent has no names of its own below /tmp', () => {
  expect(filesWith(/['"]\/(var\/)?tmp\b/, ['guest-agent/src'])).toEqual([]);
});

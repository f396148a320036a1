import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));

/** Who may look at the wall clock, and what for. */
const USERS: Readonly<Record<string, string>> = {
  'system/wall-clock.ts': 'tells and corrects it',
  'file/upload-store.ts': 'age of files, whose times are of that clock',
  'launch/follow-launch.ts': 'age of files, whose times are of that clock',
};

test('no timer of the agent looks at the clock on the wall, which jumps after a restore', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const users = files.filter((name) =>
    /\bDate\.now\b|new Date\(\)|timeOrigin/.test(readFileSync(join(SOURCES, name), 'utf8')),
  );
  expect(users).toContain('system/wall-clock.ts');
  expect(users.filter((name) => !Object.hasOwn(USERS, name))).toEqual([]);
});

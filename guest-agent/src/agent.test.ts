import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { AGENT_VERSION } from './agent.ts';

test('the version that the agent tells is the one of its package', async () => {
  const url = new URL('../package.json', import.meta.url);
  const { version } = JSON.parse(await readFile(url, 'utf8')) as { version: string };
  expect(AGENT_VERSION).toBe(version);
});

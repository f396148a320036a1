import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { AGENT_SOCKET_NAME } from '../machine-directory.ts';
import { newAgentSocket, removeAgentSockets } from './agent-socket.ts';

test('each machine has another one, for which there is room', () => {
  const paths = Array.from({ length: 3 }, () => newAgentSocket('/slot/vm'));
  expect(new Set(paths).size).toBe(3);
  for (const path of paths) {
    expect(dirname(path)).toBe('/slot/vm');
    expect(basename(path)).toHaveLength(AGENT_SOCKET_NAME.length);
  }
});

test('those of earlier lives are removed, and nothing else', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-sockets-'));
  try {
    const others = ['overlay.qcow2', 'agent.sock', '123456.sock', 'x.sock'];
    for (const name of [...others, '0abc9.sock', basename(newAgentSocket(directory))]) {
      await writeFile(join(directory, name), '');
    }
    await removeAgentSockets(directory);
    expect((await readdir(directory)).toSorted()).toEqual(others.toSorted());
  } finally {
    await rm(directory, { recursive: true });
  }
});

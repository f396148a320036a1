import { appendFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import { DEFAULT_SERIAL_IN_FLIGHT_BYTES } from '@vmslot/proto/seed';
import { expect, test } from 'vitest';
import { createAgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { startAgentProcess } from './agent-process.ts';
import { overLink } from './transports/over-link.ts';
import { openPtyLine } from './transports/pty-line.ts';

const NOISE = [
  '\r\nDebian GNU/Linux 12 vmslot ttyS1\r\n\r\nvmslot login: ',
  '[   12.345678] EXT4-fs (vda): mounted filesystem with ordered data mode. Quota mode: none.\r\n',
  '\u001b[1;31mSysrq: \u001b[0mHELP : loglevel(0-9) reboot(b) crash(c)\r\n',
  // Bytes that a frame begins with, and no frame.
  Buffer.from('f556534c060000000100000000000000', 'hex'),
  Buffer.from('f556534c', 'hex'),
  Buffer.alloc(300, 0xf5),
] as const;

test('text of a console before the agent, before the hello and between frames does no harm', async () => {
  await using line = await openPtyLine();
  // A boot's messages, before there is an agent; the terminal still translates and echoes.
  for (const noise of NOISE) await appendFile(line.devicePath, noise);
  const maxInFlightBytes = DEFAULT_SERIAL_IN_FLIGHT_BYTES;
  const link = { kind: 'serial', path: line.devicePath, maxInFlightBytes } as const;
  // A host that is there first: what it says is echoed to it until the agent has the terminal.
  line.masterEnd.write(Buffer.from('somebody types a name\r\n'));
  const agent = await startAgentProcess({ link });
  const { secret, bootId, scratchParent } = agent;
  await using started = await overLink({
    dial: async () => line.masterEnd,
    secret,
    bootId,
    linkOptions: { maxInFlightBytes },
    agent: { scratchParent, appUser: 'nobody', [Symbol.asyncDispose]: agent[Symbol.asyncDispose] },
  });
  await using client = createAgentClient(started.address);
  const content = randomBytes(64 * 1024);
  const path = `${scratchParent}/file`;
  let goodCount = 0;
  for (let round = 0; round < 30; round += 1) {
    const noise = NOISE[round % NOISE.length] ?? '';
    const talk = appendFile(line.devicePath, noise);
    // Noise may tear a frame; then the calls under way fail as unavailable, and are made again.
    const outcome = await client
      .putFile(path, Readable.from([content]))
      .then(async () => (await buffer((await client.getFile(path)).body)).equals(content))
      .catch((error: { code?: string }) => error.code);
    expect([true, 'unavailable']).toContain(outcome);
    if (outcome === true) goodCount += 1;
    await talk;
    await untilReachable(client);
  }
  expect(goodCount).toBeGreaterThan(0);
  expect((await client.system.getInfo({})).bootId).toBe(bootId);
});

async function untilReachable(client: ReturnType<typeof createAgentClient>): Promise<void> {
  const reach = () =>
    client.system.getInfo({}).then(
      () => true,
      () => false,
    );
  await expect.poll(reach, { timeout: 30_000 }).toBe(true);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { encodeEnvelope, ENVELOPE_END_STREAM, EnvelopeDecoder, SERVICES } from '@vmslot/proto/rpc';
import { expect, test } from 'vitest';
import {
  createProcessFixture,
  type ProcessFixture,
} from '../../guest-agent/src/process/process-store-fixture.ts';

const MIB = 1024 * 1024;
const PRINTED_BYTES = 64 * MIB;
const MEASURE_BYTES = 4 * MIB;
const { forget, start, watch, writeInput } = SERVICES.process;

/** An agent in a process of its own, with the heap of the image's. */
async function startAgent({ directory, options }: ProcessFixture): Promise<ChildProcess> {
  const script = `
    import { Agent } from ${JSON.stringify(join(import.meta.dirname, '../../guest-agent/src/agent.ts'))};
    const link = { kind: 'virtio-serial', portName: 'none' };
    const seed = { version: 1, secret: 'secret', bootId: 'boot', link, hostTimeMs: 0 };
    const config = {
      seed,
      listen: { kind: 'unix', path: ${JSON.stringify(join(directory, 'socket'))} },
      stateDirectory: ${JSON.stringify(options.stateDirectory)},
      appUser: 'nobody',
    };
    const taskStore = { cgroupRoot: ${JSON.stringify(options.cgroupRoot)} };
    const agent = new Agent({ config, log: () => undefined, taskStore });
    process.on('message', (order) => {
      if (order === 'end') return void agent[Symbol.asyncDispose]().then(() => process.exit());
      // What is garbage already is not what a reader costs. A thread of its own gives back the
      // buffers that a collection found dead; the next collection waits for that thread first.
      gc();
      gc();
      const { external, heapUsed } = process.memoryUsage();
      process.send(external + heapUsed);
    });
    await agent.start();
    process.send('ready');`;
  const flags = ['--max-semi-space-size=2', '--max-old-space-size=64', '--expose-gc'];
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

/** Memory that the agent holds, without garbage: what the allocator keeps for later is nobody's cost. */
async function heldBytes(agent: ChildProcess): Promise<number> {
  const answered = once(agent, 'message');
  agent.send('measure');
  const [bytes] = (await answered) as [number];
  return bytes;
}

async function post(
  directory: string,
  { path }: { readonly path: string },
  type: string,
  body: Uint8Array,
): Promise<IncomingMessage> {
  const call = request({
    socketPath: join(directory, 'socket'),
    path,
    method: 'POST',
    agent: false,
    headers: { 'content-type': type, authorization: 'Bearer secret' },
  });
  call.end(body);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  return response;
}

async function unary(directory: string, method: { readonly path: string }, body: Uint8Array) {
  for await (const _ of await post(directory, method, 'application/proto', body));
}

const openWatch = (directory: string, processId: string) =>
  post(
    directory,
    watch,
    'application/connect+proto',
    encodeEnvelope(0, watch.request.encode({ processId }, 'proto')),
  );

/** Reads a stream to its end; gives how many bytes of output came, and waits for onPiece between. */
async function readAll(
  response: IncomingMessage,
  onPiece: (next: number) => Promise<void>,
): Promise<number> {
  const decoder = new EnvelopeDecoder();
  let next = 0;
  let ended = false;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    for (const { data, flags } of decoder.push(chunk)) {
      if (flags === ENVELOPE_END_STREAM) continue;
      const { end, output } = watch.response.decode(data, 'proto');
      if (end) ended = true;
      if (!output) continue;
      expect(output.offset).toBe(next);
      next += output.data?.length ?? 0;
      await onPiece(next);
    }
  }
  expect(ended).toBe(true);
  return next;
}

test('a reader that reads nothing costs the agent under 4 MiB, and others miss nothing', async () => {
  await using fixture = await createProcessFixture();
  const { directory } = fixture;
  const agent = await startAgent(fixture);
  try {
    /** Lets a program print while it is read; gives the agent's highest memory meanwhile. */
    const runOnce = async (processId: string, frozenCount: number): Promise<number> => {
      const script = `read -r go; exec head -c ${PRINTED_BYTES} /dev/zero`;
      const spec = {
        argv: ['sh', '-c', script],
        streamInput: true,
        outputBytes: 2 * PRINTED_BYTES,
      };
      await unary(directory, start, start.request.encode({ processId, spec }, 'proto'));
      const frozen = await Promise.all(
        Array.from({ length: frozenCount }, () => openWatch(directory, processId)),
      );
      const reader = await openWatch(directory, processId);
      const go = { processId, data: Buffer.from('\n') };
      await unary(directory, writeInput, writeInput.request.encode(go, 'proto'));
      let highest = 0;
      const bytes = await readAll(reader, async (next) => {
        if (next % MEASURE_BYTES !== 0) return;
        highest = Math.max(highest, await heldBytes(agent));
      });
      expect(bytes).toBe(PRINTED_BYTES);
      // What came meanwhile waits for those who do not read, and still comes when they do.
      for (const response of frozen.slice(1)) response.destroy();
      const [late] = frozen;
      if (late !== undefined)
        expect(await readAll(late, () => Promise.resolve())).toBe(PRINTED_BYTES);
      await unary(directory, forget, forget.request.encode({ processId }, 'proto'));
      return highest;
    };
    for (const name of ['warm-1', 'warm-2']) await runOnce(name, 0);
    const alone = await runOnce('alone', 0);
    const beside = await runOnce('beside', 1);
    console.info(`alone ${alone}, beside a frozen reader ${beside}`);
    expect(beside - alone).toBeLessThan(4 * MIB);
  } finally {
    agent.send('end');
    await once(agent, 'exit');
  }
});

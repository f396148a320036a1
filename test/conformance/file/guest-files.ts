import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { RpcError, type Code } from '@vmslot/proto/rpc';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';

/** Runs programs one after the other in the guest, as root unless said otherwise. @throws Error where one fails */
export async function runInGuest(
  { client, scratch }: AgentUnderTest,
  programs: readonly (readonly string[])[],
  user = 'root',
): Promise<void> {
  const taskId = `file-case-${randomBytes(6).toString('hex')}`;
  const steps = programs.map((argv, index) => ({ name: `${index}`, argv: [...argv] }));
  for await (const { event } of client.task.run({ taskId, steps, user })) {
    const { ended } = event ?? {};
    if (ended?.succeeded === false) {
      throw new Error(`a program failed in ${scratch}: ${ended.outcome?.message}`);
    }
  }
  await client.task.acknowledge({ taskId });
}

/** The call fails with this code, and with one line that says something. */
export async function expectCode(call: Promise<unknown>, code: Code): Promise<void> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RpcError);
  const { code: actual, message } = error as RpcError;
  expect(`${actual}: ${message}`).toMatch(new RegExp(`^${code}: \\S[^\\n]*$`));
}

/** Replies of a server stream. */
export async function collect<T>(replies: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const reply of replies) all.push(reply);
  return all;
}

/** Writes a file of the guest. */
export async function putText(agent: AgentUnderTest, name: string, text: string): Promise<string> {
  const path = `${agent.scratch}/${name}`;
  await agent.client.putFile(path, Readable.from([Buffer.from(text)]));
  return path;
}

/** Reads a file of the guest. */
export async function getText(agent: AgentUnderTest, path: string): Promise<string> {
  const { body, verified } = await agent.client.getFile(path);
  const bytes = await buffer(body);
  await verified;
  return bytes.toString();
}

/** Names in a directory of the guest. */
export async function namesIn(agent: AgentUnderTest, path = agent.scratch): Promise<string[]> {
  const { files } = await agent.client.file.listDirectory({ path });
  return (files ?? []).map(({ name }) => name ?? '');
}

import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;
type End = vmslot.agent.v1.ProcessEnd.$Properties;

const { OutputStream, ProcessVerb } = vmslot.agent.v1;

/** A spec that runs a shell script. */
export function shell(script: string, more: Spec = {}): Spec {
  return { argv: ['/bin/sh', '-c', script], ...more };
}

/** All that a process prints, and its end. */
export interface WatchedProcess {
  readonly stdout: string;
  readonly stderr: string;
  readonly lostBytes: number;
  readonly figuresCount: number;
  readonly end: End;
}

/** Watches a process to its end; fails where the offsets of a stream do not join. */
export async function watch(
  { client }: AgentUnderTest,
  request: vmslot.agent.v1.WatchRequest.$Properties,
): Promise<WatchedProcess> {
  const streams = [
    { id: OutputStream.OUTPUT_STREAM_STDOUT, next: request.stdoutOffset ?? 0, text: '' },
    { id: OutputStream.OUTPUT_STREAM_STDERR, next: request.stderrOffset ?? 0, text: '' },
  ];
  let [lostBytes, figuresCount] = [0, 0];
  let end: End | undefined;
  for await (const message of client.process.watch(request)) {
    expect(end, 'nothing comes after the end').toBeUndefined();
    if (message.end) end = message.end;
    if (message.figures) figuresCount += 1;
    const { output } = message;
    const stream = streams.find(({ id }) => id === output?.stream);
    if (!output || stream === undefined) continue;
    const lost = output.lostBytes ?? 0;
    expect(output.offset ?? 0).toBe(stream.next + lost);
    lostBytes += lost;
    stream.next += lost + (output.data?.length ?? 0);
    stream.text += Buffer.from(output.data ?? []).toString('latin1');
  }
  if (end === undefined) throw new Error('the stream ended without an end');
  const [stdout, stderr] = streams.map(({ text }) => text);
  return { stdout: stdout ?? '', stderr: stderr ?? '', lostBytes, figuresCount, end };
}

/** Runs a program to its end and lets the agent forget it. */
export async function run(
  agent: AgentUnderTest,
  processId: string,
  spec: Spec,
): Promise<WatchedProcess> {
  await agent.client.process.start({ processId, spec });
  const seen = await watch(agent, { processId });
  await agent.client.process.forget({ processId });
  return seen;
}

/** Watches until this text has come. */
export async function readUntil(
  { client }: AgentUnderTest,
  processId: string,
  end: string,
): Promise<void> {
  let text = '';
  for await (const { output, end: over } of client.process.watch({ processId })) {
    text += Buffer.from(output?.data ?? []).toString('latin1');
    if (text.includes(end)) return;
    if (over) text += ` (${over.message})`;
  }
  throw new Error(`ended without "${end}", after "${text}"`);
}

/** Ends a process, and lets the agent forget it. */
export async function remove({ client }: AgentUnderTest, processId: string): Promise<void> {
  await client.process.signal({ processId, verb: ProcessVerb.PROCESS_VERB_KILL });
  await client.process.forget({ processId });
}

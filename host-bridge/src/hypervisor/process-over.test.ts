import { duplexPair } from 'node:stream';
import { expect, test } from 'vitest';
import type { LaunchedProcess, ProcessExit } from './launch.ts';
import { processOver } from './process-over.ts';

test('is over when the process has gone and its last words are read', async () => {
  const [ours, theirs] = duplexPair();
  const exited = Promise.withResolvers<ProcessExit>();
  const launched = { channels: [ours], exited: exited.promise } as unknown as LaunchedProcess;
  const heard: string[] = [];
  ours.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
  const over = processOver(launched).then((exit) => {
    heard.push('over');
    return exit;
  });
  exited.resolve({ exitCode: 0, signal: null });
  theirs.end('last words');
  expect(await over).toEqual({ exitCode: 0, signal: null });
  expect(heard).toEqual(['last words', 'over']);
});

test('a channel that is reset is at its end', async () => {
  const [ours] = duplexPair();
  const exit: ProcessExit = { exitCode: null, signal: 'SIGKILL' };
  const launched = { channels: [ours], exited: Promise.resolve(exit) };
  const over = processOver(launched as unknown as LaunchedProcess);
  ours.destroy(new Error('ECONNRESET'));
  expect(await over).toBe(exit);
});

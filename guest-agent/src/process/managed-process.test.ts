import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { SessionScope } from '../cgroup/session-scope.ts';
import { AgentError } from '../errors.ts';
import type { ExitStatus, Launch, LaunchVerdict } from '../launch/index.ts';
import { agentUser } from '../user/user-directory.ts';
import { ManagedProcess } from './managed-process.ts';
import { ProcessDirectory } from './process-directory.ts';
import { parseProcessSpec } from './process-plan.ts';
import { ProcessRecord } from './process-record.ts';

const { EndReason, ProcessState } = vmslot.agent.v1;

/** A process whose launch goes on when the test says so; disposing removes all. */
async function createLaunching() {
  const root = await mkdtemp(join(tmpdir(), 'vmslot-managed-'));
  const directory = new ProcessDirectory(root, 'x');
  directory.create();
  const verdict = Promise.withResolvers<LaunchVerdict>();
  const exit = Promise.withResolvers<ExitStatus>();
  const launched: Launch = {
    pid: 0,
    startTimeTicks: 0,
    verdict: verdict.promise,
    exit: exit.promise,
    isRunning: true,
    endedMsAgo: 0,
    namesSession: false,
    signal: () => false,
    [Symbol.dispose]: () => undefined,
  };
  const plan = parseProcessSpec({ argv: ['no-such-program'] });
  const nowMs = () => 0;
  const record = ProcessRecord.create(directory.statePath, nowMs());
  const options = { processId: 'x', plan, user: agentUser(), directory, record, nowMs };
  const scope = new SessionScope();
  const managed = new ManagedProcess(options, { scope, launched, isNew: true });
  return {
    managed,
    directory,
    tellVerdict: verdict.resolve,
    tellExit: exit.resolve,
    async [Symbol.asyncDispose]() {
      await managed.close(new AgentError('canceled', 'the test is over'));
      await rm(root, { recursive: true });
    },
  };
}

test('what a launcher says is no output, and a program that did not start has ended', async () => {
  await using launching = await createLaunching();
  const { directory, managed, tellExit, tellVerdict } = launching;
  await writeFile(directory.stderrPath, 'the launcher: Permission denied\n');
  expect(await managed.summary(false)).toMatchObject({
    state: ProcessState.PROCESS_STATE_RUNNING,
    stderrEnd: 0,
  });
  const summary = managed.untilLaunched().then(() => managed.summary(false));
  tellVerdict({ started: false, stage: 'exec', exitCode: 126 });
  // What is known of the launch comes before the end of the launcher, by any time.
  const now = new Promise((resolve) => setImmediate(resolve, 'not told yet'));
  expect(await Promise.race([summary, now])).toBe('not told yet');
  expect(await managed.summary(false)).toMatchObject({ stderrEnd: 0 });
  tellExit({ exitCode: 126, signalNumber: 0, lostBecause: undefined });
  expect(await summary).toMatchObject({
    state: ProcessState.PROCESS_STATE_ENDED,
    stderrEnd: 0,
    end: {
      reason: EndReason.END_REASON_NOT_STARTED,
      exitCode: 0,
      message: expect.stringContaining('Permission denied') as string,
      stderrBytes: 0,
    },
  });
});

test('what was printed before the launch was looked at is all of it output', async () => {
  await using launching = await createLaunching();
  const { directory, managed, tellExit, tellVerdict } = launching;
  await writeFile(directory.stderrPath, 'the program\n');
  tellVerdict({ started: true });
  await managed.untilLaunched();
  expect(await managed.summary(false)).toMatchObject({ stderrEnd: 12 });
  tellExit({ exitCode: 3, signalNumber: 0, lostBecause: undefined });
  await managed.untilEnded();
  expect(managed.end).toMatchObject({ exitCode: 3, stderrBytes: 12 });
});

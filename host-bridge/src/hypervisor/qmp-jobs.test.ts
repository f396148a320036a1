import { duplexPair } from 'node:stream';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { QmpClient } from './qmp-client.ts';
import { QmpJobs } from './qmp-jobs.ts';

interface Command {
  readonly execute: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly id: number;
}

/** A stand-in for QEMU whose jobs are over at once, with the given error. */
async function connect(answer: (command: Command) => readonly object[]) {
  const [ours, theirs] = duplexPair();
  const commands: Command[] = [];
  theirs.write('{"QMP": {}}\n');
  createInterface(theirs).on('line', (line) => {
    const command = JSON.parse(line) as Command;
    commands.push(command);
    const replies = command.execute === 'qmp_capabilities' ? [{ return: {} }] : answer(command);
    for (const reply of replies) {
      theirs.write(`${JSON.stringify('event' in reply ? reply : { ...reply, id: command.id })}\n`);
    }
  });
  const jobs = new QmpJobs();
  const client = await QmpClient.connect(ours, {
    onEvent: (event) => jobs.onEvent(event),
    onFailure: (error) => jobs.onFailure(error),
  });
  return { client, jobs, commands, theirs };
}

function status(id: unknown, value: string): object {
  return { event: 'JOB_STATUS_CHANGE', data: { id, status: value } };
}

test('runs a job to its end and dismisses it', async () => {
  const { client, jobs, commands } = await connect(({ execute, arguments: given }) => {
    if (execute === 'snapshot-save') {
      const id = given['job-id'];
      return [
        status(id, 'running'),
        { return: {} },
        status('other', 'concluded'),
        status(id, 'concluded'),
      ];
    }
    return [{ return: execute === 'query-jobs' ? [{ id: 'other' }, { id: 'vmslot-1' }] : {} }];
  });
  await jobs.run(client, 'snapshot-save', { tag: 'a' });
  expect(commands.slice(1).map(({ execute, arguments: given }) => [execute, given])).toEqual([
    ['snapshot-save', { tag: 'a', 'job-id': 'vmslot-1' }],
    ['query-jobs', {}],
    ['job-dismiss', { id: 'vmslot-1' }],
  ]);
  client.destroy();
});

test("fails with the job's own words, and dismisses it all the same", async () => {
  const { client, jobs, commands } = await connect(({ execute, arguments: given }) => {
    if (execute === 'snapshot-save') return [status(given['job-id'], 'concluded'), { return: {} }];
    return [{ return: execute === 'query-jobs' ? [{ id: 'vmslot-1', error: 'no, because' }] : {} }];
  });
  await expect(jobs.run(client, 'snapshot-save', {})).rejects.toMatchObject({
    code: 'command_failed',
    message: 'snapshot-save: no, because',
  });
  expect(commands.at(-1)?.execute).toBe('job-dismiss');
  client.destroy();
});

test('fails where QEMU refuses the job, goes away, or never ends it', async () => {
  const refusing = await connect(() => [{ error: { class: 'GenericError', desc: 'no' } }]);
  await expect(refusing.jobs.run(refusing.client, 'x', {})).rejects.toMatchObject({
    code: 'command_failed',
  });
  refusing.client.destroy();
  const lasting = await connect(() => [{ return: {} }]);
  await expect(lasting.jobs.run(lasting.client, 'x', {}, 1)).rejects.toMatchObject({
    code: 'timeout',
  });
  const running = lasting.jobs.run(lasting.client, 'x', {});
  lasting.client.destroy();
  await expect(running).rejects.toMatchObject({ code: 'closed' });
});

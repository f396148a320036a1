import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { program } from './app-program.ts';
import { type JsonEvent, RealAgent } from './restart/real-agent-fixture.ts';

// Programs that start again and again on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 300_000 });

/** What this test looks at in an event. */
interface AppEvent extends JsonEvent {
  readonly trickleUp?: { readonly variety: string; readonly text: string };
  readonly uploadReady?: { readonly path: string };
  readonly stepEnded?: { readonly finish?: object };
  readonly ended?: JsonEvent['ended'] & { readonly status?: Readonly<Record<string, unknown>> };
}

/** Events over all lives of the agent; fails where one comes twice. */
class AppReader {
  readonly events: AppEvent[] = [];

  async read(agent: RealAgent, request: { readonly taskId: string }): Promise<void> {
    const { taskId } = request;
    const afterSequence = Number(this.events.at(-1)?.sequence ?? 0);
    try {
      const stream =
        afterSequence === 0
          ? agent.events('TaskService/Run', request)
          : agent.events('TaskService/Attach', { taskId, afterSequence });
      for await (const event of stream) {
        if (Number(event.sequence) <= Number(this.events.at(-1)?.sequence ?? 0)) {
          throw new RangeError(`event ${event.sequence} comes again`);
        }
        this.events.push(event);
      }
    } catch (error) {
      if (error instanceof RangeError) throw error;
    }
  }
}

const COUNT = 60;

test('an agent that is killed again and again loses and doubles nothing that was said', async () => {
  await using agent = await RealAgent.create();
  const script = `
    for (let index = 1; index <= ${COUNT}; index += 1) {
      await call('Report', { report: { fractionDone: index / ${COUNT}, floatingPointOperations: index } });
      const text = Buffer.from(String(index)).toString('base64');
      const { status } = await call('SendTrickle', { trickleId: 't' + index, variety: 'v', text });
      if (status !== 200) throw new Error('trickle ' + index + ': ' + status);
      fs.writeFileSync('part' + index, '');
      await call('RequestUpload', { name: 'part' + index });
      await pause(10);
    }
    while (!(await call('Report')).control.quitRequested) await pause(10);
    say(await call('Join'));
    const life = { lifeId: 'a', count: 1 };
    await call('Checkpoint', life);
    const { control } = await call('Checkpoint', life);
    say({ quit: control.quitRequested });
    await call('Finish', { exitCode: 5, message: 'done' });
    while (!fs.existsSync('stop')) await pause(10);
    process.exitCode = 5;`;
  const request = {
    taskId: `app-${randomUUID()}`,
    steps: [program("await call('Report', { report: { integerOperations: 7 } })"), program(script)],
    appFacts: { wuName: 'first' },
  };
  const reader = new AppReader();
  for (let death = 0; death < 8; death += 1) {
    const reading = reader.read(agent, request);
    await delay(Math.random() * 200 + (death === 0 ? 600 : 0));
    if (death === 4) {
      const facts = { wuName: 'second' };
      await agent.call('TaskService/UpdateApp', { ...taskOf(request), facts, quitRequested: true });
    }
    await agent.kill();
    await reading;
    await agent.start();
  }
  const reading = reader.read(agent, request);
  const text = () =>
    reader.events.map(({ output }) => Buffer.from(output?.data ?? '', 'base64')).join('');
  while (!text().includes('"quit"')) {
    expect(reader.events.at(-1)?.ended).toBeUndefined();
    await delay(10);
  }
  await agent.kill();
  await reading;
  await agent.start();
  const delivered = { ...taskOf(request), name: 'stop', content: '' };
  await agent.call('TaskService/Deliver', delivered);
  await reader.read(agent, request);
  const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
  const sent = reader.events.flatMap(({ trickleUp }) => trickleUp ?? []);
  expect(sent.map((one) => Buffer.from(one.text, 'base64').toString())).toEqual(
    numbers.map(String),
  );
  expect(reader.events.flatMap(({ uploadReady }) => uploadReady?.path ?? [])).toEqual(
    numbers.map((number) => `part${number}`),
  );
  expect(text()).toContain('"wuName":"second"');
  expect(text()).toContain('{"quit":true}');
  const { outcome, status } = reader.events.at(-1)?.ended ?? {};
  expect(status).toMatchObject({
    fractionDone: 1,
    floatingPointOperations: COUNT,
    integerOperations: 7,
  });
  // A call whose answer the agent did not live to give is made again.
  expect(status?.['checkpointCount']).toBe(1);
  expect(outcome).toMatchObject({ exitCode: 5, finish: { exitCode: 5, message: 'done' } });
});

const taskOf = ({ taskId }: { readonly taskId: string }) => ({ taskId });

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useFakeBoincProbe } from './use-fake-boinc-probe.ts';
import { setSpoolAhead } from './set-spool-ahead.ts';

const scene = useFakeBoincProbe();

describe('trickles and uploads', () => {
  const filesOf = (): string[] =>
    readdirSync(scene.directory).filter((name) => name.includes('spool'));

  test('a trickle is taken when the call returns, under a name of its own', async () => {
    await scene.probe.ask('init');
    expect(await scene.probe.ask('trickle variety some text')).toBe('0');
    expect(await scene.probe.ask('signal trickle variety more')).toBe('0');
    const sent = scene.agent.calls.filter(({ method }) => method === 'SendTrickle');
    expect(sent.map(({ request }) => [request['variety'], String(request['text'])])).toEqual([
      ['variety', 'some text'],
      ['variety', 'more'],
    ]);
    expect(new Set(sent.map(({ request }) => request['trickleId'])).size).toBe(2);
    expect(filesOf()).toEqual([]);
  });

  test('a trickle before boinc_init is taken as well', async () => {
    expect(await scene.probe.ask('trickle variety early')).toBe('0');
    expect(scene.agent.calls.map(({ method }) => method)).toEqual(['SendTrickle']);
    expect(filesOf()).toEqual([]);
  });

  test.each([
    `trickle variety ${'x'.repeat(65_537)}`,
    'trickle a/b text',
    `trickle ${'v'.repeat(256)} x`,
  ])('what no server takes is refused (%#)', async (line) => {
    await scene.probe.ask('init');
    expect(await scene.probe.ask(line)).toBe('-103');
    expect(scene.agent.calls.filter(({ method }) => method === 'SendTrickle')).toEqual([]);
  });

  test('what the agent refuses is not kept', async () => {
    scene.agent.answers.set('SendTrickle', 400);
    await scene.probe.ask('init');
    expect(await scene.probe.ask('trickle a b')).toBe('-103');
    expect(filesOf()).toEqual([]);
  });

  test.each([429, 500])('an agent that answers %i gets them later, in order', async (status) => {
    scene.agent.answers.set('SendTrickle', status);
    await scene.probe.ask('init');
    expect(await scene.probe.ask('trickle a one')).toBe('0');
    expect(await scene.probe.ask('trickle a two')).toBe('0');
    expect(filesOf().length).toBe(2);
    scene.agent.answers.delete('SendTrickle');
    await scene.agent.next('SendTrickle', (request) => String(request['text']) === 'two');
    const { code } = await scene.probe.end('finish 0');
    expect(code).toBe(0);
    expect(filesOf()).toEqual([]);
  });

  test('one that was kept before the clock was set back by hours goes first', async () => {
    const texts = (): string[] =>
      scene.agent.calls
        .filter(({ method }) => method === 'SendTrickle')
        .map(({ request }) => String(request['text']));
    scene.agent.answers.set('SendTrickle', 500);
    await scene.probe.ask('init');
    expect(await scene.probe.ask('trickle a one')).toBe('0');
    setSpoolAhead(scene.directory, 7_200);
    // Sent again: under the name that it has now.
    const before = texts().length;
    await expect.poll(() => texts().length).toBeGreaterThan(before + 1);
    for (const text of ['two', 'three'])
      expect(await scene.probe.ask(`trickle a ${text}`)).toBe('0');
    const told = texts().length;
    scene.agent.answers.delete('SendTrickle');
    await scene.agent.next('SendTrickle', (request) => String(request['text']) === 'three');
    const order = texts().slice(told);
    expect(order.slice(order.lastIndexOf('one'))).toEqual(['one', 'two', 'three']);
    expect(filesOf()).toEqual([]);
  });

  test('one that comes while earlier ones are being sent does not overtake them', async () => {
    const textOf = (request: Readonly<Record<string, unknown>>) => String(request['text']);
    scene.agent.answers.set('SendTrickle', 500);
    await scene.probe.ask('init');
    for (const text of ['one', 'two']) expect(await scene.probe.ask(`trickle a ${text}`)).toBe('0');
    const [arrived, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const taken: string[] = [];
    scene.agent.answers.set('SendTrickle', async ({ request }) => {
      taken.push(textOf(request));
      arrived.resolve();
      if (textOf(request) === 'one') await gate.promise;
      return {};
    });
    await arrived.promise;
    expect(await scene.probe.ask('trickle a three')).toBe('0');
    gate.resolve();
    await scene.agent.next('SendTrickle', (request) => textOf(request) === 'three');
    expect(taken).toEqual(['one', 'two', 'three']);
  });

  test('trickles that there is no room for do not hold up an upload', async () => {
    scene.agent.answers.set('SendTrickle', 429);
    await scene.probe.ask('init');
    expect(await scene.probe.ask('trickle a one')).toBe('0');
    expect(await scene.probe.ask('upload out/x')).toBe('0');
    await scene.agent.next('RequestUpload', ({ name }) => name === 'out/x');
    scene.agent.answers.delete('SendTrickle');
    await scene.agent.next('SendTrickle', (request) => String(request['text']) === 'one');
    expect(await scene.probe.end('finish 0')).toMatchObject({ code: 0 });
    expect(filesOf()).toEqual([]);
  });

  test('what a program that is gone has half-written is deleted, not what one is writing', async () => {
    const ended = String(spawnSync('true').pid);
    const names = [`${ended}_0`, `${process.pid}_0`].map((name) => `.vmslot_temporary_${name}`);
    for (const name of names) writeFileSync(join(scene.directory, name), 'half');
    await scene.probe.ask('init');
    const left = readdirSync(scene.directory).filter((name) => name.includes('temporary'));
    expect(left).toEqual([names[1]]);
  });

  test('boinc_finish tries for its time, and then tells the end all the same', async () => {
    scene.agent.answers.set('SendTrickle', 500);
    await scene.probe.ask('init');
    await scene.probe.ask('trickle a b');
    expect(await scene.probe.end('finish 0')).toMatchObject({ code: 0 });
    await scene.agent.next('Finish');
    expect(filesOf().length).toBe(1);
  });

  test('what the next life finds is sent', async () => {
    scene.agent.answers.set('SendTrickle', 503);
    await scene.probe.ask('init');
    await scene.probe.ask('trickle a kept');
    const [first] = scene.agent.calls.filter(({ method }) => method === 'SendTrickle');
    scene.probe.kill('SIGKILL');
    await scene.probe.ended;
    scene.agent.answers.delete('SendTrickle');
    await using next = scene.startAnother();
    await next.ask('init');
    const again = await scene.agent.next(
      'SendTrickle',
      ({ trickleId }) => trickleId === first?.request['trickleId'],
    );
    expect(String(again.request['text'])).toBe('kept');
    await scene.agent.next('Report');
  });

  /** An agent that has these messages, and what the program reads of them, until it has as many. */
  async function readMessages(texts: readonly string[]): Promise<readonly string[]> {
    scene.agent.control = { trickleWaits: true };
    scene.agent.answers.set('ReceiveTrickle', ({ request }) => {
      const number = ((request['takenNumber'] as number | undefined) ?? 0) + 1;
      const text = texts[number - 1];
      if (text === undefined) scene.agent.control = {};
      return text === undefined ? {} : { number, text: Buffer.from(text) };
    });
    await scene.probe.ask('init');
    const found: string[] = [];
    while (found.length < texts.length) {
      await scene.agent.next('Report');
      for (;;) {
        const [is, name = ''] = (await scene.probe.ask('receive')).split(' ');
        if (is !== '1') break;
        found.push(readFileSync(join(scene.directory, name), 'utf8'));
        rmSync(join(scene.directory, name));
      }
    }
    await scene.agent.next('Report');
    await scene.agent.next('Report');
    expect(await scene.probe.ask('receive')).toBe('0 ');
    expect(readdirSync(scene.directory).filter((name) => name.startsWith('trickle'))).toEqual([]);
    return found.toSorted();
  }

  test('messages of the server that come in no file get one', async () => {
    expect(await readMessages(['first', 'second'])).toEqual(['first', 'second']);
  });

  test('a message that the host has delivered as a file is given once', async () => {
    writeFileSync(join(scene.directory, 'trickle_down_1750000000'), 'first');
    writeFileSync(join(scene.directory, 'trickle_down_1750000001'), '');
    expect(await readMessages(['first', ''])).toEqual(['', 'first']);
  });

  test('a message whose file is named is given once, though another has the same text', async () => {
    for (const name of ['trickle_down_1', 'trickle_down_2']) {
      writeFileSync(join(scene.directory, name), 'same');
    }
    scene.agent.control = { trickleWaits: true };
    scene.agent.answers.set('ReceiveTrickle', ({ request }) => {
      const number = ((request['takenNumber'] as number | undefined) ?? 0) + 1;
      if (number > 2) scene.agent.control = {};
      const fileName = `trickle_down_${number}`;
      return number > 2 ? {} : { number, text: Buffer.from('same'), fileName };
    });
    await scene.probe.ask('init');
    for (let count = 2; count > 0; count -= 1) {
      const [is, name = ''] = (await scene.probe.ask('receive')).split(' ');
      expect(is).toBe('1');
      rmSync(join(scene.directory, name));
    }
    expect(await scene.probe.ask('receive')).toBe('0 ');
  });

  test('a file is shown only when the agent knows that its message is taken', async () => {
    writeFileSync(join(scene.directory, 'trickle_down_1'), 'text');
    let isTaken = false;
    scene.agent.answers.set('ReceiveTrickle', 503);
    await scene.probe.ask('init');
    expect(await scene.probe.ask('receive')).toBe('0 ');
    scene.agent.answers.set('ReceiveTrickle', ({ request }) => {
      isTaken = request['takenNumber'] === 1;
      return isTaken ? {} : { number: 1, text: Buffer.from('text'), fileName: 'trickle_down_1' };
    });
    expect(await scene.probe.ask('receive')).toBe('1 trickle_down_1');
    expect(isTaken).toBe(true);
  });

  test('uploads', async () => {
    await scene.probe.ask('init');
    expect(await scene.probe.ask('upload out/x')).toBe('0');
    expect((await scene.agent.next('RequestUpload')).request).toEqual({ name: 'out/x' });
    scene.agent.answers.set('GetUpload', {});
    expect(await scene.probe.ask('upload-status out/x')).toBe('-161');
    scene.agent.answers.set('GetUpload', { ended: true, status: -131 });
    expect(await scene.probe.ask('upload-status out/x')).toBe('-131');
    scene.agent.answers.set('GetUpload', { ended: true });
    expect(await scene.probe.ask('upload-status out/x')).toBe('0');
    scene.agent.answers.set('GetUpload', 404);
    expect(await scene.probe.ask('upload-status out/x')).toBe('-161');
    const long = 'x'.repeat(10_240);
    expect(await scene.probe.ask(`upload ${long}`)).toBe('-108');
    expect(await scene.probe.ask(`upload-status ${long}`)).toBe('-161');
    expect(await scene.probe.ask(`resolve ${long}`)).toBe(`0 ${long.slice(0, 199)}`);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vmslot } from '@vmslot/proto/agent';
import { MAX_PREMATURE_EXITS } from '../../guest-agent/src/core-client/index.ts';
import {
  collect,
  endOf,
  NEVER,
  outputOf,
  shell,
} from '../../guest-agent/src/task/task-store-fixture.ts';
import { compileRealProbe, openRealScene, type RealProbe, told } from './real-boinc-scene.ts';

const { BoincApi, EndReason } = vmslot.agent.v1;

let probe: RealProbe;
let namesApi: RealProbe;

beforeAll(async () => {
  probe = await compileRealProbe();
  namesApi = await compileRealProbe(['-DNAMES_API']);
}, 600_000);

afterAll(async () => {
  await probe[Symbol.asyncDispose]();
  await namesApi[Symbol.asyncDispose]();
});

test('what a program with BOINC’s own library says reaches the host, and so does its end', async () => {
  await using scene = await openRealScene(probe);
  const lines = ['init', 'standalone', 'facts', 'fraction 0.5', 'checkpoint', 'finish 0'];
  const request = {
    taskId: 'said',
    steps: [told(scene.program, lines)],
    appFacts: { appName: 'worker', resultName: 'wu_0', checkpointPeriodMs: 300_000 },
  };
  const events = await collect(scene.store.run(request, NEVER));
  expect(outputOf(events)).toBe(
    ['0', '0', 'facts worker wu_0 []', 'fraction 0.5', 'checkpoint 0', ''].join('\n'),
  );
  expect(endOf(events)).toMatchObject({
    succeeded: true,
    outcome: { exitCode: 0, finish: { exitCode: 0 } },
    status: { fractionDone: 1, checkpointCount: 1 },
  });
});

describe('ends', () => {
  const ends: readonly (readonly [what: string, lines: readonly string[], outcome: object])[] = [
    [
      'a finish with a message',
      ['init', 'finish-message 4 no luck'],
      {
        reason: EndReason.END_REASON_EXITED,
        exitCode: 4,
        finish: { exitCode: 4, message: 'no luck', isNotice: true },
      },
    ],
    [
      'a temporary exit',
      ['init', 'temporary 600 no licence'],
      { exitCode: 0, finish: { message: 'no licence', retryAfterS: 600 } },
    ],
    ['a crash', ['init', 'crash'], { reason: EndReason.END_REASON_EXITED, exitCode: 193 }],
    ['an exit with an error', ['init', 'exit 3'], { exitCode: 3 }],
  ];
  test.each(ends)('%s', async (_what, lines, outcome) => {
    await using scene = await openRealScene(probe);
    const request = { taskId: 'end', steps: [told(scene.program, lines)] };
    const events = await collect(scene.store.run(request, NEVER));
    expect(endOf(events)).toMatchObject({ succeeded: false, outcome });
  });
});

test('a program that leaves without a word is started again, and its output goes on', async () => {
  await using scene = await openRealScene(probe);
  const script = `if [ -e once ]; then last=finish; else last=exit; : > once; fi
    printf '%s\\n' init wu-cpu checkpoint "$last 0" > lines; exec ${scene.program} < lines`;
  const step = shell(script, { boincApi: BoincApi.BOINC_API_CORE_CLIENT });
  const request = { taskId: 'again', steps: [step], appFacts: { earlierCpuTimeMs: 90_500 } };
  const events = await collect(scene.store.run(request, NEVER));
  expect(outputOf(events)).toMatch(
    /^0\nwu-cpu 90\.5\ncheckpoint 0\n0\nwu-cpu [\d.]+\ncheckpoint 0\n$/,
  );
  expect(events.filter(({ kind }) => kind === 'started')).toHaveLength(1);
  expect(endOf(events)).toMatchObject({ succeeded: true, outcome: { finish: { exitCode: 0 } } });
});

test('one that does so again and again is given up', async () => {
  await using scene = await openRealScene(probe);
  const step = shell('echo again', { boincApi: BoincApi.BOINC_API_CORE_CLIENT });
  const events = await collect(scene.store.run({ taskId: 'never', steps: [step] }, NEVER));
  expect(outputOf(events)).toBe('again\n'.repeat(MAX_PREMATURE_EXITS + 1));
  expect(endOf(events)).toMatchObject({
    succeeded: false,
    outcome: { reason: EndReason.END_REASON_PREMATURE_EXIT, exitCode: 0 },
  });
});

describe('recognised', () => {
  const run = async (of: RealProbe, boincApi: vmslot.agent.v1.BoincApi) => {
    await using scene = await openRealScene(of);
    const steps = [
      shell(`cp ${scene.program} worker; printf 'init\\nstandalone\\nfinish 0\\n' > lines`),
      { argv: ['./worker'], stdinFile: 'lines', boincApi },
    ];
    const events = await collect(scene.store.run({ taskId: 'auto', steps }, NEVER));
    expect(endOf(events)).toMatchObject({ succeeded: true });
    return outputOf(events);
  };

  test('a program that tells a version of the library gets a core client', async () => {
    expect(await run(namesApi, BoincApi.BOINC_API_UNSPECIFIED)).toBe('0\n0\n');
  });

  test('one that does not, and one for which it is forbidden, runs alone', async () => {
    const standalone = probe.isStatic ? 0 : 1;
    expect(await run(probe, BoincApi.BOINC_API_UNSPECIFIED)).toBe(`0\n${standalone}\n`);
    expect(await run(namesApi, BoincApi.BOINC_API_NONE)).toBe('0\n1\n');
  });

  test('one that tells a version and uses none of it may end as it likes', async () => {
    await using scene = await openRealScene(namesApi);
    const steps = [shell(`cp ${scene.program} worker`), { argv: ['./worker'] }];
    const events = await collect(scene.store.run({ taskId: 'silent', steps }, NEVER));
    expect(endOf(events)).toMatchObject({ succeeded: true });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { startAppAgent, type AppAgent, type AppCall } from './app-agent.ts';
import { compileWithFakeBoinc, FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';
import { startProbe, type Probe } from './fake-boinc-probe.ts';

/** What each test of a file has: a probe in a work directory of its own, and an agent that it may call. */
export interface ProbeScene {
  readonly agent: AppAgent;
  readonly probe: Probe;
  /** Has the agent's socket, `app`, and nothing else. */
  readonly directory: string;
  /** Starts another probe there; the caller ends it. */
  startAnother(): Probe;
}

/** For the top of a test file: makes the scene before each test and takes it down afterwards. */
export function useFakeBoincProbe(): ProbeScene {
  let program: string;
  const scene = {} as { -readonly [Name in keyof ProbeScene]: ProbeScene[Name] };
  beforeAll(async () => {
    program = await compileWithFakeBoinc({ name: 'plain' }, `${FAKE_BOINC_FOLDER}test/probe.c`);
    return () => rmSync(program);
  }, 600_000);
  beforeEach(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'fake-boinc-'));
    const socket = join(directory, 'app');
    scene.directory = directory;
    scene.agent = await startAppAgent(socket);
    scene.startAnother = () => startProbe({ program, directory, socket });
    scene.probe = scene.startAnother();
  });
  afterEach(async () => {
    await scene.probe[Symbol.asyncDispose]();
    await scene.agent[Symbol.asyncDispose]();
    rmSync(scene.directory, { recursive: true });
  });
  return scene;
}

/** Whether a request's report has these values; undefined: is not set. */
export function isReport(values: object): (request: AppCall['request']) => boolean {
  return (request) => {
    const found = request['report'] as Readonly<Record<string, unknown>> | undefined;
    return Object.entries(values).every(([name, value]) => found?.[name] === value);
  };
}

import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDistrust } from './find-distrust.ts';
import { MAX_PLUGIN_OUTPUT_BYTES, runPlugin, type RunPluginOptions } from './run-plugin.ts';
import { writeStandIn } from './stand-in-programs.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-plugin-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const ask = (path: string, options: Partial<RunPluginOptions> = {}) =>
  runPlugin(path, { mayRun: true, environment: { PATH: '/usr/bin:/bin' }, ...options });

const plugin = (script: string) => writeStandIn(directory, 'plugin', script);

test('is asked with one word, and what it says is told with its path', async () => {
  const path = plugin(
    `echo '{"name":"said","value":"'"$#:$*"'"}'; echo '{"name":"v","version":"2"}'`,
  );
  expect(await ask(path)).toEqual({
    plugin: { path, status: 'ran', problems: [] },
    capabilities: [
      { name: 'said', source: path, status: 'found', value: '1:capabilities' },
      { name: 'v', source: path, status: 'found', version: '2' },
    ],
  });
});

test('its wrong lines are told, and the others count', async () => {
  const path = plugin(`echo '{"name":"a"}'; echo hello; echo '{"name":"b"}'`);
  const { plugin: report, capabilities } = await ask(path);
  expect(report).toEqual({ path, status: 'ran', problems: ['line 2 is not JSON'] });
  expect(capabilities.map(({ name }) => name)).toEqual(['a', 'b']);
});

describe('one that does not end well counts for nothing', () => {
  test.each<[what: string, script: string, reason: string]>([
    ['a status', 'echo >&2 no licence; exit 4', 'ended with status 4: no licence'],
    ['a status and silence', 'exit 1', 'ended with status 1: it said nothing'],
    ['a signal', 'kill -9 $$', 'ended with SIGKILL: it said nothing'],
    [
      'a flood',
      'while :; do echo flood flood flood flood; done',
      `printed more than ${MAX_PLUGIN_OUTPUT_BYTES} bytes`,
    ],
    [
      'a flood of errors',
      'while :; do echo flood flood flood flood >&2; done',
      `printed more than ${MAX_PLUGIN_OUTPUT_BYTES} bytes`,
    ],
  ])('%s', async (_, script, reason) => {
    const path = plugin(`echo '{"name":"a"}'; ${script}`);
    expect(await ask(path)).toEqual({
      plugin: { path, status: 'failed', reason, problems: [] },
      capabilities: [],
    });
  });

  test('one that hangs', async () => {
    const path = plugin('while :; do sleep 60; done');
    expect(await ask(path, { timeoutMs: 1 })).toMatchObject({
      plugin: { status: 'failed', reason: 'did not end within 0.001 s' },
    });
  });
});

describe('is refused, and not run,', () => {
  const refusal = async (path: string) => {
    const { plugin: report, capabilities } = await ask(path);
    expect({ path: report.path, status: report.status, capabilities }).toEqual({
      path,
      status: 'refused',
      capabilities: [],
    });
    expect(existsSync(join(directory, 'ran'))).toBe(false);
    return report.reason;
  };
  const mark = () => plugin(`: > ${directory}/ran`);

  test('where it is not there', async () => {
    expect(await refusal(join(directory, 'none'))).toBe('is not there');
    mark();
    expect(await refusal(join(directory, 'plugin', 'none'))).toBe('is not there');
  });

  test('where it is a directory', async () => {
    expect(await refusal(directory)).toBe('is not a file');
  });

  test('where it is not executable', async () => {
    const path = mark();
    chmodSync(path, 0o644);
    expect(await refusal(path)).toBe('is not executable for this user');
  });

  test.each([0o757, 0o775])('where others may write it: mode %o', async (mode) => {
    const path = mark();
    chmodSync(path, mode);
    expect(await refusal(path)).toContain(`they may write ${path}`);
  });

  test.each([0o757, 0o775])('where others may write its directory: mode %o', async (mode) => {
    const inner = join(directory, 'a');
    const path = writeStandIn(join(inner, 'b'), 'plugin', `: > ${directory}/ran`);
    chmodSync(inner, mode);
    expect(await refusal(path)).toContain(`they may write ${inner}`);
    // What the system does with /tmp: nobody may rename what is not his.
    chmodSync(inner, 0o1777);
    expect((await ask(path)).plugin.status).toBe('ran');
  });

  test('where others may write what a link leads through', async () => {
    const [links, programs] = [join(directory, 'links'), join(directory, 'programs')];
    mkdirSync(links);
    const real = writeStandIn(programs, 'plugin', `: > ${directory}/ran`);
    const path = join(links, 'plugin');
    symlinkSync(real, path);
    chmodSync(links, 0o757);
    expect(await refusal(path)).toContain(`they may write ${links}`);
    chmodSync(links, 0o755);
    chmodSync(programs, 0o757);
    expect(await refusal(path)).toContain(`they may write ${programs}`);
    chmodSync(programs, 0o755);
    expect((await ask(path)).plugin).toMatchObject({ path, status: 'ran' });
  });

  test('where it belongs to another user', async () => {
    const path = mark();
    // Only root can give files away, and everybody trusts those of root.
    if (process.geteuid?.() === 0) chownSync(path, 12_345, 0);
    expect(await findDistrust(path, { userId: 54_321 })).toContain(`${path} belongs to user`);
    expect(await findDistrust(path, { userId: statSync(path).uid })).toBeUndefined();
  });
});

test('nothing is run where nothing is to be run', async () => {
  const path = plugin(`: > ${directory}/ran`);
  expect(await ask(path, { mayRun: false })).toEqual({
    plugin: { path, status: 'not_run', problems: [] },
    capabilities: [],
  });
  expect(existsSync(join(directory, 'ran'))).toBe(false);
});

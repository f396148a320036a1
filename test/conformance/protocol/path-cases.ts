import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { callJson, expectError, expectTypedError } from './call-json.ts';

/** On a slow line a long name is as long as that line bears. */
type WrongPath = readonly [what: string, path: (scratch: string, mostBytes: number) => string];

const WRONG_PATHS: readonly WrongPath[] = [
  ['no path', () => ''],
  ['a relative path', () => 'etc/passwd'],
  ['a path from here', () => './etc'],
  ['a NUL', (scratch) => `${scratch}/a\0b`],
  ['a NUL at the end', (scratch) => `${scratch}\0`],
  ['..', (scratch) => `${scratch}/../x`],
  ['.. at the end', (scratch) => `${scratch}/..`],
  ['. in the middle', (scratch) => `${scratch}/./x`],
  ['an empty part', (scratch) => `${scratch}//x`],
  ['a slash at the end', (scratch) => `${scratch}/`],
  ['a name of 1 MB', (scratch, most) => `${scratch}/${'n'.repeat(Math.min(2 ** 20, most))}`],
  ['a name of 256 bytes', (scratch) => `${scratch}/${'n'.repeat(256)}`],
  ['a path of 10,000 parts', (scratch) => `${scratch}${'/n'.repeat(10_000)}`],
];

const METHODS = ['FileService/Stat', 'FileService/ListDirectory', 'FileService/Remove'] as const;

/** Paths, sizes and names that no agent may follow. */
export const PATH_CASES: readonly ConformanceCase[] = [
  ...WRONG_PATHS.map(([what, path]): ConformanceCase => ({
    name: `a path with ${what} is a typed error for calls`,
    async run(agent) {
      for (const label of METHODS) {
        const reply = await callJson(agent, label, { path: path(agent.scratch, agent.bulkBytes) });
        const codes = ['invalid_argument', 'not_found'];
        expectTypedError(reply, codes);
      }
      expect((await agent.client.file.listDirectory({ path: agent.scratch })).files).toEqual([]);
    },
  })),
  ...WRONG_PATHS.filter(([, path]) => path('/s', 2 ** 20).length < 10_000).map(
    ([what, path]): ConformanceCase => ({
      name: `a path with ${what} is a typed error for files`,
      async run(agent) {
        const query = `path=${encodeURIComponent(path(agent.scratch, 0))}`;
        for (const method of ['GET', 'PUT']) {
          const reply = await agent.raw({ method, path: `/v1/files?${query}` });
          expectTypedError(reply, ['invalid_argument', 'not_found']);
        }
        expect((await agent.client.file.listDirectory({ path: agent.scratch })).files).toEqual([]);
      },
    }),
  ),
  ...[
    'path=%ff%fe',
    'path=%2',
    'path=%zz',
    '',
    'path=/a&path=/b',
    'PATH=/etc/hostname',
    'path=/etc/hostname&offset=-1',
    'path=/etc/hostname&offset=1.5',
    'path=/etc/hostname&offset=1e3',
    'path=/etc/hostname&offset=0x10',
    'path=/etc/hostname&offset=9007199254740993',
    'path=/etc/hostname&offset=99999999999999999999',
    'path=/etc/hostname&length=-1',
    'path=/etc/hostname&length=many',
  ].map((query): ConformanceCase => ({
    name: `GET of files with the query "${query}" is invalid_argument`,
    async run(agent) {
      const reply = await agent.raw({ method: 'GET', path: `/v1/files?${query}` });
      expectError(reply, 400, 'invalid_argument');
    },
  })),
  ...['..', '.x', 'a/b', 'a b', 'ä', 'x'.repeat(65), 'a\nb', '', '..%2f..%2fx'].map(
    (taskId): ConformanceCase => ({
      name: `${JSON.stringify(taskId)} is no identifier of a task`,
      async run(agent) {
        const reply = await callJson(agent, 'TaskService/Acknowledge', { taskId });
        expectTypedError(reply, ['invalid_argument', 'not_found']);
        const inPath = encodeURIComponent(taskId);
        const path = `/v1/tasks/${inPath}/archive?path=a`;
        const archive = await agent.raw({ method: 'GET', path });
        expectTypedError(archive, ['invalid_argument', 'unimplemented']);
      },
    }),
  ),
  {
    name: 'a name with half a character is a typed error',
    async run(agent) {
      const body = `{"path":${JSON.stringify(agent.scratch).slice(0, -1)}/\\ud800"}`;
      const reply = await callJson(agent, 'FileService/Stat', body);
      expectTypedError(reply, ['invalid_argument', 'not_found']);
    },
  },
  {
    name: 'a message never shows control characters of what was sent',
    async run(agent) {
      const path = `${agent.scratch}/\u001b[31mred\r\n\u0007`;
      const reply = await callJson(agent, 'FileService/Stat', { path });
      // eslint-disable-next-line no-control-regex
      expect(expectError(reply, 404, 'not_found')).not.toMatch(/[\u0000-\u001f]/);
    },
  },
];

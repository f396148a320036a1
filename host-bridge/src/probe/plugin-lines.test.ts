import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_PLUGIN_CAPABILITY_COUNT,
  MAX_PLUGIN_PROBLEM_COUNT,
  MAX_PLUGIN_VALUE_LENGTH,
  parsePluginLines,
  PLUGIN_CAPABILITY_NAME,
} from './plugin-lines.ts';

const parse = (text: string) => parsePluginLines(Buffer.from(text));

describe('what a plug-in says well', () => {
  test('names, versions and values in their order; empty lines and other fields are passed over', () => {
    const lines = [
      '{"name":"matlab","version":"R2024b","path":"/opt/matlab"}',
      '',
      '{"name":"licence.seats","value":4}\r',
      '{"name":"fast_disk","value":true}',
      '  {"name":"site","value":"CERN, Genève"}  ',
      '{"name":"bare"}',
    ];
    expect(parse(lines.join('\n'))).toEqual({
      capabilities: [
        { name: 'matlab', version: 'R2024b' },
        { name: 'licence.seats', value: 4 },
        { name: 'fast_disk', value: true },
        { name: 'site', value: 'CERN, Genève' },
        { name: 'bare' },
      ],
      problems: [],
    });
  });

  test('nothing is nothing', () => {
    expect(parse('')).toEqual({ capabilities: [], problems: [] });
    expect(parse('\n\n')).toEqual({ capabilities: [], problems: [] });
  });
});

describe('what a plug-in says wrong is one line each, and the rest counts', () => {
  test.each<[line: string, problem: string]>([
    ['hello', 'line 2 is not JSON'],
    ['{"name":"x"', 'line 2 is not JSON'],
    ['{"name":"x"} {"name":"y"}', 'line 2 is not JSON'],
    ['[]', 'line 2 is not an object {"name": …}'],
    ['null', 'line 2 is not an object {"name": …}'],
    ['"name"', 'line 2 is not an object {"name": …}'],
    ['{}', 'line 2 has no "name"'],
    ['{"name":5}', 'line 2 has no "name"'],
    ['{"__proto__":{"name":"x"}}', 'line 2 has no "name"'],
    ['{"name":""}', 'line 2 has a name that is not of a-z, 0-9, ".", "_", "-": ""'],
    ['{"name":"A b"}', 'line 2 has a name that is not of a-z, 0-9, ".", "_", "-": "A b"'],
    [
      String.raw`{"name":"\u001b[2J"}`,
      'line 2 has a name that is not of a-z, 0-9, ".", "_", "-": "·[2J"',
    ],
    ['{"name":"good"}', 'line 2 says "good" once more'],
    [
      '{"name":"x","version":1}',
      'line 2 of "x" has a version that is no plain text of 1 to 100 characters',
    ],
    [
      String.raw`{"name":"x","version":"1\n2"}`,
      'line 2 of "x" has a version that is no plain text of 1 to 100 characters',
    ],
    [
      `{"name":"x","version":"${'9'.repeat(101)}"}`,
      'line 2 of "x" has a version that is no plain text of 1 to 100 characters',
    ],
    [
      `{"name":"x","value":"${'v'.repeat(MAX_PLUGIN_VALUE_LENGTH + 1)}"}`,
      'line 2 of "x" has a value that is no number, true, false, or plain text of 1 to 200 characters',
    ],
    [
      '{"name":"x","value":null}',
      'line 2 of "x" has a value that is no number, true, false, or plain text of 1 to 200 characters',
    ],
    [
      '{"name":"x","value":{"y":1}}',
      'line 2 of "x" has a value that is no number, true, false, or plain text of 1 to 200 characters',
    ],
    [
      String.raw`{"name":"x","value":"\ud800"}`,
      'line 2 of "x" has a value that is no number, true, false, or plain text of 1 to 200 characters',
    ],
    ['{"name":"x","value":1e999}', 'line 2 of "x" has a number that is out of range'],
  ])('%s', (line, problem) => {
    expect(parse(`{"name":"good"}\n${line}\n{"name":"last"}\n`)).toEqual({
      capabilities: [{ name: 'good' }, { name: 'last' }],
      problems: [problem],
    });
  });

  test('output that is not UTF-8 counts for nothing', () => {
    const output = Buffer.concat([Buffer.from('{"name":"x"}\n'), Buffer.from([0xff])]);
    const problems = ['the output is not UTF-8'];
    expect(parsePluginLines(output)).toEqual({ capabilities: [], problems });
  });

  test('too many capabilities, and too many problems, are counted', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `{"name":"n${index}"}`);
    const { capabilities, problems } = parse(lines.join('\n'));
    expect(capabilities).toHaveLength(MAX_PLUGIN_CAPABILITY_COUNT);
    expect(problems).toHaveLength(MAX_PLUGIN_PROBLEM_COUNT + 1);
    expect(problems[0]).toBe('line 101 is beyond 100 capabilities');
    expect(problems.at(-1)).toBe('80 more line(s) are left out');
  });

  test('deep nesting is refused, whatever the parser makes of it', () => {
    const deep = `{"name":"x","value":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect(parse(deep)).toMatchObject({ capabilities: [], problems: [expect.any(String)] });
  });
});

const capability = fc.record(
  {
    name: fc.stringMatching(PLUGIN_CAPABILITY_NAME),
    version: fc.stringMatching(/^[0-9][0-9a-z.+~-]{0,30}$/),
    value: fc.oneof(
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.stringMatching(/^[A-Za-z0-9]{1,40}$/),
    ),
  },
  { requiredKeys: ['name'] },
);

describe('for any plug-in', () => {
  test('what is well said comes back, in any order, also between lines of nonsense', () => {
    const capabilities = fc.uniqueArray(capability, {
      selector: ({ name }) => name,
      maxLength: 50,
    });
    fc.assert(
      fc.property(capabilities, fc.stringMatching(/^[^"{[\r\n]{1,20}$/), (said, nonsense) => {
        const lines = said.flatMap((one) => [JSON.stringify(one), `!${nonsense}`]);
        // JSON has no -0.
        const expected = JSON.parse(JSON.stringify(said)) as unknown;
        const { capabilities: read, problems } = parse(lines.join('\n'));
        expect(read).toEqual(expected);
        expect(problems).toHaveLength(Math.min(said.length, MAX_PLUGIN_PROBLEM_COUNT + 1));
      }),
    );
  });

  test('any bytes are read without a fault, within the limits, as plain lines', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({ name: fc.string(), version: fc.string(), value: fc.json() })
        .map((one) => JSON.stringify(one)),
    );
    const output = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.array(text, { maxLength: 150 }).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(output, (bytes) => {
        const { capabilities, problems } = parsePluginLines(bytes);
        expect(capabilities.length).toBeLessThanOrEqual(MAX_PLUGIN_CAPABILITY_COUNT);
        expect(problems.length).toBeLessThanOrEqual(MAX_PLUGIN_PROBLEM_COUNT + 1);
        for (const { name } of capabilities) expect(name).toMatch(PLUGIN_CAPABILITY_NAME);
        for (const problem of problems) {
          expect(problem).not.toMatch(/[\p{Cc}\p{Cs}]/u);
          expect(problem.length).toBeLessThan(300);
        }
      }),
    );
  });
});

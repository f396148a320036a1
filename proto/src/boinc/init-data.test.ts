import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BoincFormatError } from './boinc-format-error.ts';
import { formatInitData, type InitDataFields } from './format-init-data.ts';
import { DEFAULT_INIT_DATA, MAX_INIT_DATA_BYTES } from './init-data.ts';
import { parseInitData } from './parse-init-data.ts';

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/boinc/init-data.json', import.meta.url), 'utf8'),
) as {
  readonly read: readonly { name: string; document: string; fields: object }[];
  readonly refuse: readonly { name: string; document: string; code: string }[];
};
const example = vectors.read[0]?.document ?? '';

function caught(document: string): BoincFormatError {
  try {
    parseInitData(document);
  } catch (error) {
    return error as BoincFormatError;
  }
  throw new Error('nothing was thrown');
}

describe('parseInitData', () => {
  test.each(vectors.read)('reads: $name', ({ document, fields }) => {
    expect(parseInitData(document)).toMatchObject(fields);
  });

  test.each(vectors.refuse)('refuses: $name', ({ document, code }) => {
    const error = caught(document);
    expect(error).toMatchObject({ name: 'BoincFormatError', code });
    expect(error.message).toMatch(
      /^init_data\.xml: [^\n]+; restart the BOINC client, which [^\n]+$/,
    );
  });

  test('refuses what is too large, as a whole and in one element', () => {
    const pad = (count: number) =>
      `<app_init_data><shm_key>-1</shm_key><app_name>${'x'.repeat(count)}</app_name></app_init_data>`;
    expect(caught(pad(MAX_INIT_DATA_BYTES)).code).toBe('too_large');
    expect(caught(pad(70_000)).code).toBe('too_large');
  });

  test('refuses the example cut off at any byte', () => {
    const end = example.indexOf('</app_init_data>') + '</app_init_data>'.length;
    for (let length = 0; length < end; length += 1) {
      expect(caught(example.slice(0, length))).toMatchObject({ name: 'BoincFormatError' });
    }
  });

  test('reads or refuses the example with any bytes changed, and is done with a hostile one', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<slot>',
      '</host_info>',
      '<!--',
      '&#1;',
      '\0',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(example.length), piece), { maxLength: 6 }),
        (changes) => {
          let document = example;
          for (const [at, text] of changes) {
            document = document.slice(0, at) + text + document.slice(at + text.length);
          }
          try {
            expect(parseInitData(document).fractionDoneEnd).toBeTypeOf('number');
          } catch (error) {
            expect(error).toMatchObject({ name: 'BoincFormatError' });
          }
        },
      ),
    );
    expect(caught(`<app_init_data>${'<a>'.repeat(300_000)}`).code).toBe('truncated');
  });
});

describe('the authenticator', () => {
  const data = parseInitData(
    example.replace(
      '<http_user_passwd></http_user_passwd>',
      '<http_user_passwd>PASSWORD</http_user_passwd>',
    ),
  );

  test('is there for who asks', () => {
    expect(data.authenticator.reveal()).toBe('AUTHENTICATOR');
    expect(data.proxyInfo.httpUserPassword.reveal()).toBe('PASSWORD');
  });

  test('is never printed, nor are passwords', () => {
    const printed = [
      JSON.stringify(data),
      inspect(data, { depth: null, showHidden: true }),
      JSON.stringify(structuredClone({ ...data })),
      `${data.authenticator.toString()} ${Object.keys(data.authenticator).join(' ')}`,
    ].join('\n');
    expect(printed).not.toMatch(/AUTHENTICATOR|PASSWORD/);
  });

  test('is never written', () => {
    // A caller whose object has it all the same.
    const written = formatInitData(data);
    expect(written).not.toMatch(/AUTHENTICATOR|PASSWORD|authenticator|proxy/i);
  });

  test('is in no message, wherever the document is broken', () => {
    for (const document of [
      example.replace('</authenticator>', ''),
      example.replace('</authenticator>', '<x>'),
      example.slice(0, example.indexOf('</authenticator>')),
    ]) {
      expect(inspect(caught(document))).not.toContain('AUTHENTICATOR');
    }
  });
});

describe('formatInitData', () => {
  test('writes nothing given as a document that is read as the defaults', () => {
    expect(parseInitData(formatInitData({}))).toEqual({ ...DEFAULT_INIT_DATA, shmKey: -1 });
  });

  test('writes what it read, but for what must not leave the host', () => {
    for (const { document } of vectors.read) {
      const { authenticator: _, proxyInfo: __, ...data } = parseInitData(document);
      expect(parseInitData(formatInitData(data))).toEqual({ ...DEFAULT_INIT_DATA, ...data });
    }
  });

  test('keeps the order and the form of the core client', () => {
    const written = formatInitData(parseInitData(example)).split('\n');
    const original = example.split('\n').map((line) => line.trim());
    expect(written.filter((line) => !original.includes(line))).toEqual([]);
    const shared = original.filter((line) => written.includes(line) && line !== '');
    expect(written.slice(0, 40).filter((line) => line !== '')).toEqual(
      shared.slice(0, written.slice(0, 40).filter((line) => line !== '').length),
    );
  });

  test('any text and figure is read back, or refused', () => {
    fc.assert(
      fc.property(
        fc.record({
          userName: fc.string({ unit: 'binary', maxLength: 100 }),
          projectPreferences: fc.string({ unit: 'grapheme', minLength: 1 }),
          slot: fc.integer(),
          ncpus: fc.integer({ min: 0, max: 2 ** 20 }).map((count) => count / 64),
          appFiles: fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
        }),
        (fields) => {
          let written: string;
          try {
            written = formatInitData(fields);
          } catch (error) {
            expect(error).toMatchObject({ code: 'invalid_text' });
            return;
          }
          const read = parseInitData(written);
          expect(read).toMatchObject({
            ...fields,
            userName: fields.userName.trim(),
            appFiles: fields.appFiles.map((name) => name.trim()),
          });
        },
      ),
    );
  });

  test.each<[string, InitDataFields, string]>([
    ['a line end in a text', { appName: 'a\nb' }, 'invalid_text'],
    ['a long text', { projectDir: 'x'.repeat(256) }, 'invalid_text'],
    ['preferences that end', { projectPreferences: '</project_preferences>' }, 'invalid_text'],
    ['a figure that is not finite', { wuCpuTimeS: Infinity }, 'invalid_number'],
    ['a fraction of a slot', { slot: 0.5 }, 'invalid_number'],
    ['a large document', { projectPreferences: 'x'.repeat(MAX_INIT_DATA_BYTES) }, 'too_large'],
  ])('refuses %s', (_, fields, code) => {
    expect(() => formatInitData(fields)).toThrow(expect.objectContaining({ code }));
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { v1 } from './generated.ts';
import { createMessageCodec } from './message-codec.ts';
import { planOf } from './message-plan.ts';
import type { MessageType } from './message-type.ts';
import { METHODS, type AnyMethod } from './method.ts';
import { APP_METHODS } from './methods/app-methods.ts';
import { readReferenceTypes, schemaDirectory } from './reference-fixture.ts';

interface Vector {
  readonly type: keyof typeof v1;
  readonly hex: string;
  readonly json: unknown;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/rpc/messages.json', import.meta.url), 'utf8'),
) as readonly Vector[];

function codecOf(name: string) {
  const type = v1[name as keyof typeof v1] as unknown as MessageType<object, object>;
  return createMessageCodec(type, name);
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const fromJson = (name: string, json: unknown): object =>
  codecOf(name).decode(Buffer.from(JSON.stringify(json)), 'json');

describe('messages', () => {
  // The hex was made by another implementation: "buf convert" from the JSON.
  test.each(vectors)('vector $type $hex', ({ type, hex, json }) => {
    const codec = codecOf(type);
    const fromBytes = codec.decode(Buffer.from(hex, 'hex'), 'proto');
    expect(Buffer.from(codec.encode(fromBytes, 'proto')).toString('hex')).toBe(hex);
    expect(JSON.parse(text(codec.encode(fromBytes, 'json')))).toEqual(json);
    const parsed = fromJson(type, json);
    expect(Buffer.from(codec.encode(parsed, 'proto')).toString('hex')).toBe(hex);
  });

  test('64-bit numbers are numbers, set or not', () => {
    expect(new v1.AppStatus().cpuTimeMs).toBe(0);
    const event = v1.TaskEvent.decode(v1.TaskEvent.encode({ sequence: 2 ** 40 }).finish());
    expect(event.sequence).toBe(2 ** 40);
  });

  test.each([
    ['RunRequest', '0a05'],
    ['RunRequest', 'ff'],
    ['RunRequest', '0a'],
    ['TaskEvent', '08ffffffffffffffffffffff'],
  ])('refuses damaged bytes of %s: %s', (name, hex) => {
    expect(() => codecOf(name).decode(Buffer.from(hex, 'hex'), 'proto')).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('JSON mapping', () => {
  test('takes numbers and strings, both names of a field, both alphabets of base64, and null', () => {
    expect(
      fromJson('FileInfo', { size_bytes: 5, mode: '493', modifiedMs: '-3', type: 2, name: null }),
    ).toMatchObject({ sizeBytes: 5, mode: 493, modifiedMs: -3, type: 2, name: '' });
    for (const data of ['-_8=', '-_8', '+/8=', '+/8']) {
      const output = fromJson('StepOutput', { data }) as { data: Uint8Array };
      expect([...output.data]).toEqual([0xfb, 0xff]);
    }
    expect(fromJson('AppStatus', { fractionDone: '0.5' })).toMatchObject({ fractionDone: 0.5 });
    expect(fromJson('AppStatus', { fractionDone: 'NaN' })).toMatchObject({ fractionDone: NaN });
  });

  test('passes over unknown names', () => {
    expect(fromJson('StatRequest', { path: '/x', later: { a: 1 } })).toMatchObject({ path: '/x' });
  });

  test('names in a map stay as they are', () => {
    const json = '{"env":{"__proto__":"a","MY_VAR":"b","myVar":"c"}}';
    const step = codecOf('Step').decode(Buffer.from(json), 'json') as { env: object };
    expect(Object.entries(step.env)).toEqual([
      ['__proto__', 'a'],
      ['MY_VAR', 'b'],
      ['myVar', 'c'],
    ]);
    expect(Object.getPrototypeOf(step.env)).toBe(Object.prototype);
  });

  test('an enum value that is not known comes back as its number', () => {
    expect(fromJson('StepOutput', { stream: 77 })).toMatchObject({ stream: 77 });
    expect(text(codecOf('StepOutput').encode({ stream: 77 }, 'json'))).toBe('{"stream":77}');
  });

  test.each<[string, unknown, string]>([
    ['StatRequest', [], 'StatRequest'],
    ['StatRequest', 'text', 'StatRequest'],
    ['StatRequest', null, 'StatRequest'],
    ['StatRequest', { path: 7 }, 'StatRequest.path'],
    ['RemoveRequest', { recursive: 'true' }, 'RemoveRequest.recursive'],
    ['ListDirectoryRequest', { maxCount: -1 }, 'ListDirectoryRequest.maxCount'],
    ['ListDirectoryRequest', { maxCount: 1.5 }, 'ListDirectoryRequest.maxCount'],
    ['ListDirectoryRequest', { max_count: 2 ** 32 }, 'ListDirectoryRequest.max_count'],
    ['ListDirectoryRequest', { maxCount: '' }, 'ListDirectoryRequest.maxCount'],
    ['AttachRequest', { afterSequence: '-1' }, 'AttachRequest.afterSequence'],
    ['AttachRequest', { afterSequence: '9007199254740993' }, 'AttachRequest.afterSequence'],
    ['AttachRequest', { afterSequence: '0x10' }, 'AttachRequest.afterSequence'],
    ['ControlRequest', { verb: 'TASK_VERB_NONSENSE' }, 'ControlRequest.verb'],
    ['ControlRequest', { verb: 'constructor' }, 'ControlRequest.verb'],
    ['ControlRequest', { verb: true }, 'ControlRequest.verb'],
    ['StepOutput', { data: '*' }, 'StepOutput.data'],
    ['StepOutput', { data: 'A' }, 'StepOutput.data'],
    ['StepOutput', { data: [1] }, 'StepOutput.data'],
    ['AppStatus', { fractionDone: '1,5' }, 'AppStatus.fractionDone'],
    ['Step', { argv: 'ls' }, 'Step.argv'],
    ['Step', { argv: ['ls', 1] }, 'Step.argv[1]'],
    ['Step', { argv: ['ls', null] }, 'Step.argv[1]'],
    ['Step', { env: [] }, 'Step.env'],
    ['Step', { env: { A: 1 } }, 'Step.env.A'],
    ['RunRequest', { steps: [{ cwd: 1 }] }, 'RunRequest.steps[0].cwd'],
    ['RunRequest', { taskId: 'a', task_id: 'b' }, 'RunRequest.task_id'],
    ['TaskEvent', { started: {}, ended: {} }, 'TaskEvent.ended'],
  ])('refuses %s %j and names %s', (name, json, place) => {
    expect(() => fromJson(name, json)).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringMatching(new RegExp(`^${escapeRegExp(place)} must `)) as string,
      }),
    );
  });

  test('refuses what is not JSON or not UTF-8', () => {
    for (const bytes of [Buffer.from(''), Buffer.from('{'), Buffer.from([0x22, 0xff, 0x22])]) {
      expect(() => codecOf('StatRequest').decode(bytes, 'json')).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
    }
  });
});

describe('the schemas', () => {
  const schemas = readReferenceTypes();
  const types = schemas.nestedArray.filter((entry) => entry instanceof protobuf.Type);
  const services = schemas.nestedArray.filter((entry) => entry instanceof protobuf.Service);

  test('have exactly the methods of the tables, those of AppService apart', () => {
    const inSchemas = services.flatMap((service) =>
      service.methodsArray.map((method) => ({
        path: `/vmslot.agent.v1.${service.name}/${method.name}`,
        kind: method.responseStream === true ? 'server-stream' : 'unary',
        request: `vmslot.agent.v1.${method.requestType}`,
        response: `vmslot.agent.v1.${method.responseType}`,
        requestStream: method.requestStream === true,
      })),
    );
    const appMethods = Object.values<AnyMethod>(APP_METHODS);
    expect(METHODS.filter(({ path }) => appMethods.some((one) => one.path === path))).toEqual([]);
    const inTable = [...METHODS, ...appMethods].map((method) => ({
      path: method.path,
      kind: method.kind,
      request: method.request.typeName,
      response: method.response.typeName,
      requestStream: false,
    }));
    const byPath = (a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path);
    expect(inTable.toSorted(byPath)).toEqual(inSchemas.toSorted(byPath));
  });

  test.each(types.map((type) => [type.name, type] as const))(
    'fields of %s are those that JSON knows',
    (name, type) => {
      const found = planOf(name).byName;
      const expected = type.fieldsArray.map((field) => ({
        name: field.name,
        kind:
          field.resolvedType instanceof protobuf.Enum
            ? 'enum'
            : field.resolvedType instanceof protobuf.Type
              ? 'message'
              : field.type,
        shape: shapeOf(field),
        // The group that an optional field stands in is none: nothing else is in it.
        oneof: isOptional(field) ? undefined : field.partOf?.name,
      }));
      const distinct = [...new Set(found.values())].map(({ name, kind, shape, oneof }) => ({
        name,
        kind,
        shape,
        oneof,
      }));
      const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
      expect(distinct.toSorted(byName)).toEqual(expected.toSorted(byName));
      const schemaText = readdirSync(schemaDirectory)
        .map((file) => readFileSync(`${schemaDirectory}${file}`, 'utf8'))
        .join('\n');
      for (const key of found.keys()) {
        if (key.includes('_')) expect(schemaText).toContain(` ${key} =`);
      }
    },
  );
});

function shapeOf(field: protobuf.Field): string {
  if (field.map) return 'map';
  if (field.repeated) return 'list';
  return isOptional(field) ? 'optional' : 'single';
}

function isOptional(field: protobuf.Field): boolean {
  return field.options?.['proto3_optional'] === true;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.[\]]/g, String.raw`\$&`);
}

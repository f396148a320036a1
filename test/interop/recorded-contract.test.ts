import protobuf from 'protobufjs';
import {
  encodeEnvelope,
  EnvelopeDecoder,
  METHODS,
  SERVICES,
  type AnyMethod,
  type MessageFormat,
} from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import { AgentFixture, type FixtureOptions } from '../../guest-agent/src/http/agent-fixture.ts';
import { meaningOf, readContract, readSchemas, type RecordedCall } from './recorded-contract.ts';

const PACKAGE = 'vmslot.agent.v1';
const contract = readContract('v1');
const recorded = protobuf.Root.fromJSON({ nested: contract.schema.nested ?? {} }).resolveAll();
const today = readSchemas();
const recordedEntries = (recorded.lookup(PACKAGE) as protobuf.Namespace).nestedArray;

function methodOf(call: RecordedCall): AnyMethod {
  const method = METHODS.find(({ label }) => label === call.method);
  if (method === undefined) throw new Error(`the agent has no ${call.method} any more`);
  return method;
}

/** An agent whose every method takes down what it is asked and says `replyMeaning`. */
function startAgent(call: RecordedCall, taken: object[]): AgentFixture {
  const method = methodOf(call);
  const reply = () =>
    method.response.decode(Buffer.from(JSON.stringify(call.replyMeaning)), 'json');
  const handler =
    method.kind === 'unary'
      ? async (request: object) => (taken.push(request), reply())
      : async function* (request: object) {
          taken.push(request);
          yield reply();
        };
  const services = Object.entries(SERVICES).map(([service, methods]) => {
    const own = Object.entries<AnyMethod>(methods).filter(([, { label }]) => label === call.method);
    return [service, Object.fromEntries(own.map(([name]) => [name, handler]))] as const;
  });
  return new AgentFixture(Object.fromEntries(services) as FixtureOptions);
}

/** The first message of a reply, out of its envelope. */
function firstMessage(body: Buffer, isStream: boolean): Uint8Array {
  if (!isStream) return body;
  const [first] = [...new EnvelopeDecoder().push(body)];
  return first?.data ?? new Uint8Array(0);
}

async function replay(call: RecordedCall): Promise<{ asked: object; said: object }> {
  const method = methodOf(call);
  const isStream = method.kind !== 'unary';
  const taken: object[] = [];
  await using agent = startAgent(call, taken);
  const request = Buffer.from(call.request, 'hex');
  const { status, body } = await agent.send({
    path: method.path,
    headers: { 'content-type': `application/${isStream ? 'connect+' : ''}${call.format}` },
    body: isStream ? encodeEnvelope(0, request) : request,
  });
  expect(status, body.toString()).toBe(200);
  const [asked = {}] = taken;
  const askedBytes = method.request.encode(asked as never, 'proto');
  return {
    asked: meaningOf(recorded, method.request.typeName, askedBytes),
    said: read(method.response.typeName, firstMessage(body, isStream), call.format),
  };
}

/** What a client of the recorded contract understands. */
function read(typeName: string, bytes: Uint8Array, format: MessageFormat): object {
  if (format === 'proto') return meaningOf(recorded, typeName, bytes);
  const type = recorded.lookupType(typeName);
  const message = type.fromObject(JSON.parse(Buffer.from(bytes).toString()) as object);
  return meaningOf(recorded, typeName, type.encode(message).finish());
}

describe('calls of contract version 1', () => {
  const calls = contract.calls.map((call, index) => [call.method, call.format, index] as const);
  test.each(calls)('%s in %s (%i) is understood, and so is its reply', async (_m, _f, index) => {
    const call = contract.calls[index]!;
    const { asked, said } = await replay(call);
    expect(asked).toEqual(call.requestMeaning);
    expect(said).toEqual(call.replyMeaning);
  });
});

describe('schemas of contract version 1', () => {
  const types = recordedEntries.filter((entry) => entry instanceof protobuf.Type);
  test.each(types.map((type) => [type.name, type] as const))(
    'fields of %s are kept',
    (name, type) => {
      const now = today.lookupType(`${PACKAGE}.${name}`);
      const shapes = (fields: readonly protobuf.Field[]) =>
        Object.fromEntries(
          fields.map((field) => [
            field.id,
            {
              name: field.name,
              type: field.type,
              shape: field.map ? 'map' : field.repeated ? 'list' : 'single',
              optional: field.options?.['proto3_optional'] === true,
              group: field.partOf?.name,
            },
          ]),
        );
      expect(shapes(now.fieldsArray)).toMatchObject(shapes(type.fieldsArray));
    },
  );

  const enums = recordedEntries.filter((entry) => entry instanceof protobuf.Enum);
  test.each(enums.map((one) => [one.name, one] as const))('values of %s are kept', (name, one) => {
    expect(today.lookupEnum(`${PACKAGE}.${name}`).values).toMatchObject(one.values);
  });

  const services = recordedEntries.filter((entry) => entry instanceof protobuf.Service);
  test.each(services.map((one) => [one.name, one] as const))(
    'methods of %s are kept',
    (name, one) => {
      const shapes = (service: protobuf.Service) =>
        Object.fromEntries(
          service.methodsArray.map(({ name, requestType, responseType, responseStream }) => [
            name,
            { requestType, responseType, responseStream: responseStream === true },
          ]),
        );
      expect(shapes(today.lookupService(`${PACKAGE}.${name}`))).toMatchObject(shapes(one));
    },
  );
});

test('nothing is recorded by accident', () => {
  expect(process.env['VMSLOT_WRITE_VECTORS']).not.toBe('1');
});

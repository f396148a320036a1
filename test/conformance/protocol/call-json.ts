import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { RawRequest, RawResponse } from '../raw-connection.ts';

/** Path of a method's requests. @param label `<service>/<method>` */
export function pathOf(label: string): string {
  return `/vmslot.agent.v1.${label}`;
}

/** A unary call with a body of JSON, which may be anything. */
export function jsonRequest(
  label: string,
  body: unknown,
  headers: RawRequest['headers'] = {},
): RawRequest {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return {
    path: pathOf(label),
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  };
}

/** Makes a unary call in JSON. */
export async function callJson(
  agent: AgentUnderTest,
  label: string,
  body: unknown,
  headers: RawRequest['headers'] = {},
): Promise<RawResponse> {
  return await agent.raw(jsonRequest(label, body, headers));
}

/** The JSON of a reply. */
export function jsonOf({ body }: RawResponse): Record<string, unknown> {
  return JSON.parse(body.toString()) as Record<string, unknown>;
}

/** Checks that a reply is an error of this code, as the protocol writes it, and gives its message. */
export function expectError(reply: RawResponse, status: number, code: string): string {
  const json = reply.body.length === 0 ? {} : jsonOf(reply);
  expect({ status: reply.status, code: json['code'] }).toEqual({ status, code });
  expect(reply.headers['content-type']).toBe('application/json');
  expect(Object.keys(json).filter((key) => !['code', 'message', 'details'].includes(key))).toEqual(
    [],
  );
  const message = json['message'];
  expect(message).toEqual(expect.stringMatching(/^[^\n]{3,4096}$/));
  return String(message);
}

/** Checks that a reply is an error of one of these codes, and none of the agent's own making. */
export function expectTypedError(reply: RawResponse, codes: readonly string[]): string {
  expect(codes).toContain(jsonOf(reply)['code']);
  return expectError(reply, reply.status, String(jsonOf(reply)['code']));
}

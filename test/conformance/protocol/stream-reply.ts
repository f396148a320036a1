import {
  decodeEndStream,
  encodeEnvelope,
  ENVELOPE_END_STREAM,
  EnvelopeDecoder,
  type EndStream,
} from '@vmslot/proto/rpc';
import { expect } from 'vitest';
import type { RawRequest, RawResponse } from '../raw-connection.ts';
import { pathOf } from './call-json.ts';

/** What a server stream replied. */
export interface StreamReply {
  readonly messages: readonly Uint8Array[];
  readonly end: EndStream;
}

/** A server stream's request with a message in JSON, or any other body. */
export function streamRequest(
  label: string,
  message: object | Uint8Array,
  headers: RawRequest['headers'] = {},
): RawRequest {
  const body =
    message instanceof Uint8Array
      ? message
      : encodeEnvelope(0, Buffer.from(JSON.stringify(message)));
  return {
    path: pathOf(label),
    headers: { 'content-type': 'application/connect+json', ...headers },
    body,
  };
}

/** Reads a reply as a server stream: status 200, envelopes, and the end-stream message last. */
export function readStream(reply: RawResponse): StreamReply {
  expect(reply.status).toBe(200);
  const decoder = new EnvelopeDecoder();
  const messages: Uint8Array[] = [];
  let end: EndStream | undefined;
  for (const { flags, data } of decoder.push(reply.body)) {
    expect(end, 'an envelope after the end-stream message').toBeUndefined();
    if (flags === ENVELOPE_END_STREAM) end = decodeEndStream(data);
    else messages.push(data);
  }
  decoder.end();
  if (end === undefined) throw new Error('no end-stream message');
  return { messages, end };
}

/** Messages of a server stream in JSON. */
export function jsonMessages({ messages }: StreamReply): unknown[] {
  return messages.map((data) => JSON.parse(Buffer.from(data).toString()) as unknown);
}

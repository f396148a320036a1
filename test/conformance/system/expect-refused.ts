import { RpcError, type Code } from '@vmslot/proto/rpc';
import { expect } from 'vitest';

/** Checks that a call fails with this code, and gives the message. */
export async function expectRefused(call: Promise<unknown>, code: Code): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('the call did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RpcError);
  const { code: found, message } = error as RpcError;
  expect({ code: found, message }).toEqual({ code, message: expect.any(String) as string });
  expect(message).toMatch(/^[^\n]{3,4096}$/);
  return message;
}

import { APP_METHODS, METHODS, SERVICES, type AnyMethod } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import {
  APP_SERVED_WHILE_FROZEN,
  refuseAppWhileFrozen,
  refuseBulkWhileFrozen,
  refuseWhileFrozen,
  SERVED_WHILE_FROZEN,
} from './frozen-gate.ts';
import type { AppHandlers } from './app-socket/index.ts';
import type { AgentServices, BulkServices } from './http/index.ts';

type Call = (...args: unknown[]) => unknown;

/** Services whose every call notes its name. */
function noting(calls: string[]): Record<string, Record<string, Call>> {
  const services = Object.entries(SERVICES).map(([serviceName, methods]) => {
    const handlers = Object.entries<AnyMethod>(methods).map(([name, { kind, label }]) => {
      const unary = async (): Promise<object> => {
        calls.push(label);
        return {};
      };
      async function* stream(): AsyncGenerator<object> {
        calls.push(label);
        yield {};
      }
      return [name, kind === 'unary' ? unary : stream];
    });
    return [serviceName, Object.fromEntries(handlers)];
  });
  return Object.fromEntries(services) as Record<string, Record<string, Call>>;
}

/** Makes every call; gives the code of each that failed. */
async function callAll(services: AgentServices): Promise<string[]> {
  const codes: string[] = [];
  for (const [serviceName, methods] of Object.entries(SERVICES)) {
    const service = services[serviceName as keyof AgentServices] as unknown as Record<string, Call>;
    for (const [name, { kind }] of Object.entries<AnyMethod>(methods)) {
      try {
        const result = service[name]?.({}, {});
        if (kind === 'unary') await result;
        else for await (const _reply of result as AsyncIterable<object>);
      } catch (error) {
        codes.push((error as { code: string }).code);
      }
    }
  }
  return codes;
}

describe('while file systems are frozen', () => {
  const all = METHODS.map(({ label }) => label);

  test('what is named as served is a method', () => {
    expect([...SERVED_WHILE_FROZEN].filter((label) => !all.includes(label))).toEqual([]);
  });

  test('reading goes on, all else is refused as unavailable', async () => {
    const calls: string[] = [];
    const services = refuseWhileFrozen(noting(calls) as unknown as AgentServices, () => true);
    const codes = await callAll(services);
    expect(calls.toSorted()).toEqual([...SERVED_WHILE_FROZEN].toSorted());
    expect(codes).toEqual(
      Array.from({ length: all.length - SERVED_WHILE_FROZEN.size }, () => 'unavailable'),
    );
  });

  test('and before and after it everything is served', async () => {
    const calls: string[] = [];
    const services = refuseWhileFrozen(noting(calls) as unknown as AgentServices, () => false);
    expect(await callAll(services)).toEqual([]);
    expect(calls).toEqual(all);
  });

  test('calls of a program that must write are refused, and served again after the thaw', async () => {
    const calls: string[] = [];
    let isFrozen = true;
    const names = Object.keys(APP_METHODS) as (keyof AppHandlers)[];
    const noted = names.map((name) => [name, async () => void calls.push(name)] as const);
    const handlers = Object.fromEntries(noted) as unknown as AppHandlers;
    const gated = refuseAppWhileFrozen(handlers, () => isFrozen);
    const callEach = () =>
      Promise.allSettled(names.map((name) => (gated[name] as unknown as Call)({}, {})));
    const refused = await callEach();
    expect(new Set(calls)).toEqual(APP_SERVED_WHILE_FROZEN);
    expect(refused.filter(({ status }) => status === 'rejected')).toEqual(
      Array.from({ length: names.length - APP_SERVED_WHILE_FROZEN.size }, () => ({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'unavailable' }) as unknown,
      })),
    );
    calls.length = 0;
    isFrozen = false;
    await callEach();
    expect(calls).toEqual(names);
  });

  test('uploads are refused, downloads are not', async () => {
    const calls: string[] = [];
    const note = (name: string) => async () => void calls.push(name);
    const names = [
      'receiveArchive',
      'sendArchive',
      'readFile',
      'writeFile',
      'writeUpload',
      'receiveTree',
      'sendTree',
    ];
    const bulk = Object.fromEntries(names.map((name) => [name, note(name)]));
    const gated = refuseBulkWhileFrozen(bulk as unknown as BulkServices, () => true);
    const results = await Promise.allSettled(
      names.map((name) => (gated as unknown as Record<string, Call>)[name]?.()),
    );
    expect(calls).toEqual(['sendArchive', 'readFile', 'sendTree']);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConformanceTransport } from './agent-under-test.ts';
import { CONFORMANCE_CASES } from './all-cases.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { openAgent, type OpenedAgent } from './open-agent.ts';

/** Settings of `describeConformance`. */
export interface DescribeConformanceOptions {
  /** Default: all there are. */
  readonly cases?: readonly ConformanceCase[];
  /** Time for a case, in milliseconds. Default: the project's. */
  readonly timeoutMs?: number;
  /** Declares further tests that need the running agent. */
  readonly more?: () => void;
}

/** Runs the cases, unchanged, against one agent behind a transport. */
export function describeConformance(
  transport: ConformanceTransport,
  { cases = CONFORMANCE_CASES, timeoutMs, more }: DescribeConformanceOptions = {},
): void {
  const applicable = cases.filter(
    ({ notOnBareHost, onlyWithToken }) =>
      !(notOnBareHost === true && transport.isBareHost) &&
      !(onlyWithToken === true && !transport.hasToken),
  );
  describe(`conformance over ${transport.name}`, () => {
    let opened: OpenedAgent;

    beforeAll(async () => {
      opened = await openAgent(transport, applicable.length);
    });

    afterAll(async () => {
      await opened[Symbol.asyncDispose]();
    });

    test.for(applicable.map((each, index) => [each.name, each, index] as const))(
      '%s',
      timeoutMs === undefined ? {} : { timeout: timeoutMs },
      async ([, each, index], context) => {
        const missing = (each.needs ?? []).filter((name) => !opened.features.includes(name));
        if (missing.length > 0) {
          // An image has all that its agent can use; the machine of whoever runs the tests may not.
          expect(transport.isBareHost, `the agent lacks ${missing.join(', ')}`).toBe(true);
          await context.annotate(`not run: this machine's agent lacks ${missing.join(', ')}`);
          return;
        }
        using agent = opened.forCase(index);
        await each.run(agent);
      },
    );

    more?.();

    test('the agent still answers after all of them', async () => {
      using agent = opened.forCase(0);
      const { startCount } = await agent.client.system.getInfo({});
      expect(startCount).toBeGreaterThanOrEqual(0);
    });
  });
}

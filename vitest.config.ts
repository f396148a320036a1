import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

// Many tests start an agent or a bridge from sources. Node keeps here what it has compiled, for the next start.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

const common = {
  environment: 'node' as const,
  passWithNoTests: false,
  // Many tests start programs, on machines with little to spare: slowness is no failure, a hang is.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
};

/** Tests with the BOINC client whose subject is time; each has the machine for itself. */
const TIMED = ['power-off', 'suspend', 'throttle'].map((name) => `test/boinc/${name}.test.ts`);

/** Tests of whole runs whose subject is time, each with the machine for itself, too. */
const TIMED_RUNS = ['guest-clock', 'signals'].map((name) => `test/e2e/${name}.test.ts`);

/**
 * Tests that need no machine of their own: two files at once, since most of their time is waiting. They
 * come first, as they say soonest that something is wrong.
 */
const SMALL = { maxWorkers: 2, sequence: { groupOrder: 1 } };

/** One project per need: what a project's tests may use grows from top to bottom. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          ...SMALL,
          name: 'unit',
          include: ['{proto,guest-agent,host-bridge,images,examples}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['test/conformance/build-agent.ts'],
        },
      },
      { test: { ...common, ...SMALL, name: 'contract', include: ['test/contracts/**/*.test.ts'] } },
      {
        test: {
          ...common,
          ...SMALL,
          name: 'integration',
          include: ['test/{integration,interop}/**/*.test.ts'],
          globalSetup: ['test/conformance/build-agent.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          globalSetup: ['test/conformance/build-agent.ts'],
          // Its agents have this machine for themselves, each in its turn: what is frozen, or how many
          // processes there are, is the machine's and not the agent's.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...common,
          ...SMALL,
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          globalSetup: ['test/conformance/build-agent.ts'],
          testTimeout: 900_000,
        },
      },
      {
        test: {
          ...common,
          ...SMALL,
          name: 'hostile',
          include: ['test/hostile/**/*.test.ts'],
          globalSetup: ['test/conformance/build-agent.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'boinc',
          include: ['test/boinc/**/*.test.ts'],
          exclude: TIMED,
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          // A file waits as much as it computes: for the client's next look, for a checkpoint, or for a
          // machine's turn to boot, which two have at a time whatever there is.
          maxWorkers: 3,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...common,
          name: 'timed',
          include: [...TIMED, ...TIMED_RUNS],
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          // A share of the CPU, or how soon something ends, is only told where nobody else takes it.
          fileParallelism: false,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['test/{e2e,restore}/**/*.test.ts'],
          exclude: TIMED_RUNS,
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          // As with the client's tests: most files have one machine.
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});

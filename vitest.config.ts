import { defineConfig } from 'vitest/config';

const common = { environment: 'node' as const, passWithNoTests: false };

/** Tests with the BOINC client whose subject is time; each has the machine for itself. */
const TIMED = ['power-off', 'restart', 'suspend', 'throttle'].map(
  (name) => `test/boinc/${name}.test.ts`,
);

/** One project per need: what a project's tests may use grows from top to bottom. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['{proto,guest-agent,host-bridge,images,examples}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
        },
      },
      { test: { ...common, name: 'contract', include: ['test/contracts/**/*.test.ts'] } },
      {
        test: {
          ...common,
          name: 'integration',
          include: ['test/{integration,interop}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          ...common,
          name: 'boinc',
          include: ['test/boinc/**/*.test.ts'],
          exclude: TIMED,
          testTimeout: 600_000,
          hookTimeout: 900_000,
          // A file has one machine most of the time, or two, each on a CPU of its own: so two at once.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'boinc-timed',
          include: TIMED,
          testTimeout: 600_000,
          hookTimeout: 900_000,
          // A share of the CPU, or how soon something ends, is only told where nobody else takes it.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 900_000,
          // Each test boots machines of its own: one file at a time keeps their clocks honest.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

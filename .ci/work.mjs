// The kinds of work behind the npm scripts, as lists of steps. Runs under the pinned Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const bin = (name) => `node_modules/.bin/${name}`;
const [work, ...rest] = process.argv.slice(2);

const BUILD = [
  [node, 'guest-agent/esbuild.config.mjs'],
  [node, 'guest-agent/shared-segment/build.mjs'],
  [node, 'host-bridge/esbuild.config.mjs'],
  [node, 'host-bridge/executable.mjs'],
];
const IMAGE = [[node, 'images/build.mjs', '--name', 'debian', '--packages', 'gmp-ecm']];
/**
 * Its guest can power itself off, and it has a disc that boots a plain PC. The same packages, so that they are
 * installed once for both.
 */
const POWER_OFF_WORDS = ['--name', 'poweroff', '--packages', 'gmp-ecm', '--with-poweroff'];
const POWER_OFF_IMAGE = [[node, 'images/build.mjs', ...POWER_OFF_WORDS, '--with-boot-disc']];
/** For the example in seven languages: two of them need their interpreters. */
const LANGUAGES_IMAGE = [
  [node, 'images/build.mjs', '--name', 'languages', '--packages', 'python3,r-base-core'],
];
const STATIC_CHECKS = [
  [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  [node, '.ci/codegen.mjs', '--check'],
  [bin('tsc'), '-p', 'tsconfig.json'],
  [bin('tsc'), '-p', 'images'],
  [bin('oxlint'), '--type-aware'],
  [node, '.ci/check-imports.mjs'],
  [node, '.ci/check-text.mjs'],
  [node, '.ci/check-limits.mjs'],
];
const vitest = (...projects) => [
  bin('vitest'),
  'run',
  ...projects.flatMap((name) => ['--project', name]),
  ...rest,
];

const STEPS = {
  build: BUILD,
  image: [...BUILD, [...IMAGE[0], ...rest]],
  check: [...STATIC_CHECKS, vitest('unit', 'contract', 'integration', 'conformance')],
  test: [
    ...BUILD,
    // Neither needs the other, and an image takes one CPU at a time.
    atOnce(STATIC_CHECKS, [...IMAGE, ...POWER_OFF_IMAGE, ...LANGUAGES_IMAGE]),
    vitest(
      'unit',
      'contract',
      'integration',
      'conformance',
      'fault',
      'hostile',
      'boinc',
      'timed',
      'e2e',
    ),
  ],
  nightly: [
    ...BUILD,
    ...IMAGE,
    ...POWER_OFF_IMAGE,
    [node, 'test/restore/restore-nightly.ts', ...rest],
    [node, 'test/boinc/aborted-nightly.ts', ...rest],
    [node, 'test/boinc/loss-nightly.ts', ...rest],
    [node, 'test/boinc/power-off-nightly.ts', ...rest],
  ],
  fuzz: [[node, 'test/hostile/fuzz/main.ts', ...rest]],
  demo: [...BUILD, ...IMAGE, [node, 'examples/demo.mjs', ...rest]],
  bench: [
    ...BUILD,
    ...IMAGE,
    [node, 'images/build.mjs', '--name', 'bench', '--with-qemu-ga'],
    [node, 'test/bench/main.ts', ...rest],
  ],
};

const steps = STEPS[work];
if (steps === undefined) {
  console.error(`unknown work "${work}": one of ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}
process.exitCode = await runAll(steps);

/** A step that is several lists of steps, which run at once. */
function atOnce(...lists) {
  return { lists };
}

/** Runs steps one after another. @returns the status of the first that fails; 0 where none does */
async function runAll(list, isOver = () => false) {
  for (const step of list) {
    if (isOver()) return 0;
    const status = 'lists' in step ? await runAtOnce(step.lists) : await run(step);
    if (status !== 0) return status;
  }
  return 0;
}

/** Once a list has failed, the others end after the step that they are at: an image is left whole. */
async function runAtOnce(lists) {
  let failed = 0;
  await Promise.all(
    lists.map(async (list) => {
      const status = await runAll(list, () => failed !== 0);
      failed ||= status;
    }),
  );
  return failed;
}

async function run([command, ...args]) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  if (status === 0) return 0;
  console.error(`${work}: failed at: ${[command, ...args].join(' ').replaceAll(root, '')}`);
  return status ?? 1;
}

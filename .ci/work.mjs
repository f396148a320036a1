// The kinds of work behind the npm scripts, as lists of steps. Runs under the pinned Node.
import { spawnSync } from 'node:child_process';
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
const POWER_OFF_IMAGE = [
  [
    ...[node, 'images/build.mjs', '--name', 'poweroff', '--packages', 'gmp-ecm'],
    ...['--with-poweroff', '--with-boot-disc'],
  ],
];
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
    ...STATIC_CHECKS,
    ...BUILD,
    ...IMAGE,
    ...POWER_OFF_IMAGE,
    ...LANGUAGES_IMAGE,
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
for (const [command, ...args] of steps) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    console.error(`${work}: failed at: ${[command, ...args].join(' ').replaceAll(root, '')}`);
    process.exit(result.status ?? 1);
  }
}

// Compiles shared-segment to dist/shared-segment, beside the agent. A machine without compiler or make builds
// an agent and images that lack it: apps of BOINC's API 5 run standalone there.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const program = fileURLToPath(new URL('../dist/shared-segment', import.meta.url));

const hasAll = ['make', 'cc'].every(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined,
);
if (hasAll) {
  const { status } = spawnSync('make', ['--silent', '-C', folder, `OUT=${program}`], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} else {
  // One of an earlier build may be of other sources.
  rmSync(program, { force: true });
  console.log('guest-agent/dist/shared-segment left out: it needs make and a C compiler');
}

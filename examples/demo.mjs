// The demo: factors Cunningham numbers in a VM and checks the result by multiplying on the host.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, '.vmslot/demo');
mkdirSync(out, { recursive: true });

function run(...args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

run(
  'host-bridge/bin/vmslot.mjs',
  'run',
  'examples/cunningham',
  '--out',
  out,
  ...process.argv.slice(2),
);
console.log(`\n${readFileSync(join(out, 'factors.txt'), 'utf8')}`);
run('examples/cunningham/check.ts', join(out, 'factors.txt'));

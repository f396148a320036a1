// Generates proto/gen from the schemas. With --check it changes nothing and fails if proto/gen is stale.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const schemaRoot = join(root, 'proto');
// Absolute, as imports resolve to absolute paths too: otherwise one file is read twice.
const schemas = ['system', 'task', 'event', 'app', 'file'].map((name) =>
  join(schemaRoot, `vmslot/agent/v1/${name}.proto`),
);

const out = mkdtempSync(join(tmpdir(), 'vmslot-codegen-'));
try {
  const js = join(out, 'agent.js');
  const typings = join(out, 'agent.d.ts');
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/protobufjs-cli/bin/pbjs'),
      '-t',
      'static-module',
      '-w',
      'esm',
      '--dts',
      '--force-number',
      '--null-semantics',
      '--no-delimited',
      '--no-service',
      '--no-typeurl',
      '-p',
      schemaRoot,
      '-o',
      js,
      ...schemas,
    ],
    { cwd: schemaRoot, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const produced = new Map([
    ['proto/gen/agent.js', readFileSync(js, 'utf8')],
    ['proto/gen/agent.d.ts', readFileSync(typings, 'utf8')],
  ]);
  const check = process.argv.includes('--check');
  for (const [path, text] of produced) {
    const target = join(root, path);
    if (!check) writeFileSync(target, text);
    else if (readFileSync(target, 'utf8') !== text) {
      console.error(`${path} is stale: run "npm run codegen" and commit what it changes`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}

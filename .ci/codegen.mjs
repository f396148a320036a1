// Generates proto/gen from the schemas. With --check it changes nothing and fails if proto/gen is stale.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSchema } from './codegen-schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const schemaRoot = join(root, 'proto');
// Absolute, as imports resolve to absolute paths too: otherwise one file is read twice.
const schemas = ['system', 'task', 'process', 'event', 'app', 'file', 'app_service'].map((name) =>
  join(schemaRoot, `vmslot/agent/v1/${name}.proto`),
);

const out = mkdtempSync(join(tmpdir(), 'vmslot-codegen-'));
try {
  const produced = new Map([
    ['proto/gen/schema.ts', formatSchema(JSON.parse(generate('json', 'schema.json')))],
    ['proto/gen/agent.d.ts', generateTypings()],
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

/** Text of the file that pbjs writes for a target. */
function generate(target, name, flags = []) {
  const path = join(out, name);
  const pbjs = join(root, 'node_modules/protobufjs-cli/bin/pbjs');
  const options = ['-t', target, '-p', schemaRoot, '-o', path, ...flags];
  execFileSync(process.execPath, [pbjs, ...options, ...schemas], {
    cwd: schemaRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return readFileSync(path, 'utf8');
}

/** The classes' types. Their code is made at run time from the schema, so the static code is dropped. */
function generateTypings() {
  const kept = ['--dts', '--force-number', '--null-semantics'];
  const leftOut = ['verify', 'convert', 'create', 'delimited', 'service', 'typeurl'].map(
    (part) => `--no-${part}`,
  );
  generate('static-module', 'agent.js', ['-w', 'esm', ...kept, ...leftOut]);
  return readFileSync(join(out, 'agent.d.ts'), 'utf8');
}

// Checks docs/limits.md against the sources: every exported limit has a row for each place that
// declares it, and no row names a constant that is gone.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = 'docs/limits.md';

const DECLARED = /^export const ([A-Z][A-Z0-9_]*)\b(?=[^=]*=)/gm;
const IS_LIMIT = /^(MAX|MIN)_|^DEFAULT_\w+_(MS|BYTES|COUNT)$|_TIMEOUT_MS$/;

function sourceFiles(directory) {
  return readdirSync(join(root, directory), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/\.test\.ts$|(^|\/)testing\//.test(path));
}

const declared = new Map();
for (const path of ['proto', 'guest-agent', 'host-bridge', 'images']
  .map((folder) => `${folder}/src`)
  .flatMap(sourceFiles)) {
  for (const [, name] of readFileSync(join(root, path), 'utf8').matchAll(DECLARED)) {
    declared.set(name, [...(declared.get(name) ?? []), path]);
  }
}

const rows = new Map();
for (const [, name] of readFileSync(join(root, page), 'utf8').matchAll(
  /^\| `([A-Z][A-Z0-9_]*)`/gm,
)) {
  rows.set(name, (rows.get(name) ?? 0) + 1);
}

const problems = [];
let limitCount = 0;
for (const [name, paths] of declared) {
  if (!IS_LIMIT.test(name)) continue;
  limitCount += paths.length;
  const rowCount = rows.get(name) ?? 0;
  if (rowCount < paths.length) {
    problems.push(
      `${page}: ${name} has ${rowCount} row(s), and is declared in ${paths.join(', ')}`,
    );
  }
}
for (const name of rows.keys()) {
  if (!declared.has(name)) problems.push(`${page}: ${name} is exported by no source`);
}

for (const problem of problems) console.error(problem);
console.log(`limits   ${limitCount} limits, ${problems.length} problem(s)`);
if (problems.length > 0) process.exitCode = 1;

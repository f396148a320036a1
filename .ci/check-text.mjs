// Checks what a reader of the repository must never meet: paths of a machine, addresses of registries
// in the lock file, notes to self, and links in the documentation that lead nowhere.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const problems = [];

const FORBIDDEN = [
  { pattern: /\/(home\/(?!app\b)[a-z]+|work\/main)\//, why: 'a path of one machine' },
  { pattern: /\b(TODO|FIXME|XXX)\b/, why: 'work left undone' },
  { pattern: /registry\.npmjs\.org|deb\.debian\.org/, why: "a registry's address" },
];
// This file names what it looks for.
const SKIPPED =
  /^(\.ci\/check-text\.mjs$|package-lock\.json|LICENSE|proto\/gen\/|proto\/vectors\/)/;

for (const path of files) {
  const text = readFileSync(join(root, path), 'utf8');
  if (text.includes('\0')) continue;
  if (path === 'package-lock.json' && /"resolved": "http/.test(text)) {
    problems.push(`${path}: holds download addresses; install with the project's .npmrc`);
  }
  if (SKIPPED.test(path)) continue;
  text.split('\n').forEach((line, index) => {
    for (const { pattern, why } of FORBIDDEN) {
      if (pattern.test(line))
        problems.push(`${path}:${index + 1}: ${why}: ${line.trim().slice(0, 80)}`);
    }
  });
  if (path.endsWith('.md')) checkLinks(path, text);
}

function checkLinks(path, text) {
  for (const [, target] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    if (!existsSync(join(root, dirname(path), target)))
      problems.push(`${path}: dead link ${target}`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`text     ${files.length} files, ${problems.length} problem(s)`);
if (problems.length > 0) process.exitCode = 1;

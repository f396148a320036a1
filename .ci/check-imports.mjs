// Checks who imports whom (the table below), that nothing imports in a circle, and that no source has
// a drawer name. Reads imports with TypeScript's own scanner, so type-only ones count as well.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findImports } from './find-imports.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** First matching row decides. `from` and `to` are path prefixes; `to` lists what is allowed. */
const TABLE = [
  { from: 'proto/src/bytes', to: ['proto/src/bytes'] },
  { from: 'proto/src/boinc', to: ['proto/src/bytes', 'proto/src/boinc', 'proto/src/testing'] },
  { from: 'proto/src/link', to: ['proto/src/bytes', 'proto/src/link', 'proto/src/testing'] },
  {
    from: 'proto/src/rpc',
    to: ['proto/src/bytes', 'proto/src/rpc', 'proto/gen', 'proto/src/testing'],
  },
  { from: 'proto/src/archive', to: ['proto/src/bytes', 'proto/src/archive', 'proto/src/testing'] },
  { from: 'proto/src/seed', to: ['proto/src/bytes', 'proto/src/seed'] },
  { from: 'proto/src/status', to: ['proto/src/bytes', 'proto/src/status'] },
  { from: 'proto/src/testing', to: ['proto/src/bytes', 'proto/src/testing'] },
  {
    from: 'guest-agent/src/task',
    to: [
      'proto',
      'guest-agent/src/task',
      'guest-agent/src/app',
      'guest-agent/src/core-client',
      'guest-agent/src/cgroup',
      'guest-agent/src/field',
      'guest-agent/src/flow',
      'guest-agent/src/launch',
      'guest-agent/src/state',
      'guest-agent/src/user',
      'guest-agent/src/work',
      'guest-agent/src/errors.ts',
    ],
  },
  {
    from: 'guest-agent/src/core-client',
    to: [
      'proto',
      'guest-agent/src/core-client',
      'guest-agent/src/app',
      'guest-agent/src/cgroup',
      'guest-agent/src/flow',
      'guest-agent/src/state',
      'guest-agent/src/user',
      'guest-agent/src/work',
      'guest-agent/src/errors.ts',
    ],
  },
  {
    from: 'guest-agent/src/work',
    to: ['guest-agent/src/work', 'guest-agent/src/cgroup', 'guest-agent/src/user'],
  },
  {
    from: 'guest-agent/src/app-socket',
    to: [
      'proto',
      'guest-agent/src/app-socket',
      'guest-agent/src/app',
      'guest-agent/src/http',
      'guest-agent/src/user',
      'guest-agent/src/errors.ts',
    ],
  },
  {
    from: 'guest-agent/src/app',
    to: [
      'proto',
      'guest-agent/src/app',
      'guest-agent/src/cgroup',
      'guest-agent/src/field',
      'guest-agent/src/flow',
      'guest-agent/src/state',
      'guest-agent/src/errors.ts',
    ],
  },
  {
    from: 'guest-agent/src/launch',
    to: ['guest-agent/src/launch', 'guest-agent/src/cgroup', 'guest-agent/src/errors.ts'],
  },
  {
    from: 'guest-agent/src/restart',
    to: [
      'proto',
      'guest-agent/src/restart',
      'guest-agent/src/cgroup',
      'guest-agent/src/launch',
      'guest-agent/src/state',
      'guest-agent/src/errors.ts',
    ],
  },
  {
    from: 'guest-agent/src/process',
    to: [
      'proto',
      'guest-agent/src/process',
      'guest-agent/src/cgroup',
      'guest-agent/src/field',
      'guest-agent/src/flow',
      'guest-agent/src/launch',
      'guest-agent/src/state',
      'guest-agent/src/user',
      'guest-agent/src/errors.ts',
    ],
  },
  { from: 'guest-agent/src/field', to: ['guest-agent/src/field', 'guest-agent/src/errors.ts'] },
  { from: 'guest-agent/src/flow', to: ['guest-agent/src/flow'] },
  { from: 'guest-agent/src/user', to: ['guest-agent/src/user', 'guest-agent/src/errors.ts'] },
  { from: 'guest-agent/src/state', to: ['guest-agent/src/state', 'guest-agent/src/cgroup'] },
  { from: 'guest-agent/src/cgroup', to: ['guest-agent/src/cgroup', 'guest-agent/src/errors.ts'] },
  {
    from: 'guest-agent/src/file',
    to: [
      'proto',
      'guest-agent/src/file',
      'guest-agent/src/field',
      'guest-agent/src/flow',
      'guest-agent/src/state',
      'guest-agent/src/user',
      'guest-agent/src/errors.ts',
    ],
  },
  {
    from: 'guest-agent/src/system',
    to: [
      'proto',
      'guest-agent/src/system',
      'guest-agent/src/cgroup',
      'guest-agent/src/flow',
      'guest-agent/src/errors.ts',
    ],
  },
  { from: 'guest-agent/src/forward', to: ['guest-agent/src/forward', 'guest-agent/src/errors.ts'] },
  {
    from: 'guest-agent/src/http',
    to: ['proto', 'guest-agent/src/http', 'guest-agent/src/errors.ts'],
  },
  {
    from: 'guest-agent/src/status',
    to: ['proto', 'guest-agent/src/status', 'guest-agent/src/errors.ts'],
  },
  {
    from: 'guest-agent/src/listen',
    to: ['proto', 'guest-agent/src/listen', 'guest-agent/src/errors.ts'],
  },
  {
    from: 'guest-agent/src/config',
    to: ['proto', 'guest-agent/src/config', 'guest-agent/src/errors.ts'],
  },
  { from: 'guest-agent', to: ['proto', 'guest-agent'] },
  { from: 'host-bridge/src/job', to: ['host-bridge/src/job', 'host-bridge/src/outcome.ts'] },
  // No driver imports another one.
  ...['qemu', 'uml', 'libvirt', 'virtualbox', 'vmware'].map((driver) => ({
    from: `host-bridge/src/hypervisor/${driver}`,
    to: [
      `host-bridge/src/hypervisor/${driver}`,
      'host-bridge/src/hypervisor/*',
      'host-bridge/src/hypervisor/qcow2',
      'host-bridge/src/process',
    ],
  })),
  {
    from: 'host-bridge/src/hypervisor',
    to: ['host-bridge/src/hypervisor', 'host-bridge/src/process'],
  },
  { from: 'host-bridge/src/process', to: ['host-bridge/src/process'] },
  {
    from: 'host-bridge/src/dial',
    to: [
      'host-bridge/src/dial',
      'host-bridge/src/hypervisor/driver.ts',
      'host-bridge/src/hypervisor/socket-path.ts',
    ],
  },
  { from: 'host-bridge/src/agent-client', to: ['proto', 'host-bridge/src/agent-client'] },
  {
    from: 'host-bridge/src/archive',
    to: ['proto', 'host-bridge/src/archive', 'host-bridge/src/job', 'host-bridge/src/outcome.ts'],
  },
  {
    from: 'host-bridge/src/package',
    to: [
      'host-bridge/src/package',
      'host-bridge/src/checkpoint/checkpoint.ts',
      'host-bridge/src/job',
      'host-bridge/src/image',
      'host-bridge/src/report/printable.ts',
      'host-bridge/src/outcome.ts',
    ],
  },
  {
    from: 'host-bridge/src/boinc',
    to: ['proto', 'host-bridge/src/boinc', 'host-bridge/src/slot/write-atomically.ts'],
  },
  {
    from: 'host-bridge/src/checkpoint',
    to: [
      'host-bridge/src/checkpoint',
      'host-bridge/src/agent-client',
      'host-bridge/src/hypervisor/driver.ts',
      'host-bridge/src/slot/write-atomically.ts',
    ],
  },
  {
    from: 'host-bridge/src/client-run',
    to: [
      'proto',
      'host-bridge/src/client-run',
      'host-bridge/src/boinc',
      'host-bridge/src/bridge.ts',
      'host-bridge/src/checkpoint',
      'host-bridge/src/host-queue',
      'host-bridge/src/hypervisor',
      'host-bridge/src/job',
      'host-bridge/src/outcome.ts',
      'host-bridge/src/report',
      'host-bridge/src/slot',
      'host-bridge/src/supervisor',
    ],
  },
  {
    from: 'host-bridge/src/guest-access',
    to: ['proto', 'host-bridge/src/guest-access', 'host-bridge/src/hypervisor/socket-path.ts'],
  },
  {
    from: 'host-bridge/src/host-queue',
    to: ['host-bridge/src/host-queue', 'host-bridge/src/guest-access/remove-stale-socket.ts'],
  },
  {
    from: 'host-bridge/src/guest-commands',
    to: [
      'proto',
      'host-bridge/src/guest-commands',
      'host-bridge/src/guest-access',
      'host-bridge/src/agent-client',
      'host-bridge/src/report/printable.ts',
    ],
  },
  {
    from: 'host-bridge/src/probe',
    to: [
      'host-bridge/src/probe',
      'host-bridge/src/hypervisor/*',
      'host-bridge/src/job',
      'host-bridge/src/outcome.ts',
      'host-bridge/src/report/one-line.ts',
      'host-bridge/src/report/printable.ts',
    ],
  },
  { from: 'host-bridge/src/link-session', to: ['proto', 'host-bridge/src/link-session'] },
  { from: 'host-bridge', to: ['proto', 'host-bridge'] },
  { from: 'images', to: ['images'] },
  { from: 'test', to: ['proto', 'guest-agent', 'host-bridge', 'test', 'images', 'examples'] },
  { from: 'examples', to: ['examples', 'host-bridge'] },
];

const DRAWERS = /(^|\/)(utils?|helpers?|common|misc|types)\.(ts|mjs)$/;

function sourceFiles(directory) {
  return readdirSync(join(root, directory), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|dist|out|gen)\//.test(path));
}

function resolvePackage(name) {
  const [, folder, subpath] = /^@vmslot\/(proto|guest-agent)(?:\/(.+))?$/.exec(name) ?? [];
  if (folder === 'proto')
    return subpath === 'agent' ? 'proto/src/rpc/generated.ts' : `proto/src/${subpath}/index.ts`;
  if (folder === 'guest-agent') return 'guest-agent/src/index.ts';
  return name === 'vmslot' ? 'host-bridge/src/index.ts' : undefined;
}

const allowed = (path, prefix) =>
  prefix.endsWith('/*')
    ? dirname(path) === prefix.slice(0, -2)
    : path === prefix || path.startsWith(`${prefix}/`);

const files = ['proto', 'guest-agent', 'host-bridge', 'images', 'test', 'examples'].flatMap(
  sourceFiles,
);
const graph = new Map();
const problems = [];
for (const file of files) {
  if (DRAWERS.test(file)) problems.push(`${file}: name it after what it exports`);
  const row = TABLE.find(({ from }) => file.startsWith(`${from}/`));
  const targets = [];
  for (const { specifier, line } of findImports(readFileSync(join(root, file), 'utf8'))) {
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
      : resolvePackage(specifier);
    if (target === undefined) continue;
    targets.push(target);
    if (row !== undefined && !row.to.some((prefix) => allowed(target, prefix))) {
      problems.push(`${file}:${line}: ${row.from} may not import ${target}`);
    }
  }
  graph.set(file, targets);
}

const finished = new Set();
function visit(file, trail) {
  if (finished.has(file)) return;
  const start = trail.indexOf(file);
  if (start >= 0) {
    problems.push(`circle: ${[...trail.slice(start), file].join(' → ')}`);
    return;
  }
  for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
  finished.add(file);
}
for (const file of files) visit(file, []);

for (const problem of problems) console.error(problem);
console.log(`imports  ${files.length} files, ${problems.length} problem(s)`);
if (problems.length > 0) process.exitCode = 1;

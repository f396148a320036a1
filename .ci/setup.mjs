// What npm runs: installs what is missing, then does the named work with the pinned Node.
// Written for any Node from 20 on and without packages, since it runs before they are installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingDebianPackages } from './debian-packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [work, ...rest] = process.argv.slice(2);

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  // 128 + n, as a shell says it, where a signal ended the command.
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function npmPackagesAreCurrent() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' ||
      optional === true ||
      link === true ||
      !path.startsWith('node_modules/') ||
      have[path]?.version === version,
  );
}

function installNpmPackages() {
  if (npmPackagesAreCurrent()) return;
  console.log('setup    installing npm packages');
  // Not "npm ci": where a registry lacks the optional packages of another platform, the lock file
  // lacks them too, and that command refuses it. The versions are those of the lock file all the same.
  // The pinned Node comes with the packages, so the installing one may be older than they ask for.
  run('npm', ['install', '--no-save', '--loglevel=error', '--no-fund', '--no-audit']);
}

function installDebianPackages() {
  const missing = missingDebianPackages(work);
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`setup    missing: ${list}. Install them as root: apt-get install ${list}`);
    process.exit(1);
  }
  console.log(`setup    installing Debian packages: ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['-qq', 'update'], { env });
  const install = ['-qq', '-y', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', 'install'];
  run('apt-get', [...install, ...missing], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The pinned Node where its package exists for this machine, else the one that runs this. */
function pinnedNode() {
  const pinned = join(root, 'node_modules/.bin/node');
  if (existsSync(pinned)) return pinned;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  console.error('setup    no Node is pinned for this machine: install Node 22.19 or later');
  return process.exit(1);
}

if ((work === 'test' || work === 'check') && process.getuid?.() !== 0) {
  console.error('setup    the tests run apps as another user, as the agent does: run them as root');
  process.exit(1);
}
installNpmPackages();
installDebianPackages();
const node = pinnedNode();
const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
run(node, ['.ci/work.mjs', work, ...rest], { env: { ...process.env, PATH: path } });

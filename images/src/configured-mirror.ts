import { spawnSync } from 'node:child_process';

/** How long apt may take to read its own configuration. */
const APT_TIMEOUT_MS = 10_000;

/**
 * Where this machine gets the packages of a Debian suite from, according to apt's configuration, or
 * those of its own suite where it is another one. No network is used.
 * @returns an URL without a slash at the end; undefined where apt is missing or names no Debian
 */
export function configuredMirror(suite: string): string | undefined {
  const { status, stdout } = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(RELEASE) $(REPO_URI)', 'Created-By: Packages'],
    { encoding: 'utf8', timeout: APT_TIMEOUT_MS },
  );
  return status === 0 ? chooseMirror(stdout, suite) : undefined;
}

/** Picks a mirror from lines of release and URL. */
export function chooseMirror(lines: string, suite: string): string | undefined {
  const sources = lines
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, url]) => url !== undefined && /^https?:.*\/debian\/?$/.test(url));
  const source = sources.find(([release]) => release === suite) ?? sources[0];
  return source?.[1]?.replace(/\/+$/, '');
}

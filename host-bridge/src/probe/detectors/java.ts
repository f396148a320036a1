import { dirname, join } from 'node:path';
import type { Detector } from '../detector.ts';
import { readBeginning } from './read-beginning.ts';

/** Java's virtual machine. Version as it says it: `17.0.15`, or `1.8.0_402` for the old ones. */
export const javaDetector: Detector = {
  name: 'java',
  programs: ['java'],
  // The first option keeps HotSpot from leaving a directory in /tmp; other machines ignore it.
  versionArguments: ['-XX:-UsePerfData', '-version'],
  parseVersion: ({ stdout, stderr }) =>
    /^(?:openjdk|java|\S+) version "(\d[\w.+-]*)"/m.exec(`${stderr}\n${stdout}`)?.[1],
  async readVersion(realPath) {
    // JDKs since 7 have it at their root; 8 has its program in jre/bin.
    const home = dirname(dirname(realPath));
    for (const directory of [home, dirname(home)]) {
      const release = await readBeginning(join(directory, 'release'));
      const version = /^JAVA_VERSION="(\d[\w.+-]*)"/m.exec(release ?? '')?.[1];
      if (version !== undefined) return version;
    }
    return undefined;
  },
  installerStub: { path: '/usr/bin/java', realDirectories: ['/Library/Java/JavaVirtualMachines'] },
};

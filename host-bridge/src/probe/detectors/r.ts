import { dirname, join } from 'node:path';
import type { Detector } from '../detector.ts';
import { readBeginning } from './read-beginning.ts';

/** R, the language. */
export const rDetector: Detector = {
  name: 'r',
  programs: ['R'],
  versionArguments: ['--version'],
  parseVersion: ({ stdout }) => /^R version (\d+\.\d+[\w.]*)/m.exec(stdout)?.[1],
  async readVersion(realPath) {
    // The package "base" has R's version. The program is R_HOME/bin/R, or a copy of it in a prefix.
    const prefix = dirname(dirname(realPath));
    for (const home of [prefix, join(prefix, 'lib', 'R')]) {
      const description = await readBeginning(join(home, 'library', 'base', 'DESCRIPTION'));
      const version = /^Version: (\d+\.\d+[\w.]*)/m.exec(description ?? '')?.[1];
      if (version !== undefined) return version;
    }
    return undefined;
  },
};

import { basename } from 'node:path';
import type { Detector } from '../detector.ts';

/** Python: `python3` before `python`, which may be anything. Python 2 writes to standard error. */
export const pythonDetector: Detector = {
  name: 'python',
  programs: ['python3', 'python'],
  versionArguments: ['--version'],
  parseVersion: ({ stdout, stderr }) =>
    /^Python (\d+\.\d+[\w.+]*)/m.exec(`${stdout}\n${stderr}`)?.[1],
  readVersion: (realPath) => Promise.resolve(/^python(\d+\.\d+)$/.exec(basename(realPath))?.[1]),
  installerStub: {
    path: '/usr/bin/python3',
    realDirectories: ['/Library/Developer/CommandLineTools', '/Applications/Xcode.app'],
  },
};

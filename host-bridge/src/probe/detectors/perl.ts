import type { Detector } from '../detector.ts';

/** Perl 5. */
export const perlDetector: Detector = {
  name: 'perl',
  programs: ['perl'],
  versionArguments: ['-v'],
  // Old ones say "This is perl, v5.8.8 built for …", newer ones "This is perl 5, version 36, … (v5.36.0)".
  parseVersion: ({ stdout }) => /^This is perl\b.*?\bv(\d+(?:\.\d+)+)/m.exec(stdout)?.[1],
};

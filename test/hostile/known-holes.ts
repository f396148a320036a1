/**
 * Each line of the list of known holes in guest agents and copy tools, and what here stands against it:
 * words in the titles of hostile inputs, or the test elsewhere where the attacked side is the guest.
 */
export interface KnownHole {
  readonly hole: string;
  /** Found in the title of at least one input. */
  readonly inputs?: readonly string[];
  /** Files of tests, with words that stand in them. */
  readonly tests?: readonly (readonly [file: string, words: string])[];
}

export const KNOWN_HOLES: readonly KnownHole[] = [
  { hole: 'CVE-2026-115378 Incus', inputs: ['CVE-2026-115378', 'listing: one name twice'] },
  { hole: 'CVE-2026-48750 Incus', inputs: ['CVE-2026-48750'] },
  { hole: 'CVE-2020-2026 kata', inputs: ['CVE-2020-2026'] },
  { hole: 'CVE-2020-2023 kata', inputs: ['CVE-2020-2023'] },
  {
    hole: 'CVE-2026-24834 kata: loose permissions',
    tests: [['test/hostile/second-user.test.ts', 'root-only']],
  },
  {
    hole: 'CVE-2026-41326 kata: a path checked as a string',
    tests: [['guest-agent/src/file/link-race.test.ts', 'link']],
  },
  { hole: 'CVE-2026-47243 kata: a host file service', inputs: ['CVE-2026-47243'] },
  {
    hole: 'CVE-2018-15664 docker cp: resolved, then swapped',
    tests: [['guest-agent/src/file/link-race.test.ts', 'link']],
  },
  {
    hole: 'CVE-2019-14271 docker cp: a library loaded from the container',
    tests: [['test/hostile/no-programs.test.ts', 'starts no program']],
  },
  {
    hole: 'CVE-2026-41567 Docker: a decompressor from the container',
    inputs: ['CVE-2026-41567', 'a bomb: gzip'],
    tests: [['test/hostile/no-programs.test.ts', 'starts no program']],
  },
  {
    hole: 'GO-2026-5617, GO-2026-5668 docker cp: swaps still race',
    tests: [['guest-agent/src/file/link-race.test.ts', 'link']],
  },
  {
    hole: 'CVE-2018-1002100, 2019-1002101, -11246, -11249, -11251 kubectl cp',
    inputs: ['CVE-2018-1002100', 'CVE-2019-11251', 'dot dot', 'absolute link'],
  },
  {
    hole: 'node-tar CVE-2018-20834, 2021-32803, -32804, -37701, -37712, -37713',
    inputs: [
      'CVE-2018-20834',
      'CVE-2021-32803',
      'CVE-2021-32804',
      'CVE-2021-37701',
      'CVE-2021-37712',
      'CVE-2021-37713',
    ],
  },
  { hole: 'node-tar CVE-2024-28863', inputs: ['CVE-2024-28863'] },
  { hole: 'node-tar CVE-2025-64118', inputs: ['CVE-2025-64118'] },
  {
    hole: 'node-tar CVE-2026-23745, -24842, -26960, -29786',
    inputs: ['hard link', 'CVE-2026-26960', 'link far out', 'chained links'],
  },
  { hole: 'node-tar CVE-2026-23950', inputs: ['CVE-2026-23950'] },
  {
    hole: 'node-tar CVE-2026-59873, -59874, -59875',
    inputs: ['CVE-2026-59873', 'CVE-2026-59874', 'CVE-2026-59875'],
  },
  {
    hole: 'qemu-ga gitlab#3929: chown through a link',
    tests: [['guest-agent/src/file/link-race.test.ts', 'link']],
  },
  {
    hole: 'CVE-2023-0664 qemu-ga: a console from a privileged step',
    tests: [['test/hostile/no-programs.test.ts', 'starts no program']],
  },
  {
    hole: 'CVE-2023-20867 VMware: authentication that can be skipped',
    tests: [['test/hostile/authentication.test.ts', 'no exempt path']],
  },
  { hole: 'CVE-2023-20900, -34058 VMware: signature bypass', inputs: ['CVE-2023-20900'] },
  {
    hole: 'CVE-2023-34059, CVE-2009-1142, CVE-2015-5191 VMware: fixed names in /tmp',
    tests: [['test/hostile/no-programs.test.ts', 'no names of its own']],
  },
  {
    hole: 'CVE-2022-31676, CVE-2025-22247 VMware: files that others may change',
    tests: [['test/hostile/second-user.test.ts', 'root-only']],
  },
  {
    hole: 'CVE-2025-41244 VMware: a program that was discovered',
    tests: [['test/hostile/no-programs.test.ts', 'starts no program']],
  },
  {
    hole: 'envd #3145: a compare that leaks time, paths without a token',
    tests: [
      ['test/hostile/authentication.test.ts', 'no exempt path'],
      ['guest-agent/src/http/authenticate.ts', 'timingSafeEqual'],
    ],
  },
];

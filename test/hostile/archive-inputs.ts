import {
  HOSTILE_ARCHIVES,
  RAW_END,
  rawContent,
  rawDirectory,
  rawFile,
  rawHeader,
  rawLink,
  rawPax,
} from '@vmslot/proto/testing';
import type { HostileInput } from './hostile-input.ts';
import {
  chunkedHead,
  chunkOf,
  digestTrailer,
  httpReply,
  tarReply,
  writeForEver,
} from './http-reply.ts';
import type { VictimOrder } from './victim-order.ts';

const TAR = 'application/x-tar';
const REFUSED = { outcome: 'JobError output_refused', results: [] };
const MEBIBYTE = 1024 * 1024;

function collected(
  title: string,
  bytes: Buffer,
  expected: HostileInput['expected'],
  order: Omit<Extract<VictimOrder, { act: 'collect' }>, 'act'> = {},
): HostileInput {
  return {
    title: `archive: ${title}`,
    order: { act: 'collect', ...order },
    lie: { layer: 'http', answer: (_request, stream) => void stream.write(tarReply(bytes)) },
    expected,
  };
}

function endless(title: string, head: Buffer, piece: Buffer, more: HostileInput['expected']) {
  return {
    title: `archive: ${title}`,
    order: { act: 'collect' },
    lie: {
      layer: 'http',
      answer: async (_request, stream) => {
        stream.write(Buffer.concat([chunkedHead(TAR), chunkOf(head)]));
        await writeForEver(stream, chunkOf(piece));
      },
    },
    expected: more,
  } satisfies HostileInput;
}

const archive = (...parts: Buffer[]): Buffer => Buffer.concat([...parts, RAW_END]);
const manyEntries = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => rawFile(`out/${index}`));
const oneMebibyte = (name: string): Buffer =>
  Buffer.concat([rawHeader({ name, size: MEBIBYTE }), rawContent(Buffer.alloc(MEBIBYTE))]);

const SIZES: readonly HostileInput[] = [
  collected(
    'more bytes than the job may write',
    archive(oneMebibyte('out/a'), oneMebibyte('out/b')),
    REFUSED,
    { diskLimitBytes: 1.5 * MEBIBYTE },
  ),
  collected(
    'a file of 8 GiB that has 4 bytes (CVE-2025-64118)',
    archive(rawHeader({ name: 'out', patches: [[124, '77777777777\0']] }), rawContent('evil')),
    REFUSED,
  ),
  collected(
    'a size of 2^53 in a pax header',
    archive(rawPax({ size: String(2 ** 53) }), rawFile('out')),
    REFUSED,
  ),
  collected(
    'a bomb: gzip where tar is due (CVE-2026-59873)',
    Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(100_000, 0xff)]),
    REFUSED,
  ),
  collected('a bomb: xz where tar is due', Buffer.from('\u00FD7zXZ\0', 'latin1'), REFUSED),
  collected('a bomb: zstd where tar is due', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), REFUSED),
  collected('a zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(1020)]), REFUSED),
  collected('noise', Buffer.alloc(100_000, 0xa5), REFUSED),
  collected(
    'ten thousand names that differ only in case',
    archive(
      ...Array.from({ length: 10_000 }, (_, index) =>
        rawFile(`out/${index % 2 === 0 ? 'a' : 'A'}${Math.floor(index / 2)}`),
      ),
    ),
    REFUSED,
  ),
  collected(
    'five thousand directories, each in the last (CVE-2024-28863)',
    archive(rawPax({ path: `out/${'d/'.repeat(5000)}e` }), rawFile('out/e')),
    REFUSED,
  ),
  collected('two thousand empty files', archive(rawDirectory('out'), ...manyEntries(2000)), {
    outcome: 'ok',
  }),
  endless('a file that never ends', rawFile('out/a'), Buffer.alloc(MEBIBYTE), REFUSED),
  endless(
    'entries that never end',
    Buffer.concat([rawDirectory('out'), rawFile('out/a')]),
    rawFile('out/a'),
    REFUSED,
  ),
  endless('zeros that never end', archive(rawFile('out')), Buffer.alloc(MEBIBYTE), REFUSED),
  endless('links that never end', rawDirectory('out'), rawLink('out/a', 'b'), REFUSED),
];

const OUTPUTS: readonly HostileInput[] = [
  collected('an output that is a link (CVE-2026-48750)', archive(rawLink('out', 'input')), REFUSED),
  collected('an output that is an absolute link', archive(rawLink('out', '/etc')), REFUSED),
  collected('a link to the slot', archive(rawLink('out', '../slot')), REFUSED),
  collected(
    'a link, then a file through it (CVE-2018-1002100)',
    archive(rawDirectory('out'), rawLink('out/l', '..'), rawFile('out/l/slot')),
    REFUSED,
  ),
  collected(
    'two links in a chain, then a file (CVE-2019-11251)',
    archive(
      rawDirectory('out'),
      rawDirectory('out/d'),
      rawLink('out/d/up', '..'),
      rawLink('out/up', 'd/up'),
      rawFile('out/up/x'),
    ),
    REFUSED,
  ),
  collected(
    'a name twice, first as a link (CVE-2026-115378)',
    archive(rawDirectory('out'), rawLink('out/a', '..'), rawDirectory('out/a'), rawFile('out/a/b')),
    REFUSED,
  ),
  collected('a directory where a file is due', archive(rawDirectory('out')), REFUSED, {
    fileOnly: true,
  }),
  collected('nothing at all in it', archive(), { outcome: 'JobError output_missing' }),
  collected('only what is optional', archive(rawFile('top', 'x')), {
    outcome: 'JobError output_missing',
    results: [],
  }),
  collected('the slot itself', archive(rawFile('slot/vmslot_state.json', '{}')), REFUSED),
  collected('the staging directory', archive(rawFile('outputs.incoming/new/x')), REFUSED),
  collected(
    'a directory that nobody may enter',
    archive(rawHeader({ name: 'out/', type: '5', mode: 0 }), rawFile('out/x', 'x')),
    { outcome: 'ok', results: ['out', 'out/x'] },
  ),
];

/** The framing of the archive lies, not the archive. */
const FRAMING: readonly HostileInput[] = [
  ...(
    [
      ['without a digest', [], 'JobError agent_lost'],
      ['with a digest of something else', [digestTrailer(Buffer.from('x'))], 'JobError agent_lost'],
      ['with a digest that is none', ['content-digest: sha-256=:AAAA:'], 'JobError agent_lost'],
      ['with a digest of another kind', ['content-digest: md5=:AAAA:'], 'JobError agent_lost'],
      [
        'with two digests',
        [digestTrailer(Buffer.from('x')), digestTrailer(Buffer.from('y'))],
        'JobError agent_lost',
      ],
    ] as const
  ).map(([title, trailers, outcome]): HostileInput => ({
    title: `archive: a good one ${title}`,
    order: { act: 'collect' },
    lie: {
      layer: 'http',
      answer: (_request, stream) => {
        const body = archive(rawFile('out', 'content'));
        stream.write(httpReply({ type: TAR, body, trailers }));
      },
    },
    expected: { outcome, results: [] },
  })),
  {
    title: 'archive: a good one, cut before its end',
    order: { act: 'collect' },
    lie: {
      layer: 'http',
      answer: (_request, stream) => {
        const bytes = tarReply(archive(rawFile('out', 'content')));
        stream.end(bytes.subarray(0, 700));
      },
    },
    expected: { outcome: 'JobError agent_lost', results: [] },
  },
  {
    title: 'archive: a good one with a content length and no trailer',
    order: { act: 'collect' },
    lie: {
      layer: 'http',
      answer: (_request, stream) => {
        stream.write(httpReply({ type: TAR, body: archive(rawFile('out', 'content')) }));
      },
    },
    expected: { outcome: 'JobError agent_lost', results: [] },
  },
  {
    title: 'archive: the digest stands in the header',
    order: { act: 'collect' },
    lie: {
      layer: 'http',
      answer: (_request, stream) => {
        const body = archive(rawFile('out', 'content'));
        const headers = [digestTrailer(body)];
        stream.write(httpReply({ type: TAR, body, headers, trailers: [] }));
      },
    },
    expected: { outcome: 'JobError agent_lost', results: [] },
  },
];

export const ARCHIVE_INPUTS: readonly HostileInput[] = [
  ...HOSTILE_ARCHIVES.map(({ title, bytes }) => collected(title, bytes, REFUSED)),
  ...SIZES,
  ...OUTPUTS,
  ...FRAMING,
];

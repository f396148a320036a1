import {
  RAW_END,
  rawContent,
  rawDirectory,
  rawFile,
  rawHeader,
  rawLink,
  rawPax,
  rawPaxBody,
  rawPaxRecord,
} from './raw-tar.ts';

/** An archive that a strict reader must refuse. */
export interface HostileArchive {
  readonly title: string;
  /** `ArchiveErrorCode` that it must be refused with. */
  readonly code: string;
  readonly bytes: Buffer;
  /** Where the part that breaks a rule begins; nothing from here on may be passed on. */
  readonly badOffset: number;
}

const GOOD = Buffer.concat([rawDirectory('out'), rawFile('out/good', 'good content')]);

/**
 * The corpus: each archive begins with good entries below `out`, goes on with a bad one, and ends
 * well, unless a wrong end is the point. Each known hole of an archive reader has at least one.
 */
export const HOSTILE_ARCHIVES: readonly HostileArchive[] = [
  ...names(),
  ...duplicates(),
  ...links(),
  ...headers(),
  ...paxHeaders(),
  ...ends(),
];

function names(): HostileArchive[] {
  const refused: readonly (readonly [title: string, name: string])[] = [
    ['dot dot', '../evil'],
    ['dot dot inside', 'out/../../evil'],
    ['dot dot at the end', 'out/..'],
    ['only dot dot', '..'],
    ['dot', './out/evil'],
    ['dot inside', 'out/./evil'],
    ['absolute', '/etc/passwd'],
    ['two slashes in front', '//server/share'],
    ['many slashes (CVE-2021-32804)', '////etc/passwd'],
    ['empty component', 'out//evil'],
    ['slash at the end of a file', 'out/evil/'],
    ['empty name', ''],
    ['backslash path', 'out\\..\\evil'],
    ['UNC path', '\\\\server\\share'],
    ['drive', 'C:/evil'],
    ['drive-relative (CVE-2021-37713)', 'C:evil'],
    ['drive inside', 'out/D:evil'],
    ['device', 'out/CON'],
    ['device with extension', 'out/nul.txt'],
    ['device in a directory', 'out/aux/evil'],
    ['device with spaces', 'out/prn .txt'],
    ['numbered device', 'out/COM1'],
    ['numbered device with a high digit', 'out/lpt²'],
    ['console device', 'out/CONIN$'],
    ['device with a stream', 'out/con:x'],
    ['trailing dot', 'out/evil.'],
    ['trailing space', 'out/evil '],
    ['trailing dot in a directory', 'out/dir./evil'],
    ['newline', 'out/a\nb'],
    ['escape sequence', 'out/\u001B[2J'],
    ['DEL', 'out/a\u007F'],
    ['C1 control', 'out/a\u009B'],
  ];
  const list = refused.map(([title, name]) => bad(title, 'name_refused', rawFile(name, 'evil')));
  return [
    ...list,
    bad(
      'name that is not UTF-8',
      'name_refused',
      rawHeader({ name: Buffer.from('a\xff', 'latin1') }),
    ),
    bad(
      'overlong UTF-8 of a slash',
      'name_refused',
      rawHeader({ name: Buffer.from([0x61, 0xc0, 0xaf]) }),
    ),
    bad('dot dot through the prefix', 'name_refused', rawHeader({ prefix: '..', name: 'evil' })),
    bad('absolute through the prefix', 'name_refused', rawHeader({ prefix: '/etc', name: 'evil' })),
    bad(
      'dot dot over prefix and name',
      'name_refused',
      rawHeader({ prefix: 'out/..', name: '../evil' }),
    ),
    bad('component too long', 'name_too_long', pax({ path: `out/${'a'.repeat(256)}` })),
    bad('component too long in bytes', 'name_too_long', pax({ path: `out/${'é'.repeat(128)}` })),
    bad('path too long', 'name_too_long', pax({ path: `out/${'a/'.repeat(2100)}b` })),
    bad('too deep (CVE-2024-28863)', 'too_deep', pax({ path: `out/${'a/'.repeat(64)}b` })),
  ];
}

function duplicates(): HostileArchive[] {
  const twice = (title: string, first: Buffer, second: Buffer, code = 'name_taken') =>
    bad(title, code, second, first);
  return [
    twice('file twice', rawFile('out/a', '1'), rawFile('out/a', '2')),
    twice('directory twice', rawDirectory('out/d'), rawDirectory('out/d')),
    twice('link, then file (CVE-2026-115378)', rawLink('out/a', 'good'), rawFile('out/a', 'evil')),
    twice('link, then directory', rawLink('out/a', '.'), rawDirectory('out/a')),
    twice('directory, then link (CVE-2018-20834)', rawDirectory('out/a'), rawLink('out/a', '.')),
    twice('implied directory, then link', rawFile('out/a/b', '1'), rawLink('out/a', '.')),
    twice('implied directory, then file', rawFile('out/a/b', '1'), rawFile('out/a', '1')),
    twice('other case', rawFile('out/Name', '1'), rawFile('out/nAME', '2')),
    twice('directory in other case', rawDirectory('out/Dir'), rawFile('out/dir/x', '2')),
    twice('implied directory in other case', rawFile('out/Dir/x', '1'), rawFile('out/dir/y', '2')),
    twice('link, then other case (CVE-2021-37701)', rawLink('out/Foo', 'good'), rawFile('out/foo')),
    twice(
      'composed and decomposed (CVE-2021-37712)',
      rawFile('out/\u00E9'),
      rawFile('out/e\u0301'),
    ),
    twice('sharp s and ss (CVE-2026-23950)', rawFile('out/stra\u00DFe'), rawFile('out/STRASSE')),
    twice('ligature', rawFile('out/\uFB01n'), rawFile('out/fin')),
    twice('sigmas', rawFile('out/\u03C3'), rawFile('out/\u03C2')),
    twice('kelvin sign', rawFile('out/\u212A'), rawFile('out/k')),
    twice('below a file', rawFile('out/a', '1'), rawFile('out/a/b', '2'), 'below_non_directory'),
    twice(
      'below a link (CVE-2021-32803)',
      rawLink('out/l', '.'),
      rawFile('out/l/b'),
      'below_non_directory',
    ),
    twice(
      'deep below a link',
      rawLink('out/l', '.'),
      rawFile('out/l/b/c/d'),
      'below_non_directory',
    ),
    twice(
      'directory below a link',
      rawLink('out/l', '.'),
      rawDirectory('out/l/b'),
      'below_non_directory',
    ),
    twice(
      'below a link in other case',
      rawLink('out/L', '.'),
      rawFile('out/l/b'),
      'below_non_directory',
    ),
    twice(
      'link below a link',
      rawLink('out/l', '.'),
      rawLink('out/l/m', 'x'),
      'below_non_directory',
    ),
  ];
}

function links(): HostileArchive[] {
  const refused: readonly (readonly [title: string, target: string])[] = [
    ['absolute link', '/etc/passwd'],
    ['link out of the root', '../evil'],
    ['link far out', '../../../../../../etc/passwd'],
    ['link with dot dot after a name', 'good/../../evil'],
    ['chained links (CVE-2019-11251)', 'sub/../..'],
    ['link with dot dot after a dot and a name', './a/..'],
    ['empty link target', ''],
    ['drive in a link target (CVE-2026-26960)', 'C:evil'],
    ['backslashes in a link target', '..\\..\\evil'],
    ['device as link target', 'NUL'],
    ['empty component in a link target', 'a//b'],
    ['newline in a link target', 'a\nb'],
  ];
  const list = refused.map(([title, target]) =>
    bad(title, 'link_refused', rawLink('out/link', target)),
  );
  return [
    ...list,
    bad('link target too long', 'link_refused', pax({ linkpath: 'a/'.repeat(2100) }, '2')),
    bad('link component too long', 'link_refused', pax({ linkpath: 'a'.repeat(256) }, '2')),
    bad('link at the root itself', 'link_refused', rawLink('top', '..')),
    bad(
      'hard link (CVE-2018-20834)',
      'type_refused',
      rawHeader({ name: 'out/h', type: '1', linkName: '/etc/passwd' }),
    ),
    bad(
      'hard link inside',
      'type_refused',
      rawHeader({ name: 'out/h', type: '1', linkName: 'out/good' }),
    ),
    bad(
      'link target of a file',
      'field_malformed',
      rawHeader({ name: 'out/f', linkName: '/etc/passwd' }),
    ),
    bad(
      'link target of a directory',
      'field_malformed',
      rawHeader({ name: 'out/f/', type: '5', linkName: '..' }),
    ),
    bad('pax link target of a file', 'field_malformed', pax({ linkpath: 'good' })),
    bad(
      'link with content',
      'size_refused',
      Buffer.concat([
        rawHeader({ name: 'out/l', type: '2', linkName: 'good', size: 4 }),
        rawContent('evil'),
      ]),
    ),
  ];
}

function headers(): HostileArchive[] {
  const types = [
    '3',
    '4',
    '6',
    '7',
    'g',
    'L',
    'K',
    'S',
    'D',
    'M',
    'N',
    'V',
    'X',
    'A',
    'z',
    '\0',
    ' ',
    '\n',
  ];
  const list = types.map((type) =>
    bad(`type ${JSON.stringify(type)}`, 'type_refused', rawHeader({ name: 'out/t', type })),
  );
  const field = (
    title: string,
    offset: number,
    bytes: string | Uint8Array,
    code = 'field_malformed',
  ) => bad(title, code, rawHeader({ name: 'out/f', patches: [[offset, bytes]] }));
  return [
    ...list,
    field('GNU magic', 257, 'ustar  \0', 'not_ustar'),
    field('no magic', 257, Buffer.alloc(8), 'not_ustar'),
    field('other version', 263, '01', 'not_ustar'),
    bad(
      'gzip data',
      'not_ustar',
      Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(508, 1)]),
    ),
    bad('wrong checksum', 'checksum_wrong', rawHeader({ name: 'out/f', checksumError: 1 })),
    bad(
      'checksum of signed bytes',
      'checksum_wrong',
      rawHeader({ name: 'out/é', checksumError: -512 }),
    ),
    field('base-256 size', 124, Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4])),
    field('negative size (CVE-2026-59874)', 124, Buffer.alloc(12, 0xff)),
    field('signed size', 124, '-0000000001\0'),
    field('size without digits', 124, Buffer.alloc(12)),
    field('size with other digits', 124, '00000000009\0'),
    field('size with bytes after a NUL', 124, '0000\u00000001\0\0\0'),
    field('hexadecimal size', 124, '0x000000010\0'),
    field('base-256 time', 136, Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4])),
    field('negative time', 136, '-0000000001\0'),
    field('base-256 owner', 108, Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 4])),
    field('mode without digits', 100, '        '),
    field('name that goes on after a NUL', 0, 'out/f\0../evil'),
    field('prefix that goes on after a NUL', 345, 'out\0evil'),
    field('link name that goes on after a NUL', 157, '\0evil'),
    field('bytes in the unused end', 500, 'evil'),
    field('prefix with a slash at its end', 345, 'out/'),
    bad('prefix without a name', 'field_malformed', rawHeader({ name: '', prefix: 'out' })),
    bad('set-user-ID', 'mode_refused', rawHeader({ name: 'out/f', mode: 0o4755 })),
    bad('set-group-ID', 'mode_refused', rawHeader({ name: 'out/f', mode: 0o2755 })),
    bad('sticky', 'mode_refused', rawHeader({ name: 'out/f/', type: '5', mode: 0o1777 })),
    bad('file type in the mode', 'mode_refused', rawHeader({ name: 'out/f', mode: 0o100644 })),
    bad(
      'directory with content',
      'size_refused',
      Buffer.concat([rawHeader({ name: 'out/d/', type: '5', size: 4 }), rawContent('evil')]),
    ),
    bad(
      'larger than any limit',
      'too_many_bytes',
      rawHeader({ name: 'out/f', patches: [[124, '777777777777']] }),
    ),
    bad('nothing that was asked for', 'outside_roots', rawFile('other', 'evil')),
    bad('name that only begins like a root', 'outside_roots', rawFile('output', 'evil')),
  ];
}

function paxHeaders(): HostileArchive[] {
  const malformed = (title: string, body: string | Uint8Array, code = 'pax_malformed') =>
    bad(title, code, Buffer.concat([rawPaxBody(body), rawFile('out/p', 'evil')]));
  const twice = rawPaxRecord('path', 'out/p') + rawPaxRecord('path', 'out/q');
  return [
    malformed('pax without records', ''),
    malformed('pax length too long', '99 path=out/p\n'),
    malformed('pax length too short', '9 path=out/p\n'),
    malformed('pax length with a leading zero', '015 path=out/p\n'),
    malformed('negative pax length', '-15 path=out/p\n'),
    malformed('huge pax length', '99999999999999999999 path=a\n'),
    malformed('pax length of nothing', '3 \n'),
    malformed('pax record without equals sign', '7 path\n'),
    malformed('pax record without newline', '15 path=out/pqr'),
    malformed('pax that is not UTF-8', Buffer.from('11 path=a\xff\n', 'latin1')),
    malformed('pax key twice', twice),
    malformed('NUL in a pax path (CVE-2026-59875)', rawPaxRecord('path', 'out/p\0/../../evil')),
    malformed('newline in a pax path', rawPaxRecord('path', 'out/p\nevil')),
    malformed('empty pax path', rawPaxRecord('path', '')),
    malformed('negative pax size', rawPaxRecord('size', '-1')),
    malformed('pax size with a fraction', rawPaxRecord('size', '1.5')),
    malformed('huge pax size', rawPaxRecord('size', '99999999999999999999')),
    malformed('pax size in exponents', rawPaxRecord('size', '1e3')),
    malformed('negative pax time', rawPaxRecord('mtime', '-1')),
    malformed('bytes after pax records', `${rawPaxRecord('path', 'out/p')}evil`),
    ...[
      'uid',
      'SCHILY.xattr.security.capability',
      'GNU.sparse.major',
      'LIBARCHIVE.symlinktype',
      '__proto__',
      'charset',
    ].map((key) => malformed(`pax key ${key}`, rawPaxRecord(key, '0'), 'pax_key_refused')),
    bad('pax path that leaves', 'name_refused', pax({ path: '../evil' })),
    bad('absolute pax path', 'name_refused', pax({ path: '/etc/passwd' })),
    bad('pax path of a file with a slash at its end', 'name_refused', pax({ path: 'out/evil/' })),
    bad('pax size that contradicts', 'size_refused', pax({ size: '1024' })),
    bad('pax link target that leaves', 'link_refused', pax({ linkpath: '../../evil' }, '2')),
    bad('pax header too large', 'pax_too_large', rawPaxBody('x'.repeat(16 * 1024 + 1))),
    bad(
      'two pax headers',
      'pax_malformed',
      Buffer.concat([rawPax({ path: 'out/p' }), pax({ path: 'out/q' })]),
    ),
    bad('pax header at the end', 'pax_malformed', rawPax({ path: 'out/p' })),
    bad('global pax header', 'type_refused', rawPaxBody(rawPaxRecord('path', 'out/p'), 'g')),
    bad(
      'padding of a pax header',
      'padding_not_zero',
      Buffer.concat([dirty(rawPax({ path: 'out/p' })), rawFile('x')]),
    ),
  ];
}

function ends(): HostileArchive[] {
  const whole = Buffer.concat([GOOD, RAW_END]);
  const cut = (title: string, byteCount: number): HostileArchive => ({
    title,
    code: 'truncated',
    bytes: whole.subarray(0, byteCount),
    badOffset: Math.min(byteCount, GOOD.length),
  });
  const afterEnd = (title: string, code: string, tail: Buffer): HostileArchive => ({
    title,
    code,
    bytes: Buffer.concat([GOOD, tail]),
    badOffset: GOOD.length,
  });
  return [
    cut('no end', GOOD.length),
    cut('half an end', GOOD.length + 512),
    cut('an end less one byte', GOOD.length + 1023),
    cut('cut in the content', 1024 + 5),
    cut('cut in the padding', 1024 + 100),
    { ...cut('cut in a header', 512 + 100), badOffset: 512 },
    cut('nothing at all', 0),
    afterEnd(
      'entry after one block of zeros',
      'trailing_data',
      Buffer.concat([Buffer.alloc(512), rawFile('out/x'), RAW_END]),
    ),
    afterEnd(
      'entry after the end',
      'trailing_data',
      Buffer.concat([RAW_END, rawFile('out/x'), RAW_END]),
    ),
    afterEnd('a byte after the end', 'trailing_data', Buffer.concat([RAW_END, Buffer.alloc(1)])),
    afterEnd('zeros after the end', 'trailing_data', Buffer.concat([RAW_END, RAW_END])),
    {
      ...bad('bytes in the padding', 'padding_not_zero', Buffer.alloc(0)),
      bytes: Buffer.concat([rawDirectory('out'), dirty(rawFile('out/x', 'evil')), RAW_END]),
      badOffset: 1024 + 511,
    },
  ];
}

/** An archive with a bad part after good ones. */
function bad(
  title: string,
  code: string,
  part: Buffer,
  before: Buffer = Buffer.alloc(0),
): HostileArchive {
  const start = Buffer.concat([GOOD, before]);
  return { title, code, bytes: Buffer.concat([start, part, RAW_END]), badOffset: start.length };
}

/** An entry with a pax header. */
function pax(records: Readonly<Record<string, string>>, type = '0'): Buffer {
  return Buffer.concat([rawPax(records), rawHeader({ name: 'out/p', type })]);
}

/** The same with its last byte, which is padding, set. */
function dirty(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = 1;
  return copy;
}

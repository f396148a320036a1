import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RAW_END, rawContent, rawHeader, rawPax } from '../testing/index.ts';
import { ArchiveScanner } from './archive-scanner.ts';

/** What a reader gets from an archive; undefined where it refuses it. */
type Reading = readonly string[] | undefined;

/** Reads with the scanner, in pieces. */
function scan(bytes: Buffer, pieceBytes: number): Reading {
  const scanner = new ArchiveScanner({ caseSensitive: true });
  const entries: string[] = [];
  let content = Buffer.alloc(0);
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      scanner.feed(bytes.subarray(at, at + pieceBytes));
      for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
        if (step === 'entry') content = Buffer.alloc(0);
        if (step === 'content') content = Buffer.concat([content, scanner.content]);
        if (step === 'entry-end' && scanner.entry !== undefined) {
          const { type, path, mode, modifiedSeconds, linkTarget } = scanner.entry;
          const text = content.toString('hex');
          entries.push(JSON.stringify([type, path, mode, modifiedSeconds, linkTarget, text]));
        }
      }
    }
    scanner.finish();
  } catch {
    return undefined;
  }
  return entries;
}

/** The same the slow and simple way: the whole archive at once, text and regular expressions. */
function readNaively(bytes: Buffer): Reading {
  const entries: string[] = [];
  const kinds = new Map<string, string>();
  let pax: Map<string, string> | undefined;
  let at = 0;
  for (;;) {
    const block = bytes.subarray(at, at + 512);
    if (block.length < 512) return undefined;
    if (block.every((byte) => byte === 0)) {
      const rest = bytes.subarray(at);
      const ended = rest.length === 1024 && rest.every((byte) => byte === 0);
      return ended && pax === undefined ? entries : undefined;
    }
    const header = parseNaively(block);
    if (header === undefined) return undefined;
    const end = at + 512 + header.size;
    const body = bytes.subarray(at + 512, end);
    const padding = bytes.subarray(end, end + ((512 - (header.size % 512)) % 512));
    if (body.length < header.size || padding.some((byte) => byte !== 0)) return undefined;
    at = end + padding.length;
    if (at > bytes.length || at % 512 !== 0) return undefined;
    if (header.type === 'x') {
      const records = parsePaxNaively(body.toString('latin1'));
      if (pax !== undefined || records === undefined) return undefined;
      pax = records;
      continue;
    }
    const type = { 0: 'file', 2: 'link', 5: 'directory' }[header.type];
    const written = pax?.get('path') ?? header.path;
    const path = type === 'directory' ? written.replace(/(?<=.)\/$/, '') : written;
    const target = pax?.get('linkpath') ?? header.target;
    const time = Number(pax?.get('mtime') ?? header.time);
    pax = undefined;
    if (type === undefined || header.mode > 0o777 || !goodPath(path)) return undefined;
    if (type !== 'file' && header.size > 0) return undefined;
    if (type === 'link' ? !goodTarget(path, target) : target !== '') return undefined;
    if (!claimNaively(kinds, path, type)) return undefined;
    entries.push(JSON.stringify([type, path, header.mode, time, target, body.toString('hex')]));
  }
}

function parseNaively(block: Buffer) {
  const text = block.toString('latin1');
  const sum = block.reduce((total, byte, index) => {
    return total + (index >= 148 && index < 156 ? 32 : byte);
  }, 0);
  const octal = (from: number, to: number, empty = false): number => {
    const field = text.slice(from, to);
    if (empty && field.startsWith('\0')) return 0;
    return /^[0-7]+ *$/.test(field.replaceAll('\0', ' ')) ? Number.parseInt(field, 8) : Number.NaN;
  };
  const string = (from: number, to: number): string => {
    const field = block.subarray(from, to);
    const zero = field.indexOf(0);
    const used = zero === -1 ? field : field.subarray(0, zero);
    if (field.subarray(used.length).some((byte) => byte !== 0)) return '\0';
    return used.equals(Buffer.from(used.toString())) ? used.toString() : '\0';
  };
  const [prefix, name] = [string(345, 500), string(0, 100)];
  const numbers = [octal(100, 108), octal(124, 136), octal(136, 148)] as const;
  const others = [108, 116, 329, 337].map((from) => octal(from, from + 8, true));
  const texts = [
    prefix,
    name,
    string(157, 257),
    string(265, 297),
    string(297, 329),
    string(500, 512),
  ];
  if (text.slice(257, 265) !== 'ustar\u000000' || octal(148, 156) !== sum) return undefined;
  if ([...numbers, ...others].some((value) => Number.isNaN(value))) return undefined;
  if (texts.includes('\0') || texts.at(-1) !== '') return undefined;
  if (prefix !== '' && (name === '' || prefix.endsWith('/'))) return undefined;
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const [mode, size, time] = numbers;
  return { type: text.charAt(156), path, mode, size, time, target: texts[2] ?? '' };
}

function parsePaxNaively(body: string): Map<string, string> | undefined {
  const records = new Map<string, string>();
  let rest = body;
  while (rest !== '') {
    const match = /^([1-9][0-9]{0,5}) ([^=]*)=/.exec(rest);
    const record = rest.slice(0, Number(match?.[1]));
    if (match === null || record.length !== Number(match[1]) || !record.endsWith('\n')) {
      return undefined;
    }
    const value = Buffer.from(record.slice(match[0].length, -1), 'latin1').toString();
    const key = match[2] ?? '';
    if (match[0].length >= record.length || value === '' || /[\p{Cc}\uFFFD]/u.test(value)) {
      return undefined;
    }
    if (!['path', 'linkpath', 'mtime'].includes(key) || records.has(key)) return undefined;
    if (key === 'mtime' && !/^\d{1,11}(\.\d{1,9})?$/.test(value)) return undefined;
    records.set(key, value);
    rest = rest.slice(record.length);
  }
  return body === '' ? undefined : records;
}

function goodPath(path: string): boolean {
  if (/[\p{Cc}\\]/u.test(path) || Buffer.byteLength(path) > 4096) return false;
  const parts = path.split('/');
  return (
    parts.length <= 64 && parts.every((part) => !/^$|[. ]$|^[a-z]:/i.test(part) && short(part))
  );
}

function goodTarget(path: string, target: string): boolean {
  if (/[\p{Cc}\\]|^$|^\/|\/\/|\/[a-z]:|^[a-z]:/iu.test(target)) return false;
  const depth = path.split('/').length - 1;
  const parts = target
    .replace(/\/$/, '')
    .split('/')
    .filter((part) => part !== '.');
  const ups = parts.findIndex((part) => part !== '..');
  const upCount = ups === -1 ? parts.length : ups;
  return upCount <= depth && !parts.slice(upCount).includes('..') && parts.every(short);
}

function short(part: string): boolean {
  return Buffer.byteLength(part) <= 255;
}

function claimNaively(kinds: Map<string, string>, path: string, type: string): boolean {
  const parts = path.split('/');
  for (let count = 1; count < parts.length; count += 1) {
    const parent = parts.slice(0, count).join('/');
    const kind = kinds.get(parent);
    if (kind === 'file' || kind === 'link') return false;
    if (kind === undefined) kinds.set(parent, 'implied');
  }
  const kind = kinds.get(path);
  if (kind !== undefined && !(kind === 'implied' && type === 'directory')) return false;
  kinds.set(path, type);
  return true;
}

const component = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('a', 'b', 'A', 'dir', 'é', 'x.y', '..b') },
  { weight: 1, arbitrary: fc.constantFrom('..', '.', '', 'a.', 'C:', 'a\\b', 'a\nb') },
);
const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const target = fc
  .array(fc.oneof(component, fc.constant('..')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const entry = fc.record({
  kind: fc.constantFrom('file', 'file', 'directory', 'link'),
  path,
  target,
  content: fc.uint8Array({ maxLength: 700 }),
  mode: fc.integer({ min: 0, max: 0o1010 }),
  viaPax: fc.boolean(),
});

function encode(value: typeof entry extends fc.Arbitrary<infer T> ? T : never): Buffer {
  const { kind, content, mode, viaPax } = value;
  const name = kind === 'directory' ? `${value.path}/` : value.path;
  const linkName = kind === 'link' ? value.target : '';
  const size = kind === 'file' ? content.length : 0;
  const type = { file: '0', directory: '5', link: '2' }[kind] ?? '0';
  const header = rawHeader({ name: viaPax ? 'n' : name, linkName, size, type, mode });
  const records = viaPax ? [rawPax({ path: name })] : [];
  return Buffer.concat([
    ...records,
    header,
    kind === 'file' ? rawContent(content) : RAW_END.subarray(0, 0),
  ]);
}

const archive = fc
  .array(entry, { maxLength: 5 })
  .map((entries) => Buffer.concat([...entries.map(encode), RAW_END]));

describe('agrees with a naive reader', { timeout: 60_000 }, () => {
  test('on entries of all kinds, good and bad', () => {
    let acceptedCount = 0;
    fc.assert(
      fc.property(archive, fc.integer({ min: 1, max: 1500 }), (bytes, pieceBytes) => {
        const naive = readNaively(bytes);
        expect(scan(bytes, pieceBytes)).toEqual(naive);
        if (naive !== undefined && naive.length > 0) acceptedCount += 1;
      }),
      { numRuns: 2000 },
    );
    // Else the property would only have compared refusals.
    expect(acceptedCount).toBeGreaterThan(200);
  });

  test('on damaged archives, with checksums made right again', () => {
    const damage = fc.array(
      fc.record({ at: fc.nat(), byte: fc.constantFrom(0, 0x20, 0x2f, 0x30, 0x31, 0x80, 0xff) }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(archive, damage, fc.integer({ min: 1, max: 1500 }), (good, hits, pieceBytes) => {
        const bytes = Buffer.from(good);
        for (const { at, byte } of hits) {
          const place = at % bytes.length;
          bytes[place] = byte;
          repairChecksum(bytes.subarray(place - (place % 512), place - (place % 512) + 512));
        }
        expect(scan(bytes, pieceBytes)).toEqual(readNaively(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  test('on archives that are cut', () => {
    fc.assert(
      fc.property(archive, fc.nat(), (good, cut) => {
        const bytes = good.subarray(0, cut % good.length);
        expect(scan(bytes, 512)).toEqual(readNaively(bytes));
        expect(scan(bytes, 512)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

/** Else nearly every damage would end at the checksum. */
function repairChecksum(block: Buffer): void {
  if (block.toString('latin1', 257, 262) !== 'ustar') return;
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}

import { describe, expect, test } from 'vitest';
import { printableName } from './archive-error.ts';
import { NameLedger } from './name-ledger.ts';

describe('NameLedger', () => {
  test('keeps many names apart while it grows', () => {
    const ledger = new NameLedger({ caseSensitive: false, maxEntryCount: 200_000 });
    for (let index = 0; index < 50_000; index += 1)
      ledger.claim(`d${index % 100}/f${index}`, 'file');
    expect(ledger.count).toBe(50_100);
    for (let index = 0; index < 50_000; index += 997) {
      expect(() => ledger.claim(`D${index % 100}/F${index}`, 'file')).toThrow(
        expect.objectContaining({ code: 'name_taken' }),
      );
    }
  });

  test('says which directories are implied, once', () => {
    const ledger = new NameLedger({ caseSensitive: true, maxEntryCount: 100 });
    expect(ledger.claim('a/b/c', 'file')).toEqual(['a', 'a/b']);
    expect(ledger.claim('a/b/d', 'file')).toEqual([]);
    expect(ledger.claim('a/x/d', 'file')).toEqual(['a/x']);
    expect(ledger.claim('a', 'directory')).toEqual([]);
    expect(() => ledger.claim('a', 'directory')).toThrow(/another entry/);
  });

  test('names that fold to other lengths keep their parents', () => {
    const ledger = new NameLedger({ caseSensitive: false, maxEntryCount: 100 });
    expect(ledger.claim('straße/ﬁ/x', 'file')).toEqual(['straße', 'straße/ﬁ']);
    expect(() => ledger.claim('STRASSE/y', 'file')).toThrow(
      expect.objectContaining({ code: 'name_taken' }),
    );
  });
});

describe('printableName', () => {
  test('takes control characters, quotes and direction marks out, and shortens', () => {
    expect(printableName('a\u001B[2J\n"b"\u202Egnp.exe')).toBe('a?[2J??b??gnp.exe');
    expect(printableName('ünïcode ok')).toBe('ünïcode ok');
    expect(printableName('😀'.repeat(200)).length).toBeLessThanOrEqual(120);
    expect(printableName('x'.repeat(10_000)).length).toBeLessThanOrEqual(120);
  });
});

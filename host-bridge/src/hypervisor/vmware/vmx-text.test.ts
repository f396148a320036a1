import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatVmx, parseVmx } from './vmx-text.ts';

describe("VMware's text files", () => {
  test('have a line for each value', () => {
    const values = new Map([
      ['.encoding', 'UTF-8'],
      ['sata0:0.fileName', '/a b/disk, x=1.vmdk'],
    ]);
    expect(formatVmx(values)).toBe(
      '.encoding = "UTF-8"\nsata0:0.fileName = "/a b/disk, x=1.vmdk"\n',
    );
  });

  test('let no value be more than one', () => {
    const value = 'x"\nserial0.fileName = "/etc/passwd" # |22\0';
    const text = formatVmx(new Map([['ide1:0.fileName', value]]));
    expect(text).toBe(
      'ide1:0.fileName = "x|22|0Aserial0.fileName = |22/etc/passwd|22 |23 |7C22|00"\n',
    );
    expect([...parseVmx(text)]).toEqual([['ide1:0.fileName', value]]);
  });

  test.each(['', 'a b', 'a=', 'a"', '\n', '1'])('have no key %j', (key) => {
    expect(() => formatVmx(new Map([[key, '']]))).toThrow(RangeError);
  });

  test('are read as they were written, whatever the values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseVmx(formatVmx(new Map([['key', value]]))).get('key')).toBe(value);
      }),
    );
  });

  test('are read without what is of another form', () => {
    const text = '#!/usr/bin/vmware\r\nmemsize = "64"\r\nx\n = "1"\nmemsize="32"\na = b\n\0\xff';
    expect([...parseVmx(text)]).toEqual([['memsize', '32']]);
  });
});

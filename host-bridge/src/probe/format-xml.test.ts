import { XmlText, type XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatProbeXml } from './format-xml.ts';
import { elementsOf, rootOf } from './parsed-xml.ts';
import { EMPTY_REPORT, FULL_REPORT } from './probe-report-fixture.ts';

/** Children of an element by their names; each may be there once. */
function fieldsOf(element: XmlElement): Map<string, XmlElement> {
  const children = elementsOf(element);
  const fields = new Map(children.map((child) => [child.name, child]));
  expect(fields.size).toBe(children.length);
  return fields;
}

const snakeCase = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A naive reader: takes the JSON for the form, and demands that the XML says the same. */
function expectSame(element: XmlElement, value: unknown): void {
  if (Array.isArray(value)) {
    const entries = elementsOf(element);
    expect(entries).toHaveLength(value.length);
    expect(new Set(entries.map(({ name }) => name)).size).toBeLessThanOrEqual(1);
    for (const [index, entry] of entries.entries()) expectSame(entry, value[index]);
  } else if (typeof value === 'object' && value !== null) {
    const fields = fieldsOf(element);
    expect([...fields.keys()]).toEqual(Object.keys(value).map(snakeCase));
    for (const [name, child] of Object.entries(value)) {
      const field = fields.get(snakeCase(name));
      if (field !== undefined) expectSame(field, child);
    }
  } else {
    expect(element.children.every((child) => child instanceof XmlText)).toBe(true);
    const is = typeof value === 'boolean' ? Number(value) : value;
    expect(element.text).toBe(String(is));
  }
  expect(element.attributes).toEqual({});
}

describe('XML', () => {
  test.each([
    ['all of the form', FULL_REPORT],
    ['nothing', EMPTY_REPORT],
  ])('says what JSON says: %s', (_, report) => {
    const element = rootOf(formatProbeXml(report));
    expect(element.name).toBe('vmslot_probe');
    expectSame(element, JSON.parse(JSON.stringify(report)));
  });

  test('names the entries of each list', () => {
    const names = (path: readonly string[]) => {
      let element: XmlElement | undefined = rootOf(formatProbeXml(FULL_REPORT));
      for (const name of path)
        element = elementsOf(element ?? { children: [] }).find((child) => child.name === name);
      return new Set(elementsOf(element ?? { children: [] }).map(({ name }) => name));
    };
    expect(names(['drivers'])).toEqual(new Set(['driver']));
    expect(names(['drivers', 'driver', 'rejected'])).toEqual(new Set(['trial']));
    expect(names(['capabilities'])).toEqual(new Set(['capability']));
    expect(names(['plugins'])).toEqual(new Set(['plugin']));
    expect(names(['resources', 'cpu_features'])).toEqual(new Set(['cpu_feature']));
    expect(names(['resources', 'accelerators'])).toEqual(new Set(['accelerator']));
    expect(names(['skipped'])).toEqual(new Set(['part']));
    expect(names(['problems'])).toEqual(new Set(['problem']));
  });

  test('keeps white space, and replaces what XML cannot hold', () => {
    const problem = '/a  b\n\tc\u0000\u0085\uFFFE';
    const problems = elementsOf(
      rootOf(formatProbeXml({ ...EMPTY_REPORT, problems: [problem] })),
    ).at(-1);
    expect(problems?.text).toBe('\n    /a  b\n\tc···\n  ');
  });

  test('is well-formed whatever stands in a report', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
    );
    fc.assert(
      fc.property(text, (problem) => {
        const element = rootOf(formatProbeXml({ ...EMPTY_REPORT, problems: [problem] }));
        expect(elementsOf(element).at(-1)?.name).toBe('problems');
      }),
    );
  });
});

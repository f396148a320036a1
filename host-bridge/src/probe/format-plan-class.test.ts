import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPlanClass } from './format-plan-class.ts';
import { elementsOf, rootOf } from './parsed-xml.ts';
import { EMPTY_REPORT, FULL_REPORT } from './probe-report-fixture.ts';

describe('a plan class', () => {
  const classOf = (text: string) => {
    const [planClass, ...more] = elementsOf(rootOf(text));
    expect(more).toEqual([]);
    return elementsOf(planClass ?? { children: [] }).map(({ name, text: is }) => [name, is]);
  };
  const { resources } = FULL_REPORT;

  test('asks for the CPU feature with which a guest ran', () => {
    const text = formatPlanClass('vm_fast', FULL_REPORT);
    expect(rootOf(text).name).toBe('plan_classes');
    expect(classOf(text)).toEqual([
      ['name', 'vm_fast'],
      ['cpu_feature', 'vmx'],
      ['min_ncpus', '1'],
      ['max_threads', '1'],
    ]);
    expect(text).toContain('hosts with\n    svm (AMD) need a class of their own');
    expect(text).toContain('<min_libc_version>236</min_libc_version> -->');
    expect(text).toContain('This host has 16000 MB');
  });

  test('asks for none where guests are emulated, or were not tried', () => {
    const [qemu, other] = FULL_REPORT.drivers;
    const emulated = { ...FULL_REPORT, drivers: [{ ...qemu!, accelerator: 'tcg' as const }] };
    const untried = { ...FULL_REPORT, drivers: [other!] };
    for (const report of [emulated, untried, EMPTY_REPORT]) {
      expect(classOf(formatPlanClass('vm', report)).map(([name]) => name)).toEqual([
        'name',
        'min_ncpus',
        'max_threads',
      ]);
    }
    expect(formatPlanClass('vm', emulated)).toContain(
      'A guest ran under tcg here, and the CPU shows vmx',
    );
    expect(formatPlanClass('vm', EMPTY_REPORT)).toContain('No guest was tried here');
  });

  test('is well-formed whatever the system calls itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('--', '---', 'a-', '-->')),
        (name) => {
          const report = {
            ...FULL_REPORT,
            resources: { ...resources!, operatingSystem: name, architecture: name },
          };
          expect(classOf(formatPlanClass('vm', report))).toHaveLength(4);
        },
      ),
    );
  });

  test.each(['', 'a b', 'a/b', '-x', 'x'.repeat(65), 'my_VBox64', 'docker', 'wsl2', 'a<b'])(
    'refuses the name %j',
    (name) => {
      expect(() => formatPlanClass(name, EMPTY_REPORT)).toThrow(
        expect.objectContaining({ code: 'usage' }),
      );
    },
  );
});

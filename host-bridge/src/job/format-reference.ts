import { JOB_ELEMENTS, ROOT_ELEMENT } from './elements.ts';
import type { ElementSpec, ElementTable } from './elements.ts';
import { VALUE_RULES } from './values.ts';

/**
 * The reference of all elements as Markdown: one table for the root and one for each group, made
 * from the table of elements. docs/job-file.md contains it; a test compares them.
 */
export function formatReference(): string {
  const sections = [formatSection(ROOT_ELEMENT, JOB_ELEMENTS)];
  for (const [name, spec] of Object.entries<ElementSpec>(JOB_ELEMENTS)) {
    if (spec.kind === 'group') {
      sections.push(formatSection(name, spec.elements));
    }
  }
  return sections.join('\n\n');
}

function formatSection(name: string, table: ElementTable): string {
  const rows = Object.entries(table).map(([child, spec]) => formatRow(child, spec));
  const head = '| element | value | how often | when absent | meaning |';
  return [`### Inside \`<${name}>\``, '', head, '| - | - | - | - | - |', ...rows].join('\n');
}

function formatRow(name: string, spec: ElementSpec): string {
  const value =
    spec.kind === 'group' ? 'elements, see below' : VALUE_RULES[spec.kind].describe(spec);
  const cells = [`\`${name}\``, value, formatCount(spec), formatAbsent(spec), spec.meaning];
  return `| ${cells.join(' | ')} |`;
}

function formatCount({ required, maxCount = 1 }: ElementSpec): string {
  if (maxCount === 1) {
    return required === true ? 'once' : 'at most once';
  }
  return `${required === true ? '1' : '0'} to ${maxCount}`;
}

function formatAbsent(spec: ElementSpec): string {
  if (spec.required === true) {
    return 'error';
  }
  if (spec.kind === 'group') {
    return 'none';
  }
  return spec.default === undefined ? (spec.whenAbsent ?? 'none') : `\`${spec.default}\``;
}

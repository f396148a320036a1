import type { ElementSpec, ElementTable, LeafElement, ValueKind, ValueOfKind } from './elements.ts';
import { nearestName } from './nearest-name.ts';
import type { Problems } from './problems.ts';
import { quote, quoteElement } from './quote.ts';
import type { JobNode } from './read-xml.ts';
import { VALUE_RULES } from './values.ts';

/** What was found for one element: each time it is there, its value and its line. */
export interface Entry<V> {
  readonly value: V;
  readonly line: number;
}

/** Everything found inside one element, by name of the child; a default counts as found. */
export type Found<T extends ElementTable> = {
  readonly [N in keyof T]: readonly Entry<ValueOf<T[N]>>[];
};

type ValueOf<S extends ElementSpec> = S extends {
  kind: 'group';
  elements: infer E extends ElementTable;
}
  ? Found<E>
  : S extends { kind: infer K extends ValueKind }
    ? ValueOfKind[K]
    : never;

/**
 * Reads the children of `node` by their table. Whatever is wrong goes to `problems`; entries that
 * are wrong are left out, so the result is complete only where no problem was added.
 */
export function readElements<T extends ElementTable>(
  node: JobNode,
  table: T,
  problems: Problems,
): Found<T> {
  checkBareElement(node, Object.keys(table), problems);
  const seen = new Map<string, number[]>();
  const found: Record<string, Entry<unknown>[]> = {};
  for (const name of Object.keys(table)) {
    found[name] = [];
  }
  for (const child of node.children) {
    const spec = Object.hasOwn(table, child.name) ? table[child.name] : undefined;
    if (spec === undefined) {
      addUnknownElement(child, node.name, Object.keys(table), problems);
      continue;
    }
    const lines = seen.get(child.name) ?? [];
    seen.set(child.name, lines);
    lines.push(child.line);
    if (isWithinCount(child, spec, lines, problems)) {
      found[child.name]?.push(...readChild(child, spec, problems));
    }
  }
  for (const [name, spec] of Object.entries(table)) {
    if (!seen.has(name)) {
      found[name]?.push(...readAbsent(name, spec, node, problems));
    }
  }
  // Each entry was parsed by the rules of its own kind, which the type system cannot follow here.
  return found as unknown as Found<T>;
}

function readChild(child: JobNode, spec: ElementSpec, problems: Problems): Entry<unknown>[] {
  if (spec.kind === 'group') {
    return [{ value: readElements(child, spec.elements, problems), line: child.line }];
  }
  const rules = VALUE_RULES[spec.kind];
  const right = `write ${rules.describe(spec)}`;
  if (child.attributes.length > 0 || child.children.length > 0) {
    const other = child.children[0];
    const wrong =
      other === undefined
        ? `has the attribute ${quote(child.attributes[0] ?? '')}, but no attributes are known`
        : `has ${quoteElement(other.name)} inside`;
    problems.add({ line: child.line, element: quoteElement(child.name), wrong, right });
    return [];
  }
  const text = rules.exact === true ? child.text : child.text.trim();
  const parsed = rules.parse(text, spec);
  if (parsed.ok) {
    return [{ value: parsed.value, line: child.line }];
  }
  const wrong = text === '' ? 'is empty' : `${quote(text)} ${parsed.wrong}`;
  problems.add({ line: child.line, element: quoteElement(child.name), wrong, right });
  return [];
}

function readAbsent(
  name: string,
  spec: ElementSpec,
  node: JobNode,
  problems: Problems,
): Entry<unknown>[] {
  if (spec.required === true) {
    problems.add({
      line: node.line,
      element: quoteElement(node.name),
      wrong: `has no <${name}>`,
      right: `add <${name}>${spec.kind === 'group' ? '' : `: ${VALUE_RULES[spec.kind].describe(spec)}`}`,
    });
  }
  if (spec.kind === 'group' || spec.default === undefined) {
    return [];
  }
  const parsed = parseDefault(name, spec, spec.default);
  return [{ value: parsed, line: node.line }];
}

/** A default is part of the table, so one that does not parse is a fault of the table. */
function parseDefault(name: string, spec: LeafElement, text: string): unknown {
  const parsed = VALUE_RULES[spec.kind].parse(text, spec);
  if (!parsed.ok) {
    throw new TypeError(`default of <${name}> in the table of elements ${parsed.wrong}`);
  }
  return parsed.value;
}

function isWithinCount(
  child: JobNode,
  spec: ElementSpec,
  lines: readonly number[],
  problems: Problems,
): boolean {
  const maxCount = spec.maxCount ?? 1;
  if (lines.length <= maxCount) {
    return true;
  }
  const element = quoteElement(child.name);
  if (maxCount === 1) {
    const wrong = `is there again, first in line ${lines[0]}`;
    problems.add({ line: child.line, element, wrong, right: 'keep one of them' });
  } else if (lines.length === maxCount + 1) {
    const wrong = `is there more than ${maxCount} times`;
    problems.add({ line: child.line, element, wrong, right: `keep at most ${maxCount}` });
  }
  return false;
}

function addUnknownElement(
  child: JobNode,
  parent: string,
  known: readonly string[],
  problems: Problems,
): void {
  problems.add(() => {
    const nearest = nearestName(child.name, known);
    return {
      line: child.line,
      element: quoteElement(child.name),
      wrong: `is not known inside <${parent}>`,
      right: nearest === undefined ? `known are ${known.join(', ')}` : `did you mean <${nearest}>?`,
    };
  });
}

/** An element that holds others has no attributes and no text of its own. */
function checkBareElement(node: JobNode, known: readonly string[], problems: Problems): void {
  for (const attribute of node.attributes) {
    problems.add(() => {
      const nearest = nearestName(attribute, known);
      return {
        line: node.line,
        element: quoteElement(node.name),
        wrong: `has the attribute ${quote(attribute)}, but no attributes are known`,
        right:
          nearest === undefined
            ? 'write elements inside it'
            : `write <${nearest}>...</${nearest}> inside it`,
      };
    });
  }
  const text = node.text.trim();
  if (text !== '') {
    problems.add({
      line: node.line,
      element: quoteElement(node.name),
      wrong: `has the text ${quote(text)}`,
      right: `write elements inside it: ${known.join(', ')}`,
    });
  }
}

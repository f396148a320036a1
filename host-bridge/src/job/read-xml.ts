import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';

import { guardXml } from './guard-xml.ts';
import type { Problems } from './problems.ts';

/** An element of a job file: what the reader of elements needs of the XML tree. */
export interface JobNode {
  readonly name: string;
  /** Line of its start tag; the first line is 1. */
  readonly line: number;
  readonly attributes: readonly string[];
  /** Text directly inside, CDATA included, references replaced. */
  readonly text: string;
  readonly children: readonly JobNode[];
}

/**
 * Parses the XML of a job file. Text that is not well-formed, or that `guardXml` refuses, is added
 * to `problems`, and the result is undefined.
 */
export function readXml(source: string, problems: Problems): JobNode | undefined {
  // The parser turns line ends by itself, but needs quadratic time for a text with many of them.
  const text = source.replaceAll(/\r\n?/g, '\n');
  const refusal = guardXml(text);
  if (refusal !== undefined) {
    problems.add({ element: 'XML', ...refusal });
    return undefined;
  }
  try {
    const { root } = parseXml(text, { includeOffsets: true });
    return root === null ? undefined : toJobNode(root, findLineStarts(text));
  } catch (error) {
    if (!(error instanceof XmlError)) {
      throw error;
    }
    problems.add({
      line: lineOfCodePoint(text, error.pos),
      element: 'XML',
      wrong: withoutPlace(error),
      right: 'correct the XML',
    });
    return undefined;
  }
}

/** The parser's message ends with place and excerpt, on lines of their own from the second on. */
function withoutPlace(error: XmlError): string {
  const [first = ''] = error.message.split('\n');
  return first.replace(` (line ${error.line}, column ${error.column})`, '');
}

/** Recursion is bounded by MAX_XML_DEPTH, which the guard has checked. */
function toJobNode(element: XmlElement, lineStarts: readonly number[]): JobNode {
  let text = '';
  const children: JobNode[] = [];
  for (const child of element.children) {
    if (child instanceof XmlText) {
      text += child.text;
    } else if (child instanceof XmlElement) {
      children.push(toJobNode(child, lineStarts));
    }
  }
  return {
    name: element.name,
    line: lineOfOffset(lineStarts, element.start),
    attributes: Object.keys(element.attributes),
    text,
    children,
  };
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function lineOfOffset(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low + 1;
}

/** The parser counts the place of an error in code points, unlike the offsets of nodes. */
function lineOfCodePoint(text: string, position: number): number {
  let line = 1;
  let passed = 0;
  for (const char of text) {
    if (passed >= position) {
      break;
    }
    passed += 1;
    line += char === '\n' ? 1 : 0;
  }
  return line;
}

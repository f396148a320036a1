/** Longest job file, in bytes, and longest text of one in UTF-16 units. */
export const MAX_JOB_FILE_BYTES = 1024 * 1024;

/** Deepest nesting of elements. A job file needs 3; the parser recurses for each level. */
export const MAX_XML_DEPTH = 16;

/** Why a text is not given to the XML parser. */
export interface XmlRefusal {
  readonly line: number;
  readonly wrong: string;
  readonly right: string;
}

const COMMENT = { start: '<!--', end: '-->' };
const CDATA = { start: '<![CDATA[', end: ']]>' };
const INSTRUCTION = { start: '<?', end: '?>' };

/**
 * Looks for what the XML parser cannot bound by itself, in linear time: a text that is too long,
 * nested deeper than MAX_XML_DEPTH, not well-formed UTF-16, or with a DOCTYPE (the one place where
 * entities could be declared). Anything else that is wrong is left to the parser.
 */
export function guardXml(text: string): XmlRefusal | undefined {
  if (text.length > MAX_JOB_FILE_BYTES) {
    const wrong = `is longer than ${MAX_JOB_FILE_BYTES} bytes`;
    return { line: 1, wrong, right: 'name directories instead of many files' };
  }
  if (!text.isWellFormed()) {
    return { line: 1, wrong: 'has half a surrogate pair', right: 'save the file as UTF-8' };
  }
  return guardTags(text);
}

function guardTags(text: string): XmlRefusal | undefined {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const section = [COMMENT, CDATA, INSTRUCTION].find(({ start }) => text.startsWith(start, at));
    if (section !== undefined) {
      const end = text.indexOf(section.end, at + section.start.length);
      if (end < 0) {
        return undefined;
      }
      at = end + section.end.length;
      continue;
    }
    if (text.startsWith('<!', at)) {
      const wrong = 'has a declaration (<!...>)';
      return { line: lineAt(text, at), wrong, right: 'remove it; a job file needs no DOCTYPE' };
    }
    const end = findTagEnd(text, at);
    if (end < 0) {
      return undefined;
    }
    if (text.startsWith('</', at)) {
      depth -= 1;
    } else if (text[end - 1] !== '/') {
      depth += 1;
    }
    if (depth > MAX_XML_DEPTH) {
      const wrong = `is nested deeper than ${MAX_XML_DEPTH} elements`;
      return { line: lineAt(text, at), wrong, right: 'close the elements before' };
    }
    at = end + 1;
  }
  return undefined;
}

/** Offset of the `>` that ends the tag at `start`; -1 where there is none. */
function findTagEnd(text: string, start: number): number {
  const stop = /["'>]/g;
  stop.lastIndex = start;
  for (let match = stop.exec(text); match !== null; match = stop.exec(text)) {
    if (match[0] === '>') {
      return match.index;
    }
    const close = text.indexOf(match[0], stop.lastIndex);
    if (close < 0) {
      return -1;
    }
    stop.lastIndex = close + 1;
  }
  return -1;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

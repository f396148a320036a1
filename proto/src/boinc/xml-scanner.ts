import { BoincFormatError } from './boinc-format-error.ts';
import { isWhiteSpace, stripWhiteSpace, unescapeXml } from './xml-text.ts';

/** Longest tag, and longest text of an element, in bytes; a project's preferences may be longer. */
export const MAX_ELEMENT_BYTES = 64 * 1024;

/** A tag without its brackets and attributes (`slot`, `/slot`, `slot/`), or the text before the next one. */
export interface XmlToken {
  readonly kind: 'tag' | 'text';
  readonly text: string;
}

/**
 * XmlScanner: the tokens of a document as BOINC's own scanner (lib/parse.h, XML_PARSER) sees them.
 * Comments are passed over, texts lose the white space at their ends, CDATA is text as it is, attributes
 * are dropped. It knows no nesting: whoever reads elements asks for what they end with.
 */
export class XmlScanner {
  readonly #document: string;
  #offset = 0;

  /** @param document one character per byte */
  constructor(document: string) {
    this.#document = document;
  }

  /** The next token; undefined at the end, also one in the middle of a tag. */
  next(): XmlToken | undefined {
    for (;;) {
      this.#skipWhiteSpace();
      if (this.#offset >= this.#document.length) return undefined;
      if (this.#document[this.#offset] !== '<') return this.#scanText();
      if (!this.#document.startsWith('<!--', this.#offset)) return this.#scanTag();
      if (this.#takeUntil('-->', 4) === undefined) return undefined;
    }
  }

  /** What stands between here and the first `endTag`, as it is; undefined if there is none. */
  takeUntilTag(endTag: string): string | undefined {
    return this.#takeUntil(`</${endTag}>`, 0);
  }

  /** The text of the element whose start tag was just read. Throws `invalid_text` where it has elements. */
  readText(name: string): string {
    const token = this.next();
    if (token?.kind === 'tag' && token.text === `/${name}`) return '';
    const end = token?.kind === 'text' ? this.next() : token;
    if (token === undefined || end === undefined) throw truncated(`inside <${name}>`);
    if (end.kind !== 'tag' || end.text !== `/${name}`) {
      throw new BoincFormatError(
        'invalid_text',
        `init_data.xml: <${name}> does not end with </${name}>; restart the BOINC client, which writes the file`,
      );
    }
    return token.text;
  }

  /** Passes over an unknown element whose start tag was just read, with all inside. */
  skipElement(name: string): void {
    if (name.includes('/') || /^[?!]/.test(name)) return;
    const open = [name];
    for (let innermost: string | undefined = name; innermost !== undefined;) {
      const token = this.next();
      if (token === undefined) throw truncated('inside an element that is not known here');
      if (token.kind === 'text') continue;
      if (token.text === `/${innermost}`) open.pop();
      else if (!token.text.includes('/') && !/^[?!]/.test(token.text)) open.push(token.text);
      innermost = open.at(-1);
    }
  }

  #scanText(): XmlToken | undefined {
    const end = this.#document.indexOf('<', this.#offset);
    // A text that no tag ends is the end of the document: nothing can be made of it.
    if (end < 0) {
      this.#offset = this.#document.length;
      return undefined;
    }
    const text = this.#document.slice(this.#offset, end);
    this.#offset = end;
    checkLength(text);
    return { kind: 'text', text: unescapeXml(stripWhiteSpace(text)) };
  }

  #scanTag(): XmlToken | undefined {
    if (this.#document.startsWith('<![CDATA[', this.#offset)) {
      const text = this.#takeUntil(']]>', 9);
      if (text === undefined) return undefined;
      checkLength(text);
      return { kind: 'text', text: stripWhiteSpace(text) };
    }
    const tag = this.#takeUntil('>', 1);
    if (tag === undefined) return undefined;
    checkLength(tag);
    const name = /^[^ \t\n\v\f\r]*/.exec(tag)?.[0] ?? '';
    // `<name attribute />` is `name/`: a slash counts wherever it stands, as in BOINC's scanner.
    const slashes = tag.slice(name.length).replace(/[^/]/g, '');
    return { kind: 'tag', text: name + slashes };
  }

  #takeUntil(end: string, from: number): string | undefined {
    const start = this.#offset + from;
    const index = this.#document.indexOf(end, start);
    if (index < 0) {
      this.#offset = this.#document.length;
      return undefined;
    }
    this.#offset = index + end.length;
    return this.#document.slice(start, index);
  }

  #skipWhiteSpace(): void {
    while (
      this.#offset < this.#document.length &&
      isWhiteSpace(this.#document.charCodeAt(this.#offset))
    ) {
      this.#offset += 1;
    }
  }
}

/** The error of a document that ends too early. */
export function truncated(where: string): BoincFormatError {
  return new BoincFormatError(
    'truncated',
    `init_data.xml: ends ${where}; restart the BOINC client, which writes the file`,
  );
}

function checkLength(text: string): void {
  if (text.length > MAX_ELEMENT_BYTES) {
    throw new BoincFormatError(
      'too_large',
      `init_data.xml: an element has ${text.length} bytes, above ${MAX_ELEMENT_BYTES}; restart the BOINC client, which writes the file`,
    );
  }
}

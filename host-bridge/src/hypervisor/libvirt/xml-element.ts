/** What XML 1.0 has no way to write, not even as a reference: most control characters, half characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters that are looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

const REFERENCES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
  // A reader would turn these into spaces, or leave them out.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A piece of an XML document: already written, so that nothing in it is escaped again. */
export class XmlElement {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Writes an element; every text in it is escaped.
 *
 * @param attributes those that are undefined are left out
 * @throws RangeError for a text that XML cannot hold
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...children: readonly (XmlElement | string)[]
): XmlElement {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(String(value))}"`],
  );
  const inner = children.map((child) => (typeof child === 'string' ? escape(child) : child.text));
  const start = `<${name}${pairs.join('')}`;
  return new XmlElement(
    children.length === 0 ? `${start}/>` : `${start}>${inner.join('')}</${name}>`,
  );
}

function escape(text: string): string {
  if (UNWRITABLE.test(text)) {
    throw new RangeError(`${JSON.stringify(text)} has a character that XML cannot hold`);
  }
  return text.replace(/[<>&"'\t\n\r]/g, (character) => REFERENCES[character] ?? character);
}

/** An element of what BOINC's programs write and call XML. */
export interface BoincElement {
  readonly name: string;
  readonly children: readonly BoincElement[];
  /** What stands between the tags, as it was written. */
  readonly inner: string;
  /** The same without tags: CDATA sections opened, entities decoded, no white space around. */
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly children: BoincElement[];
  readonly innerStart: number;
  text: string;
}

const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.-]*)[^<>]*?(\/?)>/g;

/**
 * Reads BOINC's XML into a tree. Its own programs search for tags line by line, and what they write
 * is often no document: several roots, free text with bare ampersands, a missing end. So nothing is
 * an error here: an end without a start is left out, and a start without an end lasts as long as the
 * element around it.
 */
export function parseBoincXml(source: string): BoincElement {
  const root: OpenElement = { name: '', children: [], innerStart: 0, text: '' };
  const open: OpenElement[] = [root];
  let textStart = 0;
  const top = () => open.at(-1) as OpenElement;
  const close = (innerEnd: number) => {
    const { name, children, innerStart, text } = open.pop() as OpenElement;
    const element = {
      name,
      children,
      inner: source.slice(innerStart, innerEnd),
      text: text.trim(),
    };
    open.at(-1)?.children.push(element);
    return element;
  };
  for (const match of source.matchAll(TOKEN)) {
    const [whole, cdata, slash, name, selfClosed] = match;
    top().text += decodeEntities(source.slice(textStart, match.index)) + (cdata ?? '');
    textStart = match.index + whole.length;
    if (name === undefined) continue;
    if (slash === '') {
      open.push({ name, children: [], innerStart: textStart, text: '' });
      if (selfClosed !== '') close(textStart);
    } else if (open.some((element, index) => index > 0 && element.name === name)) {
      while (top().name !== name) close(match.index);
      close(match.index);
    }
  }
  top().text += decodeEntities(source.slice(textStart));
  while (open.length > 1) close(source.length);
  return close(source.length);
}

/** The first child of that name. */
export function child(element: BoincElement, name: string): BoincElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** All children of that name. */
export function childrenNamed(element: BoincElement, name: string): readonly BoincElement[] {
  return element.children.filter((candidate) => candidate.name === name);
}

/** Text of the first child of that name; the default, '' at first, where there is none. */
export function childText(element: BoincElement, name: string, otherwise = ''): string {
  return child(element, name)?.text ?? otherwise;
}

/** Number in the first child of that name; the default, 0 at first, where there is none. */
export function childNumber(element: BoincElement, name: string, otherwise = 0): number {
  const found = child(element, name);
  return found === undefined ? otherwise : Number(found.text);
}

/** True for `<name/>`, and for `<name>` with anything but 0. */
export function childFlag(element: BoincElement, name: string): boolean {
  const found = child(element, name);
  return found !== undefined && found.text !== '0';
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|(\w{2,4}));/g, (whole, code?: string, name?: string) => {
    if (code !== undefined && Number(code) <= 0x10_ff_ff) return String.fromCodePoint(Number(code));
    return ENTITIES[name ?? ''] ?? whole;
  });
}

/** Text as it may stand between tags. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import { readElementValue, type ElementKind, type ElementValue } from './element-value.ts';
import { truncated, type XmlScanner } from './xml-scanner.ts';

/** The elements of a section that are read: element name to field name and kind. */
export type SectionFields = Readonly<Record<string, readonly [field: string, kind: ElementKind]>>;

/** What {@link readSection} makes of a table: each field that the document has. */
export type SectionValues<Fields extends SectionFields> = {
  -readonly [Name in keyof Fields as Fields[Name][0]]?: ElementValue<Fields[Name][1]>;
};

/**
 * Reads the elements of `<section>`, whose start tag was just read, to its end tag. Unknown elements are
 * passed over with all inside; of two with one name the later counts.
 *
 * @param readSpecial reads an element that the table cannot describe, and says whether it has
 * @throws BoincFormatError
 */
export function readSection<const Fields extends SectionFields>(
  scanner: XmlScanner,
  section: string,
  fields: Fields,
  readSpecial: (name: string) => boolean = () => false,
): SectionValues<Fields> {
  const values: Record<string, string | number | boolean> = {};
  for (;;) {
    const token = scanner.next();
    if (token === undefined) throw truncated(`before </${section}>`);
    // BOINC's library passes over stray text, too.
    if (token.kind === 'text') continue;
    if (token.text === `/${section}`) return values as SectionValues<Fields>;
    if (readSpecial(token.text)) continue;
    const name = token.text.endsWith('/') ? token.text.slice(0, -1) : token.text;
    const [field, kind] = Object.hasOwn(fields, name) ? (fields[name] ?? []) : [];
    if (field === undefined || kind === undefined) scanner.skipElement(token.text);
    else if (name === token.text) {
      values[field] = readElementValue(name, kind, scanner.readText(name));
    } else if (kind === 'boolean') values[field] = true;
    else if (kind === 'text') values[field] = '';
  }
}

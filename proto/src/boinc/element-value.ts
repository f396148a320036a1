import { BoincFormatError } from './boinc-format-error.ts';
import { fromByteText } from './byte-text.ts';
import { scanDouble, scanInteger, type ScannedNumber } from './number-text.ts';

/** What kind of value an element holds; an `amount` is a number that cannot be negative. */
export type ElementKind = 'integer' | 'number' | 'amount' | 'boolean' | 'text';

/** The value of an element of the kind. */
export type ElementValue<Kind extends ElementKind> = Kind extends 'text'
  ? string
  : Kind extends 'boolean'
    ? boolean
    : number;

/**
 * The value that the text of `<name>` stands for. An empty number is 0, as in BOINC's library; anything
 * else that is not wholly a finite number is refused.
 *
 * @throws BoincFormatError `invalid_number`
 */
export function readElementValue(
  name: string,
  kind: ElementKind,
  text: string,
): string | number | boolean {
  switch (kind) {
    case 'text':
      return fromByteText(text);
    case 'boolean':
      return wholly(name, text, scanInteger(text)) !== 0;
    case 'integer':
      return wholly(name, text, scanInteger(text));
    case 'number':
      return wholly(name, text, scanDouble(text));
    case 'amount': {
      const value = wholly(name, text, scanDouble(text));
      if (value < 0) throw invalid(name, 'is negative');
      return value;
    }
  }
}

function wholly(name: string, text: string, { value, length }: ScannedNumber): number {
  if (length < text.length) throw invalid(name, 'is not a number');
  if (value === undefined) throw invalid(name, 'is out of range');
  return value;
}

function invalid(name: string, what: string): BoincFormatError {
  return new BoincFormatError(
    'invalid_number',
    `init_data.xml: <${name}> ${what}; restart the BOINC client, which writes the file`,
  );
}

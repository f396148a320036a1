/** Longest piece of a job file that a message repeats, in UTF-16 units. */
export const MAX_QUOTE_LENGTH = 60;

/**
 * A piece of somebody's text for a message: in double quotes, on one line, cut to
 * MAX_QUOTE_LENGTH. Control characters are escaped, so that no terminal obeys them.
 */
export function quote(text: string): string {
  const short = text.length > MAX_QUOTE_LENGTH ? `${text.slice(0, MAX_QUOTE_LENGTH - 3)}...` : text;
  return JSON.stringify(short).replaceAll(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for the name of an XML element: without quotes, as `<name>`. */
export function quoteElement(name: string): string {
  return `<${quote(name).slice(1, -1)}>`;
}

/** Set by the bundler to the source of `port-reader.ts` as one script; absent when run from sources. */
declare const PORT_READER_SOURCE: string | undefined;

/** Script for the thread that reads a port: out of the bundle, or the file beside this one. */
export function portReaderScript(): URL {
  if (typeof PORT_READER_SOURCE === 'string') {
    const source = Buffer.from(PORT_READER_SOURCE).toString('base64');
    return new URL(`data:text/javascript;base64,${source}`);
  }
  return new URL('./port-reader.ts', import.meta.url);
}

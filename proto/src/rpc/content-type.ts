/** How messages are written. */
export type MessageFormat = 'proto' | 'json';

/** What a content type says about a body. */
export interface BodyKind {
  readonly format: MessageFormat;
  /** True: messages stand in envelopes. False: the body is one message. */
  readonly stream: boolean;
}

const BODY_KINDS: ReadonlyMap<string, BodyKind> = new Map([
  ['application/proto', { format: 'proto', stream: false }],
  ['application/json', { format: 'json', stream: false }],
  ['application/connect+proto', { format: 'proto', stream: true }],
  ['application/connect+json', { format: 'json', stream: true }],
]);

/** Content types of unary calls, as in an `Accept-Post` header. */
export const UNARY_CONTENT_TYPES = 'application/proto, application/json';

/** Content types of streams, as in an `Accept-Post` header. */
export const STREAM_CONTENT_TYPES = 'application/connect+proto, application/connect+json';

/** Content type of a body. Source: Connect protocol reference. */
export function formatContentType({ format, stream }: BodyKind): string {
  return stream ? `application/connect+${format}` : `application/${format}`;
}

/**
 * Reads a content type; parameters such as a character set are passed over, since JSON is always
 * UTF-8. Undefined: none of the four that the Connect protocol knows here.
 */
export function parseContentType(text: string | undefined): BodyKind | undefined {
  const semicolon = text?.indexOf(';') ?? -1;
  const name = semicolon === -1 ? text : text?.slice(0, semicolon);
  return BODY_KINDS.get(name?.trim().toLowerCase() ?? '');
}

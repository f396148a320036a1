/** How `toObject` of a generated class writes what JavaScript has several forms for. */
export interface ToObjectOptions {
  readonly longs?: StringConstructor | BigIntConstructor;
  readonly enums?: StringConstructor;
  readonly bytes?: StringConstructor;
  readonly defaults?: boolean;
  readonly arrays?: boolean;
  readonly objects?: boolean;
  readonly oneofs?: boolean;
  readonly json?: boolean;
}

/**
 * Generated class of a message, as far as it is used here. `In` is what can be encoded, `Out` what
 * decoding gives.
 */
export interface MessageType<In, Out> {
  encode(message: In): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Out;
  fromObject(object: Record<string, unknown>): object;
  toObject(message: object, options?: ToObjectOptions): Record<string, unknown>;
}

/** Any generated class. */
export type AnyMessageType = MessageType<never, object>;

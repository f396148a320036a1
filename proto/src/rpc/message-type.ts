/**
 * Class of a message, as far as it is used here. `In` is what can be encoded, `Out` what decoding
 * gives.
 */
export interface MessageType<In, Out> {
  encode(message: In): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Out;
}

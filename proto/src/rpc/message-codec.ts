import type { MessageFormat } from './content-type.ts';
import { messageFromJson, messageToJson } from './json.ts';
import { messageCreator } from './message-class.ts';
import type { MessageType } from './message-type.ts';
import { RpcError } from './rpc-error.ts';

/** Writes and reads one type of message. `In` is what can be written, `Out` what reading gives. */
export interface MessageCodec<In, Out> {
  /** Full name of the type in the schema. */
  readonly typeName: string;
  /** Bytes of a message. JSON is UTF-8. */
  encode(message: In, format: MessageFormat): Uint8Array;
  /** @throws RpcError invalid_argument where the bytes are not such a message */
  decode(bytes: Uint8Array, format: MessageFormat): Out;
}

/**
 * Codec of a class of the package `vmslot.agent.v1`.
 *
 * @param name name of the message in the schema; the class does not tell, since bundling renames it
 */
export function createMessageCodec<In extends object, Out extends object>(
  type: MessageType<In, Out>,
  name: string,
): MessageCodec<In, Out> {
  return {
    typeName: `vmslot.agent.v1.${name}`,
    encode: (message, format) =>
      format === 'proto'
        ? type.encode(message).finish()
        : Buffer.from(JSON.stringify(messageToJson(name, message))),
    decode: (bytes, format) =>
      // An instance of the class, as what decoding bytes makes.
      format === 'proto' ? decodeProto(type, bytes, name) : (decodeJson(bytes, name) as Out),
  };
}

function decodeProto<Out>(type: MessageType<never, Out>, bytes: Uint8Array, name: string): Out {
  try {
    return type.decode(bytes);
  } catch (error) {
    throw new RpcError('invalid_argument', `cannot decode ${name} from protobuf`, { cause: error });
  }
}

function decodeJson(bytes: Uint8Array, name: string): object {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RpcError('invalid_argument', `cannot read ${name}: the body is not JSON`, {
      cause: error,
    });
  }
  try {
    return messageFromJson(name, json, messageCreator());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RpcError('invalid_argument', `cannot read ${name}: ${error.message}`, {
      cause: error,
    });
  }
}

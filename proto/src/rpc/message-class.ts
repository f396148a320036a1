import protobuf from 'protobufjs/minimal.js';
import { decodeMessage } from './decode-message.ts';
import { encodeMessage } from './encode-message.ts';
import { messageToJson } from './json.ts';
import { MAX_NESTED_MESSAGE_COUNT } from './limits.ts';
import { planOf } from './message-plan.ts';

// 64-bit numbers are numbers, which is what the generated types say. By itself protobufjs uses
// objects of the package "long" wherever it finds that package.
protobuf.util.Long = null as unknown as typeof protobuf.util.Long;
protobuf.configure();

type Properties = Record<string, unknown>;

/** The class of a message, with what all of them have. */
export interface MessageClass {
  new (properties?: object): Properties;
  encode(message: object, writer?: protobuf.Writer): protobuf.Writer;
  decode(bytes: protobuf.Reader | Uint8Array, length?: number): Properties;
}

const classes = new Map<string, MessageClass>();

/**
 * The class of a message of the schema. In its instances, fields that are not set have the values
 * that they count as, lists and maps are never missing, and the name of a group tells which of its
 * fields is set. What the schema says of it is looked at when it is first used.
 */
export function messageClass(typeName: string): MessageClass {
  const known = classes.get(typeName);
  if (known !== undefined) return known;
  const created = createClass(typeName);
  classes.set(typeName, created);
  return created;
}

/**
 * What makes the empty messages that one message consists of, itself included.
 *
 * @throws RangeError where they are too many
 */
export function messageCreator(): (typeName: string) => Properties {
  let count = 0;
  return (typeName) => {
    if (count++ > MAX_NESTED_MESSAGE_COUNT) {
      throw new RangeError(`more than ${MAX_NESTED_MESSAGE_COUNT} messages are in it`);
    }
    return new (messageClass(typeName))();
  };
}

function createClass(typeName: string): MessageClass {
  let containers: readonly (readonly [name: string, isMap: boolean])[] | undefined;
  class Message {
    static encode(message: object, writer = protobuf.Writer.create()): protobuf.Writer {
      return encodeMessage(typeName, message, writer);
    }

    static decode(bytes: protobuf.Reader | Uint8Array, length?: number): Properties {
      const reader = bytes instanceof protobuf.Reader ? bytes : protobuf.Reader.create(bytes);
      const create = messageCreator();
      const message = create(typeName);
      const end = length === undefined ? reader.len : reader.pos + length;
      decodeMessage(typeName, message, reader, end, create);
      return message;
    }

    constructor(properties?: object) {
      containers ??= prepare(typeName, Message.prototype as unknown as Properties);
      const values = this as unknown as Properties;
      for (const [name, isMap] of containers) values[name] = isMap ? {} : [];
      if (properties === undefined) return;
      for (const [name, value] of Object.entries(properties)) {
        if (value !== undefined && value !== null && name !== '__proto__') values[name] = value;
      }
    }

    toJSON(): Properties {
      return messageToJson(typeName, this);
    }
  }
  return Message as unknown as MessageClass;
}

/** Gives the prototype what instances have where nothing is set; returns the lists and maps. */
function prepare(typeName: string, prototype: Properties): (readonly [string, boolean])[] {
  const groups = new Map<string, string[]>();
  const containers: (readonly [string, boolean])[] = [];
  for (const field of planOf(typeName).fields) {
    const { name, shape, oneof } = field;
    if (shape === 'list' || shape === 'map') containers.push([name, shape === 'map']);
    else prototype[name] = field.kind === 'message' || field.hasPresence ? null : field.wire.zero;
    if (oneof !== undefined) groups.set(oneof, [...(groups.get(oneof) ?? []), name]);
  }
  for (const [group, names] of groups) {
    const get = function (this: Properties): string | undefined {
      return names.find((name) => this[name] !== null && this[name] !== undefined);
    };
    // For those who set it beside the field: it says nothing that the field does not.
    const set = (): void => undefined;
    Object.defineProperty(prototype, group, { get, set });
  }
  return containers;
}

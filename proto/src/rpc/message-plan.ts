import { SCHEMA } from '../../gen/schema.ts';
import { LENGTH_DELIMITED, SCALAR_WIRES, type ScalarWire, type WireType } from './scalar-wire.ts';
import type { EnumEntry, FieldEntry, FieldShape, ScalarType } from './schema.ts';

interface PlannedField {
  /** Name in JavaScript and in JSON: camelCase. */
  readonly name: string;
  readonly id: number;
  readonly shape: FieldShape;
  /** Name of the group of which only one field may be set. */
  readonly oneof: string | undefined;
  /** Names of the other fields of that group. */
  readonly alternatives: readonly string[];
  /** True where "set, to what it has anyway" differs from "not set". */
  readonly hasPresence: boolean;
  /** True where several values stand behind one length. */
  readonly isPacked: boolean;
  /** Wire type of one value. */
  readonly wireType: WireType;
}

/** A field that holds scalars or values of an enum. */
export interface ScalarField extends PlannedField {
  readonly kind: ScalarType | 'enum';
  readonly wire: ScalarWire;
  /** Numbers by names; empty for scalars. */
  readonly values: EnumEntry;
}

/** A field that holds messages. */
export interface MessageField extends PlannedField {
  readonly kind: 'message';
  /** Name of the message in the schema. */
  readonly typeName: string;
}

/** One field of a message. */
export type Field = ScalarField | MessageField;

/** What reading and writing a message needs to know of it. */
export interface MessagePlan {
  /** In the order of their numbers, in which they are written. */
  readonly fields: readonly Field[];
  readonly byId: ReadonlyMap<number, Field>;
  /** By the names in JSON and by those of the schema. */
  readonly byName: ReadonlyMap<string, Field>;
}

const known = new Map<string, MessagePlan>();

/**
 * The plan of a message; made when it is first asked for, so that a message that is not used costs
 * nothing at the start.
 *
 * @param typeName name of the message in the schema
 */
export function planOf(typeName: string): MessagePlan {
  let plan = known.get(typeName);
  if (plan === undefined) {
    const entries = Object.entries(SCHEMA.messages[typeName] ?? {});
    const fields = entries
      .map(([name, entry]) => planField(name, entry, entries))
      .sort((a, b) => a.id - b.id);
    plan = {
      fields,
      byId: new Map(fields.map((field) => [field.id, field])),
      byName: new Map(
        fields.flatMap((field) =>
          [field.name, toSnakeCase(field.name)].map((name) => [name, field] as const),
        ),
      ),
    };
    known.set(typeName, plan);
  }
  return plan;
}

function planField(
  name: string,
  [id, type, shape = 'single', oneof]: FieldEntry,
  entries: readonly (readonly [string, FieldEntry])[],
): Field {
  const group = oneof === undefined ? [] : entries.filter(([, entry]) => entry[3] === oneof);
  const alternatives = group.map(([other]) => other).filter((other) => other !== name);
  const named = { name, id, shape, oneof, alternatives };
  if (Object.hasOwn(SCHEMA.messages, type)) {
    const wireType = LENGTH_DELIMITED;
    const flags = { hasPresence: true, isPacked: false, wireType } as const;
    return { ...named, ...flags, kind: 'message', typeName: type };
  }
  const values = SCHEMA.enums[type];
  // What is neither is a scalar: the generator refuses all else.
  const kind = values === undefined ? (type as ScalarType) : 'enum';
  const wire = SCALAR_WIRES[kind === 'enum' ? 'int32' : kind];
  return {
    ...named,
    hasPresence: shape === 'optional' || oneof !== undefined,
    isPacked: shape === 'list' && wire.wireType !== LENGTH_DELIMITED,
    wireType: wire.wireType,
    kind,
    wire,
    values: values ?? {},
  };
}

/** The generator refuses names of which this does not make those of the schema. */
function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

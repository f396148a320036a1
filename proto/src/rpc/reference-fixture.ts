import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const schemaRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Folder of the schemas of the package. */
export const schemaDirectory = `${schemaRoot}vmslot/agent/v1/`;

/** For tests: the package as protobufjs' own parser reads it from the schemas, with its own codecs. */
export function readReferenceTypes(): protobuf.Namespace {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    target.startsWith('/') ? target : `${schemaRoot}${target}`;
  root.loadSync(readdirSync(schemaDirectory).map((name) => `${schemaDirectory}${name}`));
  root.resolveAll();
  return root.lookup('vmslot.agent.v1') as protobuf.Namespace;
}

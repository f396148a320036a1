import { escapeXmlText } from '../job/index.ts';
import { printable } from '../report/printable.ts';
import type { ProbeReport } from './probe-report.ts';

/** A value of the report: what JSON can hold. */
type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value };

/** Name of an entry of each list; the list itself is an element around them. */
const ENTRIES: Readonly<Record<string, string>> = {
  drivers: 'driver',
  rejected: 'trial',
  plugins: 'plugin',
  problems: 'problem',
  cpuFeatures: 'cpu_feature',
  accelerators: 'accelerator',
  agentChannels: 'channel',
  skipped: 'part',
};

/**
 * The report as XML in BOINC's manner: an element for each field, named as in JSON but in snake_case, no
 * attributes; truth is `1` or `0`. A list is an element with its entries in it. Characters that XML cannot
 * hold are a middle dot.
 */
export function formatProbeXml(report: ProbeReport): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...element('vmslot_probe', asValue(report), 0),
    '',
  ].join('\n');
}

/** What JSON keeps of the report, so that both forms say the same. */
function asValue(report: ProbeReport): Value {
  return JSON.parse(JSON.stringify(report)) as Value;
}

/** Recursion is as deep as the report's form: four levels. */
function element(name: string, value: Value, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (typeof value !== 'object') return [`${indent}<${name}>${text(value)}</${name}>`];
  const children = isList(value)
    ? value.flatMap((entry) => element(entryName(name), entry, depth + 1))
    : Object.entries(value).flatMap(([field, child]) => fieldElement(field, child, depth + 1));
  if (children.length === 0) return [`${indent}<${name}/>`];
  return [`${indent}<${name}>`, ...children, `${indent}</${name}>`];
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

function fieldElement(field: string, value: Value, depth: number): string[] {
  return element(snakeCase(field), value, depth);
}

/** `capabilities` is a list in the report, and a set of flags in a driver; only lists come here. */
function entryName(list: string): string {
  const found = Object.entries(ENTRIES).find(([field]) => snakeCase(field) === list);
  return found?.[1] ?? 'capability';
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function text(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  // Halves of characters, controls and two more: XML has no way to write them, not even as a reference.
  const plain = printable(String(value).toWellFormed()).replaceAll(/[\uFFFE\uFFFF]/g, '·');
  return escapeXmlText(plain);
}

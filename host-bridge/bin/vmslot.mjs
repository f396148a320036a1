#!/usr/bin/env node
// Runs the bridge from its bundle, or from its sources in a work tree that is not built.
import { existsSync } from 'node:fs';
const bundle = new URL('../dist/vmslot.mjs', import.meta.url);
await import(existsSync(bundle) ? bundle.href : new URL('../src/main.ts', import.meta.url).href);

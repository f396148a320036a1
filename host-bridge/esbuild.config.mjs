// Bundles the bridge to one file, dist/vmslot.mjs, and prints its size.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const result = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/vmslot.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
  banner: {
    js: "import{createRequire as vmslotRequire}from'node:module';const require=vmslotRequire(import.meta.url);",
  },
  metafile: true,
});
const [bytes] = Object.values(result.metafile.outputs).map((output) => output.bytes);
console.log(`host-bridge/dist/vmslot.mjs ${Math.round(bytes / 1024)} KB`);

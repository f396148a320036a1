// Bundles the agent to one file, dist/agent.mjs, and prints its size. No dependency stays outside.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
};

// The thread that reads a port is a script of its own, carried inside the bundle as text.
const reader = await build({ ...common, entryPoints: ['src/listen/port-reader.ts'], write: false });

const result = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/agent.mjs',
  define: { PORT_READER_SOURCE: JSON.stringify(reader.outputFiles[0].text) },
  // Some dependencies are CommonJS and call require for node's own modules.
  banner: {
    js: "import{createRequire as vmslotRequire}from'node:module';const require=vmslotRequire(import.meta.url);",
  },
  metafile: true,
});
const [bytes] = Object.values(result.metafile.outputs).map((output) => output.bytes);
console.log(`guest-agent/dist/agent.mjs ${Math.round(bytes / 1024)} KB`);

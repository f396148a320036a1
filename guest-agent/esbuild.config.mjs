// Bundles the agent to one file, dist/agent.cjs, and prints its size. No dependency stays outside.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

// protobufjs takes it for 64-bit numbers where it is, and the agent holds them as numbers.
const withoutLong = {
  name: 'without-long',
  setup(build) {
    build.onResolve({ filter: /^long$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [withoutLong],
};

// The thread that reads a port is a script of its own, carried inside the bundle as text.
const reader = await build({
  ...common,
  entryPoints: ['src/listen/port-reader.ts'],
  format: 'esm',
  write: false,
});

const result = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/agent.cjs',
  define: { PORT_READER_SOURCE: JSON.stringify(reader.outputFiles[0].text) },
  // CommonJS: an ES module that imports node:http reads all its exports, among them lazy ones that
  // load Node's whole fetch implementation. In an emulated guest that is seconds of every start.
  format: 'cjs',
  // Only for running from sources, where no bundle carries the script.
  logOverride: { 'empty-import-meta': 'silent' },
  metafile: true,
});
const [bytes] = Object.values(result.metafile.outputs).map((output) => output.bytes);
console.log(`guest-agent/dist/agent.cjs ${Math.round(bytes / 1024)} KB`);

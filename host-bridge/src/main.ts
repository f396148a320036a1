import { buildProgram } from './cli/build-program.ts';

// Not awaited: the single executable's bundle is CommonJS, which has no await at the top level.
void buildProgram({
  arguments: process.argv.slice(2),
  // Asking for it opens it, and most commands have no use for it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  workingDirectory: process.cwd(),
}).then((exitCode) => {
  // The exit status is the program's answer to whoever started it: from the outcome table, always.
  process.exitCode = exitCode;
});

import { buildProgram } from './cli/build-program.ts';

// The exit status is the program's answer to whoever started it: from the outcome table, always.
process.exitCode = await buildProgram({
  arguments: process.argv.slice(2),
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  workingDirectory: process.cwd(),
});

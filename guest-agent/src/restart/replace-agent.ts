/** True where this Node can start another program in place of itself. */
export function canReplaceAgent(): boolean {
  return typeof process.execve === 'function';
}

/**
 * Starts a bundle in place of this process: same process id, parent and standard streams, same options
 * but for the address. All other descriptors close with this process's memory, and threads end, also
 * one that blocks in a read. Programs go on: their keepers do not mind who their parent is (one that
 * ends later stays a zombie until this process id ends).
 *
 * @param address to listen on, for an agent that was given port 0; undefined: as it was told
 */
export function replaceAgent(bundlePath: string, address: string | undefined): never {
  const options = nextOptions(process.argv.slice(2), address);
  const line = [process.execPath, ...process.execArgv, bundlePath, ...options];
  process.execve?.(process.execPath, line, process.env);
  throw new Error('this Node cannot replace itself');
}

/** The command line of the next life; see `readConfig`. */
export function nextOptions(options: readonly string[], address: string | undefined): string[] {
  if (address === undefined) return [...options];
  const kept = options.filter(
    (option, index) =>
      option !== '--listen' && options[index - 1] !== '--listen' && !option.startsWith('--listen='),
  );
  return [...kept, '--listen', address];
}

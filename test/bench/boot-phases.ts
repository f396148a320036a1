/** Seconds since power-on or kernel start at which a part of the boot was over. */
export interface BootPhases {
  /** Kernel start until the first program in the initial RAM disk. */
  readonly kernelSeconds: number;
  /** Until the root file system is up and its init has begun. */
  readonly initrdSeconds: number;
  /** Until init starts the agent. */
  readonly initSeconds: number;
  /** From the agent's start until it answers. */
  readonly agentSeconds: number;
}

/** Reads the marks that the image prints on the console, and the agent's own line. */
export function readBootPhases(console: readonly string[]): BootPhases {
  const mark = (name: string): number => {
    const line = console.find((text) => text.includes(`vmslot: phase ${name} `));
    if (line === undefined) throw new Error(`the console shows no phase ${name}`);
    return Number(/phase \w+ ([\d.]+)/.exec(line)?.[1]);
  };
  const ready = console
    .map((line) => /ready on .* after (\d+) ms/.exec(line))
    .find((match) => match);
  if (!ready) throw new Error('the console shows no agent that is ready');
  const [initrd, stage1, agent] = [mark('initrd'), mark('stage1'), mark('agent')];
  return {
    kernelSeconds: initrd,
    initrdSeconds: stage1 - initrd,
    initSeconds: agent - stage1,
    agentSeconds: Number(ready[1]) / 1000,
  };
}

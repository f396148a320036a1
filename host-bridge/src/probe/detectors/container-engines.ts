import type { Detector, VersionOutput } from '../detector.ts';

/** All of them say "docker version 27.5.1, build …" or the like; none asks its daemon for that. */
function engine(name: string, says: RegExp): Detector {
  return {
    name,
    programs: [name],
    versionArguments: ['--version'],
    parseVersion: ({ stdout }: VersionOutput) => says.exec(stdout)?.[1],
  };
}

/**
 * Container engines. That a program is there does not mean that its daemon runs, or that this user may
 * use it: finding that out would take more than asking for a version.
 */
export const containerEngineDetectors: readonly Detector[] = [
  // Where podman-docker stands in for it, "docker --version" says podman; then there is no Docker.
  engine('docker', /^Docker version (\d+\.\d+[\w.+~-]*)/m),
  engine('podman', /^podman version (\d+\.\d+[\w.+~-]*)/m),
  engine('apptainer', /^apptainer version (\d+\.\d+[\w.+~-]*)/m),
  engine('singularity', /^singularity(?:-ce|-pro)? version (\d+\.\d+[\w.+~-]*)/m),
];

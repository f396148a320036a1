/** Output of a program that was asked for its version, as text. */
export interface VersionOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Knows one capability: which program shows it, and how that tells its version. */
export interface Detector {
  /** As in reports and in `--only`; also what a person opts out of. */
  readonly name: string;
  /** Names of programs, the best first; the first that is in PATH is asked. */
  readonly programs: readonly string[];
  /** What the program is called with; nothing but its version is asked of it. */
  readonly versionArguments: readonly string[];
  /** The version, or undefined where the output is not that of this program. */
  parseVersion(output: VersionOutput): string | undefined;
  /**
   * The version by what lies beside the program, without running it, or undefined.
   * @param realPath the program, symbolic links followed
   */
  readVersion?(realPath: string): Promise<string | undefined>;
  /**
   * macOS has programs that only offer to install the real one, by a window. Such a stub's path, and a
   * directory that is empty or missing unless the real one is installed.
   */
  readonly installerStub?: { readonly path: string; readonly realDirectories: readonly string[] };
}

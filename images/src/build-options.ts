import path from 'node:path';
import { parseArgs } from 'node:util';
import { ImageError } from './errors.ts';
import { EXTRA_SERVICES, type ExtraService } from './extra-services.ts';

/** What one build is asked for. Paths are absolute. */
export interface BuildOptions {
  /** Directory that becomes the image; its parent holds the temporary directory meanwhile. */
  readonly outDirectory: string;
  /** Name in the manifest: 1 to 64 of [a-z0-9._-], first one a letter or digit. */
  readonly name: string;
  /** Debian packages beyond the base, sorted, each once. */
  readonly packages: readonly string[];
  /** Further services, sorted, each once. */
  readonly services: readonly ExtraService[];
  /** Whether the image has a disc that boots by itself, for hypervisors that start no kernel. */
  readonly bootDisc: boolean;
  /** The agent's bundle. */
  readonly agentFile: string;
  /** Where Debian packages come from, without a slash at the end. */
  readonly mirror: string;
  /** Asks the mirror for newer packages even though a package set is in the cache. */
  readonly refresh: boolean;
}

/** A parsed command line of `images/build.mjs`. */
export type BuildCommand =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'build' | 'verify-reproducible';
      readonly options: BuildOptions;
      readonly json: boolean;
    };

/** Most packages that one command line may name. */
export const MAX_EXTRA_PACKAGES = 200;

/** Debian policy 5.6.7: at least two of these characters; the upper bound is ours. */
const PACKAGE_NAME = /^[a-z0-9][a-z0-9+.-]{1,99}$/;
const IMAGE_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const MIRROR = /^https?:\/\/[A-Za-z0-9.:_~/-]+$/;

/** Text of `--help`. */
export const BUILD_USAGE = `usage: node images/build.mjs [options]
  --out DIR              where the image goes (default images/out/NAME)
  --name NAME            name of the image (default debian)
  --packages A,B,C       further Debian packages to install
  --with-boot-disc       also make a disc that boots by itself, for VirtualBox and VMware
  --with-qemu-ga         also run qemu-guest-agent (for comparisons)
  --with-poweroff        also run a service that powers off when a task's program asks (for tests)
  --agent FILE           agent bundle (default guest-agent/dist/agent.cjs)
  --mirror URL           Debian mirror (default: the one that this machine's apt uses)
  --refresh              look for newer Debian packages
  --verify-reproducible  build twice from nothing and compare every file
  --json                 print the result as one JSON object on stdout
  --help                 print this text
`;

/**
 * Reads the command line. Relative paths of the user are taken from `currentDirectory`, defaults from
 * `repository`.
 * @throws ImageError with code `bad_arguments`.
 */
export function parseBuildCommand(
  args: readonly string[],
  from: {
    readonly repository: string;
    readonly currentDirectory: string;
    /** Where packages come from unless the command line says so. */
    readonly mirror: string | undefined;
  },
): BuildCommand {
  const values = readFlags(args);
  if (values.help === true) return { kind: 'help' };
  const name = values.name ?? 'debian';
  if (!IMAGE_NAME.test(name)) {
    throw bad(`--name ${JSON.stringify(name)}: use 1 to 64 of a-z, 0-9, dot, dash and underscore`);
  }
  const mirror = (values.mirror ?? from.mirror)?.replace(/\/+$/, '');
  if (mirror === undefined)
    throw bad('apt of this machine names no Debian mirror: give --mirror URL');
  if (!MIRROR.test(mirror))
    throw bad(`--mirror ${JSON.stringify(mirror)}: give an http or https URL`);
  const out = values.out;
  return {
    kind: values['verify-reproducible'] === true ? 'verify-reproducible' : 'build',
    json: values.json ?? false,
    options: {
      outDirectory:
        out === undefined
          ? path.join(from.repository, 'images/out', name)
          : path.resolve(from.currentDirectory, out),
      name,
      packages: parsePackageList(values.packages ?? []),
      services: EXTRA_SERVICES.filter((service) => values[`with-${service}`] === true),
      bootDisc: values['with-boot-disc'] ?? false,
      agentFile:
        values.agent === undefined
          ? path.join(from.repository, 'guest-agent/dist/agent.cjs')
          : path.resolve(from.currentDirectory, values.agent),
      mirror,
      refresh: values.refresh ?? false,
    },
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        out: { type: 'string' },
        name: { type: 'string' },
        packages: { type: 'string', multiple: true },
        'with-boot-disc': { type: 'boolean' },
        'with-poweroff': { type: 'boolean' },
        'with-qemu-ga': { type: 'boolean' },
        agent: { type: 'string' },
        mirror: { type: 'string' },
        refresh: { type: 'boolean' },
        'verify-reproducible': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ImageError('bad_arguments', `${(error as Error).message}; see --help`, {
      cause: error,
    });
  }
}

function parsePackageList(lists: readonly string[]): readonly string[] {
  const names = lists.flatMap((list) => list.split(',')).filter((name) => name !== '');
  for (const name of names) {
    if (!PACKAGE_NAME.test(name))
      throw bad(`--packages: ${JSON.stringify(name)} is no Debian package name`);
  }
  const unique = [...new Set(names)].sort();
  if (unique.length > MAX_EXTRA_PACKAGES) {
    throw bad(`--packages: ${unique.length} names, at most ${MAX_EXTRA_PACKAGES} are taken`);
  }
  return unique;
}

function bad(message: string): ImageError {
  return new ImageError('bad_arguments', message);
}

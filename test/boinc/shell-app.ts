import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A BOINC app of a few lines. Its first argument says what it does; each way ends with the words that
 * a client expects. It resolves soft links as `boinc_resolve_filename` does.
 */
const SCRIPT = String.raw`#!/bin/sh
resolve() { sed -n 's|.*<soft_link>\(.*\)</soft_link>.*|\1|p' "$1"; }
finish() { cp "$1" "$(resolve out.dat)"; echo 0 > boinc_finish_called; exit 0; }
echo "mode $1" >&2
case $1 in
echo) finish "$(resolve in.dat)" ;;
fail) exit "$2" ;;
postpone) printf '300\nno machine to be had\n' > boinc_temporary_exit ;;
wait)
  while [ ! -e go ]; do sleep 0.1; done
  finish "$(resolve in.dat)" ;;
trickle)
  printf '<variety>test</variety>\nup & <away>\n' > trickle_up.xml
  printf '<have_new_trickle_up/>\n\0' | dd of=boinc_mmap_file bs=1 seek=6145 conv=notrunc status=none
  printf '\001' | dd of=boinc_mmap_file bs=1 seek=6144 conv=notrunc status=none
  until ls trickle_down_* > /dev/null 2>&1; do sleep 0.1; done
  finish trickle_down_* ;;
esac
`;

const VERSION = `<version>
  <file>
    <physical_name>shell_app_1</physical_name>
    <main_program/>
  </file>
  <file>
    <physical_name>shell_table_1</physical_name>
    <logical_name>table</logical_name>
    <gzip/>
  </file>
  <api_version>8.0.0</api_version>
  <is_wrapper/>
</version>
`;

/** Name of the app in a project. */
export const SHELL_APP = 'shell';

/** Writes an app version as `update_versions` takes it; its tasks read `in.dat`, write `out.dat`. */
export async function writeShellApp(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'shell_app_1'), SCRIPT);
  await chmod(join(directory, 'shell_app_1'), 0o755);
  await writeFile(join(directory, 'shell_table_1'), '0123456789\n'.repeat(10_000));
  await writeFile(join(directory, 'version.xml'), VERSION);
}

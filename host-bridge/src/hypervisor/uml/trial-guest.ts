/** What the trial guest writes to its console when it has computed right. */
export const TRIAL_WORD = 'vmslot-trial-42';

const LOAD_ADDRESS = 0x40_0000;
const ELF_HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const ENTRY = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;

/**
 * An initial RAM disk with one program, some two hundred bytes, as its first process: it makes the CPU run
 * 65,536 rounds of a loop, checks the sum, writes {@link TRIAL_WORD} to the console and powers off. What
 * does not run, or computes wrong, never gets there.
 */
export function trialInitrd(): Buffer {
  return encodeInitrd(trialProgram());
}

/** An archive of the kind that the kernel unpacks ("newc"), with nothing but `/init`; cpio(5). */
export function encodeInitrd(init: Uint8Array): Buffer {
  return Buffer.concat([entry('init', 0o100755, init), entry('TRAILER!!!', 0, new Uint8Array(0))]);
}

function entry(name: string, mode: number, content: Uint8Array): Buffer {
  // inode, mode, owner, group, links, time, size, device, device number, length of name, checksum
  const fields = [0, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0];
  const header = fields.map((field) => field.toString(16).padStart(8, '0')).join('');
  return Buffer.concat([padded(Buffer.from(`070701${header}${name}\0`)), padded(content)]);
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** A static ELF program for Linux on x86-64, elf(5), with one segment that holds all of it. */
function trialProgram(): Buffer {
  const word = Buffer.from(`${TRIAL_WORD}\n`);
  const code = machineCode(word);
  const image = Buffer.alloc(ENTRY + code.length);
  // Identification: magic, 64 bits, little-endian, version 1.
  image.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  image.writeUInt16LE(2, 16); // executable
  image.writeUInt16LE(62, 18); // x86-64
  image.writeUInt32LE(1, 20);
  image.writeBigUInt64LE(BigInt(LOAD_ADDRESS + ENTRY), 24);
  image.writeBigUInt64LE(BigInt(ELF_HEADER_BYTES), 32); // program headers
  image.writeUInt16LE(ELF_HEADER_BYTES, 52);
  image.writeUInt16LE(PROGRAM_HEADER_BYTES, 54);
  image.writeUInt16LE(1, 56);
  const header = image.subarray(ELF_HEADER_BYTES);
  header.writeUInt32LE(1, 0); // to be loaded
  header.writeUInt32LE(5, 4); // read and execute
  header.writeBigUInt64LE(BigInt(LOAD_ADDRESS), 16);
  header.writeBigUInt64LE(BigInt(LOAD_ADDRESS), 24);
  header.writeBigUInt64LE(BigInt(image.length), 32);
  header.writeBigUInt64LE(BigInt(image.length), 40);
  header.writeBigUInt64LE(4096n, 48);
  image.set(code, ENTRY);
  return image;
}

/** Numbers of system calls and of reboot(2) are those of Linux on x86-64. */
function machineCode(word: Uint8Array): number[] {
  const power = [
    [0xb8, ...int32(169)], //            mov eax, reboot
    [0xbf, ...int32(0xfee1_dead)], //    mov edi, magic
    [0xbe, ...int32(672_274_793)], //    mov esi, magic 2
    [0xba, ...int32(0x4321_fedc)], //    mov edx, power off
    [0x0f, 0x05], //                     syscall
  ].flat();
  const say = [
    [0xb8, ...int32(1)], //              mov eax, write
    [0xbf, ...int32(1)], //              mov edi, standard output
    [0x48, 0x8d, 0x35, ...int32(7 + power.length + 2)], // lea rsi, [rip + to the word]
    [0xba, ...int32(word.length)], //    mov edx, length
    [0x0f, 0x05], //                     syscall
  ].flat();
  return [
    [0x31, 0xc0], //                     xor eax, eax
    [0xb9, ...int32(65_536)], //         mov ecx, 65,536 rounds
    [0x83, 0xc0, 0x03], //         loop: add eax, 3
    [0xff, 0xc9], //                     dec ecx
    [0x75, 0xf9], //                     jnz loop
    [0x3d, ...int32(3 * 65_536)], //     cmp eax, the sum
    [0x75, say.length + power.length], //jne end
    say,
    power,
    [0xeb, 0xfe], //                end: jmp end
    [...word],
  ].flat();
}

function int32(value: number): number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return [...bytes];
}

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const CHUNK = 8 * 1024 * 1024;
/** Up to here the browser's own implementation gets the file in one piece; it cannot take pieces. */
const WHOLE = 64 * 1024 * 1024;

/** SHA-256 of a file as lower-case hexadecimal, in memory that does not grow with the file. */
export async function hashFile(file: Blob): Promise<string> {
  // The browser keeps its own implementation from pages that came without TLS.
  const native = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (native && file.size <= WHOLE) {
    return bytesToHex(new Uint8Array(await native.digest("SHA-256", await file.arrayBuffer())));
  }
  const hash = sha256.create();
  for (let from = 0; from < file.size; from += CHUNK) {
    hash.update(new Uint8Array(await file.slice(from, from + CHUNK).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}

import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

import { inject } from "vitest";

interface Shape {
  width?: number;
  height?: number;
  /** Another number is another picture. */
  shade?: number;
}

/** A PNG with a gradient, drawn here. */
export function drawPng({ width = 96, height = 64, shade = 0 }: Shape = {}): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const pixels = Array.from({ length: width }, (_, x) => [(x * 255) / width, (y * 255) / height, (shade * 53) % 256]);
    return Buffer.from([0, ...pixels.flat()]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND")]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Writes files into a folder of their own; returns their paths in the same order. */
export function lay(files: Record<string, Buffer | string>): string[] {
  const folder = mkdtempSync(join(inject("scratch"), "files-"));
  return Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

/** Pictures of different shapes under these names. */
export function layPictures(names: readonly string[]): string[] {
  const drawn = names.map((name, at) => [`${name}.png`, drawPng({ width: 96 + 24 * (at % 3), height: 64 + 16 * (at % 2), shade: at + 1 })] as const);
  return lay(Object.fromEntries(drawn));
}

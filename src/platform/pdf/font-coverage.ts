/** Which characters a TrueType font has, by its table `cmap`, formats 4 and 12. Ranges of code points, both ends in. */
export function coverageOf(font: Buffer): (codePoint: number) => boolean {
  const ranges = rangesOf(font);
  return (codePoint) => ranges.some(([from, to]) => from <= codePoint && codePoint <= to);
}

function rangesOf(font: Buffer): readonly (readonly [number, number])[] {
  const cmap = tableAt(font, 'cmap');
  const subtables = font.readUInt16BE(cmap + 2);
  const ranges: [number, number][] = [];
  for (let each = 0; each < subtables; each++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + each * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 12) {
      const groups = font.readUInt32BE(at + 12);
      for (let group = 0; group < groups; group++)
        ranges.push([font.readUInt32BE(at + 16 + group * 12), font.readUInt32BE(at + 20 + group * 12)]);
    } else if (format === 4) {
      const twice = font.readUInt16BE(at + 6);
      // The last segment is 0xFFFF for every font, and no character.
      for (let segment = 0; segment < twice - 2; segment += 2)
        ranges.push([font.readUInt16BE(at + 16 + twice + segment), font.readUInt16BE(at + 14 + segment)]);
    }
  }
  return joined(ranges);
}

function tableAt(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let each = 0; each < tables; each++) {
    const at = 12 + each * 16;
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`font without ${tag}`);
}

function joined(ranges: [number, number][]): readonly (readonly [number, number])[] {
  const done: [number, number][] = [];
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = done.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else done.push([from, to]);
  }
  return done;
}

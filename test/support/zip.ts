import { crc32, deflateRawSync } from 'node:zlib';

/** Archives for tests, made byte by byte, because honest writers make no dishonest archives. */
export function zipOf(entries: readonly (readonly [name: string, data: Buffer])[]): Buffer {
  return archive(
    entries.map(([name, data]) => ({
      name,
      packed: deflateRawSync(data),
      size: data.length,
      crc: crc32(data),
    })),
  );
}

/** A workbook whose sheet claims `claimed` bytes in `packed` bytes; what it really unpacks to is another matter. */
export function zipBomb(sizes: { readonly packed: number; readonly claimed: number }): Buffer {
  const sheet = Buffer.concat([deflateRawSync(Buffer.alloc(8_000_000)), Buffer.alloc(sizes.packed)]);
  return archive([
    { name: '[Content_Types].xml', packed: deflateRawSync(Buffer.from('<Types/>')), size: 8, crc: 0 },
    { name: 'xl/workbook.xml', packed: deflateRawSync(Buffer.from('<workbook/>')), size: 11, crc: 0 },
    {
      name: 'xl/worksheets/sheet1.xml',
      packed: sheet.subarray(0, sizes.packed),
      size: sizes.claimed,
      crc: 0,
    },
  ]);
}

interface PackedEntry {
  readonly name: string;
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
}

function archive(entries: readonly PackedEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(entry.crc, 10);
    shared.writeUInt32LE(entry.packed.length, 14);
    shared.writeUInt32LE(entry.size, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, entry.packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, name]));
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** Without folders; may be Japanese. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where `bytes` are deflated already: what they were. */
  readonly unpacked?: { readonly crc: number; readonly size: number };
}

const MAX_ENTRIES = 65_535;
const MAX_BYTES = 0xffff_ffff;
const [STORED, DEFLATED] = [0, 8];
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** 1980-01-01 00:00, the first that the format knows: the same content gives the same archive. */
const [TIME, DAY] = [0, 0x0021];

/**
 * A ZIP archive as it grows: each entry is asked for when the one before has been sent, so that one entry is in memory and
 * not all. Stored as they come, unless they come deflated: workbooks are packed already. Throws past 65,535 entries or 4 GB.
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, bytes, unpacked } of entries) {
    const label = Buffer.from(name, 'utf8');
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(UTF8, 2);
    head.writeUInt16LE(unpacked === undefined ? STORED : DEFLATED, 4);
    head.writeUInt16LE(TIME, 6);
    head.writeUInt16LE(DAY, 8);
    head.writeUInt32LE(unpacked?.crc ?? crc32(bytes), 10);
    head.writeUInt32LE(bytes.byteLength, 14);
    head.writeUInt32LE(unpacked?.size ?? bytes.byteLength, 18);
    head.writeUInt16LE(label.length, 22);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 0, 'latin1');
    central.writeUInt16LE(20, 4);
    head.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([central, label]));
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, label]);
    offset += local.length + bytes.byteLength;
    if (directory.length > MAX_ENTRIES || offset > MAX_BYTES) throw new RangeError('too much for one ZIP');
    yield local;
    yield bytes;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  yield central;
  yield end;
}

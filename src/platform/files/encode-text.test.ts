import { expect, it } from 'vitest';
import { decodeText } from './decode.ts';
import { encodeShiftJis, encodeUtf8 } from './encode-text.ts';

it('writes what the reader reads', () => {
  const text = '髙﨑市,①,10〜20 %\r\n';
  expect(decodeText(encodeUtf8(text))).toMatchObject({ value: { encoding: 'UTF-8' } });
  const encoded = encodeShiftJis(text);
  expect(encoded.lost).toEqual([]);
  expect(decodeText(encoded.bytes)).toEqual({
    ok: true,
    value: { encoding: 'Shift_JIS', text: '髙﨑市,①,10～20 %\r\n' },
  });
});

it('names what Shift_JIS does not have', () => {
  expect(encodeShiftJis('𠮷野家で😀を𠮷').lost).toEqual(['𠮷', '😀']);
});

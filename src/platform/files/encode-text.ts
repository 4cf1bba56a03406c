import iconv from 'iconv-lite';

/** Characters that both tables have under two numbers; office programs write the second. */
const TWINS: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '‖': '∥',
  '¥': '￥',
  '—': '―',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
};

/** UTF-8 with BOM: what office programs take for UTF-8 at all. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/** Shift_JIS as Windows writes it (cp932). `lost`: characters that it does not have, each once; then the bytes are not to be used. */
export function encodeShiftJis(text: string): {
  readonly bytes: Uint8Array;
  readonly lost: readonly string[];
} {
  const plain = text.replace(/[〜−‖¥—¢£¬]/gu, (character) => TWINS[character] ?? character);
  const bytes = iconv.encode(plain, 'cp932');
  const back = iconv.decode(bytes, 'cp932');
  const lost =
    back === plain
      ? []
      : [...new Set([...plain].filter((one) => iconv.decode(iconv.encode(one, 'cp932'), 'cp932') !== one))];
  return { bytes, lost };
}

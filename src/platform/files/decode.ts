import { ok, type Result, refuse } from '../../core/result.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'Shift_JIS';
}

/** Control characters that no table holds: a binary file, UTF-16 (NUL) or ISO-2022-JP (ESC) read as text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001b\u007f]/;

function strictly(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Nearly every EUC-JP text is valid Shift_JIS too, as a row of half-width kana. A real Shift_JIS table is not mostly
 * half-width kana *and* valid EUC-JP at once; such a file would be stored as mojibake and is refused instead.
 */
function looksLikeEucJp(bytes: Uint8Array, asShiftJis: string): boolean {
  let wide = 0;
  let halfKana = 0;
  for (const character of asShiftJis) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) continue;
    wide += 1;
    if ((point >= 0xff61 && point <= 0xff9f) || (point >= 0xe000 && point <= 0xf8ff)) halfKana += 1;
  }
  return halfKana * 3 > wide && strictly('euc-jp', bytes) !== null;
}

/** UTF-8 (with or without BOM) first, then Shift_JIS (cp932), both strictly; otherwise `file-encoding`. */
export function decodeText(bytes: Uint8Array): Result<DecodedText, 'file-encoding'> {
  const utf8 = strictly('utf-8', bytes);
  if (utf8 !== null)
    return CONTROL.test(utf8) ? refuse('file-encoding') : ok({ text: utf8, encoding: 'UTF-8' });
  const shiftJis = strictly('shift_jis', bytes);
  if (shiftJis === null || CONTROL.test(shiftJis) || looksLikeEucJp(bytes, shiftJis))
    return refuse('file-encoding');
  return ok({ text: shiftJis, encoding: 'Shift_JIS' });
}

import { type BodyCode, isBodyCode, NATION, withCheckDigit } from '../../../core/body-code.ts';

/** What stands in the address of a body's page. */
export type AskedCode =
  | { readonly kind: 'nation' }
  | { readonly kind: 'code'; readonly code: BodyCode }
  /** Digits that lost the check digit or leading zeros, with the codes that they may have been. */
  | { readonly kind: 'shortened'; readonly candidates: readonly BodyCode[] }
  | { readonly kind: 'wrong-check-digit'; readonly expected: BodyCode }
  | { readonly kind: 'words'; readonly text: string };

/**
 * Reads the address; full-width digits too. 12203 may be 士別市 without its zero or 市川市 without its check digit:
 * which of the candidates is a body, only the register can say.
 */
export function readCode(given: string): AskedCode {
  const text = given.normalize('NFKC').trim();
  if (!/^\d{1,6}$/.test(text)) return { kind: 'words', text };
  if (text === NATION) return { kind: 'nation' };
  if (text.length === 6) {
    if (!isBodyCode(text)) return { kind: 'wrong-check-digit', expected: withCheckDigit(text.slice(0, 5)) };
    return text === given ? { kind: 'code', code: text } : { kind: 'shortened', candidates: [text] };
  }
  const padded = text.padStart(6, '0');
  const candidates = [
    // The zero of 北海道 … 栃木県 is lost in spreadsheets: a whole code then has five digits.
    ...(text.length === 5 && isBodyCode(padded) ? [padded] : []),
    ...(text.length === 5 ? [withCheckDigit(text)] : []),
    ...(text.length === 4 ? [withCheckDigit(`0${text}`)] : []),
  ];
  return { kind: 'shortened', candidates: [...new Set(candidates)] };
}

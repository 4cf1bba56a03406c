/**
 * 団体コード（6桁、検査数字つき） 出典: 総務省「全国地方公共団体コード」
 * The 6-digit code as text is the only key of a body; 000000 is reserved (国 as actor, 全国 as area) and has no check digit.
 */
export type BodyCode = string;

export const NATION: BodyCode = '000000';

/** 「見本府省」: who plays the nation towards 見本県 (99xxxx), and towards nobody else. No body of the register. */
export const SAMPLE_NATION: BodyCode = '999997';

/** Real bodies and invented ones never meet: not in a figure, not in a survey. */
export function realmOf(code: BodyCode): 'real' | 'sample' {
  return isSample(code) ? 'sample' : 'real';
}

/** The sixth digit: 11 − (Σ digit × 6,5,4,3,2) mod 11, its last digit. */
export function checkDigit(firstFive: string): string {
  let weighted = 0;
  for (let index = 0; index < 5; index += 1) weighted += Number(firstFive[index]) * (6 - index);
  return String((11 - (weighted % 11)) % 10);
}

export function isBodyCode(text: string): boolean {
  if (!/^\d{6}$/.test(text)) return false;
  return text === NATION || checkDigit(text.slice(0, 5)) === text[5];
}

/** `'04216'` → `'042161'`. */
export function withCheckDigit(firstFive: string): BodyCode {
  return firstFive + checkDigit(firstFive);
}

export function isPrefectureCode(code: BodyCode): boolean {
  return code !== NATION && code.slice(2, 5) === '000';
}

/**
 * 見本県: a prefecture that does not exist, in which everything can be tried. 99 is the number of no prefecture. All
 * codes from here on are its own; which side of this line a code stands on is decided here and nowhere else.
 */
export const SAMPLE_PREFECTURE: BodyCode = '990001';
export const SAMPLE_FROM = '990000';

export function isSample(code: BodyCode): boolean {
  return code >= SAMPLE_FROM;
}

/**
 * The whole that a body or an area belongs to: the nation, or 見本県, which is a whole of its own. Days, comparisons,
 * lists and sums are asked of one whole; nothing is ever added up over two.
 */
export function wholeOf(code: BodyCode): BodyCode {
  return isSample(code) ? SAMPLE_PREFECTURE : NATION;
}

/** The prefecture that a code's first two digits name: `'042161'` → `'040002'`. */
export function prefectureOf(code: BodyCode): BodyCode {
  return code === NATION ? NATION : withCheckDigit(`${code.slice(0, 2)}000`);
}

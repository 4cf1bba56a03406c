import { type BodyCode, isBodyCode, withCheckDigit } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { resolveOn } from './lineage.ts';
import { matchByName } from './match-by-name.ts';
import { meaning, namedIn } from './names.ts';
import { ambiguous, matched, refused, unmatched, type Verdict } from './outcome.ts';
import type { RegisterBody, RegisterDay } from './register.ts';

/**
 * The code cell as digits. Null where it holds none: empty, `<NA>`, `-`. Spreadsheets write `'011002` and `11002.0`.
 */
export function codeText(code: string | null): string | null {
  const text = (code ?? '').normalize('NFKC').replace(/\s/g, '').replace(/^'/, '').replace(/\.0+$/, '');
  return /^(|<NA>|NA|N\/A|NaN|null|None|[-―ー–—*]+)$/i.test(text) ? null : text;
}

/**
 * The codes that digits may be. Six digits are one code or none. Fewer have lost the check digit (12203 = 市川市
 * 12203-3), the leading zero (12203 = 士別市 01220-3) or both: the name decides.
 */
export function codeReadings(text: string | null): readonly BodyCode[] {
  if (text === null || !/^\d{1,6}$/.test(text)) return [];
  if (text.length === 6) return isBodyCode(text) ? [text] : [];
  const zeroLost = text.padStart(6, '0');
  const readings = new Set<BodyCode>();
  if (isBodyCode(zeroLost) && text.length >= 4) readings.add(zeroLost);
  if (text.length >= 4) readings.add(withCheckDigit(text.padStart(5, '0')));
  // 1–47 is the number of a prefecture.
  if (text.length <= 2) readings.add(withCheckDigit(`${text.padStart(2, '0')}000`));
  return [...readings];
}

/** By code; by name where the cell holds none. */
export function matchByCode(register: RegisterDay, mention: BodyMention): Verdict {
  const text = codeText(mention.code);
  if (text === null) return matchByName(register, mention);
  if (!/^\d{1,6}$/.test(text)) {
    return refused(
      text,
      '6桁の団体コード',
      `「${text}」は団体コードの形ではありません。6桁の数字にしてください。`,
    );
  }
  return text.length === 6 ? byFullCode(register, mention, text) : byShortCode(register, mention, text);
}

function byFullCode(register: RegisterDay, mention: BodyMention, code: string): Verdict {
  if (!isBodyCode(code)) {
    const expected = withCheckDigit(code.slice(0, 5));
    return refused(
      code,
      expected,
      `団体コード「${code}」の検査数字が誤っています。正しくは「${expected}」です。`,
    );
  }
  const known = knownAs(register, code);
  if (known === null || !isAtLevel(known.body, mention)) {
    return unmatched(whyUnknown(register, code));
  }
  const { body, hint } = known;
  if (mention.name.trim() === '' || meaning(register, body, mention.name) !== null) {
    return matched(body.bodyCode, hint === null ? 'code' : 'lineage', hint);
  }
  const prefecture = register.byCode.get(body.prefectureCode);
  const other = prefecture === undefined ? [] : namedIn(register, prefecture, mention.name);
  if (other.length > 0) {
    return refused(
      `${code} ${mention.name}`,
      `${body.bodyCode} ${body.name}`,
      `団体コード「${code}」は${body.name}ですが、名称は「${mention.name}」です。行のずれを確認してください。`,
    );
  }
  return ambiguous(
    [body.bodyCode],
    `団体コード「${code}」は${body.name}ですが、名称は「${mention.name}」です。`,
  );
}

function byShortCode(register: RegisterDay, mention: BodyMention, text: string): Verdict {
  const readings = codeReadings(text).flatMap((code) => knownAs(register, code) ?? []);
  const candidates = readings.filter((reading) => isAtLevel(reading.body, mention));
  const agreeing = candidates.filter((reading) => meaning(register, reading.body, mention.name) !== null);
  const [first] = agreeing;
  if (agreeing.length === 1 && first !== undefined) {
    return matched(first.body.bodyCode, first.hint === null ? 'short-code' : 'lineage', first.hint);
  }
  if (agreeing.length > 1) {
    return ambiguous(
      agreeing.map((reading) => reading.body.bodyCode),
      `「${text}」は検査数字と先頭の0のどちらが落ちたものか分かりません。`,
    );
  }
  const expected = candidates
    .map((reading) => `${reading.body.bodyCode} ${reading.body.name}`)
    .join(' または ');
  return refused(
    `${text} ${mention.name}`.trim(),
    expected === '' ? '6桁の団体コード' : expected,
    mention.name.trim() === ''
      ? `桁の足りない団体コード「${text}」は、名称がないと団体を決められません。`
      : `桁の足りない団体コード「${text}」と名称「${mention.name}」が一致しません。`,
  );
}

interface Known {
  readonly body: RegisterBody;
  readonly hint: string | null;
}

/** The body of the day that a code leads to; never over a merger, whose parts are not the whole. */
function knownAs(register: RegisterDay, code: BodyCode): Known | null {
  const today = register.byCode.get(code);
  if (today !== undefined) return { body: today, hint: null };
  const { bodyCode, events, sameBody } = resolveOn(register.lineage, code, register.day);
  const body = register.byCode.get(bodyCode);
  if (!sameBody || events.length === 0 || body === undefined) return null;
  const texts = events.map((event) => `${formatDay(event.on)}に${event.text}`).join('、');
  return { body, hint: `別の時点の団体コードです。${texts}。${body.bodyCode}として扱います。` };
}

function isAtLevel(body: RegisterBody, mention: BodyMention): boolean {
  return (body.kind === 'prefecture') === (mention.level === 'prefecture');
}

function whyUnknown(register: RegisterDay, code: BodyCode): string {
  const { events, sameBody } = resolveOn(register.lineage, code, register.day);
  if (!sameBody) {
    const texts = events.map((event) => `${formatDay(event.on)}に${event.text}`).join('、');
    return `団体コード「${code}」の団体は${texts}しました。一つの団体として扱えません。`;
  }
  return `団体コード「${code}」は${formatDay(register.day)}の台帳にありません。`;
}

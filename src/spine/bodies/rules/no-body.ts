import { type BodyCode, isBodyCode, isPrefectureCode } from '../../../core/body-code.ts';
import { normalise } from '../../../core/text.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { namedIn, prefectureNamed } from './names.ts';
import type { RegisterDay } from './register.ts';

/** What a row of an official file is when it is no body; the text is shown beside the row. */
export const NO_BODY_TITLES = {
  total: '合計の行',
  prefecture: '都道府県の行',
  county: '郡の小計の行',
  ward: '行政区の行',
  'northern-village': '北方領土の村の行',
} as const;
export type NoBody = keyof typeof NO_BODY_TITLES;

const TOTAL = /^(全国|国|全体|全団体|総数|平均|全国平均|.*(計|総数))$/u;
/** 区 as municipalities exist in 東京都 alone (自治法第281条). */
const TOKYO: BodyCode = '130001';
const NOTHING = /^[-―ー–—]*$/u;

/** 行政区 bear NN101–NN199 of a 指定都市; in 東京都 these numbers are the 特別区. */
export function isWardCode(code: BodyCode): boolean {
  return isBodyCode(code) && code[2] === '1' && !code.startsWith('13') && code.slice(2, 5) !== '100';
}

/** Whether a row that should name a municipality names none, and what it is instead. Null: it may be a body. */
export function noBody(
  register: RegisterDay,
  mention: BodyMention,
  codes: readonly BodyCode[],
): NoBody | null {
  const name = normalise(mention.name);
  const prefecture = mention.prefecture === null ? null : prefectureNamed(register, mention.prefecture);
  const nameless = NOTHING.test(name);
  if (mention.prefecture !== null && TOTAL.test(normalise(mention.prefecture)) && prefecture === null)
    return 'total';
  if (isNorthern(register, name, codes, nameless)) return 'northern-village';
  if (TOTAL.test(name)) return 'total';
  const known = codes.filter((code) => register.byCode.has(code));
  if (nameless) {
    if (codes.length === 0) return prefecture === null ? null : 'prefecture';
    if (known.length > 0 && known.every(isPrefectureCode)) return 'prefecture';
  }
  if (isPrefectureName(register, mention.name, prefecture?.bodyCode ?? null)) return 'prefecture';
  if (name.endsWith('郡') && name.length > 1) return 'county';
  return isWard(register, mention, name, codes, prefecture?.bodyCode ?? null) ? 'ward' : null;
}

function isNorthern(
  register: RegisterDay,
  name: string,
  codes: readonly BodyCode[],
  nameless: boolean,
): boolean {
  if (!/[村郡]$/u.test(name) && !nameless) return false;
  return register.nonBodies.northernVillages.some((village) => {
    const whole = normalise(village.county + village.name);
    if (name === whole || name === normalise(village.county) || name === `北海道${whole}`) return true;
    // 泊村 is also a village in 古宇郡: without its county only the code tells them apart.
    const named = name === normalise(village.name);
    if (codes.includes(village.code)) return named || nameless;
    return named && codes.length === 0 && !register.byName.get('010006')?.has(name);
  });
}

/** Only the full name: 「広島」 alone could be the town's row in a file that drops 市. */
function isPrefectureName(register: RegisterDay, name: string, within: BodyCode | null): boolean {
  const found = register.prefectureNames.get(normalise(name));
  return found?.whole === true && (within === null || within === found.bodyCode);
}

function isWard(
  register: RegisterDay,
  mention: BodyMention,
  name: string,
  codes: readonly BodyCode[],
  prefecture: BodyCode | null,
): boolean {
  const special = codes.some((code) => register.byCode.get(code)?.kind === 'special-ward');
  const coded = !special && codes.some((code) => isWardCode(code) && !register.byCode.has(code));
  if (name === '') return coded && codes.length === 1;
  if (!name.endsWith('区')) return false;
  const home = prefecture === null ? undefined : register.byCode.get(prefecture);
  if (coded) return true;
  if (home === undefined) return register.designatedCities.some((city) => name.includes(city));
  return home.bodyCode !== TOKYO && namedIn(register, home, mention.name).length === 0;
}

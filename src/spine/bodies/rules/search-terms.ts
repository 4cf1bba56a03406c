import type { BodyCode } from '../../../core/body-code.ts';
import { normalise } from '../../../core/text.ts';
import { isSameBody } from './lineage.ts';
import type { RegisterRow, RegisterSource } from './register.ts';

export type TermKind = 'name' | 'reading' | 'code' | 'former' | 'merged' | 'alias';

/** One word under which a body is found. */
export interface SearchTerm {
  readonly bodyCode: BodyCode;
  readonly kind: TermKind;
  /** Normalised. */
  readonly term: string;
  /** As it is shown: 「旧：那珂川町」 */
  readonly printed: string;
}

/**
 * Words of all bodies that exist in their newest row: name, reading, code (whole and without its leading zero; five
 * digits are the beginning of six), former names and codes, names merged into it, aliases.
 */
export function searchTerms(source: RegisterSource): readonly SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  const add = (bodyCode: BodyCode, kind: TermKind, text: string): void => {
    const term = normalise(text);
    const key = `${bodyCode} ${kind} ${term}`;
    if (!terms.has(key)) terms.set(key, { bodyCode, kind, term, printed: text });
  };
  const current = source.rows.filter((row) => row.validTo === null && row.kind !== 'nation');
  const codes = new Set(current.map((row) => row.bodyCode));
  for (const row of current) {
    add(row.bodyCode, 'name', row.name);
    add(row.bodyCode, 'reading', row.kana);
    add(row.bodyCode, 'code', row.bodyCode);
    if (row.bodyCode.startsWith('0')) add(row.bodyCode, 'code', row.bodyCode.slice(1));
  }
  for (const alias of source.aliases)
    add(alias.bodyCode, alias.kind === 'reading' ? 'reading' : 'alias', alias.alias);
  addFormer(source, codes, add);
  return [...terms.values()];
}

function addFormer(
  source: RegisterSource,
  codes: ReadonlySet<BodyCode>,
  add: (bodyCode: BodyCode, kind: TermKind, text: string) => void,
): void {
  for (const event of source.lineage) {
    const kind = isSameBody(event) ? 'former' : 'merged';
    for (const heir of heirs(source, event.toCode)) {
      if (!codes.has(heir)) continue;
      add(heir, kind, event.fromName);
      add(heir, kind, event.fromKana);
      if (event.fromCode !== heir) add(heir, kind, event.fromCode);
    }
  }
}

/** The newest codes that a code leads to. */
function heirs(source: RegisterSource, code: BodyCode): readonly BodyCode[] {
  const next = source.lineage.filter((event) => event.fromCode === code && event.toCode !== code);
  return next.length === 0 ? [code] : next.flatMap((event) => heirs(source, event.toCode));
}

const SAMPLE_WORDS = ['見本', 'みほん'].map(normalise);

/** 見本県 is found by whoever asks for it by its name, and never beside others. */
export function asksForSample(text: string): boolean {
  const words = normalise(text);
  return SAMPLE_WORDS.some((word) => words.startsWith(word));
}

/** What is asked, split: 「福岡県那珂川」 looks for 那珂川 within 福岡県. */
export function parseQuery(
  text: string,
  prefectures: readonly Pick<RegisterRow, 'bodyCode' | 'name'>[],
): { readonly words: string; readonly prefectureCode: BodyCode | null } {
  const words = normalise(text).slice(0, 50);
  for (const prefecture of prefectures) {
    const name = normalise(prefecture.name);
    if (words.startsWith(name) && words.length > name.length) {
      return { words: words.slice(name.length), prefectureCode: prefecture.bodyCode };
    }
  }
  return { words, prefectureCode: null };
}

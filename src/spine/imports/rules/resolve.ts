import type { BodyCode } from '../../../core/body-code.ts';
import type { BodyMention, Workbook } from '../../contracts/file-kind.ts';
import type { Counts, Place, Question } from './report.ts';
import { sheetName } from './validate.ts';

/** What the matching of the register says of one mention. */
export type MentionResult =
  | { readonly kind: 'matched'; readonly bodyCode: BodyCode; readonly hint?: string | null }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly BodyCode[]; readonly why: string }
  | { readonly kind: 'unmatched'; readonly why: string }
  | { readonly kind: 'ignored'; readonly why: string };

/** What a person decided of one mention: a code, or `ignore`. */
export interface Decision extends Place {
  readonly chosen: string;
}

export interface Resolved {
  /** By index of the mention; null: no body. */
  readonly bodies: readonly (BodyCode | null)[];
  readonly counts: Counts;
  readonly questions: readonly Question[];
  readonly ignored: readonly { readonly row: number; readonly text: string; readonly why: string }[];
  /** Hints of the matching, each once: a former code, a former name. */
  readonly hints: readonly string[];
}

export function placeKey(place: Place): string {
  return `${place.sheet}:${place.row}:${place.column}`;
}

/** As written in the file: `北海道 泊村（01403）`. */
export function writtenAs(mention: BodyMention): string {
  const name = [mention.prefecture, mention.name].filter((part) => part !== null && part !== '').join(' ');
  return mention.code === null || mention.code === '' ? name : `${name}（${mention.code}）`;
}

/**
 * Decisions of a person settle what the register cannot; they count only where the register left a question, so that
 * an old decision never overrules a match. `nameOf` gives a body's name for the choice.
 */
export function resolveMentions(
  mentions: readonly BodyMention[],
  results: readonly MentionResult[],
  decisions: readonly Decision[],
  nameOf: (code: BodyCode) => string | null,
  workbook: Workbook,
): Resolved {
  const decided = new Map(decisions.map((decision) => [placeKey(decision), decision.chosen]));
  const bodies: (BodyCode | null)[] = [];
  const questions: Question[] = [];
  const ignored: { row: number; text: string; why: string }[] = [];
  const hints = new Set<string>();
  for (const [index, mention] of mentions.entries()) {
    const result = results[index] ?? { kind: 'unmatched', why: '照合していません。' };
    const { row } = mention;
    const ignore = (why: string) => ignored.push({ row, text: writtenAs(mention), why });
    bodies.push(null);
    if (result.kind === 'matched') {
      bodies[index] = result.bodyCode;
      if (result.hint) hints.add(result.hint);
      continue;
    }
    if (result.kind === 'ignored') {
      ignore(result.why);
      continue;
    }
    const chosen = decided.get(placeKey(mention));
    if (chosen === 'ignore') ignore('運用管理者が取り込まないと判断');
    else if (chosen !== undefined && nameOf(chosen) !== null) bodies[index] = chosen;
    else questions.push(question(mention, result, nameOf, workbook));
  }
  const counts: Counts = {
    matched: new Set(bodies.filter((code) => code !== null)).size,
    unmatched: questions.filter((each) => each.kind === 'unmatched').length,
    ambiguous: questions.filter((each) => each.kind === 'ambiguous').length,
    ignored: ignored.length,
  };
  return { bodies, counts, questions, ignored, hints: [...hints] };
}

function question(
  mention: BodyMention,
  result: Extract<MentionResult, { kind: 'ambiguous' | 'unmatched' }>,
  nameOf: (code: BodyCode) => string | null,
  workbook: Workbook,
): Question {
  const candidates = result.kind === 'ambiguous' ? result.candidates : [];
  return {
    kind: result.kind,
    sheet: mention.sheet,
    row: mention.row,
    column: mention.column,
    sheetName: sheetName(workbook, mention.sheet),
    written: writtenAs(mention),
    why: result.why,
    candidates: candidates.map((bodyCode) => ({ bodyCode, name: nameOf(bodyCode) ?? bodyCode })),
  };
}

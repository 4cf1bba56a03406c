import type { Refusal, Result } from '../../../core/result.ts';
import { type AnswerValue, sameAnswer } from '../../../core/survey/answer.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { type AnswerFault, NOT_APPLICABLE, readAnswer } from '../../../core/survey/read-answer.ts';

/** Names of the fields of one question: short, because a page has hundreds of them. */
export const FIELDS = {
  value: (id: string) => `a.${id}`,
  base: (id: string) => `b.${id}`,
  notApplicable: (id: string) => `n.${id}`,
  remark: (id: string) => `r.${id}`,
  /** The revision that the form was made from; its presence says that the question is on the form. */
  seen: (id: string) => `s.${id}`,
  /** The known answer that the form was filled with, as JSON. */
  shown: (id: string) => `k.${id}`,
  /** 「未回答に戻す」: an empty field alone takes nothing back. */
  clear: (id: string) => `c.${id}`,
  /** The text without an answer that the form showed. */
  raw: (id: string) => `t.${id}`,
} as const;

/** What came for one question. */
export interface FormLine {
  readonly question: Question;
  readonly texts: readonly string[];
  readonly remark: string;
  readonly seenRevision: number;
  /** JSON as it stood in the form; compared only, never trusted. */
  readonly shown: string | null;
  readonly clear: boolean;
  readonly rawId: string | null;
}

/** Lines of the questions that were on the form; unknown fields say nothing. */
export function readForm(
  questions: readonly Question[],
  fields: ReadonlyMap<string, readonly string[]>,
): readonly FormLine[] {
  const first = (name: string) => fields.get(name)?.[0] ?? '';
  return questions
    .filter(({ id }) => fields.has(FIELDS.seen(id)))
    .map((question) => {
      const { id } = question;
      const values = fields.get(FIELDS.value(id)) ?? [];
      const texts = question.kind.type === 'share' ? [values[0] ?? '', first(FIELDS.base(id))] : values;
      const seen = first(FIELDS.seen(id));
      return {
        question,
        texts: fields.has(FIELDS.notApplicable(id)) ? [...texts, NOT_APPLICABLE] : texts,
        remark: first(FIELDS.remark(id)).replaceAll('\r\n', '\n').trim(),
        seenRevision: /^\d{1,9}$/.test(seen) ? Number(seen) : 0,
        shown: first(FIELDS.shown(id)) || null,
        clear: fields.has(FIELDS.clear(id)),
        rawId: first(FIELDS.raw(id)) || null,
      };
    });
}

/** What a form was made from: the answer at the revision that it names. */
export interface Shown {
  readonly value: AnswerValue | null;
  readonly remark: string | null;
}

export type Decided =
  /** Not touched, or known and not confirmed. */
  | { readonly kind: 'nothing' }
  /** The field was emptied where an answer stands: it stays, and the page says how it is taken back. */
  | { readonly kind: 'emptied' }
  | {
      readonly kind: 'typed';
      readonly value: AnswerValue | null;
      readonly remark: string | null;
      readonly from: 'person' | 'known';
      readonly affirms: boolean;
    }
  | { readonly kind: 'unreadable'; readonly fault: Refusal<AnswerFault> };

/**
 * What a person has done to one question. Fields that stand as they were shown are nobody's change: what another has saved
 * meanwhile stays. Known answers become the body's own only by `confirm`, or by writing something else.
 */
export function decideLine(line: FormLine, shown: Shown | null, confirm: boolean): Decided {
  const base: Shown = shown ?? { value: null, remark: null };
  const remark = line.remark === '' ? null : line.remark;
  const remarkChanged = remark !== base.remark;
  const typed = (
    value: AnswerValue | null,
    from: 'person' | 'known' = 'person',
    affirms = false,
  ): Decided => ({
    kind: 'typed',
    value,
    remark,
    from,
    affirms,
  });
  if (line.clear) return typed(null);
  const read: Result<AnswerValue | null, AnswerFault> = readAnswer(line.question, line.texts);
  if (!read.ok) return { kind: 'unreadable', fault: read };
  if (read.value === null) {
    if (remarkChanged) return typed(base.value);
    return base.value === null ? { kind: 'nothing' } : { kind: 'emptied' };
  }
  if (shown !== null && sameAnswer(read.value, base.value ?? undefined)) {
    if (remarkChanged) return typed(read.value);
    return confirm ? typed(read.value, 'person', true) : { kind: 'nothing' };
  }
  if (line.shown !== null && base.value === null && asKnown(read.value) === line.shown && !remarkChanged)
    return confirm ? typed(read.value, 'known') : { kind: 'nothing' };
  return typed(read.value);
}

/** A known answer as it stands in the form. */
export function asKnown(value: AnswerValue): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}

import type { AnswerValue } from '../../core/survey/answer.ts';
import { SAMPLE_BODIES } from './bodies.ts';

function yes(value: boolean): AnswerValue {
  return { type: 'choice', option: value ? 'yes' : 'no' };
}

function one(option: string): AnswerValue {
  return { type: 'choice', option };
}

interface Structure {
  /** Day of the 全体方針; null: none yet. */
  readonly policy: string | null;
  /** Who chairs the cross-cutting body; null: none. */
  readonly chair: 'head' | 'deputy' | 'director' | null;
  readonly office: 'department' | 'division' | 'group' | null;
  readonly cio: 'head' | 'deputy' | 'external' | null;
  readonly aide: boolean;
  /** External people in use. */
  readonly external: number;
}

/** What the bodies of 見本県 answered last year. Invented throughout; small bodies have less, as everywhere. */
const STRUCTURE: Readonly<Record<string, Structure>> = {
  [SAMPLE_BODIES.prefecture.code]: {
    policy: '2023-03-27',
    chair: 'head',
    office: 'department',
    cio: 'deputy',
    aide: true,
    external: 2,
  },
  [SAMPLE_BODIES.village.code]: {
    policy: null,
    chair: null,
    office: null,
    cio: null,
    aide: false,
    external: 0,
  },
  [SAMPLE_BODIES.first.code]: {
    policy: '2024-11-29',
    chair: 'deputy',
    office: 'group',
    cio: 'deputy',
    aide: true,
    external: 1,
  },
};

/** Of a body not named above: there is a chair, but not the head's, so its cross-cutting body does not count. */
const OTHERS: Structure = {
  policy: null,
  chair: 'director',
  office: 'division',
  cio: 'deputy',
  aide: false,
  external: 0,
};

/** Answers of one body to last year's survey. */
export function answersOfBody(surveyId: string, bodyCode: string): Readonly<Record<string, AnswerValue>> {
  if (surveyId !== 'structure') return {};
  const given = STRUCTURE[bodyCode] ?? OTHERS;
  return {
    policy: yes(given.policy !== null),
    ...(given.policy === null ? {} : { 'policy-day': { type: 'date', day: given.policy } as const }),
    body: yes(given.chair !== null),
    ...(given.chair === null ? {} : { 'body-chair': one(given.chair) }),
    office: yes(given.office !== null),
    ...(given.office === null ? {} : { 'office-unit': one(given.office) }),
    cio: yes(given.cio !== null),
    ...(given.cio === null ? {} : { 'cio-post': one(given.cio) }),
    'cio-aide': yes(given.aide),
    external: yes(given.external > 0),
    ...(given.external === 0
      ? {}
      : { 'external-count': { type: 'number', value: String(given.external) } as const }),
  };
}

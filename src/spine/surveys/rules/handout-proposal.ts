import { addDays, type Day } from '../../../core/calendar.ts';
import type { Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { type Holidays, isWorkingDay } from '../../../core/working-days.ts';

/** A section of the office as it stands. */
export interface OfficeSection {
  readonly sectionId: string;
  readonly name: string;
  readonly organ: string;
}

/** Questions that would go to one section. */
export interface ProposedHandout {
  /** Null: no section of this name is known here; the sheet goes by its name alone. */
  readonly sectionId: string | null;
  readonly sectionName: string;
  readonly organ: string;
  readonly questions: readonly string[];
}

export interface Proposal {
  readonly handouts: readonly ProposedHandout[];
  /** Stay with who coordinates. */
  readonly kept: readonly string[];
}

/** The words of 「総務・人事」 by which a section may be called. */
function words(usuallyKnownBy: string): readonly string[] {
  return usuallyKnownBy
    .split(/[・、,／/]/)
    .map((word) => word.trim().replace(/(?:担当|課|係|部|室)$/, ''))
    .filter((word) => word.length >= 2);
}

/** 「総務」 finds 総務課; 「選挙管理」 finds 選挙管理委員会事務局, also by its organ. */
function sectionFor(usuallyKnownBy: string, sections: readonly OfficeSection[]): OfficeSection | null {
  for (const word of words(usuallyKnownBy)) {
    const found =
      sections.find((section) => section.name.includes(word)) ??
      sections.find((section) => section.organ.includes(word));
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * A first split of a survey over the sections that usually know: a person adjusts it. Questions without a hint stay with
 * who coordinates, unless the survey has no hints at all: then its own sections are the split.
 */
export function proposeHandouts(
  survey: SurveyDefinition,
  wanted: ReadonlySet<string>,
  sections: readonly OfficeSection[],
): Proposal {
  const questions = survey.questions.filter((question) => wanted.has(question.id));
  const hinted = questions.some((question) => question.usuallyKnownBy !== undefined);
  const hintOf = (question: Question) =>
    hinted
      ? question.usuallyKnownBy
      : survey.sections.find((section) => section.id === question.section)?.title;
  const groups = new Map<string, { -readonly [K in keyof ProposedHandout]: ProposedHandout[K] }>();
  const kept: string[] = [];
  for (const question of questions) {
    const hint = hintOf(question);
    if (hint === undefined || hint === '') {
      kept.push(question.id);
      continue;
    }
    const section = sectionFor(hint, sections);
    const key = section?.sectionId ?? hint;
    const group = groups.get(key) ?? {
      sectionId: section?.sectionId ?? null,
      sectionName: section?.name ?? `${hint}担当`,
      organ: section?.organ ?? '長',
      questions: [],
    };
    groups.set(key, { ...group, questions: [...group.questions, question.id] });
  }
  return { handouts: [...groups.values()], kept };
}

/** Working days that the coordinator keeps for merging and for the 決裁. */
const KEPT_DAYS = 5;

/** Five working days before the body's own deadline; when that is over, the deadline itself; never in the past. */
export function proposedDue(due: Day | null, today: Day, holidays: Holidays): Day | null {
  if (due === null || due < today) return null;
  let early = due;
  for (let left = KEPT_DAYS; left > 0; ) {
    early = addDays(early, -1);
    if (isWorkingDay(early, holidays)) left -= 1;
  }
  return early >= today ? early : due;
}

export type HandoutStanding = 'waiting' | 'overdue' | 'back' | 'taken' | 'cancelled';

/** Who owes what, on a day. */
export function standingOf(
  handout: { readonly state: 'out' | 'back' | 'taken' | 'cancelled'; readonly due: Day | null },
  today: Day,
): HandoutStanding {
  if (handout.state !== 'out') return handout.state;
  return handout.due !== null && handout.due < today ? 'overdue' : 'waiting';
}

export const STANDING_TITLES: Readonly<Record<HandoutStanding, string>> = {
  waiting: '照会中',
  overdue: '期限超過',
  back: '戻り・取込前',
  taken: '取込済み',
  cancelled: '取りやめ',
};

/** Text for the office's own mail or paper. */
export function reminderText(reminder: {
  readonly sectionName: string;
  readonly roundTitle: string;
  readonly handoutNo: string;
  readonly due: string | null;
  readonly open: readonly string[];
  readonly from: string;
}): string {
  const { sectionName, roundTitle, handoutNo, due, open, from } = reminder;
  return [
    `${sectionName}　ご担当者様`,
    '',
    `「${roundTitle}」の庁内照会（${handoutNo}）について、お知らせします。`,
    due === null ? '回答をお待ちしています。' : `回答の期限は${due}です。`,
    `まだ回答のない設問は${open.length}問です（${open.join('、')}）。`,
    'お手元の回答票に記入し、お送りください。行き違いの場合はご容赦ください。',
    '',
    from,
  ].join('\n');
}

import type { Question } from '../../../../core/survey/definition.ts';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { type FormPage, formPages, type Standing } from '../../rules/progress.ts';

/** What the rules of progress ask of an open sheet. */
export function standingOf(view: OpenSheet): Standing {
  return {
    path: view.path,
    answered: new Set(Object.keys(view.values)),
    known: new Set(view.known.keys()),
    byProxy: new Set(
      [...view.now].filter(([, one]) => one.via === 'proxy' && one.value !== null).map(([id]) => id),
    ),
    unreadable: new Set(view.raws.map((raw) => raw.questionId)),
  };
}

export function sheetPath(view: Pick<OpenSheet, 'sheet'>, rest = ''): string {
  return `/surveys/sheets/${view.sheet.sheetNo}${rest}`;
}

/** Address of the field of one question, on the page that holds it. */
export function fieldHref(view: Pick<OpenSheet, 'sheet' | 'round'>, questionId: string): string {
  const page = formPages(view.round.survey).find((one) => one.questions.some(({ id }) => id === questionId));
  return sheetPath(view, `/pages/${page?.number ?? 1}#q-${questionId}`);
}

export function questionOf(view: Pick<OpenSheet, 'round'>, id: string): Question | undefined {
  return view.round.survey.questions.find((question) => question.id === id);
}

/** Of a question without an answer: what was filled in beforehand is neither an answer nor nothing. */
export function unansweredText(view: Pick<OpenSheet, 'known' | 'path'>, questionId: string): string {
  if (view.path.get(questionId) === 'not-asked') return '該当なし';
  return view.known.has(questionId) ? '記入済み（確認待ち）' : '未回答';
}

export function mayWrite(view: OpenSheet, questionId: string): boolean {
  return view.writable === null || view.writable.has(questionId);
}

export function pageOf(view: Pick<OpenSheet, 'round'>, text: string): FormPage | null {
  return formPages(view.round.survey).find((page) => String(page.number) === text) ?? null;
}

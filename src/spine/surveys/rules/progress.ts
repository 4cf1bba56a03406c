import type {
  Condition,
  Question,
  SurveyDefinition,
  SurveySection,
} from '../../../core/survey/definition.ts';
import type { Asked } from '../../../core/survey/path.ts';

/**
 * How one question stands for those who answer.
 * - `to-confirm`: known from elsewhere, or typed in by the prefecture; only to be confirmed
 * - `unreadable`: a text stands in its field that is no answer
 * - `waiting`: an earlier question decides whether it is asked
 */
export type QuestionState = 'answered' | 'to-confirm' | 'unreadable' | 'open' | 'waiting' | 'not-asked';

export interface Standing {
  readonly path: ReadonlyMap<string, Asked>;
  readonly answered: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  readonly byProxy: ReadonlySet<string>;
  readonly unreadable: ReadonlySet<string>;
}

export function stateOf(question: Question, standing: Standing): QuestionState {
  const { id } = question;
  const asked = standing.path.get(id) ?? 'asked';
  if (asked === 'not-asked') return 'not-asked';
  if (standing.unreadable.has(id)) return 'unreadable';
  if (standing.byProxy.has(id)) return 'to-confirm';
  if (standing.answered.has(id)) return 'answered';
  if (standing.known.has(id)) return 'to-confirm';
  return asked === 'open' ? 'waiting' : 'open';
}

export interface Progress {
  /** Questions that are asked as far as that is decided. */
  readonly asked: number;
  readonly answered: number;
  readonly toConfirm: number;
  readonly unreadable: number;
  readonly open: number;
  readonly waiting: number;
}

export function progressOf(questions: readonly Question[], standing: Standing): Progress {
  const states = questions.map((question) => stateOf(question, standing));
  const count = (state: QuestionState) => states.filter((one) => one === state).length;
  return {
    asked: states.length - count('not-asked') - count('waiting'),
    answered: count('answered'),
    toConfirm: count('to-confirm'),
    unreadable: count('unreadable'),
    open: count('open'),
    waiting: count('waiting'),
  };
}

/**
 * Minutes that are left by the author's estimate, which is for a sheet without anything filled in: the share of questions
 * that nobody has answered and nothing is known of. At least one while something has to be confirmed.
 */
export function minutesLeft(survey: SurveyDefinition, progress: Progress): number {
  const total = survey.questions.length;
  if (total === 0) return 0;
  const left = progress.open + progress.waiting + progress.unreadable;
  const minutes = Math.ceil((survey.minutes * left) / total);
  return minutes === 0 && progress.toConfirm > 0 ? 1 : minutes;
}

/** What one screen holds: a section, or a part of a long one. */
export interface FormPage {
  /** From 1, over the whole survey. */
  readonly number: number;
  /** One section, a part of a long one, or several short ones. */
  readonly sections: readonly { readonly section: SurveySection; readonly questions: readonly Question[] }[];
  readonly part: number;
  readonly parts: number;
  readonly questions: readonly Question[];
}

const QUESTIONS_PER_PAGE = 12;
/** Short sections share a page up to here: known answers are confirmed by one button, not by one for each. */
const QUESTIONS_TOGETHER = 6;

/** Sections as pages; a long one in parts of about the same length, so that a slow line and a reader bear it. */
export function formPages(survey: SurveyDefinition): readonly FormPage[] {
  const pages: FormPage[] = [];
  for (const section of survey.sections) {
    const questions = survey.questions.filter((question) => question.section === section.id);
    const parts = Math.ceil(questions.length / QUESTIONS_PER_PAGE);
    const size = parts === 0 ? 0 : Math.ceil(questions.length / parts);
    const before = pages.at(-1);
    if (
      parts === 1 &&
      before?.parts === 1 &&
      before.questions.length + questions.length <= QUESTIONS_TOGETHER
    ) {
      pages[pages.length - 1] = {
        ...before,
        sections: [...before.sections, { section, questions }],
        questions: [...before.questions, ...questions],
      };
      continue;
    }
    for (let part = 1; part <= parts; part += 1) {
      const own = questions.slice((part - 1) * size, part * size);
      pages.push({
        number: pages.length + 1,
        sections: [{ section, questions: own }],
        part,
        parts,
        questions: own,
      });
    }
  }
  return pages;
}

/** 「人材（2／3）」, 「全体方針・推進体制」 */
export function pageTitle(page: FormPage): string {
  const title = page.sections.map(({ section }) => section.title).join('・');
  return page.parts === 1 ? title : `${title}（${page.part}／${page.parts}）`;
}

/** 「問1で「活用していない」を選んだとき」: why a question is asked of some only. */
export function conditionText(question: Question, questions: readonly Question[]): string {
  return (question.askedWhen ?? []).map((condition) => oneCondition(condition, questions)).join('、かつ');
}

function oneCondition(condition: Condition, questions: readonly Question[]): string {
  const before = questions.find((one) => one.id === condition.question);
  const options =
    before?.kind.type === 'choice' || before?.kind.type === 'choices' ? before.kind.options : [];
  const titles = condition.options.map((id) => options.find((option) => option.id === id)?.title ?? id);
  return `問${before?.number ?? condition.question}で${titles.map((title) => `「${title}」`).join('か')}を選んだとき`;
}

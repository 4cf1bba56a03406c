import type { IndicatorDefinition, Reason } from '../../../core/indicator.ts';
import { checkDefinition } from '../../../core/survey/check-definition.ts';
import type {
  Binding,
  Check,
  Condition,
  Derivation,
  Option,
  Question,
  QuestionKind,
  SurveyDefinition,
  SurveySection,
} from '../../../core/survey/definition.ts';
import {
  LEVEL_TITLES,
  type QuestionCells,
  type QuestionColumn,
  REASON_WORDS,
  type SurveyCells,
  type SurveyField,
  TYPE_TITLES,
} from './definition-columns.ts';
import { faultSentence } from './definition-sentences.ts';

/** What is wrong with one cell. `row` counts the questions from 0; null: the head of the survey. */
export interface CellFault {
  readonly row: number | null;
  readonly column: QuestionColumn | SurveyField;
  readonly message: string;
  /** The text itself cannot be read, so that saving would lose it; everything else may wait in a draft. */
  readonly unreadable?: true;
}

export interface ReadDefinition {
  /** As far as it can be read; whole only when there are no faults. */
  readonly survey: SurveyDefinition;
  readonly faults: readonly CellFault[];
}

/** Faults name fields of the definition; cells have columns. */
const COLUMN_OF: Readonly<Record<string, QuestionColumn>> = {
  limits: 'min',
  binding: 'bindings',
};

/**
 * Reads the texts of a definition sheet or of the forms of the editor. References to questions are by 設問番号 or by
 * 識別子. Everything wrong is said at once, each at its cell.
 */
export function readDefinition(
  head: SurveyCells,
  rows: readonly QuestionCells[],
  indicators?: readonly IndicatorDefinition[],
): ReadDefinition {
  const faults: CellFault[] = [];
  const reader = new Reader(rows);
  const sections = new Map<string, SurveySection>();
  const questions: Question[] = [];
  const bindings: Binding[] = [];
  for (const [row, cells] of rows.entries()) {
    const say = (column: QuestionColumn, message: string) =>
      faults.push({ row, column, message, unreadable: true });
    const section = sectionOf(cells.section ?? '');
    if (section.id !== '' && !sections.has(section.id)) sections.set(section.id, section);
    const question = reader.question(cells, section.id, say);
    questions.push(question);
    bindings.push(...reader.bindings(cells, question, say));
  }
  const level = Object.entries(LEVEL_TITLES).find(([, title]) => title === plain(head.level));
  if (level === undefined)
    faults.push({
      row: null,
      column: 'level',
      message: '対象は、市区町村、都道府県、両方のどれかにしてください。',
      unreadable: true,
    });
  const minutes = plain(head.minutes);
  const survey: SurveyDefinition = {
    id: plain(head.id),
    title: text(head.title),
    legalBasis: text(head.legalBasis),
    purpose: text(head.purpose),
    returned: text(head.returned),
    source: text(head.source),
    level: (level?.[0] ?? 'municipality') as SurveyDefinition['level'],
    minutes: /^\d{1,6}$/.test(minutes) ? Number(minutes) : 0,
    sections: [...sections.values()],
    questions,
    bindings,
  };
  const said = new Set(faults.map((fault) => `${fault.row}~${fault.column}`));
  for (const fault of checkDefinition(survey, indicators)) {
    const row = fault.question === null ? -1 : questions.findLastIndex((one) => one.id === fault.question);
    const column = (COLUMN_OF[fault.field] ?? fault.field) as QuestionColumn | SurveyField;
    // What could not be read is said already; that it is missing afterwards is no news.
    if (said.has(`${row === -1 ? null : row}~${column}`)) continue;
    faults.push({ row: row === -1 ? null : row, column, message: faultSentence(fault) });
  }
  return { survey, faults };
}

type Say = (column: QuestionColumn, message: string) => void;

/** Width and outer spaces do not matter in what is structure; texts stay as they are typed. */
function plain(value: string | undefined): string {
  return (value ?? '').normalize('NFKC').trim();
}
function text(value: string | undefined): string {
  return (value ?? '').replaceAll('\r\n', '\n').trim();
}
function lines(value: string | undefined): readonly string[] {
  return text(value)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
function list(value: string, separator: RegExp): readonly string[] {
  return value
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
const LIST = /[、,]/;
const OR = /[／/]/;

/** 「識別子：見出し」; without a colon the words are both. */
function sectionOf(value: string): SurveySection {
  const [id = '', ...rest] = text(value).split(/[：:]/);
  return { id: plain(id), title: rest.length === 0 ? text(id) : rest.join('：').trim() };
}

class Reader {
  private readonly ids: ReadonlyMap<string, string>;
  private readonly titles = new Map<string, ReadonlyMap<string, string>>();

  constructor(rows: readonly QuestionCells[]) {
    const numbered = rows.map((cells): [string, string] => [plain(cells.number), plain(cells.id)]);
    this.ids = new Map([
      ...numbered,
      ...rows.map((cells): [string, string] => [plain(cells.id), plain(cells.id)]),
    ]);
  }

  private idOf(reference: string): string {
    const wanted = plain(reference).replace(/^問/, '');
    return this.ids.get(wanted) ?? wanted;
  }

  /** Options by their id or by their words. */
  private optionOf(question: string, option: string): string {
    const wanted = plain(option);
    return this.titles.get(question)?.get(wanted) ?? wanted;
  }

  private condition(value: string, say: (message: string) => void): Condition | null {
    const [reference = '', options = '', ...more] = value.split(/[＝=]/);
    if (more.length > 0 || options.trim() === '') {
      say(`条件「${value}」は、「設問＝選択肢／選択肢」の形に書いてください。`);
      return null;
    }
    const question = this.idOf(reference);
    return { question, options: list(options, OR).map((option) => this.optionOf(question, option)) };
  }

  question(cells: QuestionCells, section: string, say: Say): Question {
    const id = plain(cells.id);
    const kind = this.kind(cells, say);
    if (kind.type === 'choice' || kind.type === 'choices')
      this.titles.set(id, new Map(kind.options.map((option) => [plain(option.title), option.id])));
    const askedWhen = lines(cells.askedWhen).flatMap(
      (line) => this.condition(line, (message) => say('askedWhen', message)) ?? [],
    );
    const checks = lines(cells.checks).flatMap((line) => this.check(line, say) ?? []);
    const known = text(cells.usuallyKnownBy);
    return {
      id,
      section,
      number: plain(cells.number),
      title: text(cells.title),
      help: text(cells.help),
      kind,
      ...(marked(cells.optional) ? { optional: true } : {}),
      ...(marked(cells.mayNotApply) ? { mayNotApply: true } : {}),
      ...(askedWhen.length === 0 ? {} : { askedWhen }),
      ...(checks.length === 0 ? {} : { checks }),
      ...(known === '' ? {} : { usuallyKnownBy: known }),
    };
  }

  private kind(cells: QuestionCells, say: Say): QuestionKind {
    const type = Object.entries(TYPE_TITLES).find(([, title]) => title === plain(cells.type))?.[0];
    const whole = (column: QuestionColumn): number | null => {
      const value = plain(cells[column]);
      if (value === '') return null;
      if (/^-?\d{1,15}$/.test(value)) return Number(value);
      say(column, `「${value}」は整数として読めません。`);
      return null;
    };
    switch (type) {
      case 'choice':
        return { type, options: this.options(cells) };
      case 'choices':
        return { type, options: this.options(cells), atMost: whole('atMost') };
      case 'number':
        return {
          type,
          unit: text(cells.unit),
          scale: whole('scale') ?? 0,
          min: whole('min'),
          max: whole('max'),
        };
      case 'share':
        return {
          type,
          unit: text(cells.unit),
          valueTitle: text(cells.valueTitle),
          baseTitle: text(cells.baseTitle),
        };
      case 'date':
        return { type };
      case 'text':
        return { type, maxLength: whole('maxLength') ?? 0 };
      default:
        say(
          'type',
          `種類「${plain(cells.type)}」はありません。${Object.values(TYPE_TITLES).join('、')}のどれかにしてください。`,
        );
        return { type: 'text', maxLength: 1 };
    }
  }

  private options(cells: QuestionCells): readonly Option[] {
    return lines(cells.options).map((line): Option => {
      const alone = line.endsWith('【単独】');
      const bare = alone ? line.slice(0, -4) : line;
      const at = bare.search(/[：:]/);
      const option =
        at === -1
          ? { id: plain(bare), title: bare }
          : { id: plain(bare.slice(0, at)), title: bare.slice(at + 1).trim() };
      return alone ? { ...option, alone: true } : option;
    });
  }

  private check(line: string, say: Say): Check | null {
    const severity = line.endsWith('（注意）') ? 'warning' : 'error';
    const bare = line.replace(/（注意）$/, '');
    const [word = '', value = ''] = bare.split(/[：:]/);
    const percent = /^(\d{1,4})%?$/.exec(plain(value));
    if (plain(word) === '前回差' && percent !== null)
      return { kind: 'like-last-round', percent: Number(percent[1]), severity: 'warning' };
    if (plain(word) === '以下' && plain(value) !== '')
      return { kind: 'not-more-than', question: this.idOf(value), severity };
    const questions = list(value, LIST).map((one) => this.idOf(one));
    if (plain(word) === '合計' && questions.length > 0) return { kind: 'sum-of', questions, severity };
    say('checks', `確認「${line}」を読めません。「以下：」「合計：」「前回差：」のどれかで書いてください。`);
    return null;
  }

  bindings(cells: QuestionCells, question: Question, say: Say): readonly Binding[] {
    return lines(cells.bindings).flatMap((line): readonly Binding[] => {
      const only = /［(.*)］$/.exec(line);
      const bare = only === null ? line : line.slice(0, only.index);
      const [, name = '', rest = ''] = /^([^：:]*)(?:[：:](.*))?$/.exec(bare) ?? [];
      const [indicator = '', part = ''] = plain(name).split('/');
      const from = this.derivation(rest.trim(), question);
      if (!/^[a-z0-9-]+@\d{1,3}$/.test(indicator) || from === null) {
        say('bindings', `指標「${line}」を読めません。「凡例」の書き方にしてください。`);
        return [];
      }
      const when = this.conditions(only?.[1] ?? '');
      return [{ indicator, part, ...(when.length === 0 ? {} : { when }), from }];
    });
  }

  private conditions(value: string): readonly Condition[] {
    return list(value, LIST).flatMap((one) => this.condition(one, () => {}) ?? []);
  }

  private derivation(value: string, question: Question): Derivation | null {
    const { id, kind } = question;
    const all = /^全て[\s　]*(.+)$/.exec(value);
    if (all !== null) return { kind: 'all-of', conditions: this.conditions(all[1] ?? '') };
    const pooled = /^合算(（内数）|（総数）)?[\s　]*(.+)$/.exec(value);
    if (pooled !== null) {
      const take = pooled[1] === '（内数）' ? 'value' : pooled[1] === '（総数）' ? 'base' : 'both';
      return {
        kind: 'pooled-share',
        questions: list(pooled[2] ?? '', LIST).map((one) => this.idOf(one)),
        take,
      };
    }
    if (value === '')
      return kind.type === 'number' || kind.type === 'share' ? { kind: kind.type, question: id } : null;
    if (!/[＝=]/.test(value)) return { kind: 'has-option', question: id, option: this.optionOf(id, value) };
    const values: Record<string, number> = {};
    const reasons: Record<string, Reason> = {};
    for (const one of list(value, LIST)) {
      const [option = '', given = ''] = one.split(/[＝=]/).map(plain);
      const reason = Object.entries(REASON_WORDS).find(([, word]) => word === given)?.[0];
      if (/^-?\d{1,9}$/.test(given)) values[this.optionOf(id, option)] = Number(given);
      else if (reason !== undefined) reasons[this.optionOf(id, option)] = reason as Reason;
      else return null;
    }
    return {
      kind: 'option',
      question: id,
      values,
      ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
    };
  }
}

function marked(value: string | undefined): boolean {
  return ['○', '〇', '◯', 'o', 'O', '1', 'はい', '有', 'yes'].includes(plain(value));
}

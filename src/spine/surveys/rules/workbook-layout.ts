import { formatDay } from '../../../core/calendar.ts';
import type { Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { NOT_APPLICABLE } from '../../../core/survey/read-answer.ts';
import type { OutValidation } from '../../../core/workbook.ts';
import { heightOf, LOOKS, type PlannedBook, type PlannedCell, type PlannedSheet } from './workbook-book.ts';
import { TAKE_BACK, type WorkbookFacts } from './workbook-facts.ts';
import { listedOption, questionKey } from './workbook-keys.ts';
import { linesOf, type QuestionLine, STATUS_COLUMN } from './workbook-lines.ts';

export const SHEET_NAME = '回答票';
const LIST_SHEET = '選択肢一覧';

/** Headings of the table, in the order in which they are printed. Reading goes by these words, never by the place. */
export const HEADINGS = [
  '設問番号',
  '設問',
  '記入のしかた',
  '回答',
  '単位',
  '補足',
  '前回の回答',
  '記入済みの値の由来',
  '状況',
] as const;

const WIDTHS = [13, 30, 34, 22, 7, 20, 18, 18, 9];

const HOW_TO = [
  '色の付いた欄だけに記入してください。青い欄は、既に分かっている値です。',
  '青い欄は、違うところだけ直してください。そのまま返すと、その値を回答とします。',
  `空欄は、今ある回答を消しません。回答を取り消すときは「${TAKE_BACK}」と記入してください。`,
  '選択肢が1行ずつある設問は、当てはまる行に○を付けてください。',
  '「回答票番号」「設問番号」「回答」の文字は消さないでください。読み取りに使います。',
];

/** One plain workbook: a sheet to fill in and a visible sheet of the lists behind its drop-downs. */
export function planWorkbook(survey: SurveyDefinition, facts: WorkbookFacts): PlannedBook {
  const wanted = new Set(facts.printed.questions);
  const questions = survey.questions.filter((question) => wanted.has(question.id));
  const lists = listSheet(questions);
  return {
    title: facts.printed.roundTitle,
    madeOn: facts.printed.madeOn,
    looks: LOOKS,
    sheets: [
      answerSheet(survey, questions, facts, lists.ranges),
      ...(lists.sheet === null ? [] : [lists.sheet]),
    ],
  };
}

function answerSheet(
  survey: SurveyDefinition,
  questions: readonly Question[],
  facts: WorkbookFacts,
  ranges: ReadonlyMap<string, string>,
): PlannedSheet {
  const rows: (readonly (PlannedCell | null)[])[] = [...heading(facts)];
  const heights = new Map<number, number>([[0, 24]]);
  const validations: OutValidation[] = [];
  const statusAt = rows.length;
  rows.push(
    [],
    HEADINGS.map((title): PlannedCell => ({ value: title, look: 'head' })),
  );
  const headRow = rows.length;
  let open = 0;
  let section = '';
  for (const question of questions) {
    if (question.section !== section) {
      section = question.section;
      const title = survey.sections.find((one) => one.id === section)?.title ?? section;
      rows.push(
        HEADINGS.map((_, column): PlannedCell => ({ value: column === 1 ? title : '', look: 'section' })),
      );
    }
    const lines: readonly QuestionLine[] = linesOf(survey.questions, question, facts, rows.length, ranges);
    for (const line of lines) {
      heights.set(
        rows.length,
        heightOf(
          line.cells.map((cell) => String(cell.value)),
          WIDTHS,
        ),
      );
      rows.push(line.cells);
      if (line.validation !== null) validations.push(line.validation);
      if (line.unanswered) open += 1;
    }
  }
  const status = `${STATUS_COLUMN}${headRow + 1}:${STATUS_COLUMN}${Math.max(rows.length, headRow + 1)}`;
  rows[statusAt] = [
    { value: '未記入の設問', look: 'label' },
    { value: `${open}問`, formula: `COUNTIF(${status},"未記入")&"問"`, look: 'text' },
  ];
  return {
    name: SHEET_NAME,
    widths: WIDTHS,
    rows,
    heights,
    validations,
    repeat: headRow,
    footer: `${facts.sheetNo}（作成番号 ${facts.issueNo}）`,
  };
}

/** What the workbook is, in cells that everybody sees and no cleaning of files removes. */
function heading(facts: WorkbookFacts): (readonly (PlannedCell | null)[])[] {
  const { printed } = facts;
  const label = (value: string): PlannedCell => ({ value, look: 'label' });
  const identifier = (value: string | number): PlannedCell => ({ value: String(value), look: 'identifier' });
  const rows: (readonly (PlannedCell | null)[])[] = [
    [{ value: printed.roundTitle, look: 'title' }],
    [
      ...[label('回答票番号'), identifier(facts.sheetNo), label('団体コード'), identifier(facts.bodyCode)],
      ...[null, label('団体名'), identifier(printed.bodyName)],
    ],
    [
      ...[
        label('作成番号'),
        identifier(facts.issueNo),
        label('作成日'),
        identifier(formatDay(printed.madeOn)),
      ],
      ...[null, label('回答期限'), identifier(printed.due === null ? '定めなし' : formatDay(printed.due))],
    ],
  ];
  if (printed.handoutNo !== null) {
    rows.push([
      ...[label('庁内照会番号'), identifier(printed.handoutNo), label('照会先')],
      identifier(printed.sectionName ?? ''),
    ]);
    for (const line of printed.message?.split('\n') ?? []) rows.push([{ value: line, look: 'note' }]);
  }
  return [...rows, ...HOW_TO.map((value) => [{ value, look: 'note' } as const])];
}

/** Lists longer than 255 signs cannot stand in a validation itself; a visible sheet also survives the cleaning of hidden ones. */
function listSheet(questions: readonly Question[]): {
  readonly sheet: PlannedSheet | null;
  readonly ranges: ReadonlyMap<string, string>;
} {
  const ranges = new Map<string, string>();
  const rows: PlannedCell[][] = [];
  for (const question of questions) {
    if (question.kind.type !== 'choice') continue;
    const entries = [
      ...question.kind.options.map(listedOption),
      ...(question.mayNotApply === true ? [NOT_APPLICABLE] : []),
      TAKE_BACK,
    ];
    const first = rows.length + 2;
    for (const entry of entries)
      rows.push([
        { value: questionKey(question), look: 'text' },
        { value: entry, look: 'text' },
      ]);
    ranges.set(question.id, `'${LIST_SHEET}'!$B$${first}:$B$${rows.length + 1}`);
  }
  if (rows.length === 0) return { sheet: null, ranges };
  const head: PlannedCell[] = [
    { value: '設問', look: 'head' },
    { value: '選べる値', look: 'head' },
  ];
  return {
    ranges,
    sheet: {
      name: LIST_SHEET,
      widths: [WIDTHS[0] ?? 13, 60],
      rows: [head, ...rows],
      heights: new Map(),
      validations: [],
      repeat: 1,
      footer: '',
    },
  };
}

import type { Day } from '../../../core/calendar.ts';
import type { OutBook, OutCell, OutLook, OutValidation } from '../../../core/workbook.ts';
import type { Policy, PolicyVersion, Sections, TemplateItem } from './model.ts';
import { versionTitle } from './model.ts';
import { allSections, isStance, STANCES, sectionTitle, yearsOf } from './sections.ts';
import { starterOf } from './template.ts';

/** Columns of the table, in the order in which they are printed. Reading goes by these words, never by the place. */
export const HEADINGS = {
  id: '欄の番号',
  title: '欄',
  stance: '扱い',
  from: '開始年度',
  to: '終了年度',
  text: '本文',
  example: '例文（書き写すときの参考）',
} as const;

const LOOKS = {
  title: { bold: true, size: 14 },
  label: { bold: true, fill: 'E6E6E6', border: true },
  identifier: { border: true, format: '@' },
  head: { bold: true, fill: 'D9D9D9', border: true, align: 'center' },
  shut: { border: true, fill: 'F5F5F5' },
  open: { border: true, fill: 'FFF6D6', format: '@', open: true },
  note: {},
} as const satisfies Readonly<Record<string, OutLook>>;

type Look = keyof typeof LOOKS;
type Cell = OutCell<Look>;

const HOW_TO = [
  '色の付いた欄だけに記入してください。送り返すと、取り込む前に一覧で確かめられます。',
  '空欄は、今ある文を消しません。',
  '「方針番号」「欄の番号」「本文」の文字は消さないでください。読み取りに使います。',
  '工程表の行は、開始年度・終了年度（例：2026）と本文の三つがそろうと載ります。',
];

export interface BookFacts {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly sections: Sections;
  readonly items: readonly TemplateItem[];
  readonly bodyName: string;
  readonly madeOn: Day;
  readonly fiscalYear: number;
}

/** 「P1-993611-2」: policy, body and version, in a visible cell that no cleaning of files removes. */
export function bookNo(policy: Pick<Policy, 'bodyCode' | 'policyNo'>, versionNo: number): string {
  return `P${policy.policyNo}-${policy.bodyCode}-${versionNo}`;
}

/** One plain workbook: every section a row with its visible number, what is written already, and an example. */
export function planBook(facts: BookFacts): OutBook<Look> {
  const { policy, version } = facts;
  const label = (value: string): Cell => ({ value, look: 'label' });
  const id = (value: string): Cell => ({ value, look: 'identifier' });
  const rows: (readonly (Cell | null)[])[] = [
    [{ value: `${policy.title}（${versionTitle(version.versionNo)}）`, look: 'title' }],
    [
      label('方針番号'),
      id(bookNo(policy, version.versionNo)),
      label('団体コード'),
      id(policy.bodyCode),
      label('団体名'),
      id(facts.bodyName),
    ],
    ...HOW_TO.map((value): Cell[] => [{ value, look: 'note' }]),
    [],
    Object.values(HEADINGS).map((value): Cell => ({ value, look: 'head' })),
  ];
  const head = rows.length;
  const heights = new Map<number, number>([[0, 24]]);
  const validations: OutValidation[] = [];
  for (const section of allSections(facts.items).filter((one) => one !== 'figures')) {
    const line = rowOf(section, facts);
    const longest = Math.max(...line.map((cell) => String(cell.value).length));
    heights.set(rows.length, Math.min(300, 17 + 13 * Math.ceil(longest / 28)));
    rows.push(line);
    if (section.startsWith('item:'))
      validations.push({
        cell: `C${rows.length}`,
        kind: 'list',
        formula: `"${Object.values(STANCES).join(',')}"`,
        message: `${Object.values(STANCES).join('、')}から選んでください。`,
      });
  }
  return {
    title: policy.title,
    madeOn: facts.madeOn,
    looks: LOOKS,
    sheets: [
      {
        name: '全体方針',
        widths: [24, 34, 18, 10, 10, 60, 50],
        rows,
        heights,
        validations,
        repeat: head,
        footer: bookNo(policy, version.versionNo),
      },
    ],
  };
}

function rowOf(section: string, facts: BookFacts): readonly Cell[] {
  const stored = facts.sections.get(section);
  const choice = stored?.choice ?? '';
  const years = yearsOf(choice);
  const item = section.startsWith('item:');
  const roadmap = section.startsWith('roadmap:');
  const example = starterOf(section, facts.bodyName, facts.items, facts.fiscalYear);
  const cell = (value: string, open: boolean): Cell => ({ value, look: open ? 'open' : 'shut' });
  return [
    cell(section, false),
    cell(sectionTitle(section, facts.items), false),
    cell(item && isStance(choice) ? STANCES[choice] : '', item),
    cell(years === null ? '' : String(years.from), roadmap),
    cell(years === null ? '' : String(years.to), roadmap),
    cell(stored?.text ?? '', true),
    cell(example.text, false),
  ];
}

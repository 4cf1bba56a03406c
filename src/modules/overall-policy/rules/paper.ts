import { type Day, formatDay } from '../../../core/calendar.ts';
import { type Paper, type PaperBlock, paperTable } from '../../../core/paper.ts';
import { COMPARED_TITLES, type ComparedSection } from './compare.ts';
import type { Policy, PolicyVersion, Sections, TemplateItem } from './model.ts';
import { versionTitle } from './model.ts';
import { isStance, STANCES, yearsOf, yearsText } from './sections.ts';

export interface PaperFacts {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly sections: Sections;
  readonly items: readonly TemplateItem[];
  readonly bodyName: string;
  /** Against the version before; null for the first. */
  readonly compared: readonly ComparedSection[] | null;
  readonly today: Day;
  readonly by: string;
  readonly sample: boolean;
}

/** 決裁用案: what an office puts into its own 文書管理: a draft of the 伺い文, and the policy as it is decided on. */
export function decisionPaper(facts: PaperFacts): Paper {
  const { policy, version, bodyName } = facts;
  const what = version.versionNo === 1 ? '策定' : '改定';
  return {
    title: `${policy.title}の${what}について（伺い）`,
    on: facts.today,
    mark: paperMark(facts),
    by: facts.by,
    sample: facts.sample,
    contents: false,
    blocks: [
      {
        kind: 'facts',
        caption: '起案の内容',
        rows: [
          ['起案日', formatDay(facts.today)],
          ['起案者', facts.by],
          ['団体', `${bodyName}（団体コード ${policy.bodyCode}）`],
          ['名称', policy.title],
          ['版', versionTitle(version.versionNo)],
          ['兼ねている計画', policy.obligations ?? 'なし'],
          ...(version.changeNote === null ? [] : [['改定の理由', version.changeNote] as const]),
        ],
      },
      { kind: 'heading', text: '伺い文（案）' },
      {
        kind: 'text',
        text: `別紙のとおり${policy.title}を${what}し、決裁の後に公表してよろしいか伺います。`,
      },
      ...(facts.compared === null ? [] : changes(facts.compared)),
      { kind: 'heading', text: `別紙　${policy.title}（案）` },
      ...policyBlocks(facts),
    ],
  };
}

function paperMark({ policy, version }: PaperFacts): string {
  return `${policy.bodyCode}-${policy.policyNo}　${versionTitle(version.versionNo)}　内容の版 ${version.edition}`;
}

function changes(compared: readonly ComparedSection[]): readonly PaperBlock[] {
  const rows = compared.filter(({ state }) => state !== 'same');
  return [
    { kind: 'heading', text: '前の版との違い' },
    paperTable(
      '前の版と異なる欄',
      [
        ['欄', 3],
        ['違い', 1],
        ['前の版', 5],
        ['今回', 5],
      ],
      rows.map((one) => [one.title, COMPARED_TITLES[one.state], one.from, one.to]),
      'ありません。',
    ),
  ];
}

/** The policy itself, as it is decided on, published and printed. */
export function policyBlocks(
  facts: Pick<PaperFacts, 'version' | 'sections' | 'items' | 'policy'>,
): readonly PaperBlock[] {
  return facts.version.way === 'registered' ? registeredBlocks(facts.version) : writtenBlocks(facts);
}

function registeredBlocks(version: PolicyVersion): readonly PaperBlock[] {
  return [
    {
      kind: 'facts',
      caption: '登録した全体方針',
      rows: [
        ['アドレス', version.url ?? 'なし'],
        ['PDFのSHA-256', version.fileSha256 ?? 'なし'],
        ['PDFのページ数', version.filePages === null ? '不明' : `${version.filePages}ページ`],
        ['ビジョンのページ', version.visionPages ?? '記録なし'],
        ['工程表のページ', version.roadmapPages ?? '記録なし'],
      ],
    },
  ];
}

const EMPTY = '（まだ書かれていません）';

function writtenBlocks({ sections, items }: Pick<PaperFacts, 'sections' | 'items'>): readonly PaperBlock[] {
  const text = (section: string) => sections.get(section)?.text.trim() || EMPTY;
  const figures = sections.get('figures')?.text.trim() ?? '';
  return [
    { kind: 'heading', text: '1　ビジョン' },
    { kind: 'text', text: text('vision') },
    { kind: 'heading', text: '2　現状と課題' },
    { kind: 'text', text: text('current') },
    ...(figures === '' ? [] : [{ kind: 'list' as const, items: figures.split('\n') }]),
    { kind: 'heading', text: '3　取組事項ごとの方針' },
    itemTable(sections, items),
    { kind: 'heading', text: '4　推進体制' },
    { kind: 'text', text: text('structure') },
    { kind: 'heading', text: '5　工程表のあらまし' },
    roadmapTable(sections, items),
  ];
}

function itemTable(sections: Sections, items: readonly TemplateItem[]): PaperBlock {
  return paperTable(
    '取組事項の扱いと方針',
    [
      ['取組事項', 4],
      ['扱い', 2.8],
      ['方針', 7],
    ],
    items.flatMap(({ item, title }) => {
      const section = sections.get(`item:${item}`);
      if (section === undefined || (section.text === '' && section.choice === '')) return [];
      return [[title, isStance(section.choice) ? STANCES[section.choice] : '―', section.text]];
    }),
    'まだ書かれていません。',
  );
}

/** In the order of their years, as a reader follows them. */
function roadmapTable(sections: Sections, items: readonly TemplateItem[]): PaperBlock {
  const lines = items.flatMap(({ item, title }) => {
    const section = sections.get(`roadmap:${item}`);
    const years = section === undefined ? null : yearsOf(section.choice);
    return section === undefined || years === null ? [] : [{ title, years, text: section.text }];
  });
  const sorted = lines
    .map((line, place) => ({ ...line, place }))
    .sort((a, b) => a.years.from - b.years.from || a.years.to - b.years.to || a.place - b.place);
  return paperTable(
    '工程表',
    [
      ['年度', 3],
      ['取組事項', 4],
      ['内容', 6],
    ],
    sorted.map(({ title, years, text }) => [yearsText(years), title, text]),
    'まだ書かれていません。',
  );
}

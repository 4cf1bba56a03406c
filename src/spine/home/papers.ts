import { isSample } from '../../core/body-code.ts';
import { type Day, formatDay } from '../../core/calendar.ts';
import { type Paper, type PaperBlock, paperTable } from '../../core/paper.ts';
import { formatWithUnit } from '../../ui/figure-text.tsx';
import { numberedTitle } from '../plan/rules/contents.ts';
import type { SheetLine } from '../visibility/load-body.ts';
import type { ClassLine } from '../visibility/load-body-record.ts';
import { NEWEST_PLAN } from '../visibility/load-page.ts';
import { classTitle, lineClassTitle } from '../visibility/rules/own-class.ts';
import { ownText, ownUnit } from '../visibility/rules/values.ts';
import { areaWords, classWords, isAlone, ownWords } from './figures.ts';
import type { BodyHome, OwnFigures } from './load.ts';
import { STATE_TITLES } from './rules/items.ts';

type Making = Pick<Paper, 'on' | 'by' | 'sample'>;

function making(home: Pick<BodyHome, 'seat' | 'today'>): Making {
  const { seat } = home;
  const by = [seat.bodyName, seat.sectionName].filter((part) => part !== null).join(' ');
  return { on: home.today, by, sample: isSample(seat.bodyCode) };
}

/** CIOの一枚: what is late and why, what comes next, and where each item stands among the same class. */
export function cioPaper(home: BodyHome): Paper {
  const late = home.lines.filter((line) => line.standing.late !== null);
  const due = home.month.now;
  const blocks: PaperBlock[] = [
    {
      kind: 'facts',
      caption: '要点',
      rows: [
        ['遅れている取組', late.length === 0 ? 'なし' : `${late.length}／${home.lines.length}件`],
        [
          '根拠資料のある取組',
          `${home.lines.filter((line) => line.standing.state === 'evidenced').length}／${home.lines.length}件`,
        ],
        [
          '手順書のステップ0～3',
          home.handbook.map((step) => `${step.title}：${step.state}`).join('、') || '登録なし',
        ],
      ],
    },
    paperTable(
      '遅れとその理由',
      [
        ['取組', 30],
        ['理由', 45],
        ['次の一手', 25],
      ],
      late.map((line) => [
        `${line.heading.groupTitle} ${numberedTitle(line.heading)}`,
        line.standing.late ?? '',
        line.standing.next?.title ?? '登録なし',
      ]),
      '遅れている取組はありません。',
    ),
    paperTable(
      '今月やること',
      [
        ['こと', 60],
        ['目安', 12],
        ['期限', 28],
      ],
      due.map((task) => [
        task.title,
        `約${task.minutes}分`,
        task.dueOn === null ? 'なし' : formatDay(task.dueOn),
      ]),
      '今月やることはありません。',
    ),
    ...itemTables(home),
    {
      kind: 'text',
      text: sourcesOf(home.lines.flatMap((line) => line.figure ?? [])),
    },
  ];
  return {
    ...making(home),
    title: `${home.seat.bodyName} DXの状況（CIO用）`,
    mark: `${home.seat.bodyName} CIOの一枚`,
    contents: false,
    blocks,
  };
}

/** One table for each group of headings: every group counts from ① again. */
function itemTables(home: BodyHome): readonly PaperBlock[] {
  const groups = [...new Set(home.lines.map((line) => line.heading.groupTitle))];
  return groups.map((group) =>
    paperTable(
      `計画（第${NEWEST_PLAN}版）の取組の状況：${group}`,
      [
        ['取組', 30],
        ['状態', 14],
        ['主な指標とこの団体', 28],
        ['同じ区分の団体', 28],
      ],
      home.lines
        .filter((line) => line.heading.groupTitle === group)
        .map(({ heading, standing, figure }) => [
          numberedTitle(heading),
          STATE_TITLES[standing.state],
          figure === null ? '指標なし' : `${figure.definition.title}：${ownWords(figure)}`,
          figure === null ? '－' : `${classWords(figure)}（${formatDay(figure.on)}時点）`,
        ]),
      '取組の登録がありません。',
    ),
  );
}

function sourcesOf(figures: readonly ClassLine[]): string {
  const titles = new Set(figures.flatMap((line) => line.own?.source ?? []));
  return titles.size === 0 ? '出典：登録された値はありません。' : `出典：${[...titles].join('、')}`;
}

/** Indicators that have something to say of this body, for the choice of the one page. */
export function choosable(home: OwnFigures): readonly SheetLine[] {
  return (home.sheet?.lines ?? []).filter((line) => line.own !== null);
}

/** 議会・首長用一枚: the body's figure, those of the same class, where it is from, and one sentence for an answer. */
export function onePaper(home: OwnFigures, line: SheetLine): Paper {
  const { definition } = line;
  const source = line.own?.source ?? '';
  const blocks: PaperBlock[] = [
    { kind: 'heading', text: '答弁の一文' },
    { kind: 'text', text: answerSentence(home, line) },
    paperTable(
      `${definition.title}の比較`,
      [
        ['範囲', 40],
        ['値', 60],
      ],
      [
        [home.seat.bodyName, ownWords(line)],
        [`同じ区分（${line.within}${classTitle(line.bodyClass)}）`, classWords(line)],
        [`${home.prefectureName}内市区町村計`, areaWords(line.inPrefecture)],
        ['全国計', areaWords(line.inNation)],
      ],
      '登録された値はありません。',
    ),
    paperTable(
      `${home.seat.bodyName}のこれまでの値`,
      [
        ['基準日', 40],
        ['値', 60],
      ],
      line.history.map((row) => {
        const text = ownText(definition, row.shown);
        return [
          formatDay(row.period_end),
          text === null ? '値なし' : formatWithUnit(text, ownUnit(definition)),
        ];
      }),
      '登録された値はありません。',
    ),
    {
      kind: 'facts',
      caption: '算出の内訳',
      rows: [
        ['指標の定義', definition.definition],
        ['計算の式', definition.formula],
        ['基準日', formatDay(line.on)],
        ['出典', source === '' ? '登録なし' : source],
        ['注記', line.own?.note ?? 'なし'],
      ],
    },
  ];
  return {
    ...making(home),
    title: `${definition.title}（${home.seat.bodyName}）`,
    mark: `${home.seat.bodyName} 議会・首長用の一枚`,
    contents: false,
    blocks,
  };
}

/** Said as it stands: without a value the sentence says so, and compares nothing. */
export function answerSentence(home: Pick<OwnFigures, 'seat'>, line: ClassLine): string {
  const on: Day = line.on;
  const { definition } = line;
  const text = ownText(definition, line.own?.shown ?? null);
  const name = home.seat.bodyName;
  if (text === null)
    return `${name}の「${definition.title}」は、${formatDay(on)}時点の値がありません（${ownWords(line)}）。`;
  const own = `${name}の「${definition.title}」は、${formatDay(on)}時点で${ownWords(line)}です。`;
  return isAlone(line)
    ? `${own}${lineClassTitle(line)}はほかになく、比べる団体はありません。`
    : `${own}${classWords(line)}です。`;
}

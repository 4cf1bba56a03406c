import type { Day } from '../../../core/calendar.ts';
import type { BodyClass } from '../../../core/indicator.ts';
import { Table } from '../../../core/table.ts';
import type { ControlSum, FileKind, ReadOutcome, Workbook } from '../../../spine/contracts/file-kind.ts';
import {
  CARD_ISSUED,
  CARD_POPULATION,
  CARDS,
  type CardColumn,
  type CardHeads,
  dayIn,
  findCardHeads,
  POPULATION,
} from './heads.ts';

/** Which sum a row of an aggregate table is; null: none that can be checked. */
type Area = { readonly prefecture: string | null; readonly bodyClass?: BodyClass };

const NATION = /^(全国|全体|合計|総数)$/;

/** 団体区分 as the editions word it: 政令指定都市 and 指定都市 both occur. */
const CLASSES: readonly (readonly [RegExp, BodyClass])[] = [
  [/^特別区$/, 'special-ward'],
  [/^(政令)?指定都市$/, 'designated-city'],
  [/^市\((政令)?指定都市を除く\)$/, 'city-without-designated'],
  [/^市$/, 'city'],
  [/^町村$/, 'town-village'],
  [/^町$/, 'town'],
  [/^村$/, 'village'],
];

function classArea(text: string): Area | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  if (NATION.test(plain)) return { prefecture: null };
  const found = CLASSES.find(([pattern]) => pattern.test(plain));
  return found === undefined ? null : { prefecture: null, bodyClass: found[1] };
}

function prefectureArea(text: string): Area | null {
  if (NATION.test(text)) return { prefecture: null };
  return /[都道府県]$/.test(text) ? { prefecture: text } : null;
}

interface AggregateKind {
  readonly id: string;
  readonly title: string;
  /** Column that names the rows. */
  readonly key: CardColumn;
  readonly why: string;
  areaOf(text: string): Area | null;
  /** Why a row is passed over that is no area. */
  readonly otherwise: string;
}

/** Tables of sums: nothing of them is stored; they hold the bodies' rows of the same day to account. */
function aggregateKind(kind: AggregateKind): FileKind {
  const open = (workbook: Workbook): { table: Table; heads: CardHeads; key: number } | null => {
    const sheet = workbook.sheets[0];
    if (sheet === undefined) return null;
    const table = new Table(sheet);
    const heads = findCardHeads(table);
    const key = heads?.columns.get(kind.key);
    return heads === null || key === undefined || heads.columns.has('name') ? null : { table, heads, key };
  };
  return {
    id: kind.id,
    title: kind.title,
    source: CARDS,
    otherSources: [CARD_POPULATION],
    recognise(workbook) {
      return open(workbook) === null ? null : { confidence: 1, why: kind.why };
    },
    read(workbook, given) {
      const opened = open(workbook);
      if (opened === null) throw new Error(`${kind.id}: read() of a file that recognise() refused`);
      return readAggregates(kind, opened.table, opened.heads, opened.key, given.asOf);
    },
  };
}

function readAggregates(
  kind: AggregateKind,
  table: Table,
  heads: CardHeads,
  key: number,
  given: Day | null,
): ReadOutcome {
  const controls: ControlSum[] = [];
  const ignored: ReadOutcome['ignored'][number][] = [];
  const { columns } = heads;
  let asOf: Day | null = null;
  for (let row = heads.row + 1; row <= table.height; row += 1) {
    if (table.isEmpty(row)) continue;
    const text = table.text(row, key);
    const area = kind.areaOf(text);
    const made = dayIn(table, row, columns.get('madeOn'), null, given);
    const on = dayIn(table, row, columns.get('cardsOn'), heads.days.cards, made);
    const populationOn = dayIn(table, row, columns.get('populationOn'), heads.days.population, null);
    if (area === null) {
      ignored.push({ sheet: 1, row, column: key, text, why: kind.otherwise });
      continue;
    }
    const sum = (column: CardColumn, indicator: string, day: Day | null, series?: string) => {
      const at = columns.get(column) as number;
      const value = table.count(row, at, `${text}の${table.text(heads.row, at)}`);
      if (typeof value !== 'bigint' || day === null) return;
      const control = { indicator, part: '', on: day, ...area, value, sheet: 1, row, column: at };
      controls.push(series === undefined ? control : { ...control, series });
    };
    sum('cards', CARD_ISSUED, on);
    sum('population', POPULATION, populationOn, CARD_POPULATION.series);
    if (on !== null && (asOf === null || on > asOf)) asOf = on;
  }
  return {
    matching: 'by-name',
    registerOn: asOf ?? '',
    asOf,
    editionOn: asOf,
    state: 'final',
    mentions: [],
    facts: [],
    controls,
    ignored,
    rejected: table.faults,
    controlOnly: true,
  };
}

export const cardPrefectures = aggregateKind({
  id: 'card-prefectures',
  title: 'マイナンバーカード交付状況（都道府県別、検算用）',
  key: 'prefecture',
  why: '都道府県名・人口・交付枚数の列があり、市区町村名の列がありません。',
  areaOf: prefectureArea,
  otherwise: '都道府県名ではない行',
});

export const cardTypes = aggregateKind({
  id: 'card-types',
  title: 'マイナンバーカード交付状況（団体区分別、検算用）',
  key: 'type',
  why: '区分・人口・交付枚数の列があります。',
  areaOf: classArea,
  otherwise: '知らない団体区分の行',
});

export const cardAges = aggregateKind({
  id: 'card-ages',
  title: 'マイナンバーカード交付状況（男女・年齢別、検算用）',
  key: 'age',
  why: '年齢・人口（計）・交付件数（計）の列があります。',
  areaOf: (text) => (NATION.test(text) ? { prefecture: null } : null),
  otherwise: '年齢別の行（団体の値がない）',
});

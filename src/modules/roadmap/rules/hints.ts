import { type Day, formatDay } from '../../../core/calendar.ts';
import { shortYear, windowOf } from './dates.ts';
import { type Line, type LineContent, lineId } from './line.ts';
import { phaseOn } from './standing.ts';

/** A hint says what may be missing; it never keeps anybody from saving. */
export interface Hint {
  readonly id: 'not-linked' | 'before-its-predecessor' | 'predecessor-gone' | 'circle';
  readonly text: string;
  /** Of the plan, where the hint comes from it: document and lines, by the ids of data/plan/sources.json. */
  readonly citations: readonly { readonly source: string; readonly lines: readonly [number, number] }[];
}

/**
 * 取組の連動 出典: 第1.0版のAI・RPAとテレワークの方針（column-2022 36～39行）、第5.0版の「各取組の関連性を意識」（outline-5.0
 * 13行）。フロントヤードについて述べるのは後者だけ。
 */
const LINKED_ITEMS: Readonly<Record<string, Hint['citations']>> = {
  ai: [
    { source: 'column-2022', lines: [36, 37] },
    { source: 'outline-5.0', lines: [13, 13] },
  ],
  telework: [
    { source: 'column-2022', lines: [38, 39] },
    { source: 'outline-5.0', lines: [13, 13] },
  ],
  'front-yard': [{ source: 'outline-5.0', lines: [13, 13] }],
};
const LINKED_TO: ReadonlySet<string> = new Set(['bpr', 'standardization']);

/** Hints on one line among all lines of its body. A link counts whichever of the two lines names it. */
export function hintsOf(line: Line, all: readonly Line[]): readonly Hint[] {
  return [...linkHint(line, all), ...orderHints(line, all)];
}

function linkHint(line: Line, all: readonly Line[]): readonly Hint[] {
  const citations = LINKED_ITEMS[line.content.item];
  if (citations === undefined || line.content.ended !== null) return [];
  const linked = all.some((other) => LINKED_TO.has(other.content.item) && areLinked(line, other));
  if (linked) return [];
  const text = 'BPRか標準化の取組と結び付いていません。計画は取組の連動を求めています。';
  return [{ id: 'not-linked', text, citations }];
}

export function areLinked(a: Line, b: Line): boolean {
  const names = (from: Line, to: Line) => from.content.links.some((link) => link.line === to.lineNo);
  return a.lineNo !== b.lineNo && (names(a, b) || names(b, a));
}

function orderHints(line: Line, all: readonly Line[]): readonly Hint[] {
  const before = line.content.links.filter((link) => link.kind === 'after');
  const hints = before.flatMap((link): readonly Hint[] => {
    const first = all.find((other) => other.lineNo === link.line);
    if (first === undefined) return [];
    const end = first.content.ended?.on ?? first.content.ends?.on ?? null;
    const { starts } = line.content;
    if (end === null || starts === null || starts.on > end) return [];
    const text = `先に終える取組「${first.content.title}」の終わり（${formatDay(end)}）より前に始まります。`;
    return [{ id: 'before-its-predecessor', text, citations: [] }];
  });
  if (!inCircle(line.lineNo, all)) return hints;
  return [
    ...hints,
    { id: 'circle', text: '前後関係が一回りしています。どこかを外してください。', citations: [] },
  ];
}

/** Whether following 「先に終える取組」 leads back to the line. */
export function inCircle(lineNo: number, all: readonly Line[]): boolean {
  const seen = new Set<number>();
  const open = [lineNo];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const here = at;
    const links = all.find((line) => line.lineNo === here)?.content.links ?? [];
    for (const link of links) {
      if (link.kind !== 'after') continue;
      if (link.line === lineNo) return true;
      if (!seen.has(link.line)) {
        seen.add(link.line);
        open.push(link.line);
      }
    }
  }
  return false;
}

/** EBPM: what a line does not say yet, as a page names it. Nothing of a line that has ended. */
export function missingOf(content: LineContent, fiscalYear: number): readonly string[] {
  if (content.ended !== null) return [];
  const missing: string[] = [];
  if (content.owner === null) missing.push('担当');
  if (content.starts === null) missing.push('開始');
  if (content.ends === null) missing.push('終了（予定）');
  if (content.indicator === null) missing.push('指標');
  else {
    if (content.indicator.kind === 'own' && content.baseline === null) missing.push('基準値');
    if (content.indicator.kind === 'own' && content.indicatorSource === null) missing.push('指標の出典');
    if (content.target === null) missing.push('目標値');
    if (content.targetOn === null) missing.push('目標の期日');
  }
  if (content.state === null) missing.push('状態');
  if (content.next === null) missing.push('次の行動');
  const years = yearsWithoutBudget(content, fiscalYear);
  if (years.length > 0) missing.push(`予算（${years.map(shortYear).join('、')}）`);
  return missing;
}

/** Years of the window in which the line runs and of which no yen is known: not zero, not written. */
export function yearsWithoutBudget(content: LineContent, fiscalYear: number): readonly number[] {
  const { starts, ends } = content;
  if (starts === null) return [];
  return windowOf(fiscalYear).years.filter(
    (year) =>
      starts.on <= `${year + 1}-03-31` &&
      (ends === null ? year === fiscalYear : `${year}-04-01` <= ends.on) &&
      !content.budgets.some((budget) => budget.year === year),
  );
}

/** A day on which several lines of a body meet: start, end, next action or target. */
export interface SharedDate {
  readonly on: Day;
  readonly lines: readonly { readonly id: string; readonly title: string; readonly what: string }[];
}

/** Days that a line shares with other lines; who moves one looks at the other. */
export function sharedDates(line: Line, all: readonly Line[], today: Day): readonly SharedDate[] {
  const others = all.filter(
    (other) => other.lineNo !== line.lineNo && phaseOn(other.content, today) !== 'ended',
  );
  const own = new Set(datesOf(line.content).map((date) => date.on));
  return [...own].sort().flatMap((on) => {
    const lines = others.flatMap((other) =>
      datesOf(other.content)
        .filter((date) => date.on === on)
        .map((date) => ({ id: lineId(other), title: other.content.title, what: date.what })),
    );
    return lines.length === 0 ? [] : [{ on, lines }];
  });
}

function datesOf(content: LineContent): readonly { readonly on: Day; readonly what: string }[] {
  const { starts, ends, next, targetOn } = content;
  return [
    ...(starts === null ? [] : [{ on: starts.on, what: '開始' }]),
    ...(ends === null ? [] : [{ on: ends.on, what: '終了（予定）' }]),
    ...(next === null ? [] : [{ on: next.on, what: '次の行動' }]),
    ...(targetOn === null ? [] : [{ on: targetOn, what: '目標の期日' }]),
  ];
}

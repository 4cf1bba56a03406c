import type { Day } from '../../../core/calendar.ts';
import { hintsOf } from './hints.ts';
import type { Line, LineContent } from './line.ts';
import { isRunning, latenessOn, phaseOn } from './standing.ts';

/** One thing to look at under an item, judged by the lines that stand there; nobody ticks it by hand. */
export interface CheckPoint {
  readonly text: string;
  readonly done: boolean;
  readonly href: string | null;
  readonly link: string | null;
}

/** The checklist of an item. An item without a line has everything before it, and nothing is said to be done. */
export function checklistOf(
  item: string,
  lines: readonly Line[],
  all: readonly Line[],
  today: Day,
): readonly CheckPoint[] {
  const going = lines.filter((line) => phaseOn(line.content, today) !== 'ended');
  const every = (test: (content: LineContent) => boolean) =>
    going.length > 0 && going.every((line) => test(line.content));
  const point = (text: string, done: boolean, href: string | null = null, link: string | null = null) => ({
    text,
    done,
    href,
    link,
  });
  const list = `/roadmap?item=${item}`;
  const linking = going.some((line) => hintsOf(line, all).some((hint) => hint.id === 'not-linked'));
  const wantsLinks = ['ai', 'telework', 'front-yard'].includes(item);
  return [
    point('個別取組がある', going.length > 0, `/roadmap/new?item=${item}`, '加える'),
    point(
      '担当が決まっている',
      every((content) => content.owner !== null),
      list,
      '一覧',
    ),
    point(
      '開始と終了が書いてある',
      every((content) => content.starts !== null && content.ends !== null),
    ),
    point(
      '指標と目標値がある',
      every((content) => content.indicator !== null && content.target !== null),
    ),
    point(
      '予算か見込みが書いてある',
      every((content) => content.budgets.length > 0),
    ),
    point(
      '実行中の個別取組がある',
      going.some((line) => isRunning(line.content, today)),
    ),
    point(
      '遅れている個別取組がない',
      going.length > 0 && going.every((line) => latenessOn(line.content, today).length === 0),
    ),
    ...(wantsLinks ? [point('BPRか標準化の取組と結び付いている', going.length > 0 && !linking)] : []),
  ];
}

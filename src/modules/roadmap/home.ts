import type { BodyCode } from '../../core/body-code.ts';
import { type Day, endOfMonth, fiscalYearEnd, fiscalYearStart } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { HomeItem, HomeSource, HomeTask, LateThing } from '../../spine/contracts/home.ts';
import { may, type Seat } from '../../spine/contracts/seat.ts';
import { dueLines } from './actions/month.ts';
import { coordinates, ownsRoadmap } from './actions/who.ts';
import { carriedOf, mayOpenYear } from './actions/years.ts';
import { placesOf } from './plan-of.ts';
import { linesOf } from './queries/lines.ts';
import { goingLinesOf, lateLines, type ShownLine } from './queries/shown.ts';
import { yearsOf } from './queries/years.ts';
import { openableYears, shortYear } from './rules/dates.ts';
import { lineId, STATES } from './rules/line.ts';
import { isRunning, latenessOn } from './rules/standing.ts';

/** Of work, by our own estimate: a state takes two minutes to write, a line that is carried over one to confirm. */
const MINUTES = { line: 2, carried: 1, opening: 3 } as const;
const ITEM = 'planned-work';

/** 工程表 on the home of a body, of its prefecture and of the nation. */
export const roadmapHome: HomeSource = {
  id: 'roadmap',
  async read(tx, { seat, bodyCodes, today, late }) {
    const found = await goingLinesOf(tx, bodyCodes);
    const items = (code: BodyCode) => itemsOf(found.get(code) ?? [], today, code === seat.bodyCode);
    return {
      // Who has no line under way begins with the first one, not with a month or a year.
      tasks: found.has(seat.bodyCode) ? await tasksOf(tx, seat, today) : [],
      items: new Map(bodyCodes.map((code) => [code, items(code)])),
      late: late === 0 ? [] : lateOf(await lateLines(tx, today, late), today),
    };
  },
};

async function tasksOf(tx: Tx, seat: Seat, today: Day): Promise<readonly HomeTask[]> {
  if (!ownsRoadmap(seat) || !may(seat, 'roadmap:answer')) return [];
  const tasks: HomeTask[] = [];
  const due = await dueLines(tx, seat, seat.bodyCode, today);
  if (due.length > 0) {
    const late = due.filter((line) => latenessOn(line.content, today).length > 0).length;
    tasks.push({
      title: `個別取組${due.length}件の今月の状態を書く`,
      minutes: due.length * MINUTES.line,
      href: '/roadmap/month',
      button: '状態を書く',
      dueOn: endOfMonth(today),
      why: late === 0 ? null : `遅れているものが${late}件あります。`,
    });
  }
  if (!coordinates(seat) || !mayOpenYear(seat)) return tasks;
  const lines = await linesOf(tx, seat.bodyCode);
  // Who has no line yet begins with the first one, not with a year.
  if (lines.length === 0) return tasks;
  const open = (await yearsOf(tx, seat.bodyCode)).map((year) => year.fiscalYear);
  const year = openableYears(today).find((each) => !open.includes(each));
  if (year === undefined) return tasks;
  const carried = carriedOf(lines).length;
  tasks.push({
    title: `${shortYear(year)}の工程表を開く`,
    minutes: MINUTES.opening + carried * MINUTES.carried,
    href: `/roadmap/years/${year}/open`,
    button: '年度を開く',
    dueOn: dueOfYear(year, today),
    why: `続いている個別取組${carried}件を確かめます。`,
  });
  return tasks;
}

function lateOf(lines: readonly ShownLine[], today: Day): readonly LateThing[] {
  return lines.flatMap((line) => {
    const reasons = latenessOn(line.content, today);
    const dueOn = reasons.find((reason) => reason.dueOn !== null && reason.dueOn < today)?.dueOn;
    return [
      {
        bodyCode: line.bodyCode,
        item: placesOf(line)[0]?.id ?? line.content.item,
        title: `個別取組「${line.content.title}」`,
        dueOn: dueOn ?? line.content.state?.on ?? today,
        why: reasons[0]?.text ?? null,
        href: `/roadmap/review#late-${lineId(line)}`,
      },
    ];
  });
}

/** 期首 is 4月1日; a year that is opened late was due then. */
function dueOfYear(year: number, today: Day): Day {
  const start = fiscalYearStart(year);
  return start > today ? start : today < fiscalYearEnd(year) ? endOfMonth(today) : start;
}

function itemsOf(lines: readonly ShownLine[], today: Day, own: boolean): readonly HomeItem[] {
  const running = lines.filter((line) => isRunning(line.content, today));
  const hrefOf = (item: string) => (own ? `/roadmap?item=${item}` : '/roadmap/review');
  const whole: HomeItem = {
    item: ITEM,
    state: running.length > 0 ? 'evidenced' : lines.length > 0 ? 'declared' : 'none',
    text:
      running.length > 0
        ? `実行中の個別取組が${running.length}件あります。`
        : lines.length > 0
          ? `個別取組が${lines.length}件あり、実行中のものはありません。`
          : '工程表に個別取組がありません。',
    href: own ? '/roadmap' : '/roadmap/review',
    dueOn: null,
    late: lateTextOf(lines, today),
    next: own ? { title: '個別取組を加える', href: '/roadmap/new' } : null,
  };
  const items = new Map<string, ShownLine[]>();
  for (const line of lines) {
    const item = placesOf(line)[0]?.id ?? line.content.item;
    if (item !== ITEM) items.set(item, [...(items.get(item) ?? []), line]);
  }
  return [whole, ...[...items].map(([item, of]) => itemOf(item, of, today, own, hrefOf(item)))];
}

function itemOf(item: string, lines: readonly ShownLine[], today: Day, own: boolean, href: string): HomeItem {
  const running = lines.filter((line) => isRunning(line.content, today));
  const upcoming = lines
    .flatMap((line) => (line.content.next === null ? [] : [{ line, next: line.content.next }]))
    .sort((a, b) => (a.next.on < b.next.on ? -1 : 1))[0];
  const state = running[0]?.content.state ?? null;
  const told = state === null ? '' : `（${STATES[state.level].title}）`;
  return {
    item,
    state: running.length > 0 ? 'evidenced' : 'declared',
    text:
      running.length === 0
        ? `個別取組が${lines.length}件あり、実行中のものはありません。`
        : running.length === 1
          ? `個別取組「${running[0]!.content.title}」を実行中です${told}。`
          : `個別取組${running.length}件を実行中です。`,
    href,
    dueOn: upcoming?.next.on ?? null,
    late: lateTextOf(lines, today),
    next:
      upcoming === undefined || !own
        ? null
        : { title: upcoming.next.text, href: `/roadmap/lines/${lineId(upcoming.line)}` },
  };
}

function lateTextOf(lines: readonly ShownLine[], today: Day): string | null {
  for (const line of lines) {
    const [first] = latenessOn(line.content, today);
    if (first !== undefined) return `「${line.content.title}」：${first.text}`;
  }
  return null;
}

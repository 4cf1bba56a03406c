import type { BodyCode } from '../../core/body-code.ts';
import { type Day, formatDay } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { HomeItem, HomeSource, HomeTask, LateThing } from '../contracts/home.ts';
import { may, type Seat } from '../contracts/seat.ts';
import { type BodySteps, loadSteps, OWN_TEMPLATES, type OwnTemplate, type StepLine } from './load.ts';
import { overdueBodies } from './queries/events.ts';
import { isLate } from './rules/lateness.ts';
import { isClosed, STATE_TITLES, stepTitle } from './rules/model.ts';
import { viewOn } from './rules/replay.ts';
import { knownTemplate } from './templates.ts';

const BODIES_AT_ONCE = 500;

/** 全体手順書 and テレワーク on the home of a body, of a prefecture and of the nation. */
export const stepsHome: HomeSource = {
  id: 'steps',
  async read(tx, { seat, bodyCodes, today, late }) {
    const found =
      bodyCodes.length === 0 ? NOBODY : await loadSteps(tx, bodyCodes, OWN_TEMPLATES, viewOn(today));
    const own = found.get(seat.bodyCode);
    return {
      tasks: own !== undefined && may(seat, 'steps:answer') ? tasksOf(own) : [],
      items: new Map([...found].map(([code, all]) => [code, itemsOf(code, all, seat)] as const)),
      late: late === 0 ? [] : await lateThings(tx, seat, found, today, late),
      handbook: (own?.handbook.lines ?? []).map((line) => ({
        title: stepTitle(line.step),
        state: STATE_TITLES[line.state],
        done: line.state === 'done',
        href: hrefOf('handbook', line),
      })),
    };
  },
};

type OwnSteps = Readonly<Record<OwnTemplate, BodySteps>>;

const NOBODY: ReadonlyMap<BodyCode, OwnSteps> = new Map();

function tasksOf(own: OwnSteps): readonly HomeTask[] {
  const awareness = own.handbook.lines[0];
  const tasks: HomeTask[] = OWN_TEMPLATES.flatMap((id) =>
    own[id].lines.filter((line) => isLate(line.late)).map((line) => lateTask(id, line)),
  );
  if (awareness !== undefined && awareness.state !== 'done' && !isLate(awareness.late))
    tasks.push({
      title: '庁議か研修の記録を入れて、ステップ0を終える',
      ...{ minutes: 5, href: hrefOf('handbook', awareness), button: '記録を入れる' },
      ...{ dueOn: awareness.planned?.plannedOn ?? null, why: 'DXの認識を庁内で共有した記録がありません。' },
    });
  return tasks;
}

/** Whoever has a planned day behind them may be done by now: those not read yet are, in pieces, until the list is full. */
async function lateThings(
  tx: Tx,
  seat: Seat,
  found: ReadonlyMap<BodyCode, OwnSteps>,
  today: Day,
  limit: number,
): Promise<readonly LateThing[]> {
  const things = [...found].flatMap(([code, all]) => lateOf(code, all));
  // All that a prefecture sees was read for its items.
  const codes = seat.kind === 'prefecture' ? [] : await overdueBodies(tx, OWN_TEMPLATES, today);
  const others = codes.filter((code) => !found.has(code));
  for (let at = 0; at < others.length && things.length < limit; at += BODIES_AT_ONCE) {
    const part = others.slice(at, at + BODIES_AT_ONCE);
    for (const [code, all] of await loadSteps(tx, part, OWN_TEMPLATES, viewOn(today)))
      things.push(...lateOf(code, all));
  }
  return things.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)).slice(0, limit);
}

function lateOf(bodyCode: BodyCode, all: OwnSteps): readonly LateThing[] {
  return OWN_TEMPLATES.flatMap((id) =>
    all[id].lines.flatMap(({ step, late }) =>
      isLate(late)
        ? [
            {
              ...{ bodyCode, item: knownTemplate(id).item, dueOn: late.dueOn, why: null },
              title: `${SHORT[id]} ${stepTitle(step)}`,
              href: `/steps/review/${bodyCode}`,
            },
          ]
        : [],
    ),
  );
}

const SHORT: Readonly<Record<OwnTemplate, string>> = { handbook: '全体手順書', telework: 'テレワーク' };

function hrefOf(id: OwnTemplate, line: StepLine): string {
  return `/steps/${id}/${line.step.id}`;
}

function lateText(line: StepLine): string | null {
  if (!isLate(line.late)) return null;
  return `「${line.step.title}」が予定日（${formatDay(line.late.dueOn)}）を${line.late.days}日過ぎています。`;
}

function lateTask(id: OwnTemplate, line: StepLine): HomeTask {
  return {
    title: `${SHORT[id]}の「${line.step.title}」を確かめる`,
    ...{ minutes: 5, href: hrefOf(id, line), button: 'このステップを開く' },
    ...{ dueOn: isLate(line.late) ? line.late.dueOn : null, why: lateText(line) },
  };
}

function itemsOf(bodyCode: BodyCode, all: OwnSteps, seat: Seat): readonly HomeItem[] {
  const items = OWN_TEMPLATES.map((id) => itemOf(id, all[id]));
  // Who looks from above may read how far the body is, and enter nothing.
  return bodyCode === seat.bodyCode
    ? items
    : items.map((item) => ({ ...item, href: `/steps/review/${bodyCode}`, next: null }));
}

function itemOf(id: OwnTemplate, { lines, where }: BodySteps): HomeItem {
  const { current } = where;
  const line = lines.find((one) => one.step.id === current?.step.id);
  const late = lines.find((one) => isLate(one.late));
  const said = lines.some((one) => one.basis !== null);
  // 「未着手」 is a word about a step, and nothing that stands.
  const begun = lines.filter((one) => one.state === 'in-progress' || one.state === 'done');
  const evidenced = begun.some((one) => one.basis === 'evidence');
  const unit = id === 'handbook' ? '全体手順書のステップ0～3' : `${SHORT[id]}の${where.total}ステップ`;
  return {
    item: knownTemplate(id).item,
    state: evidenced ? 'evidenced' : begun.length > 0 ? 'declared' : 'none',
    text: said ? `${unit}：${where.closed}が終わっています。` : `${unit}：報告はまだありません。`,
    href: id === 'handbook' ? '/steps' : `/steps/${id}`,
    dueOn: line?.planned?.plannedOn ?? null,
    late: late === undefined ? null : lateText(late),
    next:
      line === undefined || isClosed(line.state)
        ? null
        : { title: `${stepTitle(line.step)}（${STATE_TITLES[line.state]}）`, href: hrefOf(id, line) },
  };
}

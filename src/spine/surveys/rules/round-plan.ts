import seasonsFile from '../../../../data/surveys/seasons.json' with { type: 'json' };
import { realmOf } from '../../../core/body-code.ts';
import { type Day, formatDay } from '../../../core/calendar.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';

import { type Holidays, isWorkingDay, nextWorkingDay, workingDaysUntil } from '../../../core/working-days.ts';

type Route = 'prefecture' | 'direct';

/** What the author of a 調査回 decides before it is sent. */
export interface RoundPlan {
  readonly title: string;
  readonly organiserCode: string;
  readonly baseDay: Day;
  readonly route: Route;
  /** 指定都市 are asked directly although the others go through their prefecture. */
  readonly designatedDirect: boolean;
  readonly prefectureDue: Day | null;
  readonly nationDue: Day | null;
}

export interface PlanFault {
  readonly field: 'title' | 'baseDay' | 'prefectureDue' | 'nationDue' | 'route';
  readonly message: string;
}

/** Below these many working days an office cannot ask its sections and decide (office practice, no law). */
export const LEAST_DAYS = { answer: 10, gather: 5 } as const;

/** What keeps a round from being sent. */
export function planFaults(plan: RoundPlan, today: Day): readonly PlanFault[] {
  const faults: PlanFault[] = [];
  const add = (field: PlanFault['field'], message: string) => faults.push({ field, message });
  if (plan.title.trim() === '') add('title', '調査回の名称を書いてください。');
  const viaPrefecture = plan.route === 'prefecture';
  if (plan.prefectureDue === null && viaPrefecture)
    add('prefectureDue', '都道府県を経由するときは、県締切を書いてください。');
  if (plan.nationDue === null) add('nationDue', '国締切（最後の締切）を書いてください。');
  if (plan.prefectureDue !== null && plan.prefectureDue <= today)
    add('prefectureDue', '県締切は、明日より後の日にしてください。');
  if (plan.nationDue !== null && plan.nationDue <= today)
    add('nationDue', '国締切は、明日より後の日にしてください。');
  if (plan.prefectureDue !== null && plan.nationDue !== null && plan.nationDue < plan.prefectureDue)
    add('nationDue', '国締切は、県締切より後の日にしてください。');
  if (!viaPrefecture && isPrefecture(plan.organiserCode))
    add('route', '都道府県が行う調査は、都道府県で確認・取りまとめをします。');
  return faults;
}

function isPrefecture(code: string): boolean {
  return code.slice(2, 5) === '000' && code !== '000000';
}

interface Season {
  readonly id: string;
  readonly title: string;
  readonly spans: readonly { readonly from: string; readonly to: string }[];
  readonly text: string;
  readonly source: string;
}
const SEASONS: readonly Season[] = seasonsFile;

/** What the author should know and may decide anyway. */
export function planWarnings(plan: RoundPlan, today: Day, holidays: Holidays): readonly string[] {
  const warnings: string[] = [];
  for (const [title, due] of [
    ['県締切', plan.route === 'prefecture' ? plan.prefectureDue : null],
    ['国締切', plan.nationDue],
  ] as const) {
    if (due === null || due <= today) continue;
    if (!isWorkingDay(due, holidays))
      warnings.push(
        `${title}の日は閉庁日です。次の開庁日は${formatDay(nextWorkingDay(due, holidays))}です。`,
      );
    for (const season of SEASONS)
      if (season.spans.some(({ from, to }) => from <= due.slice(5) && due.slice(5) <= to))
        warnings.push(`${title}が${season.title}に当たります。${season.text}`);
  }
  const first = plan.route === 'prefecture' ? plan.prefectureDue : plan.nationDue;
  if (first !== null && first > today) {
    const days = workingDaysUntil(today, first, holidays);
    if (days < LEAST_DAYS.answer)
      warnings.push(`回答の期間が${days}開庁日しかありません。庁内の照会と決裁に、10開庁日は要ります。`);
    const turn = SEASONS.find((season) => season.id === 'fiscal-turn')?.spans[0];
    if (turn !== undefined && spans(today, first, turn.from))
      warnings.push('回答の期間が年度末・年度始めに掛かります。引継ぎの時間を見込んでください。');
  }
  if (plan.route === 'prefecture' && plan.prefectureDue !== null && plan.nationDue !== null) {
    const days = workingDaysUntil(plan.prefectureDue, plan.nationDue, holidays);
    if (plan.nationDue >= plan.prefectureDue && days < LEAST_DAYS.gather)
      warnings.push(`県締切から国締切まで${days}開庁日です。取りまとめに、5開庁日は要ります。`);
  }
  if (plan.baseDay > today) warnings.push('基準日がまだ来ていません。対象の団体は、送る時に決まります。');
  return warnings;
}

/** Whether the month-day `mark` lies after `from` and not after `to`, in any year between. */
function spans(from: Day, to: Day, mark: string): boolean {
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const day = `${year}-${mark}`;
    if (from < day && day <= to) return true;
  }
  return false;
}

/** A body of the register as far as asking goes. */
export interface AskableBody {
  readonly bodyCode: string;
  readonly name: string;
  readonly prefectureCode: string;
  readonly kind: string;
  readonly status: string | null;
}

export interface AskedBody {
  readonly bodyCode: string;
  readonly route: Route;
}

/**
 * The asked bodies among those of the 基準日: by the level of the survey, of the organiser's own realm (real and invented
 * bodies never meet), a prefecture asking its own municipalities only. A prefecture itself is asked directly.
 */
export function askedBodies(
  plan: Pick<RoundPlan, 'organiserCode' | 'route' | 'designatedDirect'>,
  level: SurveyDefinition['level'],
  bodies: readonly AskableBody[],
): readonly AskedBody[] {
  const ownPrefecture = isPrefecture(plan.organiserCode) ? plan.organiserCode : null;
  return bodies
    .filter(
      (body) =>
        realmOf(body.bodyCode) === realmOf(plan.organiserCode) &&
        (level === 'both' || (body.kind === 'prefecture') === (level === 'prefecture')) &&
        (ownPrefecture === null || (body.prefectureCode === ownPrefecture && body.kind !== 'prefecture')),
    )
    .map((body) => {
      const direct =
        plan.route === 'direct' ||
        (body.kind === 'prefecture' && ownPrefecture === null) ||
        (plan.designatedDirect && body.status === 'designated-city');
      return { bodyCode: body.bodyCode, route: direct ? ('direct' as const) : ('prefecture' as const) };
    })
    .sort((a, b) => (a.bodyCode < b.bodyCode ? -1 : 1));
}

/** 回答票番号: `S0012-992011`. */
export function sheetNumber(roundNo: number, bodyCode: string): string {
  return `S${String(roundNo).padStart(4, '0')}-${bodyCode}`;
}

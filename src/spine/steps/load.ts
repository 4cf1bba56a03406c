import { type BodyCode, isSample, prefectureOf, SAMPLE_PREFECTURE, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withinScope } from '../../platform/db/scope.ts';
import { municipalitiesOf, prefectures } from '../bodies/queries/register.ts';
import type { Seat } from '../contracts/seat.ts';
import { standingKeys, standingMarks } from '../evidence/queries.ts';
import { relationTo } from '../posts/rules/rights.ts';
import { eventsOf, type Planned, plannedOf, type StoredEvent } from './queries/events.ts';
import { stepSummaries } from './queries/summary.ts';
import { type Mark, type Standing, standings, type Whereabouts, whereabouts } from './rules/derive.ts';
import { courseOf, type Forecast, forecast, type PeerBand, paceOf, peerBand } from './rules/forecast.ts';
import { type Lateness, lateness, NO_LIMIT } from './rules/lateness.ts';
import { type View, viewOn } from './rules/replay.ts';
import { type InShort, inShort } from './rules/summary.ts';
import { knownTemplate } from './templates.ts';

/** Run once for each body and shown here; those run for each business belong to their modules. */
export const OWN_TEMPLATES = ['handbook', 'telework'] as const;
export type OwnTemplate = (typeof OWN_TEMPLATES)[number];

export interface StepLine extends Standing {
  readonly planned: Planned | null;
  readonly late: Lateness;
}

/** One template as it stands in one body. */
export interface BodySteps {
  readonly lines: readonly StepLine[];
  readonly where: Whereabouts;
}

/**
 * Where many bodies stand with several templates: three queries, however many bodies. A body without a word is in the map
 * too. Of `view.asOf`; planned days and evidence as they stand now.
 */
export async function loadSteps<Id extends OwnTemplate>(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  templateIds: readonly Id[],
  view: View,
): Promise<ReadonlyMap<BodyCode, Readonly<Record<Id, BodySteps>>>> {
  const events = grouped(await eventsOf(tx, bodyCodes, templateIds));
  const planned = new Map(
    (await plannedOf(tx, bodyCodes, templateIds)).map((one) => [`${keyOf(one)}/${one.step}`, one]),
  );
  const marks = new Map<BodyCode, Mark[]>();
  if (templateIds.some((id) => leansOnEvidence(id)))
    for (const mark of await standingMarks(tx, bodyCodes, view.asOf)) {
      const own = marks.get(mark.bodyCode);
      if (own === undefined) marks.set(mark.bodyCode, [mark]);
      else own.push(mark);
    }
  const one = (bodyCode: BodyCode, id: Id): BodySteps => {
    const key = keyOf({ bodyCode, template: id, subject: '' });
    const all = standings(knownTemplate(id), events.get(key) ?? [], marks.get(bodyCode) ?? [], view);
    const lines = all.map((standing) => {
      const plan = planned.get(`${key}/${standing.step.id}`) ?? null;
      const plannedOn = plan?.plannedOn ?? null;
      const late = lateness({ state: standing.state, plannedOn, limit: NO_LIMIT, today: view.asOf });
      return { ...standing, planned: plan, late };
    });
    return { lines, where: whereabouts(all) };
  };
  const all = (code: BodyCode) =>
    Object.fromEntries(templateIds.map((id) => [id, one(code, id)])) as Record<Id, BodySteps>;
  return new Map(bodyCodes.map((code) => [code, all(code)]));
}

/** Where many bodies stand, without a word of what was said: two questions whose answers have one row for each body. */
export async function loadInShort<Id extends OwnTemplate>(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  templateIds: readonly Id[],
  today: Day,
): Promise<(bodyCode: BodyCode) => Readonly<Record<Id, InShort>>> {
  const said = await stepSummaries(tx, bodyCodes, templateIds, today);
  const keys = await standingKeys(tx, bodyCodes, today);
  const nothing = { closed: [], overdue: [] };
  return (code) =>
    Object.fromEntries(
      templateIds.map((id) => [
        id,
        inShort(knownTemplate(id), said.get(code) ?? nothing, keys.get(code) ?? new Set()),
      ]),
    ) as Record<Id, InShort>;
}

function leansOnEvidence(templateId: string): boolean {
  return knownTemplate(templateId).steps.some((step) => step.closes.kind === 'evidence');
}

function keyOf(run: { bodyCode: BodyCode; template: string; subject: string }): string {
  return `${run.bodyCode}/${run.template}/${run.subject}`;
}

function grouped(events: readonly StoredEvent[]): ReadonlyMap<string, readonly StoredEvent[]> {
  const groups = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const group = groups.get(keyOf(event));
    if (group === undefined) groups.set(keyOf(event), [event]);
    else group.push(event);
  }
  return groups;
}

/** A forecast is for the body itself and its prefecture; nobody else is shown one, the nation included. */
export function mayForecast(seat: Pick<Seat, 'bodyCode' | 'kind'>, bodyCode: BodyCode): boolean {
  const relation = relationTo(seat, { bodyCode, prefectureCode: prefectureOf(bodyCode) });
  return relation === 'own' || relation === 'prefecture';
}

/**
 * Forecasts of several bodies for one template, from what was known on a day. Of similar bodies (same 団体区分 of the same
 * whole) only their common pace leaves the program's own scope. Bodies that the seat may not see a forecast of are left out.
 */
export async function loadForecasts(
  tx: Tx,
  seat: Pick<Seat, 'bodyCode' | 'kind'>,
  bodyCodes: readonly BodyCode[],
  templateId: OwnTemplate,
  knownOn: Day,
): Promise<ReadonlyMap<BodyCode, Forecast>> {
  const asked = bodyCodes.filter((code) => mayForecast(seat, code));
  const [first] = asked;
  if (first === undefined) return new Map();
  const steps = knownTemplate(templateId).steps.map((step) => step.id);
  const stratumOf = new Map(
    [
      ...(await municipalitiesOf(tx, isSample(first) ? SAMPLE_PREFECTURE : null, knownOn)),
      ...(await prefectures(tx, knownOn, undefined, wholeOf(first))),
    ].map((body) => [body.bodyCode, body.stratum]),
  );
  const strata = new Set(asked.map((code) => stratumOf.get(code)));
  const similar = [...stratumOf].filter(([, stratum]) => strata.has(stratum)).map(([code]) => code);
  const all = [...new Set([...asked, ...similar])];
  const events = await withinScope(tx, { kind: 'system' }, (within) => eventsOf(within, all, [templateId]));
  const groups = grouped(events);
  const courses = new Map(
    all.map((code) => {
      const own = groups.get(keyOf({ bodyCode: code, template: templateId, subject: '' })) ?? [];
      return [code, courseOf(steps, own, knownOn)];
    }),
  );
  const band = (code: BodyCode): PeerBand | null =>
    peerBand(
      similar
        .filter((other) => other !== code && stratumOf.get(other) === stratumOf.get(code))
        .map((other) => paceOf(courses.get(other)!, knownOn)),
    );
  return new Map(asked.map((code) => [code, forecast(courses.get(code)!, band(code), knownOn)]));
}

/** One body's template, of today. */
export async function loadOwn(tx: Tx, bodyCode: BodyCode, templateId: OwnTemplate, today: Day) {
  const found = await loadSteps(tx, [bodyCode], [templateId], viewOn(today));
  return found.get(bodyCode)![templateId];
}

import { addDays, type Day, fiscalYearOf } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { Result } from '../../core/result.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Right } from '../../spine/contracts/seat.ts';
import { seatsOfBody } from '../../spine/posts/queries/seats.ts';
import { SAMPLE_BODIES, type SampleBody } from '../../spine/sample/bodies.ts';
import { abolish } from './actions/abolition.ts';
import type { By } from './actions/by.ts';
import { newestTemplate } from './actions/open.ts';
import { recordDecision, recordPublication } from './actions/record.ts';
import { saveSource } from './actions/source.ts';
import { startPolicy, startRevision } from './actions/start.ts';
import { saveSections } from './actions/write.ts';
import { lockBody, policiesOf } from './queries/policies.ts';
import { versionsOf } from './queries/versions.ts';
import { allSections } from './rules/sections.ts';
import { starterOf } from './rules/template.ts';

const { city, first, second, third } = SAMPLE_BODIES;

/**
 * 全体方針 of 見本県, by the same actions as people take: a city with a revised one, a town with one, a town that has not
 * published its own, a town that has abolished it. The village has none: who tries it begins there. Once.
 */
export async function seedOverallPolicySample(deps: Deps): Promise<void> {
  if (!deps.settings.sample) return;
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    if ((await policiesOf(tx, [third.code])).length > 0) return;
    // Two processes may start at once on one database.
    await lockBody(tx, third.code);
    if ((await policiesOf(tx, [third.code])).length > 0) return;
    const today = dayInJapan(deps.clock.now());
    const ago = (days: number): Day => addDays(today, -days);
    const of = (body: SampleBody) => makerOf(tx, deps, body, today);

    const registered = await of(city);
    await registered.begin('registered');
    await registered.source(`https://www.example.jp/${city.code}/dx.pdf`, '3-5', '12-14');
    await registered.decide(1, '企第31号', ago(700), '副市長');
    await registered.publish(1, ago(690), `https://www.example.jp/${city.code}/dx.pdf`);
    await registered.revise('国の計画の改定に合わせ、取組事項を見直すため');
    await registered.write(2);
    await registered.decide(2, '企第8号', ago(75), '副市長');
    await registered.publish(2, ago(70), '');

    const written = await of(first);
    await written.begin('written');
    await written.write(1);
    await written.decide(1, '企第44号', ago(210), '副町長');
    await written.publish(1, ago(205), '');

    const unpublished = await of(second);
    await unpublished.begin('written');
    await unpublished.write(1);
    await unpublished.decide(1, '総第120号', ago(40), '町長');

    const ended = await of(third);
    await ended.begin('registered');
    await ended.source(`https://www.example.jp/${third.code}/ict.pdf`, '2', '7-8');
    await ended.decide(1, '総第15号', ago(900), '町長');
    await ended.publish(1, ago(900), '');
    await ended.abolish('総第77号', ago(160), ago(150), '総合計画に一本化し、次の全体方針を定め直すため');
    deps.log.info('sample: overall policies');
  });
}

/** A refusal while the sample is made is our own fault. */
function must<T>(result: Result<T, string>, what: string): T {
  if (!result.ok) throw new Error(`見本県: ${what}: ${result.code}`);
  return result.value;
}

async function makerOf(tx: Tx, deps: Deps, body: SampleBody, today: Day) {
  const { clock } = deps;
  const seats = await seatsOfBody(tx, body.code, today);
  const as = (right: Right): By => {
    const seat = seats.find((one) => one.rights.has(right));
    if (seat === undefined) throw new Error(`見本県: nobody of ${body.code} has ${right} on ${today}`);
    return { tx, clock, seat };
  };
  const writer = as('overall-policy:answer');
  const decider = as('overall-policy:decide');
  const policyNo = 1;
  return {
    begin: async (way: 'written' | 'registered') =>
      must(await startPolicy(writer, { title: `${body.name}DX推進方針`, obligations: '', way }), 'begin'),
    source: async (url: string, visionPages: string, roadmapPages: string) =>
      must(
        await saveSource(writer, { policyNo, versionNo: 1 }, { url, visionPages, roadmapPages }, null),
        'source',
      ),
    revise: async (changeNote: string) =>
      must(await startRevision(writer, policyNo, { changeNote, way: 'written' }), 'revise'),
    write: async (versionNo: number) => {
      const { items } = await newestTemplate(tx);
      const inputs = allSections(items).flatMap((section) => {
        const { text, choice } = starterOf(section, body.name, items, fiscalYearOf(today));
        return text === '' ? [] : [{ section, text, choice, seen: 0 }];
      });
      must(await saveSections(writer, { policyNo, versionNo }, inputs), 'write');
    },
    decide: async (versionNo: number, documentNo: string, decidedOn: Day, post: string) => {
      const version = (await versionsOf(tx, [body.code])).find((one) => one.versionNo === versionNo);
      const target = { policyNo, versionNo, edition: version?.edition ?? 0 };
      const form = {
        documentNo,
        decidedOn,
        decider: post,
        onBehalf: false,
        seenLater: false,
        samePerson: false,
      };
      must(await recordDecision(decider, target, form), 'decide');
    },
    publish: async (versionNo: number, publishedOn: Day, publishedUrl: string) =>
      must(
        await recordPublication(decider, { policyNo, versionNo }, { publishedOn, publishedUrl }),
        'publish',
      ),
    abolish: async (documentNo: string, decidedOn: Day, abolishedOn: Day, reason: string) =>
      must(
        await abolish(decider, policyNo, { abolishedOn, reason, documentNo, decidedOn, decider: '町長' }),
        'abolish',
      ),
  };
}

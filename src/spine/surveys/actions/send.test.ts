import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../../../../test/support/site.ts';
import type { Result } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import { correctRegister } from '../../bodies/actions.ts';
import type { Right, Seat } from '../../contracts/seat.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { aroundMembershipChange } from '../../roll-up/actions.ts';
import { findVersion } from '../queries/definitions.ts';
import { sheetsOfRound, stepsOf } from '../queries/sheets.ts';
import { authorSentence } from '../rules/send-sentences.ts';
import { passOnSheets } from './pass-on.ts';
import { forecast, type PlannedRound, planRound, sendRound } from './send.ts';

function seat(
  bodyCode: string,
  kind: Seat['kind'],
  rights: Right[] = ['surveys:read', 'surveys:conduct'],
): Seat {
  return {
    seatId: randomUUID(),
    postId: randomUUID(),
    personId: randomUUID(),
    bodyCode,
    bodyName: '試験の団体',
    kind,
    prefectureCode: kind === 'nation' ? null : `${bodyCode.slice(0, 2)}0000`,
    sectionId: null,
    sectionName: null,
    organ: '長',
    postTitle: '調査担当',
    personName: '試験 太郎',
    rights: new Set(rights),
  };
}
const NATION = seat('000000', 'nation');
const SAMPLE = seat('999997', 'nation');
const HOKKAIDO = seat('010006', 'prefecture');

const PLAN: PlannedRound = {
  surveyId: 'external-talent',
  version: 1,
  title: '令和8年度 外部人材の調査',
  documentNo: '総行情第1号',
  baseDay: '2026-04-01',
  route: 'prefecture',
  designatedDirect: true,
  prefectureDue: '2026-05-29',
  nationDue: '2026-06-12',
};

let site: Site;
beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
});
afterAll(() => site.close());

function as<T>(who: Seat, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withScope(site.appDeps.db, scopeOf(who), work);
}
function value<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.detail)}`);
  return result.value;
}
async function planned(who: Seat, more: Partial<PlannedRound> = {}) {
  return value(await as(who, (tx) => planRound(tx, site.clock, who, { ...PLAN, ...more }, null)));
}
async function sent(who: Seat, more: Partial<PlannedRound> = {}) {
  const round = await planned(who, more);
  return value(await as(who, (tx) => sendRound(tx, site.clock, who, round.roundId)));
}

describe('a 調査回', () => {
  it('asks the bodies of the 基準日, each with a sheet, a number and a first step', async () => {
    const { round, asked } = await sent(NATION);
    expect(asked).toBe(1741);
    const sheets = await as(NATION, (tx) => sheetsOfRound(tx, round.roundId));
    expect(sheets).toHaveLength(1741);
    expect(sheets.filter((sheet) => sheet.bodyCode >= '99')).toEqual([]);
    expect(sheets.filter((sheet) => sheet.route === 'direct')).toHaveLength(20);
    const sapporo = sheets.find((sheet) => sheet.bodyCode === '011002');
    expect(sapporo).toMatchObject({ route: 'direct', state: 'answering' });
    expect(sapporo?.sheetNo).toBe(`S${String(round.roundNo).padStart(4, '0')}-011002`);
    expect(await as(NATION, (tx) => stepsOf(tx, '012025', round.roundId))).toMatchObject([
      { step: 'open', documentNo: '総行情第1号', seatTitle: '試験の団体 調査担当' },
    ]);
  });

  it('is sent once, however often the button is pressed at the same time', async () => {
    const round = await planned(NATION);
    const presses = await Promise.all(
      [1, 2, 3].map(() => as(NATION, (tx) => sendRound(tx, site.clock, NATION, round.roundId))),
    );
    expect(presses.map((press) => (press.ok ? 'sent' : press.code)).sort()).toEqual([
      'already-sent',
      'already-sent',
      'sent',
    ]);
    const again = await as(NATION, (tx) => planRound(tx, site.clock, NATION, PLAN, round.roundId));
    expect(again).toMatchObject({ ok: false, code: 'already-sent' });
  });

  it('freezes its version and tells every asked body', async () => {
    const { round } = await sent(SAMPLE);
    const version = await as(SAMPLE, (tx) => findVersion(tx, 'external-talent', 1));
    expect(version?.frozenAt).not.toBeNull();
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from notices.delivery d join notices.notice n on n.notice_id = d.notice_id
      where d.body_code like '99%' and n.title = ${`照会：${round.title}`}`.execute(site.deps.db);
    expect(rows[0]?.n).toBe(5);
    const sheets = await as(SAMPLE, (tx) => sheetsOfRound(tx, round.roundId));
    expect(sheets.map((sheet) => sheet.bodyCode)).toEqual(['992011', '993026', '993034', '993042', '993611']);
    // 見本県 is no business of the nation's, nor the other way round.
    expect(await as(NATION, (tx) => sheetsOfRound(tx, round.roundId))).toEqual([]);
  });

  it('of a prefecture asks its own municipalities through itself', async () => {
    const direct = await as(HOKKAIDO, (tx) =>
      planRound(tx, site.clock, HOKKAIDO, { ...PLAN, route: 'direct' }, null),
    );
    expect(direct.ok ? '' : authorSentence(direct).sentence).toBe(
      '都道府県が行う調査は、都道府県で確認・取りまとめをします。',
    );
    const { asked } = await sent(HOKKAIDO, { designatedDirect: false });
    expect(asked).toBe(179);
  });

  it('is nobody else’s to plan or to send', async () => {
    const round = await planned(NATION);
    for (const who of [SAMPLE, HOKKAIDO, seat('000000', 'nation', ['surveys:read'])])
      expect(await as(who, (tx) => sendRound(tx, site.clock, who, round.roundId))).toMatchObject({
        ok: false,
        code: 'not-yours',
      });
    const forged = await as(NATION, (tx) => sendRound(tx, site.clock, NATION, 'x'.repeat(36)));
    expect(forged).toMatchObject({ ok: false, code: 'no-such-round' });
  });

  it('shows beforehand what it costs, what is known and which other surveys the bodies have', async () => {
    const round = await planned(NATION, { surveyId: 'structure', version: 1 });
    const seen = await as(NATION, (tx) => forecast(tx, site.clock, round));
    expect(seen.asked).toHaveLength(1788);
    expect(seen.cost.minutes).toEqual({ numerator: 35760n, denominator: 1n });
    expect(seen.cost.known).toBe(0);
    expect(seen.others.map((other) => other.bodies).sort()).toEqual([1741, 1741, 179]);
    await site.save(
      ['011002', '012025'].map((bodyCode) => ({
        bodyCode,
        indicator: 'cio@1',
        part: '',
        on: '2023-04-01',
        series: 'first-source',
        value: 1n,
        base: null,
        baseOn: null,
        reason: null,
        state: 'final' as const,
        note: null,
        sheet: 0,
        row: 2,
        column: 3,
      })),
    );
    const after = await as(NATION, (tx) => forecast(tx, site.clock, round));
    expect(after.known.get('cio')).toEqual({
      bodies: 2,
      sources: [{ source: '試験の資料その一', on: '2023-04-01', bodies: 2 }],
    });
    // Two of eleven questions of 20 minutes each: 40/11 minutes.
    expect(after.cost.saved).toEqual({ numerator: 40n, denominator: 11n });
  });

  it('of an unsound version is refused', async () => {
    const round = await planned(NATION);
    await sql`insert into surveys.survey_version (survey_id, version, document, edited_at, edited_by)
      select survey_id, 9, jsonb_set(document, '{questions}', '[]'), now(), 'x' from surveys.survey_version
      where survey_id = 'telework' and version = 1`.execute(site.deps.db);
    await as(NATION, (tx) =>
      planRound(tx, site.clock, NATION, { ...PLAN, surveyId: 'telework', version: 9 }, round.roundId),
    );
    const refused = await as(NATION, (tx) => sendRound(tx, site.clock, NATION, round.roundId));
    expect(refused).toMatchObject({ ok: false, code: 'unsound' });
  });
});

describe('a body that is none any more', () => {
  it('asked as of an earlier day is answered for by what it has become', async () => {
    const { round } = await sent(SAMPLE, { baseDay: '2022-04-01' });
    const [town] = await as(SAMPLE, (tx) => sheetsOfRound(tx, round.roundId));
    const sheets = await as(SAMPLE, (tx) => sheetsOfRound(tx, round.roundId));
    expect(sheets.find((sheet) => sheet.bodyCode === '993018')).toMatchObject({ ownerCode: '992011' });
    expect(town?.sheetNo).toMatch(/-99/);
  });

  it('hands its open sheets to the successor after a merger, with their origin, and only once', async () => {
    const { round } = await sent(NATION);
    site.clock.set('2026-05-10T09:00:00+09:00');
    await site.deps.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ name: string; kana: string; kind: 'town'; valid_from: string }>`
        select name, kana, kind, valid_from from bodies.register_row
        where body_code = '013030' and valid_to is null and retired_at is null`.execute(tx);
      const row = rows[0]!;
      const merged = await correctRegister(
        tx,
        site.clock,
        {
          bodies: [
            {
              bodyCode: '013030',
              rows: [
                {
                  name: row.name,
                  kana: row.kana,
                  kind: row.kind,
                  prefectureCode: '010006',
                  validFrom: row.valid_from,
                  validTo: '2026-05-01',
                  source: '試験',
                },
              ],
            },
          ],
          lineage: [
            {
              eventId: 'test-merger',
              kind: 'merged',
              on: '2026-05-01',
              fromCode: '013030',
              fromName: row.name,
              fromKana: row.kana,
              toCode: '012025',
              toName: '函館市',
              text: '試験のための合併',
              source: '試験',
            },
          ],
        },
        aroundMembershipChange(tx),
      );
      expect(merged.ok).toBe(true);
    });
    const before = await as(NATION, (tx) => sheetsOfRound(tx, round.roundId));
    expect(before.find((sheet) => sheet.bodyCode === '013030')?.ownerCode).toBe('013030');
    const first = await site.appDeps.db.transaction().execute((tx) => passOnSheets(tx, site.clock));
    expect(first.passed).toBeGreaterThan(0);
    const again = await site.appDeps.db.transaction().execute((tx) => passOnSheets(tx, site.clock));
    expect(again).toEqual({ passed: 0, left: [] });
    const after = await as(NATION, (tx) => sheetsOfRound(tx, round.roundId));
    // Both sheets stand, each with its own number: two bodies were asked, and one answers for both.
    expect(after.filter((sheet) => sheet.ownerCode === '012025').map((sheet) => sheet.bodyCode)).toEqual([
      '012025',
      '013030',
    ]);
    const steps = await as(NATION, (tx) => stepsOf(tx, '013030', round.roundId));
    expect(steps.at(-1)).toMatchObject({ step: 'pass-on', seatTitle: 'しるべ' });
    expect(steps.at(-1)?.comment).toContain('令和8年5月1日、試験のための合併');
  });
});

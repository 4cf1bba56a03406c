import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedInAs } from '../../../test/support/people.ts';
import { openSite, readable, type Site } from '../../../test/support/site.ts';
import { withScope } from '../../platform/db/scope.ts';
import { enqueue } from '../../platform/jobs/actions.ts';
import { runDueJobs } from '../../platform/jobs/runner.ts';
import { SAMPLE_BODIES } from '../../spine/sample/bodies.ts';
import { peerBands } from './actions/bands.ts';
import { bandsSchedule, makeBands } from './actions/bands-job.ts';
import { digestOf } from './actions/close-month.ts';
import { readMonthView } from './actions/month.ts';
import { standardizationModule } from './module.ts';
import { monthsOfBodies } from './queries/closing.ts';
import { eventsOf, linesOf } from './queries/months.ts';
import { replay } from './rules/states.ts';

const VILLAGE = SAMPLE_BODIES.village.code;
const system = { kind: 'system' } as const;
let site: Site;
let village: Browser;

beforeAll(async () => {
  site = await openSite('2026-06-20T09:00:00+09:00');
  village = await signedInAs(site, 'village-officer');
}, 60_000);
afterAll(() => site.close());

const view = (code: string, month: string) =>
  withScope(site.deps.db, system, (tx) => readMonthView(tx, code, month));

describe('the month of a body', () => {
  it('is last month copied; what moved is ticked, and one button reports it', async () => {
    const page = readable(await (await village.get('/standardization/months/2026-05')).text());
    expect(page).toContain('令和8年4月（2026年）の内容を写しました');
    expect(page).toContain('20業務');
    const before = await view(VILLAGE, '2026-05-31');
    const line = before.lines[0]!;
    const step = line.states.indexOf('2') + 1;
    const answer = await village.post('/standardization/months/2026-05', { 'move-1': `${step}:2>3` });
    expect(answer.status).toBe(303);
    const after = await view(VILLAGE, '2026-05-31');
    expect(after.report?.seatTitle).toContain('架空村');
    expect(after.lines[0]?.counts.done).toBe(line.counts.done + 1);
    expect(after.lines.slice(1).map((one) => one.states)).toEqual(
      before.lines.slice(1).map((one) => one.states),
    );
    expect(after.lines.every((one) => one.stored !== null)).toBe(true);
  });

  it('moves the figure in the same transaction, as 速報, with and without 対象外', async () => {
    const { lines } = await view(VILLAGE, '2026-05-31');
    const done = lines.reduce((sum, line) => sum + line.counts.done + line.counts.excluded, 0);
    const { rows } = await readFacts(VILLAGE, '2026-05-31');
    expect(rows.find((row) => row.part === 'total' && row.id === 'standardization')).toMatchObject({
      value: BigInt(done),
      base: 800n,
      state: 1,
    });
    const strict = rows.find((row) => row.part === 'total' && row.id === 'standardization-without-excluded');
    expect(strict).toMatchObject({ value: BigInt(done - 40), base: 760n });
    expect(rows.find((row) => row.part === 'public-assistance' && row.id.endsWith('excluded'))?.value).toBe(
      null,
    );
  });

  it('refuses what another has moved meanwhile, shows both and keeps what was typed', async () => {
    const { lines } = await view(VILLAGE, '2026-05-31');
    const line = lines[1]!;
    const step = line.states.indexOf('2') + 1;
    await village.post('/standardization/months/2026-05', { 'move-2': `${step}:2>3` });
    const late = await village.post('/standardization/months/2026-05', {
      'move-2': `${step}:2>4`,
      'move-3': `${lines[2]!.states.indexOf('2') + 1}:2>3`,
    });
    expect(late.status).toBe(409);
    const text = await late.text();
    expect(readable(text)).toContain('が先に「完了済み」にしました');
    expect(text).toContain(`value="${step}:3>4" checked`);
    expect((await view(VILLAGE, '2026-05-31')).lines[2]?.states).toBe(lines[2]?.states);
  });

  it('holds データ移行 until the assessment, or 実施不要 with its reason', async () => {
    const { lines, list } = await view(VILLAGE, '2026-05-31');
    const line = lines[9]!;
    const step = list.items.indexOf(14) + 1;
    const fields = { was: line.states, [`step-${step}`]: '3' };
    const path = `/standardization/months/2026-05/lines/${line.business.id}`;
    if (line.states[step - 1] !== '3') {
      const early = await village.post(path, fields);
      expect(early.status).toBe(422);
      expect(readable(await early.text())).toContain('まだ完了にできません');
      const ok = await village.post(path, { ...fields, notNeeded: '対象人数が1,000人未満' });
      expect(ok.status).toBe(303);
    }
    expect((await view(VILLAGE, '2026-05-31')).lines[9]?.states[step - 1]).toBe('3');
    const reason = await village.post(`/standardization/months/2026-05/lines/school-enrolment`, {
      was: lines[6]!.states,
      'step-40': '4',
    });
    expect(reason.status).toBe(422);
    expect(readable(await reason.text())).toContain('対象外にする理由を書いてください');
  });

  it('is never another than its events say', async () => {
    await withScope(site.deps.db, system, async (tx) => {
      for (const line of await linesOf(tx, VILLAGE, '2026-05-31')) {
        const base = (await linesOf(tx, VILLAGE, line.baseMonth!)).find(
          (one) => one.businessNo === line.businessNo,
        );
        const events = await eventsOf(tx, VILLAGE, '2026-05-31', line.businessNo);
        expect(base?.revision).toBe(line.baseRevision);
        expect(
          replay(
            base!.states,
            events.map((event) => event.changes),
          ),
        ).toBe(line.states);
      }
    });
  });

  it('is closed for changes after 確定, but for 差替え with reason and number', async () => {
    const { lines } = await view(VILLAGE, '2026-04-30');
    const step = lines[0]!.states.indexOf('2') + 1;
    const refused = await village.post('/standardization/months/2026-04', { 'move-1': `${step}:2>3` });
    expect(refused.status).toBe(409);
    expect(readable(await refused.text())).toContain('差替えの理由と文書番号を書いてください');
    const half = await village.post('/standardization/months/2026-04', {
      'move-1': `${step}:2>3`,
      replacement: '数え誤り',
    });
    expect(half.status).toBe(422);
    const done = await village.post('/standardization/months/2026-04', {
      'move-1': `${step}:2>3`,
      replacement: '数え誤り',
      documentNo: '総第12号',
    });
    expect(done.status).toBe(303);
    const { rows } = await readFacts(VILLAGE, '2026-04-30');
    expect(rows.find((row) => row.part === 'total')?.state).toBe(2);
    const future = await village.post('/standardization/months/2026-07', {});
    expect(future.status).toBe(422);
  });

  it('closes once: again it gives the same digest, and who was silent is 未回答', async () => {
    const ministry = await signedInAs(site, 'ministry');
    const close = await ministry.post('/standardization/pmo/months/2026-05/close');
    expect(close.status).toBe(303);
    const digest = () =>
      withScope(site.deps.db, system, async (tx) =>
        digestOf(await monthsOfBodies(tx, '990001', '2026-05-31')),
      );
    const page = readable(await (await ministry.get('/standardization/pmo/months/2026-05')).text());
    expect(page).toContain(await digest());
    await ministry.post('/standardization/pmo/months/2026-05/close');
    expect(readable(await (await ministry.get('/standardization/pmo/months/2026-05')).text())).toContain(
      await digest(),
    );
    expect((await village.post('/standardization/pmo/months/2026-05/close')).status).toBe(403);
    const { rows } = await readFacts(VILLAGE, '2026-05-31');
    expect(rows.every((row) => row.state === 2)).toBe(true);
  });
});

describe('the range of similar bodies', () => {
  it('is made once a day of what was reported before it began, and anew on the next', async () => {
    const kept = () =>
      sql<{ day: string; bands: bigint }>`
      select on_day as day, count(*) as bands from standardization.peer_band group by on_day`.execute(
        site.deps.db,
      );
    const ask = async (day: string) => withScope(site.deps.db, system, (tx) => peerBands(tx, '990001', day));
    // All months of 見本県 were written today: of them nothing was known when the day began, and nothing is kept.
    expect((await ask('2026-06-20')).size).toBeGreaterThan(0);
    expect((await kept()).rows).toEqual([]);
    const reported = (month: string, at: string) => sql`update standardization.month_report
      set reported_at = ${at}::timestamptz where body_code like '99%' and month = ${month}::date`;
    await reported('2026-03-31', '2026-06-19T00:00:00Z').execute(site.deps.db);
    await reported('2026-04-30', '2026-06-19T00:00:00Z').execute(site.deps.db);
    expect((await village.get('/standardization/systems')).status).toBe(200);
    expect((await kept()).rows.map((row) => row.day)).toEqual(['2026-06-20']);
    const morning = await ask('2026-06-20');
    await reported('2026-05-31', '2026-06-20T00:00:00Z').execute(site.deps.db);
    expect(await ask('2026-06-20')).toEqual(morning);
    const next = await ask('2026-06-21');
    expect(next).not.toEqual(morning);
    expect((await kept()).rows.map((row) => row.day)).toEqual(['2026-06-21']);
  });

  it('is made by the night, so that whoever asks first in the morning makes nothing', async () => {
    const { deps } = site;
    const night = { ...deps, clock: { now: () => Date.parse('2026-06-22T00:06:00+09:00') } };
    const { key } = bandsSchedule.slot(night.clock.now());
    expect(key).toBe('2026-06-22');
    await deps.db
      .transaction()
      .execute((tx) => enqueue(tx, night.clock, { kind: bandsSchedule.kind, key, payload: {} }));
    expect(await runDueJobs(night, [makeBands])).toBe(1);
    const made = await sql<{ day: string; stratum: string; no: number }>`
      select on_day as day, stratum, business_no as no from standardization.peer_band`.execute(deps.db);
    expect([...new Set(made.rows.map((row) => row.day))]).toEqual(['2026-06-22']);
    // Of what the night has made one is taken away: who asks is given the others, and makes none.
    const [one] = made.rows;
    await sql`delete from standardization.peer_band where stratum = ${one?.stratum} and business_no = ${one?.no}`.execute(
      deps.db,
    );
    const asked = await withScope(deps.db, system, (tx) => peerBands(tx, '990001', '2026-06-22'));
    expect(asked.size).toBe(made.rows.length - 1);
    expect(standardizationModule.schedules).toContain(bandsSchedule);
  });
});

async function readFacts(code: string, on: string) {
  return sql<{ id: string; part: string; value: bigint | null; base: bigint | null; state: number }>`
    select d.id, p.part_id as part, o.value, o.base, o.state from observations.effective o
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    where o.body_code = ${code} and o.period_end = ${on}::date and d.id like 'standardization%'`.execute(
    site.deps.db,
  );
}

import { type KyselyPlugin, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAudit } from '../../src/platform/audit/verify.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import { type Scope, withScope } from '../../src/platform/db/scope.ts';
import { fixRound } from '../../src/spine/surveys/actions/conduct.ts';
import { askAgain, gatherMany } from '../../src/spine/surveys/actions/review.ts';
import { openSite } from '../support/site.ts';
import { seat, sentRound } from './support.ts';

/** One statement after the other is what made a step of 1,741 sheets slow: however many there are, about as many as for one. */
const FEW = 60;

let site: Awaited<ReturnType<typeof openSite>>;
let codes: readonly string[];
let roundId: string;
const aomori = seat('020001');
const nation = seat('000000');

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  const found = await sql<{ code: string }>`select body_code as code from bodies.register_row
    where retired_at is null and valid_to is null and body_code !~ '^(..000|99)' order by 1`.execute(
    site.deps.db,
  );
  codes = found.rows.map((row) => row.code);
  ({ roundId } = await sentRound(
    site.deps.db,
    site.clock,
    codes.map((bodyCode) => ({ bodyCode })),
  ));
  // All but the last of 青森県 have handed in: CIO yes.
  const given = codes.filter((code) => code !== '024503');
  await site.deps.db.transaction().execute(async (tx) => {
    await sql`update surveys.sheet set state = 'handed-in' where body_code = any(${given}::text[])`.execute(
      tx,
    );
    await sql`insert into surveys.decision (body_code, round_id, decision_no, document_no, decided_on, decider, on_behalf,
        same_person, answers, seat_id, seat_title, recorded_at)
      select code, ${roundId}::uuid, 1, '1', '2026-04-10', '長', false, false, '{"cio":1}', ${aomori.seatId}::uuid, '長', now()
      from unnest(${given}::text[]) code`.execute(tx);
    await sql`insert into surveys.handed_in (body_code, round_id, decision_no, question_id, revision, value)
      select code, ${roundId}::uuid, 1, 'cio', 1, '{"type":"choice","option":"yes"}'
      from unnest(${given}::text[]) code`.execute(tx);
  });
}, 60_000);
afterAll(() => site.close());

/** What `work` gives, and by how many statements. */
async function counted<T>(scope: Scope, work: (tx: Tx) => Promise<T>) {
  let statements = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const value = await withScope(site.appDeps.db.withPlugin(counter), scope, work);
  return { value, statements };
}

async function counts(): Promise<unknown> {
  // Beside it the rounds of 見本県 stand.
  const { rows } = await sql`with mine as (select ${roundId}::uuid as round_id) select
    (select count(*)::int from surveys.sheet natural join mine where state = 'gathered') as gathered,
    (select count(*)::int from surveys.sheet natural join mine where state = 'fixed') as fixed,
    (select count(*)::int from surveys.sheet natural join mine where state = 'unanswered') as unanswered,
    (select count(*)::int from surveys.step natural join mine where step in ('gather', 'fix', 'fix-unanswered')) as steps,
    (select count(*)::int from surveys.recorded natural join mine) as recorded,
    (select count(distinct batch_id)::int from surveys.recorded natural join mine) as batches,
    (select count(*)::int from notices.notice where kind = 'asked-again') as notices,
    (select count(*)::int from notices.delivery natural join notices.notice where kind = 'asked-again') as deliveries`.execute(
    site.deps.db,
  );
  return rows[0];
}

it('passes on, asks again and makes 確定 what many bodies gave, in a few statements', async () => {
  expect(codes).toHaveLength(1741);
  const prefecture: Scope = { kind: 'prefecture', prefectureCode: '020001', bodyCode: '020001' };
  const own = codes.filter((code) => code.startsWith('02'));
  expect(own).toHaveLength(40);
  const gathered = await counted(prefecture, (tx) =>
    gatherMany(tx, site.clock, aomori, { bodyCodes: own, roundId }),
  );
  // The one that owes its sheet stays as it is.
  expect(gathered.value).toMatchObject({ ok: true });
  expect(gathered.statements).toBeLessThan(FEW);
  expect(await counts()).toMatchObject({ gathered: 39, steps: 39, recorded: 39, batches: 1 });

  // Not of this prefecture: nobody is asked, and nothing is written.
  const words = { roundId, due: '2026-06-05', comment: null, documentNo: null };
  const system: Scope = { kind: 'system' };
  expect(
    (
      await counted(system, (tx) =>
        askAgain(tx, site.clock, aomori, { ...words, bodyCodes: ['024503', '032018'] }),
      )
    ).value,
  ).toMatchObject({ code: 'not-yours' });
  await sql`update surveys.sheet set state = 'returned'
    where left(body_code, 2) = '03' and round_id = ${roundId}::uuid`.execute(site.deps.db);
  const iwate = codes.filter((code) => code.startsWith('03'));
  const asked = await counted({ kind: 'nation', bodyCode: '000000' }, (tx) =>
    askAgain(tx, site.clock, nation, { ...words, bodyCodes: ['024503', ...iwate] }),
  );
  expect(asked.statements).toBeLessThan(FEW);
  expect(await counts()).toMatchObject({ notices: 1, deliveries: 34 });
  const dues = await sql`select 1 from surveys.sheet where due = '2026-06-05'`.execute(site.deps.db);
  expect(dues.rows).toHaveLength(34);

  await sql`update surveys.sheet set state = 'gathered'
    where state = 'handed-in' and round_id = ${roundId}::uuid`.execute(site.deps.db);
  const fixed = await counted({ kind: 'nation', bodyCode: '000000' }, (tx) =>
    fixRound(tx, site.clock, nation, { roundId, leaveOut: false }),
  );
  expect(fixed.value).toMatchObject({ ok: true, value: { fixed: 1707, notAnswered: 34 } });
  expect(fixed.statements).toBeLessThan(FEW);
  expect(await counts()).toMatchObject({ fixed: 1707, unanswered: 34, steps: 39 + 1741, batches: 2 });
  const steps =
    await sql`select body_code from surveys.step group by body_code, round_id, step_no having count(*) > 1`;
  expect((await steps.execute(site.deps.db)).rows).toEqual([]);
  expect((await verifyAudit(site.deps.db)).faults).toEqual([]);
}, 60_000);

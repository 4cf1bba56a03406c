import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provenanceId } from '../../src/core/provenance.ts';
import type { Db, Tx } from '../../src/platform/db/database.ts';
import type { Scope } from '../../src/platform/db/scope.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Seat } from '../../src/spine/contracts/seat.ts';
import { fixReplacement, fixRound, publishRound, query } from '../../src/spine/surveys/actions/conduct.ts';
import {
  askReplacement,
  handIn,
  recordBodyRule,
  recordDecision,
  revisionsOf,
  withdraw,
} from '../../src/spine/surveys/actions/decide.ts';
import { askAgain, gather, sendBack } from '../../src/spine/surveys/actions/review.ts';
import { saveAnswers } from '../../src/spine/surveys/actions/save-answers.ts';
import { answersNow } from '../../src/spine/surveys/queries/answers.ts';
import { findSheet, stepsOf } from '../../src/spine/surveys/queries/sheets.ts';
import { openSite } from '../support/site.ts';
import { choice, seat, sentRound } from './support.ts';

/** 青森市, 弘前市, 札幌市 (direct), 青森県, 岩手県 */
const [AOMORI_CITY, HIROSAKI, SAPPORO, AOMORI, IWATE] = [
  '022012',
  '022021',
  '011002',
  '020001',
  '030007',
] as const;

type Site = Awaited<ReturnType<typeof openSite>>;

function scope(who: Seat): Scope {
  if (who.kind === 'nation') return { kind: 'nation', bodyCode: who.bodyCode };
  if (who.kind === 'prefecture')
    return { kind: 'prefecture', prefectureCode: who.bodyCode, bodyCode: who.bodyCode };
  return { kind: 'body', bodyCode: who.bodyCode };
}

describe('from answer to figure', () => {
  let site: Site;
  let db: Db;
  let roundId: string;
  const city = seat(AOMORI_CITY);
  const hirosaki = seat(HIROSAKI);
  const sapporo = seat(SAPPORO);
  const aomori = seat(AOMORI);
  const iwate = seat(IWATE);
  const nation = seat('000000');

  beforeAll(async () => {
    site = await openSite('2026-04-20T09:00:00+09:00');
    db = site.appDeps.db;
    ({ roundId } = await sentRound(site.deps.db, site.clock, [
      { bodyCode: AOMORI_CITY },
      { bodyCode: HIROSAKI },
      { bodyCode: SAPPORO, route: 'direct' },
    ]));
  });
  afterAll(() => site.close());

  const as = <T>(who: Seat, work: (tx: Tx) => Promise<T>) => withScope(db, scope(who), work);
  const stateNo = async (bodyCode: string) =>
    (await as(seat(bodyCode), (tx) => findSheet(tx, bodyCode, roundId)))!.stateNo;
  const at = async (bodyCode: string) => ({ bodyCode, roundId, stateNo: await stateNo(bodyCode) });

  async function answer(who: Seat, given: Readonly<Record<string, string>>) {
    return as(who, async (tx) => {
      const now = await answersNow(tx, who.bodyCode, roundId);
      return saveAnswers(tx, site.clock, who, {
        bodyCode: who.bodyCode,
        roundId,
        via: 'page',
        answers: Object.entries(given).map(([questionId, option]) => ({
          questionId,
          value: choice(option),
          remark: null,
          seenRevision: now.get(questionId)?.revision ?? 0,
        })),
      });
    });
  }

  async function decide(who: Seat, more: Partial<Parameters<typeof recordDecision>[3]> = {}) {
    const given = await at(who.bodyCode);
    return as(who, async (tx) =>
      recordDecision(tx, site.clock, who, {
        ...given,
        documentNo: '青企第12号',
        decidedOn: '2026-04-17',
        decider: '副市長',
        onBehalf: false,
        samePerson: false,
        answers: revisionsOf(await answersNow(tx, who.bodyCode, roundId)),
        ...more,
      }),
    );
  }

  async function figure(indicator: string, area = '000000') {
    const response = await site.get(`/api/v1/rollups?indicator=${indicator}&area=${area}&asOf=2026-04-01`);
    return response.status === 200 ? ((await response.json()) as Figure) : null;
  }

  it('refuses to hand in what is not complete, not decided, or decided on other answers', async () => {
    await answer(city, { cio: 'yes', body: 'yes' });
    const opened = await at(AOMORI_CITY);
    expect(await decide(city)).toMatchObject({ ok: false, code: 'incomplete' });
    expect(await as(city, (tx) => handIn(tx, site.clock, city, opened))).toMatchObject({
      code: 'guard-complete',
    });
    await answer(city, { chair: 'other' });
    expect(await as(city, (tx) => handIn(tx, site.clock, city, opened))).toMatchObject({
      code: 'guard-decided',
    });
    expect(await decide(city, { decidedOn: '2026-04-21' })).toMatchObject({ code: 'decided-later' });
    expect(await decide(city, { documentNo: ' ' })).toMatchObject({ code: 'document-missing' });
    expect(await decide(city, { answers: { cio: 1 } })).toMatchObject({
      code: 'answers-changed',
      detail: { questions: '2、2-1' },
    });
    expect(await decide(city)).toMatchObject({ ok: true });
    await answer(city, { chair: 'deputy' });
    expect(await as(city, (tx) => handIn(tx, site.clock, city, opened))).toMatchObject({
      code: 'guard-decided',
    });
  });

  it('lets one person draft and decide only by the rule of the body, and marks it', async () => {
    expect(await decide(city, { samePerson: true })).toMatchObject({ code: 'same-person-not-allowed' });
    const rule = { samePerson: true, basis: '青森市事務決裁規程' };
    expect(
      await as(city, (tx) => recordBodyRule(tx, site.clock, city, { ...rule, basis: '' })),
    ).toMatchObject({
      code: 'basis-missing',
    });
    await as(city, (tx) => recordBodyRule(tx, site.clock, city, rule));
    expect(await decide(city, { samePerson: true })).toMatchObject({ ok: true, value: { samePerson: true } });
  });

  it('hands in what was decided; only its own prefecture passes it on, and then it is 速報', async () => {
    expect(await as(city, async (tx) => handIn(tx, site.clock, city, await at(AOMORI_CITY)))).toMatchObject({
      ok: true,
      value: { sheet: { state: 'handed-in' } },
    });
    expect(await figure('cio')).toBeNull();
    const request = { ...(await at(AOMORI_CITY)), comment: null };
    expect(await as(iwate, (tx) => gather(tx, site.clock, iwate, request))).toMatchObject({
      code: 'no-such-sheet',
    });
    // Not even with the first wall open: the stored owner decides.
    expect(
      await withScope(db, { kind: 'system' }, (tx) => gather(tx, site.clock, iwate, request)),
    ).toMatchObject({ code: 'not-yours' });
    expect(
      await as(aomori, (tx) => gather(tx, site.clock, aomori, { ...request, stateNo: 1 })),
    ).toMatchObject({
      code: 'moved-meanwhile',
    });
    expect(await as(aomori, (tx) => gather(tx, site.clock, aomori, request))).toMatchObject({
      ok: true,
      value: { sheet: { state: 'gathered' } },
    });
    expect(await figure('cio')).toMatchObject({ value: 100, reported: 1, partial: true, state: '速報' });
    expect(await figure('cross-cutting-body')).toMatchObject({ value: 100, reported: 1, state: '速報' });
  });

  it('says 取下げ instead of the figure that was taken back', async () => {
    const request = { ...(await at(AOMORI_CITY)), comment: '' };
    expect(await as(city, (tx) => withdraw(tx, site.clock, city, request))).toMatchObject({
      code: 'guard-reason-given',
    });
    await as(city, (tx) => withdraw(tx, site.clock, city, { ...request, comment: '数え誤り' }));
    expect(await figure('cio')).toMatchObject({ value: null, reported: 0, withdrawn: 1 });
    await answer(city, { chair: 'other' });
    await decide(city);
    await as(city, async (tx) => handIn(tx, site.clock, city, await at(AOMORI_CITY)));
    const again = { ...(await at(AOMORI_CITY)), comment: '議長の職を確かめてください' };
    expect(await as(aomori, (tx) => sendBack(tx, site.clock, aomori, again))).toMatchObject({ ok: true });
    await decide(city);
    await as(city, async (tx) => handIn(tx, site.clock, city, await at(AOMORI_CITY)));
    const third = { ...(await at(AOMORI_CITY)), comment: null };
    await as(aomori, (tx) => gather(tx, site.clock, aomori, third));
    // その他 in the chair: there is a body, but it does not count.
    expect(await figure('cross-cutting-body')).toMatchObject({ value: 0, reported: 1, withdrawn: 0 });
  });

  it('lets a direct sheet become 速報 when it is handed in', async () => {
    await answer(sapporo, { cio: 'yes', body: 'no' });
    await decide(sapporo);
    expect(await as(sapporo, async (tx) => handIn(tx, site.clock, sapporo, await at(SAPPORO)))).toMatchObject(
      { ok: true },
    );
    expect(await figure('cio')).toMatchObject({ value: 100, reported: 2, state: '速報' });
  });

  it('asks again, with a day of its own', async () => {
    const request = { roundId, due: '2026-06-05', comment: 'お願い', documentNo: null };
    const again = (bodyCodes: readonly string[]) =>
      as(aomori, (tx) => askAgain(tx, site.clock, aomori, { ...request, bodyCodes }));
    // Of all or of none: 青森市 is through already, and 弘前市 is then not asked either.
    expect(await again([AOMORI_CITY, HIROSAKI])).toMatchObject({ code: 'state' });
    expect(await as(hirosaki, (tx) => stepsOf(tx, HIROSAKI, roundId))).toEqual([]);
    expect(await again([HIROSAKI])).toMatchObject({ ok: true });
    expect(await as(hirosaki, (tx) => findSheet(tx, HIROSAKI, roundId))).toMatchObject({
      due: '2026-06-05',
      state: 'answering',
    });
  });

  it('freezes the round once: what came through is 確定, who owes is 未回答', async () => {
    const fix = () => as(nation, (tx) => fixRound(tx, site.clock, nation, { roundId, leaveOut: false }));
    expect(
      await withScope(db, { kind: 'system' }, (tx) =>
        fixRound(tx, site.clock, aomori, { roundId, leaveOut: false }),
      ),
    ).toMatchObject({ code: 'not-yours' });
    expect(await fix()).toMatchObject({ ok: true, value: { fixed: 2, notAnswered: 1 } });
    expect(await fix()).toMatchObject({ code: 'round-state' });
    expect(await figure('cio')).toMatchObject({ value: 100, reported: 2, notAnswered: 1, state: '確定' });
    expect(await as(nation, (tx) => publishRound(tx, site.clock, nation, { roundId }))).toMatchObject({
      ok: true,
    });
    // Typed too late: kept, not counted.
    const late = await answer(hirosaki, { cio: 'yes' });
    expect(late).toMatchObject({ ok: true, value: { outcomes: [{ kind: 'kept', because: 'unanswered' }] } });
    expect(await as(hirosaki, (tx) => findSheet(tx, HIROSAKI, roundId))).toMatchObject({
      state: 'unanswered',
    });
    expect(
      await as(nation, async (tx) =>
        query(tx, site.clock, nation, { ...(await at(HIROSAKI)), comment: '？' }),
      ),
    ).toMatchObject({
      code: 'state',
    });
  });

  it('replaces after 確定, and lists that in the public corrections', async () => {
    await as(city, async (tx) =>
      askReplacement(tx, site.clock, city, { ...(await at(AOMORI_CITY)), comment: '議長は副市長だった' }),
    );
    await answer(city, { chair: 'deputy' });
    await decide(city, { documentNo: '青企第40号' });
    await as(city, async (tx) => handIn(tx, site.clock, city, await at(AOMORI_CITY)));
    const request = { ...(await at(AOMORI_CITY)), comment: null };
    await as(aomori, (tx) => gather(tx, site.clock, aomori, request));
    expect(await figure('cross-cutting-body')).toMatchObject({ numerator: 0, reported: 2 });
    expect(
      await as(nation, async (tx) => fixReplacement(tx, site.clock, nation, await at(AOMORI_CITY))),
    ).toMatchObject({ ok: true });
    expect(await figure('cross-cutting-body')).toMatchObject({ numerator: 1, reported: 2, state: '確定' });
    const { items: corrections } = (await (await site.get('/api/v1/corrections')).json()) as {
      items: { body: string; indicator: string }[];
    };
    // 速報 that moved on its way to 確定 is none.
    expect(corrections.map((one) => [one.body, one.indicator])).toEqual([
      [AOMORI_CITY, 'cross-cutting-body'],
    ]);
    const steps = await as(city, (tx) => stepsOf(tx, AOMORI_CITY, roundId));
    expect(steps.map((step) => step.step)).toEqual(
      'hand-in gather withdraw hand-in return hand-in gather fix replace hand-in gather fix'.split(' '),
    );
  });

  it('leads from the figure back to answer, post and 決裁', async () => {
    const id = provenanceId({
      kind: 'observation',
      bodyCode: AOMORI_CITY,
      indicator: 'cross-cutting-body@1',
      part: '',
      on: '2026-04-01',
    });
    const html = await site.page(`/provenance/${encodeURIComponent(id)}`);
    for (const words of [
      '青企第40号',
      '副市長',
      '団体022012 担当',
      '推進体制の長は誰か',
      '副首長',
      '申告のみ',
    ])
      expect(html).toContain(words);
    expect(html).not.toContain('見本 太郎');
  });

  it('lets a body that had not answered do so after 確定, through a return as well, listed in the corrections', async () => {
    const reason = { comment: '担当の交代で遅れた' };
    expect(
      await as(hirosaki, async (tx) =>
        askReplacement(tx, site.clock, hirosaki, { ...(await at(HIROSAKI)), comment: '' }),
      ),
    ).toMatchObject({ code: 'guard-reason-given' });
    expect(
      await as(hirosaki, async (tx) =>
        askReplacement(tx, site.clock, hirosaki, { ...(await at(HIROSAKI)), ...reason }),
      ),
    ).toMatchObject({ ok: true, value: { sheet: { state: 'answering' } } });
    const hand = async (documentNo: string) => {
      await decide(hirosaki, { documentNo });
      return as(hirosaki, async (tx) => handIn(tx, site.clock, hirosaki, await at(HIROSAKI)));
    };
    expect(await answer(hirosaki, { cio: 'yes', body: 'no' })).toMatchObject({
      value: { acceptance: 'open', outcomes: [{ kind: 'saved' }, { kind: 'saved' }] },
    });
    expect(await hand('弘企第8号')).toMatchObject({ ok: true });
    await as(aomori, async (tx) =>
      sendBack(tx, site.clock, aomori, { ...(await at(HIROSAKI)), comment: '問2を確かめてください' }),
    );
    expect(await answer(hirosaki, { cio: 'no' })).toMatchObject({ value: { outcomes: [{ kind: 'saved' }] } });
    expect(await hand('弘企第9号')).toMatchObject({ ok: true });
    await as(aomori, async (tx) =>
      gather(tx, site.clock, aomori, { ...(await at(HIROSAKI)), comment: null }),
    );
    // Until the nation has let it through, the figure that was 確定 stands.
    expect(await figure('cio')).toMatchObject({ reported: 2, notAnswered: 1 });
    await as(nation, async (tx) => fixReplacement(tx, site.clock, nation, await at(HIROSAKI)));
    expect(await figure('cio')).toMatchObject({ reported: 3, notAnswered: 0, state: '確定' });
    const { items } = (await (await site.get('/api/v1/corrections')).json()) as { items: { body: string }[] };
    expect(items.some((one) => one.body === HIROSAKI)).toBe(true);
  });

  it('hides drafts from prefecture and nation, and everything from other bodies', async () => {
    await answer(hirosaki, { cio: 'no' });
    const drafts = (who: Seat) =>
      as(who, async (tx) => {
        const { rows } = await sql<{ body_code: string }>`select body_code from surveys.answer`.execute(tx);
        return [...new Set(rows.map((row) => row.body_code))];
      });
    expect(await drafts(hirosaki)).toEqual([HIROSAKI]);
    expect(await drafts(aomori)).toEqual([]);
    expect(await drafts(nation)).toEqual([]);
    const sheets = (who: Seat) =>
      as(who, async (tx) => {
        const { rows } = await sql<{
          body_code: string;
        }>`select body_code from surveys.sheet order by 1`.execute(tx);
        return rows.map((row) => row.body_code);
      });
    expect(await sheets(iwate)).toEqual([]);
    expect(await sheets(aomori)).toEqual([AOMORI_CITY, HIROSAKI]);
    const sample = await sheets(seat('999997', { kind: 'nation' }));
    expect(sample.filter((code) => !code.startsWith('99'))).toEqual([]);
    const outside = await sql`select 1 from surveys.sheet`.execute(db);
    expect(outside.rows).toEqual([]);
  });
});

interface Figure {
  readonly value: number | null;
  readonly state: string;
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { abolish, undoAbolition } from '../../src/modules/overall-policy/actions/abolition.ts';
import type { By } from '../../src/modules/overall-policy/actions/by.ts';
import { answerPartner } from '../../src/modules/overall-policy/actions/joint.ts';
import {
  recordDecision,
  recordPublication,
  undoDecision,
} from '../../src/modules/overall-policy/actions/record.ts';
import { saveSource } from '../../src/modules/overall-policy/actions/source.ts';
import { startPolicy } from '../../src/modules/overall-policy/actions/start.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Seat } from '../../src/spine/contracts/seat.ts';
import { scopeOf } from '../../src/spine/posts/rules/rights.ts';
import { fixRound } from '../../src/spine/surveys/actions/conduct.ts';
import {
  handIn,
  recordDecision as recordAnswerDecision,
  revisionsOf,
} from '../../src/spine/surveys/actions/decide.ts';
import { gather } from '../../src/spine/surveys/actions/review.ts';
import { saveAnswers } from '../../src/spine/surveys/actions/save-answers.ts';
import { answersNow } from '../../src/spine/surveys/queries/answers.ts';
import { findSheet } from '../../src/spine/surveys/queries/sheets.ts';
import { readable } from '../support/site.ts';
import { choice, seat, sentRound, smallSurvey } from '../surveys/support.ts';
import { DECISION, openVillage, TOWN, VILLAGE, type Village } from './support.ts';

let at: Village;
beforeAll(async () => {
  at = await openVillage();
}, 120_000);
afterAll(() => at?.site.close());

const ABOLITION = {
  reason: '総合計画に一本化',
  documentNo: '総第20号',
  decidedOn: '2026-04-22',
  decider: '村長',
  abolishedOn: '2026-04-22',
};

describe('an abolition of the village', () => {
  const share = async (asOf: string) => {
    const query = `indicator=overall-policy&area=990001&asOf=${asOf}`;
    const answer = (await (await at.site.get(`/api/v1/rollups?${query}`)).json()) as { numerator: unknown };
    return Number(answer.numerator);
  };
  const open = async () => readable(await (await at.site.get(`/overall-policy/of/${VILLAGE}`)).text());
  let before = 0;

  beforeAll(async () => {
    await at.publish('架空村DX推進方針');
    await at.send('/overall-policy/1/partners', { body: '仮名町' });
    await at.asBody(TOWN, 'overall-policy:decide', (by) => {
      const given = { ...DECISION, onBehalf: false, seenLater: false, samePerson: false, agree: true };
      return answerPartner(by, { leadCode: VILLAGE, policyNo: 1 }, given);
    });
    await at.on('2026-04-22');
    before = await share('2026-04-22');
  }, 60_000);

  it('needs a reason and a decision, and takes it out of the 速報 of that day', async () => {
    const form = '/overall-policy/1/abolish';
    const noReason = await at.send(form, { ...ABOLITION, reason: '' }, 422);
    expect(noReason.text).toContain('理由を入力してください');
    const undecided = await at.send(form, { ...ABOLITION, documentNo: '' }, 422);
    expect(undecided.text).toContain('文書番号を入力してください');
    await at.send(form, ABOLITION);
    expect(await at.figures()).toEqual([
      ['2026-04-20', 1],
      ['2026-04-22', 0],
    ]);
    // Who shared it has none any more either, and is told.
    expect((await at.figures(TOWN)).at(-1)).toEqual(['2026-04-22', 0]);
    expect(await at.standing()).toEqual([]);
    expect(await share('2026-04-22')).toBe(before - 2);
    expect(await share('2026-04-21')).toBe(before);
    expect(await at.page('/overall-policy/1')).toContain('理由：総合計画に一本化');
    expect(await open()).toContain('に廃止しました');
  }, 60_000);

  it('that was a mistake is taken back with a reason: it counts again, and its history tells both', async () => {
    const refused = await at.send('/overall-policy/1/abolish/undo', { reason: ' ' }, 422);
    expect(refused.text).toContain('理由を入力してください');
    await at.send('/overall-policy/1/abolish/undo', { reason: '別の計画と取り違えた' });
    expect((await at.figures()).at(-1)).toEqual(['2026-04-22', 1]);
    expect((await at.figures(TOWN)).at(-1)).toEqual(['2026-04-22', 1]);
    expect(await at.standing()).toEqual([
      ['policy.published', '2026-04-20'],
      ['policy.roadmap', '2026-04-20'],
      ['policy.vision', '2026-04-20'],
    ]);
    expect(await share('2026-04-22')).toBe(before);
    const page = await at.page('/overall-policy/1');
    expect(page).toContain('廃止の記録を取り消した 別の計画と取り違えた');
    expect(page).toContain('廃止を記録した 2026-04-22、総合計画に一本化');
    expect(page).toContain('取り消した記録：2026-04-22、総第20号');
    expect(await open()).not.toContain('廃止しました');
    await at.send('/overall-policy/1/abolish/undo', { reason: '二度目' }, 409);
    // And it can be abolished again.
    await at.send('/overall-policy/1/abolish', ABOLITION);
    expect(await share('2026-04-22')).toBe(before - 2);
  }, 60_000);
});

/** From the answer of a body to the 確定 of the nation, as everybody goes: then the policy of that body goes. */
describe('what is 確定 of a past day', () => {
  const [CITY, AOMORI] = ['022012', '020001'] as const;
  const officer = seat(CITY, {
    rights: new Set([
      'surveys:read',
      'surveys:answer',
      'surveys:decide',
      'overall-policy:answer',
      'overall-policy:decide',
    ]),
  });
  const as = <T>(who: Seat, work: (by: By) => Promise<T>) =>
    withScope(at.site.appDeps.db, scopeOf(who), (tx) => work({ tx, clock: at.site.clock, seat: who }));
  const value = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T => {
    if (!result.ok) throw new Error(result.code);
    return result.value;
  };
  const figure = async (asOf: string) => {
    const answer = await at.site.get(`/api/v1/rollups?indicator=overall-policy&area=000000&asOf=${asOf}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const decided = { ...DECISION, onBehalf: false, seenLater: false, samePerson: false };

  /** Counts from 2026-03-02 on; gives its number. */
  async function published(): Promise<number> {
    const policyNo = value(
      await as(officer, (by) => startPolicy(by, { title: '市の方針', obligations: '', way: 'registered' })),
    );
    const target = { policyNo, versionNo: 1 };
    const source = { url: 'https://www.example.jp/', visionPages: '1', roadmapPages: '2' };
    value(await as(officer, (by) => saveSource(by, target, source, null)));
    const form = { ...decided, decidedOn: '2026-03-01' };
    value(await as(officer, (by) => recordDecision(by, { ...target, edition: 2 }, form)));
    const on = { publishedOn: '2026-03-02', publishedUrl: '' };
    value(await as(officer, (by) => recordPublication(by, target, on)));
    return policyNo;
  }

  it('stays as it is when the policy is withdrawn or abolished; the 速報 changes that day', async () => {
    const small = smallSurvey('try-policy');
    const survey = {
      ...small,
      questions: small.questions.slice(0, 1),
      bindings: [
        {
          indicator: 'overall-policy@1',
          part: '',
          from: { kind: 'option' as const, question: 'cio', values: { yes: 1, no: 0 } },
        },
      ],
    };
    const { roundId } = await sentRound(at.site.deps.db, at.site.clock, [{ bodyCode: CITY }], { survey });
    const first = await published();
    expect(await figure('2026-04-01')).toMatchObject({ numerator: 1, state: '速報' });

    const sheet = async () => ({
      bodyCode: CITY,
      roundId,
      stateNo: (await as(officer, ({ tx }) => findSheet(tx, CITY, roundId)))!.stateNo,
    });
    await as(officer, async ({ tx, clock }) => {
      const answers = [{ questionId: 'cio', value: choice('yes'), remark: null, seenRevision: 0 }];
      const saved = { bodyCode: CITY, roundId, via: 'page' as const, answers };
      expect((await saveAnswers(tx, clock, officer, saved)).ok).toBe(true);
      const revisions = revisionsOf(await answersNow(tx, CITY, roundId));
      const decision = { ...(await sheet()), ...decided, decidedOn: '2026-04-17', answers: revisions };
      value(await recordAnswerDecision(tx, clock, officer, decision));
    });
    value(await as(officer, async ({ tx, clock }) => handIn(tx, clock, officer, await sheet())));
    const [aomori, nation] = [seat(AOMORI), seat('000000')];
    value(
      await as(aomori, async ({ tx, clock }) =>
        gather(tx, clock, aomori, { ...(await sheet()), comment: null }),
      ),
    );
    value(await as(nation, ({ tx, clock }) => fixRound(tx, clock, nation, { roundId, leaveOut: false })));
    const fixed = await figure('2026-04-01');
    expect(fixed).toMatchObject({ numerator: 1, reported: 1, state: '確定' });
    expect(await figure('2026-04-22')).toMatchObject({ numerator: 1, state: '速報' });

    // Withdrawn: the record of its decision was wrong.
    const target = { policyNo: first, versionNo: 1 };
    value(await as(officer, (by) => undoDecision(by, target, '別の団体の決裁だった')));
    expect(await figure('2026-04-22')).toMatchObject({ value: null, reported: 0, withdrawn: 1 });
    expect(await figure('2026-04-01')).toEqual(fixed);

    // Another one, abolished with effect from before the day that is 確定.
    const second = await published();
    expect(await figure('2026-04-22')).toMatchObject({ numerator: 1, state: '速報' });
    const abolition = { ...ABOLITION, decidedOn: '2026-03-20', abolishedOn: '2026-03-25' };
    value(await as(officer, (by) => abolish(by, second, abolition)));
    expect(await figure('2026-04-22')).toMatchObject({ numerator: 0, reported: 1, state: '速報' });
    expect(await figure('2026-04-01')).toEqual(fixed);
    value(await as(officer, (by) => undoAbolition(by, second, '取り違え')));
    expect(await figure('2026-04-22')).toMatchObject({ numerator: 1, state: '速報' });
    expect(await figure('2026-04-01')).toEqual(fixed);
  }, 60_000);
});

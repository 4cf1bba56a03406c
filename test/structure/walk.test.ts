import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provenanceId } from '../../src/core/provenance.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Seat } from '../../src/spine/contracts/seat.ts';
import { standingMarks } from '../../src/spine/evidence/queries.ts';
import { scopeOf } from '../../src/spine/posts/rules/rights.ts';
import { bySeat, change } from '../../src/spine/structure/actions/by.ts';
import { addEntry, endEntry, withdrawEntry } from '../../src/spine/structure/actions/entries.ts';
import type { EntryContent } from '../../src/spine/structure/rules/entry.ts';
import { fixRound } from '../../src/spine/surveys/actions/conduct.ts';
import { handIn, recordDecision, revisionsOf } from '../../src/spine/surveys/actions/decide.ts';
import { gather } from '../../src/spine/surveys/actions/review.ts';
import { saveAnswers } from '../../src/spine/surveys/actions/save-answers.ts';
import { answersNow } from '../../src/spine/surveys/queries/answers.ts';
import { findVersion } from '../../src/spine/surveys/queries/definitions.ts';
import { knownOf } from '../../src/spine/surveys/queries/known.ts';
import { findRound } from '../../src/spine/surveys/queries/rounds.ts';
import { findSheet } from '../../src/spine/surveys/queries/sheets.ts';
import { openSite, readable, type Site } from '../support/site.ts';
import { choice, seat, sentRound } from '../surveys/support.ts';

/** 青森市, 弘前市, 青森県 */
const [AOMORI_CITY, HIROSAKI, AOMORI] = ['022012', '022021', '020001'] as const;
const TODAY = '2026-04-20';

const register = (bodyCode: string) =>
  seat(bodyCode, {
    rights: new Set([
      'surveys:read',
      'surveys:answer',
      'surveys:decide',
      'structure:read',
      'structure:answer',
    ]),
  });

function cio(more: Partial<EntryContent> = {}): EntryContent {
  return {
    kind: 'cio',
    state: 'held',
    validFrom: '2025-10-01',
    validTo: null,
    title: '副市長',
    rank: 'deputy',
    unit: null,
    external: null,
    members: null,
    personId: null,
    ...more,
  };
}

/** Nothing is typed twice: from the register to the figure of the nation, and what happens to it afterwards. */
describe('a CIO who is named', () => {
  let site: Site;
  let roundId: string;
  let entryId: string;
  let other: string;
  const city = register(AOMORI_CITY);
  const hirosaki = register(HIROSAKI);
  const aomori = seat(AOMORI);
  const nation = seat('000000');

  beforeAll(async () => {
    site = await openSite(`${TODAY}T09:00:00+09:00`);
    ({ roundId } = await sentRound(site.deps.db, site.clock, [{ bodyCode: AOMORI_CITY }]));
  }, 180_000);
  afterAll(() => site?.close());

  const as = <T>(who: Seat, work: (tx: Tx) => Promise<T>) => withScope(site.appDeps.db, scopeOf(who), work);
  const value = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T => {
    if (!result.ok) throw new Error(result.code);
    return result.value;
  };
  const add = async (who: Seat, content: EntryContent) =>
    value(await change(site.appDeps.db, who, (tx) => addEntry(tx, bySeat(site.clock, who), content)));
  const at = async () => ({
    bodyCode: AOMORI_CITY,
    roundId,
    stateNo: (await as(city, (tx) => findSheet(tx, AOMORI_CITY, roundId)))!.stateNo,
  });
  const figure = async (on: string, indicator = 'cio') => {
    const response = await site.get(`/api/v1/rollups?indicator=${indicator}&area=000000&asOf=${on}`);
    return response.status === 200 ? ((await response.json()) as Record<string, unknown>) : null;
  };

  it('is 根拠資料 and 速報 of the nation at once', async () => {
    entryId = await add(city, cio());
    other = await add(hirosaki, cio({ title: '企画部長', rank: 'director' }));
    expect(await figure(TODAY)).toMatchObject({ value: 100, numerator: 2, reported: 2, state: '速報' });
    // The entry itself is a row of the open data, and the page of the figure names where it comes from.
    const open = await site.get('/api/v1/observations?indicator=cio&body=022012&asOf=all');
    expect(((await open.json()) as { items: unknown[] }).items).toMatchObject([
      { asOf: '2025-10-01', value: 1, state: '速報', seriesTitle: 'しるべの台帳' },
    ]);
    expect(readable(await site.page(`/indicators/cio?asOf=${TODAY}`))).toContain('しるべの台帳');
    // Any day that has come can be asked for; before the term nothing was known.
    expect(await figure('2025-10-01')).toMatchObject({ reported: 2 });
    expect(await figure('2025-09-30')).toMatchObject({ reported: 0, value: null });
    const marks = await as(city, (tx) => standingMarks(tx, [AOMORI_CITY], TODAY));
    expect(marks).toMatchObject([{ key: 'structure.cio', since: '2025-10-01' }]);
  });

  it('prefills the survey of the structure, with the register as its source', async () => {
    const shipped = await as(city, (tx) => findVersion(tx, 'structure', 1));
    const asked = {
      surveyId: 'structure',
      organiserCode: '000000',
      baseDay: '2026-04-01',
      survey: shipped!.document,
    };
    const known = await as(city, (tx) => knownOf(tx, asked, AOMORI_CITY));
    expect(known.cio).toEqual({
      value: choice('yes'),
      from: 'figure',
      on: '2025-10-01',
      source: 'しるべの台帳',
    });
    expect(known['cio-post']?.value).toEqual(choice('deputy'));
    expect(known.office).toBeUndefined();
    expect((await as(hirosaki, (tx) => knownOf(tx, asked, HIROSAKI)))['cio-post']?.value).toEqual(
      choice('director'),
    );
  });

  it('is confirmed, decided, handed in and gathered, and then 確定', async () => {
    await as(city, async (tx) => {
      const round = await findRound(tx, roundId);
      const known = (await knownOf(tx, round!, AOMORI_CITY)).cio!;
      expect(known.source).toBe('しるべの台帳');
      const saved = await saveAnswers(tx, site.clock, city, {
        bodyCode: AOMORI_CITY,
        roundId,
        via: 'known',
        answers: [
          { questionId: 'cio', value: known.value, remark: null, seenRevision: 0, source: known.source },
          { questionId: 'body', value: choice('no'), remark: null, seenRevision: 0 },
        ],
      });
      expect(saved.ok).toBe(true);
      value(
        await recordDecision(tx, site.clock, city, {
          ...(await at()),
          documentNo: '青企第12号',
          decidedOn: '2026-04-17',
          decider: '副市長',
          onBehalf: false,
          samePerson: false,
          answers: revisionsOf(await answersNow(tx, AOMORI_CITY, roundId)),
        }),
      );
    });
    value(await as(city, async (tx) => handIn(tx, site.clock, city, await at())));
    value(await as(aomori, async (tx) => gather(tx, site.clock, aomori, { ...(await at()), comment: null })));
    // While the 調査回 goes on, the register speaks for who has not answered.
    expect(await figure('2026-04-01')).toMatchObject({ reported: 2, state: '速報' });
    value(await as(nation, (tx) => fixRound(tx, site.clock, nation, { roundId, leaveOut: false })));
    expect(await figure('2026-04-01')).toMatchObject({
      value: 100,
      numerator: 1,
      reported: 1,
      state: '確定',
    });
  });

  it('leads from the figure back to the register', async () => {
    const id = provenanceId({
      kind: 'observation',
      bodyCode: AOMORI_CITY,
      indicator: 'cio@1',
      part: '',
      on: '2025-10-01',
    });
    const page = await site.page(`/provenance/${encodeURIComponent(id)}`);
    expect(page).toContain(`href="/structure/bodies/${AOMORI_CITY}"`);
    for (const words of ['しるべの台帳', '副市長', '速報']) expect(readable(page)).toContain(words);
    expect(page).not.toContain('見本 太郎');
  });

  it('leaves the 速報 of that day at once when the term ends or is taken back, and no 確定 figure', async () => {
    const fixed = await figure('2026-04-01');
    const end = { lastOn: '2026-04-14', follow: 'vacant' as const, actingTitle: '', reason: '退任' };
    value(
      await change(site.appDeps.db, city, (tx) => endEntry(tx, bySeat(site.clock, city), entryId, 1, end)),
    );
    expect(await figure('2026-04-14')).toMatchObject({ numerator: 2, reported: 2 });
    expect(await figure('2026-04-15')).toMatchObject({ numerator: 1, reported: 2 });
    expect(await figure(TODAY)).toMatchObject({ numerator: 1, reported: 2, state: '速報' });
    expect(await as(city, (tx) => standingMarks(tx, [AOMORI_CITY], TODAY))).toEqual([]);
    value(
      await change(site.appDeps.db, hirosaki, (tx) =>
        withdrawEntry(tx, bySeat(site.clock, hirosaki), other, 1, '別の市の登録だった'),
      ),
    );
    expect(await figure(TODAY)).toMatchObject({ numerator: 0, reported: 1, withdrawn: 1 });
    expect(await figure('2026-04-01')).toEqual(fixed);
  });
});

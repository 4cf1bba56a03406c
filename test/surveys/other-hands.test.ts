import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { correctRegister } from '../../src/spine/bodies/actions.ts';
import { aroundMembershipChange } from '../../src/spine/roll-up/actions.ts';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { passOnSheets } from '../../src/spine/surveys/actions/pass-on.ts';
import { pageFaults, wordsOf } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { everyKind } from './answering-survey.ts';
import { sentRound } from './support.ts';

/** Who answers for another body: by its consent, or because it has become part of one's own. */
const VILLAGE = SAMPLE_BODIES.village;
const TOWN = SAMPLE_BODIES.first;
const MERGED = SAMPLE_BODIES.second;

let site: Site;
let village: Browser;
let town: Browser;
let cio: Browser;
let prefecture: Browser;
let roundId = '';
const sheetOf = (code: string) => `/surveys/sheets/T${roundId.slice(0, 4).toUpperCase()}-${code}`;

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  const bodies = [VILLAGE, TOWN, MERGED].map(({ code }) => ({ bodyCode: code }));
  ({ roundId } = await sentRound(site.deps.db, site.clock, bodies, { survey: everyKind('try-hands') }));
  await signIn();
}, 120_000);
afterAll(() => site?.close());

/** Again after every move of the clock: sessions end within the day. */
async function signIn(): Promise<void> {
  village = await signedInAs(site, 'village-officer');
  town = await signedInAs(site, 'town-officer');
  cio = await signedInAs(site, 'cio');
  prefecture = await signedInAs(site, 'prefecture');
}

async function words(who: Browser, path: string, status = 200): Promise<string> {
  const answer = await who.get(path);
  const html = await answer.text();
  expect([path, answer.status]).toEqual([path, status]);
  expect(pageFaults(html)).toEqual([]);
  return wordsOf(html);
}

/** Types the number of staff into a sheet; where it goes next tells whether it was saved. */
async function type(who: Browser, code: string, staff: string): Promise<readonly [number, string | null]> {
  const answer = await who.post(`${sheetOf(code)}/pages/1`, { 's.staff': '0', 'a.staff': staff, do: 'stay' });
  return [answer.status, answer.headers.get('location')];
}

/** What stands in the field. */
async function staffIn(who: Browser, code: string): Promise<string | undefined> {
  const html = await (await who.get(`${sheetOf(code)}/pages/1`)).text();
  const field = /<input[^>]*name="a\.staff"[^>]*>/.exec(html)?.[0] ?? '';
  return /value="([^"]*)"/.exec(field)?.[1];
}

it('a representative answers for its member from the consent on to its end, on sheets of the member alone', async () => {
  expect(await words(town, '/surveys')).not.toContain(`-${VILLAGE.code}`);
  await words(town, sheetOf(VILLAGE.code), 404);
  expect((await type(town, VILLAGE.code, '7'))[0]).toBe(404);
  const consent = {
    representativeName: '見本広域連合',
    representativeCode: TOWN.code,
    surveyId: '',
    documentNo: '架空第8号',
    validFrom: '2026-04-20',
    validTo: '',
  };
  // The member's own to give: nobody gives it to himself.
  expect((await town.post('/surveys/consents', consent)).status).toBe(403);
  expect((await village.post('/surveys/consents', { ...consent, documentNo: '' })).status).toBe(422);
  expect((await village.post('/surveys/consents', consent)).status).toBe(303);
  expect(await words(village, '/surveys/consents')).toContain('見本広域連合');

  expect(await words(town, '/surveys')).toContain(VILLAGE.name);
  expect(await words(town, sheetOf(VILLAGE.code))).toContain(
    `この回答票は、${VILLAGE.name}に照会されたものです`,
  );
  expect(await type(town, VILLAGE.code, '7')).toEqual([
    303,
    expect.stringContaining(`${sheetOf(VILLAGE.code)}/pages/1?saved=1`),
  ]);
  expect(await staffIn(village, VILLAGE.code)).toBe('7');
  // To answer is not to decide: that stays with the member.
  await words(cio, `${sheetOf(VILLAGE.code)}/decide`, 404);
  await words(town, sheetOf(MERGED.code), 404);

  const id = /consents\/([0-9a-f-]{36})\/end/.exec(
    await (await village.get('/surveys/consents')).text(),
  )?.[1];
  expect((await village.post(`/surveys/consents/${id}/end`)).status).toBe(303);
  site.clock.set('2026-04-21T09:00:00+09:00');
  await signIn();
  await words(town, sheetOf(VILLAGE.code), 404);
  expect((await type(town, VILLAGE.code, '8'))[0]).toBe(404);
  expect(await staffIn(village, VILLAGE.code)).toBe('7');
});

it('after a merger the successor answers for both, and everybody sees whom the sheet was sent to', async () => {
  await words(town, sheetOf(MERGED.code), 404);
  await site.deps.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ valid_from: string }>`select valid_from from bodies.register_row
      where body_code = ${MERGED.code} and valid_to is null and retired_at is null`.execute(tx);
    const { code, name, kana } = MERGED;
    const merged = await correctRegister(
      tx,
      site.clock,
      {
        bodies: [
          {
            bodyCode: code,
            rows: [
              {
                name,
                kana,
                kind: 'town',
                prefectureCode: SAMPLE_BODIES.prefecture.code,
                validFrom: rows[0]!.valid_from,
                validTo: '2026-05-01',
                source: '試験',
              },
            ],
          },
        ],
        lineage: [
          {
            eventId: 'test-merger-of-towns',
            kind: 'merged',
            on: '2026-05-01',
            fromCode: code,
            fromName: name,
            fromKana: kana,
            toCode: TOWN.code,
            toName: TOWN.name,
            text: '試験のための合併',
            source: '試験',
          },
        ],
      },
      aroundMembershipChange(tx),
    );
    expect(merged.ok).toBe(true);
  });
  site.clock.set('2026-05-01T09:00:00+09:00');
  await signIn();
  expect(await site.appDeps.db.transaction().execute((tx) => passOnSheets(tx, site.clock))).toMatchObject({
    left: [],
  });

  const mine = await words(town, '/surveys');
  expect(mine).toContain(`${MERGED.name}`);
  expect(await words(town, sheetOf(MERGED.code))).toContain(
    `この回答票は、${MERGED.name}に照会されたものです`,
  );
  expect((await type(town, MERGED.code, '5'))[0]).toBe(303);
  // Its own sheet is another one: the figures of the two are never added up.
  expect(await staffIn(town, MERGED.code)).toBe('5');
  expect((await staffIn(town, TOWN.code)) ?? '').toBe('');
  expect(await words(cio, `${sheetOf(MERGED.code)}/decide`)).toContain(
    `${MERGED.name}の回答票を${TOWN.name}が引き継ぎます`,
  );
  expect(await words(prefecture, `/surveys/review/${roundId}`)).toContain(`いまは ${TOWN.code} が回答`);
  await words(village, sheetOf(MERGED.code), 404);
});

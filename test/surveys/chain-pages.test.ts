import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Browser } from '../support/people.ts';
import { signedInAs } from '../support/people.ts';
import { openSite } from '../support/site.ts';

/** The whole way of one sheet of 見本県 by its pages, each step by the seat that takes it. */
describe('pages from 決裁 to 公表', () => {
  let site: Awaited<ReturnType<typeof openSite>>;
  let town: Browser;
  let cio: Browser;
  let prefecture: Browser;
  let ministry: Browser;
  let roundId: string;
  let sheetNo: string;
  const TOWN = '993026';

  beforeAll(async () => {
    site = await openSite('2026-11-21T09:00:00+09:00');
    [town, cio, prefecture, ministry] = [
      await signedInAs(site, 'town-officer'),
      await signedInAs(site, 'cio'),
      await signedInAs(site, 'prefecture'),
      await signedInAs(site, 'ministry'),
    ];
    const { rows } = await sql<{ round_id: string; sheet_no: string }>`
      select s.round_id, s.sheet_no from surveys.sheet s join surveys.round r on r.round_id = s.round_id
      where s.body_code = ${TOWN} and r.survey_id = 'structure' and r.state = 'sent'`.execute(site.deps.db);
    roundId = rows[0]!.round_id;
    sheetNo = rows[0]!.sheet_no;
    // The answers themselves are another test's; here they stand as last year's.
    await withScope(site.deps.db, { kind: 'system' }, async (tx) => {
      await sql`
        insert into surveys.answer (body_code, round_id, question_id, revision, value, in_force, via, seat_title, saved_at)
        select h.body_code, ${roundId}::uuid, h.question_id, 1, h.value, true, 'known', '例示町 企画課 情報政策係長', now()
        from surveys.handed_in h where h.body_code = ${TOWN}`.execute(tx);
    });
  });
  afterAll(() => site.close());

  const html = async (answer: Promise<Response>, status = 200) => {
    const response = await answer;
    const text = await response.text();
    expect(response.status, text.slice(0, 2000)).toBe(status);
    return text;
  };
  const hidden = (page: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '';
  const decidePage = () => html(cio.get(`/surveys/sheets/${sheetNo}/decide`));

  it('shows the drafter what is decided, on a page to print', async () => {
    const page = await html(town.get(`/surveys/sheets/${sheetNo}/draft-set`));
    for (const words of ['伺い文（案）', '前回との違い', '情報政策係長', sheetNo, '見本県は実在しません'])
      expect(page).toContain(words);
    // Who may answer may not record the 決裁.
    expect((await town.post(`/surveys/sheets/${sheetNo}/decision`, { documentNo: 'x' })).status).toBe(403);
  });

  it('keeps what was typed when a decision is refused, records it, and hands in', async () => {
    const page = await decidePage();
    const form = { stateNo: hidden(page, 'stateNo'), answers: hidden(page, 'answers') };
    const refused = await html(
      cio.post(`/surveys/sheets/${sheetNo}/decision`, {
        ...form,
        documentNo: '例企第77号',
        decidedOn: 'きのう',
        decider: '副町長',
      }),
      422,
    );
    expect(refused).toContain('決裁日を日付として読めません');
    expect(refused).toContain('value="例企第77号"');
    // The sentence stands at the field that it is about.
    expect(refused).toMatch(/id="f-decidedOn"[^>]*aria-invalid="true"/);
    expect(refused).not.toMatch(/id="f-documentNo"[^>]*aria-invalid="true"/);
    const early = await html(cio.post(`/surveys/sheets/${sheetNo}/hand-in`, form), 422);
    expect(early).toContain('決裁の記録がない');
    const decided = await cio.post(`/surveys/sheets/${sheetNo}/decision`, {
      ...form,
      documentNo: '例企第77号',
      decidedOn: '令和8年11月20日',
      decider: '副町長',
      onBehalf: '1',
    });
    expect(decided.status).toBe(303);
    expect(await decidePage()).toContain('代決');
    expect((await cio.post(`/surveys/sheets/${sheetNo}/hand-in`, form)).status).toBe(303);
    expect((await cio.post(`/surveys/sheets/${sheetNo}/hand-in`, form)).status).toBe(409);
    expect(await decidePage()).toContain('提出しています');
  });

  it('returns with a word why, is handed in again and gathered', async () => {
    const path = `/surveys/review/${roundId}/${TOWN}`;
    const view = await html(prefecture.get(path));
    expect(view).toContain('例企第77号');
    const without = await html(
      prefecture.post(`${path}/return`, { stateNo: hidden(view, 'stateNo'), comment: '' }),
      422,
    );
    expect(without).toContain('理由を入力してください');
    const back = {
      stateNo: hidden(view, 'stateNo'),
      comment: '議長の職を確かめてください',
      question: 'body-chair',
    };
    expect((await prefecture.post(`${path}/return`, back)).status).toBe(303);
    const returned = await decidePage();
    expect(returned).toContain('議長の職を確かめてください');
    expect(await html(cio.get('/notices'))).toContain('差戻し');
    const again = { stateNo: hidden(returned, 'stateNo') };
    expect((await cio.post(`/surveys/sheets/${sheetNo}/hand-in`, again)).status).toBe(303);
    const gathered = await prefecture.post(`/surveys/review/${roundId}/gather`, { sheet: TOWN });
    expect(gathered.status).toBe(303);
    expect(await html(prefecture.get(`/surveys/review/${roundId}`))).toContain('確認・取りまとめ済');
    // What a prefecture gathers is a figure at once, marked 速報, and never one of the nation.
    const own = (await (
      await site.get('/api/v1/rollups?indicator=dedicated-dept&area=990001&asOf=2026-04-01')
    ).json()) as { state: string; reported: number };
    // The four others have said it in their 体制台帳, which speaks for who has not answered yet.
    expect(own).toMatchObject({ state: '速報', reported: 5 });
    const nation = (await (
      await site.get('/api/v1/rollups?indicator=dedicated-dept&area=000000')
    ).json()) as {
      asOf: string;
    };
    expect(nation.asOf).toBe('2021-04-01');
  });

  it('asks the others again, freezes, publishes, and gives results back', async () => {
    expect((await prefecture.post(`/surveys/review/${roundId}/ask-again`, { due: '十二月' })).status).toBe(
      422,
    );
    expect(
      (
        await prefecture.post(`/surveys/review/${roundId}/ask-again`, {
          due: '2026-12-18',
          comment: 'お願い',
        })
      ).status,
    ).toBe(303);
    expect(await html(cio.get(`/surveys/results/${roundId}`), 404)).toContain('見つかりません');
    expect((await prefecture.post(`/surveys/conduct/${roundId}/fix-round`)).status).toBe(404);
    expect((await ministry.post(`/surveys/conduct/${roundId}/fix-round`)).status).toBe(303);
    expect(await html(ministry.get(`/surveys/conduct/${roundId}`))).toContain('結果を公表する');
    expect((await ministry.post(`/surveys/conduct/${roundId}/publish`)).status).toBe(303);
    expect((await ministry.post(`/surveys/conduct/${roundId}/publish`)).status).toBe(409);
    const results = await html(cio.get(`/surveys/results/${roundId}`));
    expect(results).toContain('見本県内の町');
    expect(await html(cio.get('/notices'))).toContain('結果の公表');
  });

  it('shows nothing of it to another body', async () => {
    const village = await signedInAs(site, 'village-officer');
    for (const path of [`/surveys/sheets/${sheetNo}/decide`, `/surveys/sheets/${sheetNo}/draft-set`])
      expect((await village.get(path)).status).toBe(404);
    expect((await village.get(`/surveys/review/${roundId}/${TOWN}`)).status).toBe(403);
    expect((await village.post(`/surveys/sheets/${sheetNo}/withdraw`, { comment: 'x' })).status).toBe(404);
  });
});

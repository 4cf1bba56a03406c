import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScope } from '../../src/platform/db/scope.ts';
import { SAMPLE_OFFICES } from '../../src/spine/sample/offices.ts';
import { readPdf } from '../support/pdf.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';

/** 起案セット and 一件書類 of one sheet of 見本県, as its own body gets them. */
describe('papers of a sheet', () => {
  const TOWN = '993026';
  let site: Site;
  let town: Browser;
  let cio: Browser;
  let sheetNo: string;
  let roundId: string;

  beforeAll(async () => {
    site = await openSite('2026-11-21T09:00:00+09:00');
    [town, cio] = [await signedInAs(site, 'town-officer'), await signedInAs(site, 'cio')];
    const { rows } = await sql<{ round_id: string; sheet_no: string }>`
      select s.round_id, s.sheet_no from surveys.sheet s join surveys.round r on r.round_id = s.round_id
      where s.body_code = ${TOWN} and r.survey_id = 'structure' and r.state = 'sent'`.execute(site.deps.db);
    [roundId, sheetNo] = [rows[0]!.round_id, rows[0]!.sheet_no];
    await withScope(site.deps.db, { kind: 'system' }, async (tx) => {
      await sql`
        insert into surveys.answer (body_code, round_id, question_id, revision, value, remark, in_force, via, seat_title, saved_at)
        select h.body_code, ${roundId}::uuid, h.question_id, 1, h.value, '補足の言葉', true, 'known', '例示町 企画課 情報政策係長',
          '2026-11-20T01:02:00Z'
        from surveys.handed_in h where h.body_code = ${TOWN}`.execute(tx);
      await sql`
        insert into surveys.answer (body_code, round_id, question_id, revision, value, remark, in_force, kept_because, via,
          seat_title, saved_at)
        select h.body_code, ${roundId}::uuid, h.question_id, 2, h.value, '控えの言葉', false, 'deadline-over', 'page',
          '例示町 総務課 主事', '2026-11-20T02:00:00Z'
        from surveys.handed_in h where h.body_code = ${TOWN} limit 1`.execute(tx);
      await sql`
        insert into surveys.private_note (body_code, survey_id, question_id, revision, note, seat_title, saved_at)
        select ${TOWN}, 'structure', h.question_id, 1, '庁内だけの覚え', '例示町 企画課 情報政策係長', now()
        from surveys.handed_in h where h.body_code = ${TOWN} limit 1`.execute(tx);
      await sql`
        insert into surveys.evidence (body_code, round_id, question_id, evidence_id, kind, title, location, seat_title, added_at)
        select h.body_code, ${roundId}::uuid, h.question_id, gen_random_uuid(), 'record', '推進本部設置要綱', '企画課の書庫 3-2',
          '例示町 企画課 情報政策係長', '2026-11-20T03:00:00Z'
        from surveys.handed_in h where h.body_code = ${TOWN} limit 1`.execute(tx);
    });
  }, 120_000);
  afterAll(() => site?.close());

  const pdf = async (who: Browser, name: string) => {
    const answer = await who.get(`/surveys/sheets/${sheetNo}/${name}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(answer.status, Buffer.from(bytes).toString('utf8').slice(0, 2000)).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
    return { bytes, read: await readPdf(bytes), file: answer.headers.get('content-disposition') ?? '' };
  };
  const exported = async (action: string) => {
    const { rows } = await sql<{ detail: Readonly<Record<string, unknown>> | string }>`
      select detail from audit.entry where action = ${action} and object_id = ${sheetNo} order by at`.execute(
      site.deps.db,
    );
    return rows.map((row) => (typeof row.detail === 'string' ? JSON.parse(row.detail) : row.detail));
  };
  /** Of all who sit in 見本県's offices; as typed, and as they would be found in a PDF. */
  const names = SAMPLE_OFFICES.flatMap((office) =>
    office.posts.map((post) => post.holder.name.replace(/\s+/g, '')),
  );

  it('gives the 起案セット as a tagged PDF with what its page shows', async () => {
    const { read, file } = await pdf(town, 'draft-set.pdf');
    expect(read.tagged).toBe(true);
    for (const words of [
      '伺い文（案）',
      '標記の照会に対し',
      '別紙1',
      '別紙2',
      '補足の言葉',
      '情報政策係長',
      sheetNo,
    ])
      expect(read.text).toContain(words);
    expect(decodeURIComponent(file)).toContain(`起案セット_${sheetNo}.pdf`);
    const page = await (await town.get(`/surveys/sheets/${sheetNo}/draft-set`)).text();
    expect(page).toContain(`/surveys/sheets/${sheetNo}/draft-set.pdf`);
    expect(await exported('surveys:sheet.export')).toEqual([{ how: 'pdf' }]);
  }, 60_000);

  it('gives the case before anything was handed in, and says so', async () => {
    const { read } = await pdf(cio, 'case.pdf');
    expect(read.text).toContain('まだ提出していません。');
    expect(read.text).toContain('なし（提出していません）');
  }, 60_000);

  it('gives the whole case: dates and posts, whose record, no names, no 控え unless chosen', async () => {
    await decideAndHandIn();
    const { read, file, bytes } = await pdf(cio, 'case.pdf');
    expect(read).toMatchObject({ tagged: true, language: 'ja-JP', createdAt: 'D:20261120150000Z' });
    expect(decodeURIComponent(file)).toContain(`一件書類_${sheetNo}_2026-11-21.pdf`);
    for (const words of [
      ...['どの機関の文書か', '作成した機関', '受け取った機関', '2照会の内容', '根拠', '基準日', '回答の形'],
      ...['例企第77号', '副町長', '代決', '令和8年11月20日（2026年）10:02', '例示町企画課情報政策係長'],
      ...['補足の言葉', '6手続の経過', '推進本部設置要綱', '企画課の書庫3-2', '見本県', '含めていません'],
    ])
      expect(read.text, words).toContain(words);
    for (const page of read.pages) {
      expect(page).toContain(`回答票番号${sheetNo}`);
      expect(page).toContain('令和8年11月21日（2026年）出力');
    }
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(read.text).not.toContain(name);
    for (const words of ['控えの言葉', '庁内だけの覚え']) expect(read.text).not.toContain(words);
    expect(Buffer.compare(bytes, (await pdf(cio, 'case.pdf')).bytes)).toBe(0);

    const more = await pdf(cio, 'case.pdf?aside=1');
    for (const words of ['別記控え', '控えの言葉', '締切後', '提出した回答ではありません'])
      expect(more.read.text).toContain(words);
    expect(more.read.text).not.toContain('庁内だけの覚え');
    const page = await (await cio.get(`/surveys/sheets/${sheetNo}/case`)).text();
    for (const words of ['どの機関の文書か', '例企第77号', '補足の言葉']) expect(page).toContain(words);
    // The band with the acting seat is there on the screen; on paper its person is not.
    expect(page).toContain('<body class="dads-outside">');
    const paper = page.slice(page.indexOf('<main'));
    for (const name of names) expect(paper.replace(/\s+/g, '')).not.toContain(name);
    expect(await exported('surveys:case.export')).toEqual([
      { as: 'pdf', aside: false },
      { as: 'pdf', aside: false },
      { as: 'pdf', aside: false },
      { as: 'pdf', aside: true },
      { as: 'page', aside: false },
    ]);
  }, 90_000);

  it('is nobody else’s', async () => {
    const village = await signedInAs(site, 'village-officer');
    const prefecture = await signedInAs(site, 'prefecture');
    for (const name of ['draft-set.pdf', 'case.pdf', 'case'])
      expect((await village.get(`/surveys/sheets/${sheetNo}/${name}`)).status, name).toBe(404);
    expect((await prefecture.get(`/surveys/sheets/${sheetNo}/draft-set.pdf`)).status).toBe(404);
    expect((await prefecture.get(`/surveys/sheets/${sheetNo}/case.pdf`)).status).toBe(403);
    // Who only answers may not let the case out.
    expect((await town.get(`/surveys/sheets/${sheetNo}/case.pdf`)).status).toBe(403);
    expect(await (await town.get(`/surveys/sheets/${sheetNo}/decide`)).text()).not.toContain('case.pdf');
    expect(await (await cio.get(`/surveys/sheets/${sheetNo}/decide`)).text()).toContain('case.pdf');
  });

  async function decideAndHandIn() {
    const base = `/surveys/sheets/${sheetNo}`;
    const page = await (await cio.get(`${base}/decide`)).text();
    const hidden = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const form = { stateNo: hidden('stateNo'), answers: hidden('answers') };
    const decision = { documentNo: '例企第77号', decidedOn: '2026-11-20', decider: '副町長', onBehalf: '1' };
    expect((await cio.post(`${base}/decision`, { ...form, ...decision })).status).toBe(303);
    expect((await cio.post(`${base}/hand-in`, form)).status).toBe(303);
  }
});

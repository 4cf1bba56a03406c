import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import { answerPartner } from '../../src/modules/overall-policy/actions/joint.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import { pdfPages } from '../../src/platform/files/pdf-pages.ts';
import { paperPdf } from '../../src/platform/pdf/paper-pdf.ts';
import { personIdOf } from '../../src/spine/sample/people.ts';
import { browserFor } from '../access/roles.ts';
import { signedInAs } from '../support/people.ts';
import { DECISION, openVillage, TOWN, VILLAGE, type Village } from './support.ts';

let at: Village;
beforeAll(async () => {
  at = await openVillage();
}, 120_000);
afterAll(() => at?.site.close());

describe('a policy that exists already', () => {
  it('is registered by PDF and pages; what is no PDF, and pages that there are not, are refused', async () => {
    await at.send('/overall-policy', { title: '架空村情報化計画', way: 'registered' });
    const one = '/overall-policy/1/versions/1';
    const pages = { url: '', visionPages: '1', roadmapPages: '1' };
    const paper: Paper = {
      title: '計画',
      on: '2026-04-01',
      mark: '',
      by: '',
      sample: true,
      contents: false,
      blocks: Array.from({ length: 90 }, (_, at) => ({ kind: 'text' as const, text: `第${at}条` })),
    };
    const pdf = await paperPdf(paper);
    if (!pdf.ok) throw new Error(pdf.code);
    const count = pdfPages(pdf.value);
    expect(count).toBeGreaterThan(1);
    const text = await at.upload(`${one}/source`, '<html>これはPDFではない</html>', pages);
    expect([text.status, text.text.includes('PDFではありません')]).toEqual([422, true]);
    const beyond = await at.upload(`${one}/source`, pdf.value, {
      ...pages,
      roadmapPages: `${(count ?? 0) + 1}`,
    });
    expect([beyond.status, beyond.text.includes(`登録したPDFは${count}ページです`)]).toEqual([422, true]);
    expect((await at.upload(`${one}/source`, '', { ...pages })).text).toContain('ファイル');
    const saved = await at.upload(`${one}/source`, pdf.value, { ...pages, roadmapPages: '' });
    expect(saved.status).toBe(303);
    expect(await at.page(saved.to)).toContain('工程表のページがまだありません');
    await at.send(`${one}/decision`, { ...DECISION, edition: '2' });
    await at.send(`${one}/publication`, { publishedOn: '2026-04-20', publishedUrl: '' });
    expect(await at.page(`${one}/record`)).toContain('足りないもの：工程表');
    expect(await at.figures()).toEqual([]);
    const open = await (await at.site.get(`/overall-policy/of/${VILLAGE}`)).text();
    const link = /\/overall-policy\/of\/993611\/files\/[0-9a-f]{64}/.exec(open)?.[0] ?? '';
    const file = await at.site.get(link);
    expect([file.status, file.headers.get('content-disposition')?.includes('attachment')]).toEqual([
      200,
      true,
    ]);
  }, 60_000);
});

describe('others', () => {
  const answer = (more: object) =>
    at.asBody(TOWN, 'overall-policy:decide', (by) => {
      const given = { ...DECISION, onBehalf: false, seenLater: false, samePerson: false, agree: true };
      return answerPartner(by, { leadCode: VILLAGE, policyNo: 2 }, { ...given, ...more });
    });

  it('read what they are asked to share before it is published, and no longer once they have declined', async () => {
    await at.send('/overall-policy', { title: '架空郡DX推進方針', way: 'registered' });
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n');
    const pages = { url: '', visionPages: '1', roadmapPages: '1' };
    expect((await at.upload('/overall-policy/2/versions/1/source', pdf, pages)).status).toBe(303);
    await at.send('/overall-policy/2/partners', { body: '無い町' }, 422);
    await at.send('/overall-policy/2/partners', { body: '仮名町' });
    expect(await at.page('/overall-policy/2')).toContain('仮名町 回答待ち');

    const town = await browserFor(at.site, personIdOf('仮名 一子'));
    const joint = `/overall-policy/joint/${VILLAGE}/2`;
    const shown = await (await town.get(joint)).text();
    const link = new RegExp(`${joint}/files/[0-9a-f]{64}`).exec(shown)?.[0] ?? '';
    const file = await town.get(link);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf);
    // Neither everybody nor who was not asked.
    const sha256 = link.slice(-64);
    expect((await at.site.get(`/overall-policy/of/${VILLAGE}/files/${sha256}`)).status).toBe(404);
    expect((await at.get(link)).status).toBe(404);
    expect((await town.get(`${joint}/files/${'0'.repeat(64)}`)).status).toBe(404);

    expect((await answer({ agree: false })).ok).toBe(true);
    expect((await town.get(link)).status).toBe(404);
    await at.send('/overall-policy/2/partners', { body: '仮名町' });
    expect((await town.get(link)).status).toBe(200);
  });

  it('share a policy by a decision of their own, and from when it counts', async () => {
    expect(await answer({ documentNo: '' })).toMatchObject({ ok: false, code: 'document-missing' });
    expect((await answer({ decidedOn: '2026-04-19' })).ok).toBe(true);
    expect(await at.figures(TOWN)).toEqual([]);
    await at.send('/overall-policy/2/versions/1/decision', { ...DECISION, edition: '2' });
    await at.send('/overall-policy/2/versions/1/publication', {
      publishedOn: '2026-04-20',
      publishedUrl: '',
    });
    // Not before the plan itself counts.
    expect(await at.figures(TOWN)).toEqual([['2026-04-20', 1]]);
    expect(await at.page('/overall-policy/2')).toContain('仮名町 同意 令和8年4月19日（2026年）');
  });

  it('see of the village only what is published', async () => {
    const seen = (scope: Parameters<typeof withScope>[1], table: string) =>
      withScope(at.site.appDeps.db, scope, async (tx) => {
        const { rows } = await sql<{ n: string }>`
          select policy_no || '-' || version_no as n from ${sql.table(`overall_policy.${table}`)}
          where body_code = ${VILLAGE} group by 1 order by 1`.execute(tx);
        return rows.map(({ n }) => n);
      });
    const prefecture = { kind: 'prefecture', bodyCode: '990001', prefectureCode: '990001' } as const;
    const town = { kind: 'body', bodyCode: '993026' } as const;
    await at.send('/overall-policy/2/versions', { changeNote: '見直し', way: 'written' });
    const draft = '/overall-policy/2/versions/2/write/vision';
    await at.send(draft, { 's.vision': '0', 'x.vision': '下書き', do: 'stay' });
    expect(await seen({ kind: 'body', bodyCode: VILLAGE }, 'section')).toEqual(['2-2']);
    for (const scope of [prefecture, town, { kind: 'public' } as const])
      expect(await seen(scope, 'section')).toEqual([]);
    expect(await seen(prefecture, 'version')).toEqual(['1-1', '2-1', '2-2']);
    expect(await seen(town, 'version')).toEqual(['1-1', '2-1']);
    for (const scope of [prefecture, town]) expect(await seen(scope, 'event')).toEqual([]);
    for (const scope of [prefecture, town])
      await expect(
        withScope(at.site.appDeps.db, scope, (tx) =>
          sql`insert into overall_policy.policy (body_code, policy_no, title, created_at, created_by)
            values (${VILLAGE}, 9, 'x', now(), 'x')`.execute(tx),
        ),
      ).rejects.toThrow(/row-level security/);
  });

  it('the prefecture sees state, day and whom to ask', async () => {
    const prefecture = await signedInAs(at.site, 'prefecture');
    const review = await at.page('/overall-policy/review', 200, prefecture);
    expect(review).toContain('5市区町村のうち4団体に全体方針があります');
    expect(review).toMatch(/架空村 数えている 令和8年4月20日（2026年） ― 総務課 主任/);
    expect(review).toMatch(/仮名町 数えている（共同） 令和8年4月20日（2026年）/);
    expect(review).toMatch(/試行町 廃止/);
    expect(review).not.toContain('承認');
    await at.page('/overall-policy/review', 403);
  });
});

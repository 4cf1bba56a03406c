import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/platform/files/read-workbook.ts';
import { writeWorkbook } from '../../src/platform/files/write-workbook.ts';
import { readable } from '../support/site.ts';
import { DECISION, openVillage, VILLAGE, type Village } from './support.ts';

let at: Village;
beforeAll(async () => {
  at = await openVillage();
}, 120_000);
afterAll(() => at?.site.close());

/** One walk of the village: page by page what is entered, as it is sent. */
describe('a village without any plan', () => {
  it('writes, decides, publishes and counts from that day', async () => {
    expect(await at.page('/overall-policy')).toContain('架空村の全体方針を、約30分で決裁用案にできます');
    let { to } = await at.send('/overall-policy', { title: '架空村DX推進方針', way: 'written' });
    expect(to).toBe('/overall-policy/1/versions/1/write/vision');
    to += '?example=1';
    for (const step of ['vision', 'current', 'items', 'structure', 'roadmap']) {
      expect(to).toContain(`/write/${step}?example=1`);
      to = (await at.send(to, { ...(await at.fieldsOf(to)), do: 'next' })).to;
    }
    const check = await at.page(to);
    expect(check).toContain('ビジョンと工程表がそろっています');
    expect(check).toContain('2026～2027年度 自治体フロントヤード改革の推進 件数の多い手続');
    const paper = await at.page('/overall-policy/1/versions/1/paper');
    expect(paper).toContain('別紙のとおり架空村DX推進方針を策定し、決裁の後に公表してよろしいか伺います。');
    expect(await at.marks()).toEqual([]);

    const record = '/overall-policy/1/versions/1';
    await at.send(`${record}/decision`, { ...DECISION, samePerson: '1', edition: '6' });
    expect(await at.page(`${record}/record`)).toContain('まだ数えません。足りないもの：公表日');
    expect(await at.figures()).toEqual([]);
    expect(await at.marks()).toEqual(['policy.roadmap 2026-04-20 stands', 'policy.vision 2026-04-20 stands']);

    await at.on('2026-04-22');
    await at.send(`${record}/publication`, { publishedOn: '2026-04-22', publishedUrl: '' });
    expect(await at.figures()).toEqual([['2026-04-22', 1]]);
    expect((await at.marks()).at(-1)).toBe('policy.published 2026-04-22 stands');
    expect(await at.page('/overall-policy')).toContain(
      '架空村には全体方針があります 令和8年4月22日（2026年）から',
    );
    const open = readable(await (await at.site.get(`/overall-policy/of/${VILLAGE}`)).text());
    expect(open).toContain('本村は、デジタルの力で');
    expect(open).toContain('公表日 令和8年4月22日（2026年）');
  }, 60_000);
});

const V2 = '/overall-policy/1/versions/2';

describe('a revision', () => {
  it('leaves what counts as it is, while it is written, and keeps both texts of two people', async () => {
    await at.send('/overall-policy/1/versions', { changeNote: '', way: 'written' }, 422);
    const begun = await at.send('/overall-policy/1/versions', {
      changeNote: '国の改定に合わせる',
      way: 'written',
    });
    expect(begun.to).toBe(`${V2}/write/vision`);
    expect(await at.page('/overall-policy')).toContain(
      '架空村には全体方針があります 令和8年4月22日（2026年）から',
    );
    await at.send('/overall-policy/1/versions', { changeNote: '二つ目', way: 'written' }, 409);

    const form = await at.fieldsOf(`${V2}/write/vision`);
    await at.send(`${V2}/write/vision`, { ...form, 'x.vision': '一人目のビジョン', do: 'stay' });
    const second = await at.send(`${V2}/write/vision`, {
      ...form,
      'x.vision': '二人目のビジョン',
      do: 'next',
    });
    expect(second.to).toBe(`${V2}/write/vision?saved=1`);
    const both = await at.page(`${V2}/write/vision`);
    expect(both).toMatch(/「ビジョン」に、二人の文があります[\s\S]*一人目のビジョン[\s\S]*二人目のビジョン/);
    // A reload of the refused form keeps it once.
    await at.send(`${V2}/write/vision`, { ...form, 'x.vision': '二人目のビジョン', do: 'next' });
    expect((await at.page(`${V2}/write/vision`)).match(/二人目のビジョン/g)).toHaveLength(1);
    const seen = (await at.fieldsOf(`${V2}/write/vision`))['s.vision'] ?? '';
    await at.send(`${V2}/write/vision`, { 's.vision': seen, take: 'vision@3' });
    const settled = await at.page(`${V2}/write/vision`);
    expect(settled).not.toContain('二人の文があります');
    expect(settled).toContain('二人目のビジョン');
    expect(await at.page('/overall-policy/1/compare?from=1&to=2')).toMatch(
      /異なる欄は1件[\s\S]*ビジョン 変更 本村は、[\s\S]*二人目のビジョン/,
    );
    expect(await at.figures()).toEqual([['2026-04-22', 1]]);
  }, 60_000);

  it('says what is wrong with a form and keeps what was typed', async () => {
    const roadmap = await at.fieldsOf(`${V2}/write/roadmap`);
    const wrong = { ...roadmap, 'from.roadmap:ai': '2028', 'to.roadmap:ai': '2026', 'x.roadmap:ai': '試す' };
    const years = await at.send(`${V2}/write/roadmap`, { ...wrong, do: 'next' }, 422);
    expect(years.text).toContain('「工程表：自治体のAIの利用推進」の年度は、開始、終了の順に');
    const long = await at.send(
      `${V2}/write/vision`,
      { 's.vision': '4', 'x.vision': 'あ'.repeat(4001), do: 'next' },
      422,
    );
    expect(long.text).toContain('「ビジョン」は4000字までです。今は4001字あります。');
    expect(long.text).toContain('あ'.repeat(4001));

    const decide = (more: object, status: number) =>
      at.send(`${V2}/decision`, { ...DECISION, decidedOn: '2026-04-22', edition: '3', ...more }, status);
    expect((await decide({ edition: '1' }, 409)).text).toContain(
      '決裁用案を開いた後に、内容が変わっています',
    );
    const future = await decide({ decidedOn: '2026-05-01', decider: '副村長' }, 422);
    expect(future.text).toContain('決裁日（令和8年5月1日（2026年））が今日より後です');
    expect((await decide({ decidedOn: '2026-04-01' }, 422)).text).toContain('前の版の決裁日');
    await decide({}, 303);
    expect(
      (await at.send(`${V2}/write/vision`, { 's.vision': '4', 'x.vision': '後から' }, 409)).text,
    ).toContain('決裁を記録した版の内容は変えられません');
    const early = await at.send(`${V2}/publication`, { publishedOn: '2026-04-21', publishedUrl: '' }, 422);
    expect(early.text).toMatch(
      /公表日（令和8年4月21日（2026年））が決裁日（令和8年4月22日（2026年））より前/,
    );
    // Decided and not published: kept, not counted by itself, and the first version goes on counting.
    await at.send(`${V2}/publication`, { publishedOn: '', publishedUrl: '' });
    expect(await at.page(`${V2}/record`)).toContain('まだ数えません。足りないもの：公表日');
    expect(await at.figures()).toEqual([['2026-04-22', 1]]);
    await at.send(`${V2}/undo`, { reason: '' }, 422);
    await at.send(`${V2}/undo`, { reason: '決裁日の誤り' });
    expect(await at.page(`${V2}/write/vision`)).toContain('二人目のビジョン');
  }, 60_000);
});

describe('Excel', () => {
  it('goes out with what is written and comes back to be looked at first', async () => {
    const got = await at.get(`${V2}/workbook.xlsx`);
    const book = await readWorkbook(new Uint8Array(await got.arrayBuffer()), 'x.xlsx');
    if (!book.ok) throw new Error(book.code);
    const rows = (book.value.sheets[0]?.rows ?? []).map((row) => [...row]);
    expect(rows.flat()).toContain('P1-993611-2');
    const cell = (id: string, column: number, text: string) => {
      const row = rows.find((one) => one[0] === id);
      if (row !== undefined) row[column] = text;
    };
    cell('vision', 5, 'Excelのビジョン');
    cell('item:ai', 2, '好きにする');
    const sheet = {
      name: '全体方針',
      widths: [],
      rows: rows.map((row) => row.map((value) => ({ value, look: 'x' }))),
      heights: new Map(),
      validations: [],
      repeat: null,
      footer: '',
    };
    const bytes = await writeWorkbook({ title: 'x', madeOn: '2026-04-22', looks: {}, sheets: [sheet] });
    const sent = await at.upload(`${V2}/workbook`, bytes);
    const preview = await at.page(sent.to);
    expect(preview).toMatch(/セルC\d+：扱い「好きにする」は選べません/);
    expect(preview).toMatch(/ビジョン F\d+ 二人目のビジョン Excelのビジョン/);
    expect(await at.page(`${V2}/write/vision`)).not.toContain('Excelのビジョン');
    const seen = (await at.fieldsOf(`${V2}/write/vision`))['s.vision'] ?? '';
    await at.send(sent.to, { take: 'vision', 's.vision': seen });
    expect(await at.page(`${V2}/write/vision`)).toContain('Excelのビジョン');
    const again = await at.send(sent.to, { take: 'vision', 's.vision': seen }, 409);
    expect(again.text).toContain('この取込は、既に終わっています');
    const junk = await at.upload(`${V2}/workbook`, 'ただの文');
    expect(await at.page(junk.to)).toContain('「方針番号」が見つかりません');
  }, 60_000);
});

import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../test/support/pdf.ts';
import type { Paper } from '../../core/paper.ts';
import { fitText } from './fit-text.ts';
import { paperPdf } from './paper-pdf.ts';
import { PDF_LIMITS, renderPdf } from './render-pdf.ts';

const HOSTILE = '#panic("x") #read("/etc/passwd") $x$ *a* _b_ @c <d> \\ `e` [f] // g /* h */ = i';

function paper(more: Partial<Paper> = {}): Paper {
  return {
    title: '例示町の書類',
    on: '2026-11-21',
    mark: '回答票番号 S0002-993026',
    by: '例示町 企画課 情報政策係長',
    sample: true,
    contents: true,
    blocks: [
      { kind: 'heading', text: '一　見出し' },
      { kind: 'facts', caption: '項目', rows: [['目的', `改行の前\n改行の後 ${HOSTILE}`]] },
      {
        kind: 'table',
        caption: '長い表',
        columns: [
          { title: '問', width: 1 },
          { title: '回答', width: 4 },
        ],
        rows: Array.from({ length: 90 }, (_, row) => [`問${row}`, '檮原町の𠮷野さん①㈱']),
        empty: 'ありません。',
      },
      { kind: 'list', items: ['いろは'] },
    ],
    ...more,
  };
}

async function made(one: Paper): Promise<Uint8Array> {
  const pdf = await paperPdf(one);
  if (!pdf.ok) throw new Error(pdf.code);
  return pdf.value;
}

describe('a paper as PDF', () => {
  it('is tagged, in Japanese, dated, and its text can be read out', async () => {
    const bytes = await made(paper());
    expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
    expect(Buffer.from(bytes).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const read = await readPdf(bytes);
    expect(read).toMatchObject({ tagged: true, title: '例示町の書類', language: 'ja-JP' });
    // 2026-11-21 0:00 in Japan, whatever the hour was.
    expect(read.createdAt).toBe('D:20261120150000Z');
    for (const role of ['H1', 'Table', 'TH', 'TD', 'L', 'TOC']) expect([...read.roles]).toContain(role);
    expect(read.text).toContain('檮原町の𠮷野さん①㈱');
    expect(read.pages.length).toBeGreaterThan(2);
    for (const [index, page] of read.pages.entries()) {
      expect(page).toContain('回答票番号S0002-993026');
      expect(page).toContain(`${index + 1}／${read.pages.length}ページ`);
      expect(page).toContain('令和8年11月21日（2026年）出力');
      expect(page).toContain('見本県は実在しません');
    }
  }, 60_000);

  it('shows what was typed and runs none of it', async () => {
    const { text } = await readPdf(await made(paper()));
    expect(text).toContain(HOSTILE.replace(/\s+/g, ''));
    const everywhere = paper({
      title: HOSTILE,
      mark: HOSTILE,
      by: HOSTILE,
      blocks: [{ kind: 'text', text: HOSTILE }],
    });
    expect((await readPdf(await made(everywhere))).title).toBe(HOSTILE);
  }, 60_000);

  it('has the same bytes for the same paper, others on another day', async () => {
    const [one, same, later] = [
      await made(paper()),
      await made(paper()),
      await made(paper({ on: '2026-11-22' })),
    ];
    expect(Buffer.compare(one, same)).toBe(0);
    expect(Buffer.compare(one, later)).not.toBe(0);
  }, 60_000);

  it('is made although a character has no type, and says which', async () => {
    const text = '会議\u{1F600}한\u0001\uFEFF\uD800終わり';
    const read = await readPdf(await made(paper({ blocks: [{ kind: 'text', text }] })));
    expect(read.text).toContain('会議〓〓〓終わり');
    expect(read.text).toContain('U+1F600、U+D55C、U+D800');
  }, 60_000);
});

describe('what a PDF may cost', () => {
  it('ends a process that takes too long or too much, and goes on', async () => {
    const endless = '#let f(n) = { let i = 0; while i >= 0 { i = i + 1; f(0) } }\n#f(0)';
    const hungry = '#let a = range(100000000)\n#let b = a.map(x => str(x))\n#b.len()';
    const slow = await renderPdf(endless, {}, { on: '2026-11-21' }, { ...PDF_LIMITS, timeoutMs: 1 });
    expect(slow).toMatchObject({ ok: false, code: 'pdf-too-large' });
    const large = await renderPdf(hungry, {}, { on: '2026-11-21' }, { ...PDF_LIMITS, memoryMiB: 200 });
    expect(large).toMatchObject({ ok: false, code: 'pdf-too-large' });
    const data = { text: 'あ'.repeat(4_000_000) };
    expect(await renderPdf('', data, { on: '2026-11-21' })).toMatchObject({
      ok: false,
      code: 'pdf-too-large',
    });
    // A fault of the source is ours.
    await expect(renderPdf('#panic("x")', {}, { on: '2026-11-21' })).rejects.toThrow('panicked');
    expect((await paperPdf(paper({ blocks: [] }))).ok).toBe(true);
  }, 90_000);

  it('lets some wait and sends the rest away', async () => {
    const limits = { ...PDF_LIMITS, atOnce: 1, waiting: 1 };
    const three = [1, 2, 3].map(() =>
      renderPdf('#set document(title: "題", date: auto)\n題', {}, { on: '2026-11-21' }, limits),
    );
    const codes = (await Promise.all(three)).map((one) => (one.ok ? 'made' : one.code));
    expect(codes.sort()).toEqual(['made', 'made', 'pdf-busy']);
  }, 60_000);
});

it('what no reader sees is dropped, a form of a character stays', () => {
  const missing = new Set<string>();
  const covers = (code: number) => code < 0x10000;
  expect(fitText('葛\u{E0100}城\u200b\ta\r\nb\u202e', covers, missing)).toBe('葛\u{E0100}城 a\nb');
  expect([...missing]).toEqual([]);
});

import { readXlsx } from 'hucre';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Listed, read, store, useApiStore } from '../../../../test/support/api-store.ts';
import { cell } from '../../../../test/support/open-data.ts';
import { openSite } from '../../../../test/support/site.ts';

useApiStore();

describe('printed figures', () => {
  it('are listed as printed, page by page, as JSON and CSV', async () => {
    const site = await openSite('2026-04-01T09:00:00+09:00');
    const ask = async (path: string) => (await site.get(`/api/v1/published${path}`)).json();
    type Page = { items: readonly Record<string, unknown>[]; nextCursor: string | null };
    const gathered: Record<string, unknown>[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await ask(`?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`)) as Page;
      gathered.push(...page.items);
      cursor = page.nextCursor;
    }
    const { rows } = await sql<{ printed: bigint }>`
      select count(*) as printed from observations.published where retired_at is null`.execute(site.deps.db);
    expect(gathered).toHaveLength(Number(rows[0]?.printed));
    expect(new Set(gathered.map((item) => item.provenanceId)).size).toBe(gathered.length);
    // Words without a number, and documents without a date, are there too.
    expect(gathered.filter((item) => item.text === '8割以上').every((item) => item.value === null)).toBe(
      true,
    );
    expect(gathered.some((item) => item.text === '8割以上')).toBe(true);
    expect(gathered.filter((item) => item.asOf === null).map((item) => item.asOfText)).toContain(
      '時点の記載なし（2022年5月11日の資料）',
    );
    const wards = (await ask('?indicator=overall-policy@1&area=000000')) as Page;
    expect(wards.items).toContainEqual(
      expect.objectContaining({
        ...{ class: 'special-ward', asOf: '2021-04-01', value: 52.2, numerator: 12, denominator: 23 },
        source: expect.stringMatching(/./),
      }),
    );
    expect((await site.get('/api/v1/published?indicator=nothing')).status).toBe(404);
    const before = (await ask('?knownOn=2026-03-31')) as Page;
    expect(before.items).toEqual([]);
    const csv = await (await site.get('/api/v1/published?format=csv')).text();
    expect(csv.split('\r\n').filter((line) => line !== '').length).toBeGreaterThan(gathered.length);
    await site.close();
  }, 120_000);
});

describe('bodies', () => {
  it('lists the bodies of a day, by kind, prefecture and word', async () => {
    expect((await read<Listed>('/api/v1/bodies?limit=1')).total).toBe(47 + 1741);
    expect((await read<Listed>('/api/v1/bodies?kind=special-ward')).items).toHaveLength(23);
    expect((await read<Listed>('/api/v1/bodies?prefecture=020001')).total).toBe(1 + 40);
    const date = await read<Listed>(`/api/v1/bodies?q=${encodeURIComponent('伊達市')}`);
    expect(date.items.map((item) => item.code)).toEqual(['012335', '072133']);
    const before = await read<Listed>(
      `/api/v1/bodies?on=2018-09-30&q=${encodeURIComponent('那珂川')}&prefecture=400009`,
    );
    expect(before.items).toMatchObject([{ code: '403059', name: '那珂川町', kind: 'town' }]);
  });

  it('gives the dated rows, statuses, aliases and lineage of one, and leads old codes on', async () => {
    const old = await read<Record<string, unknown>>('/api/v1/bodies/403059');
    expect(old).toMatchObject({ successor: '402311', sameBody: true, current: { name: '那珂川市' } });
    expect(old.lineage).toMatchObject([{ on: '2018-10-01', fromName: '那珂川町', toName: '那珂川市' }]);
    const then = await read<Record<string, unknown>>('/api/v1/bodies/403059?on=2018-09-30');
    expect(then).toMatchObject({ successor: null, current: { name: '那珂川町' } });
    expect(await read('/api/v1/bodies/394050')).toMatchObject({ aliases: [{ alias: '梼原町' }] });
    expect(await read('/api/v1/bodies/011002')).toMatchObject({ statuses: [{ status: 'designated-city' }] });
  });

  it('refuses codes that are none, and days before the register begins', async () => {
    expect(await read('/api/v1/bodies/011003', 404)).toMatchObject({ found: '011003', expected: '011002' });
    expect(await read('/api/v1/bodies/000000', 404)).toMatchObject({ status: 404 });
    expect(await read('/api/v1/bodies/1100', 400)).toMatchObject({
      errors: [{ parameter: 'code', found: '1100' }],
    });
    expect(await read('/api/v1/bodies?on=2010-01-01', 404)).toMatchObject({ coverageStart: '2014-04-05' });
  });
});

describe('indicators', () => {
  it('lists definitions, and gives versions and the dates held of one', async () => {
    const list = await read<Listed>('/api/v1/indicators');
    expect(list.items.map((item) => item.id)).toEqual([
      'sample-people',
      'sample-policy',
      'sample-printed',
      'sample-steps',
    ]);
    const one = await read<Record<string, unknown>>('/api/v1/indicators/sample-policy');
    expect(one.versions).toMatchObject([{ version: 1, revision: 1 }]);
    expect(one.dates).toEqual([
      { version: 1, part: null, level: 'municipality', on: '2023-04-01', basis: 'computed' },
      { version: 1, part: null, level: 'municipality', on: '2021-04-01', basis: 'computed' },
      { version: 1, part: null, level: 'prefecture', on: '2023-04-01', basis: 'computed' },
    ]);
    expect(await read('/api/v1/indicators/sample-printed@1')).toMatchObject({
      dates: [{ on: '2021-04-01', basis: 'published' }],
    });
    expect(await read('/api/v1/indicators/nothing', 404)).toMatchObject({ found: 'nothing' });
  });
});

describe('observations', () => {
  it('give the newest day: exact text, source and state; null with its reason, never zero', async () => {
    const { items } = await read<Listed>('/api/v1/observations?indicator=sample-policy&level=municipality');
    expect(items.map((item) => [item.body, item.bodyName, item.value, item.valueTitle, item.reason])).toEqual(
      [
        ['012025', '函館市', 0, '未実施', null],
        ['012033', '小樽市', 0, '未実施', null],
        ['012041', '旭川市', null, '調査無し', 'not-asked'],
      ],
    );
    expect(items[0]).toMatchObject({ series: 'sample', state: '確定', revision: 2, asOf: '2023-04-01' });
    const shares = await read<Listed>('/api/v1/observations?indicator=sample-steps&body=012025');
    expect(shares.items).toMatchObject([
      { part: 'total', value: 66.7, numerator: 2, denominator: 3 },
      { part: 'tax', partTitle: '税', state: '速報' },
      { part: 'pension', value: null, valueTitle: '分母が0のため値なし', reason: null, denominator: 0 },
    ]);
  });

  it('select a day exactly, all days, or what was known on a day', async () => {
    const all = await read<Listed>('/api/v1/observations?indicator=sample-policy&body=012025&asOf=all');
    expect(all.items.map((item) => item.asOf)).toEqual(['2021-04-01', '2023-04-01']);
    const known = await read<Listed>(
      '/api/v1/observations?indicator=sample-policy&body=012025&knownOn=2026-01-31',
    );
    expect(known.items).toMatchObject([{ value: 1, revision: 1 }]);
    const never = await read<Listed>('/api/v1/observations?indicator=sample-policy&knownOn=2026-01-09', 404);
    expect(never).toMatchObject({ found: 'sample-policy' });
    const body = await read<Listed>('/api/v1/observations?body=012025&asOf=2023-04-01');
    expect(new Set(body.items.map((item) => item.indicator))).toEqual(
      new Set(['sample-policy', 'sample-steps', 'sample-people']),
    );
  });

  it('leave no trace of what was undone', async () => {
    expect((await read<Listed>('/api/v1/observations?indicator=sample-policy&body=022012')).items).toEqual(
      [],
    );
  });

  it('say which dates and parts there are', async () => {
    expect(await read('/api/v1/observations?indicator=sample-policy&asOf=2022-04-01', 404)).toMatchObject({
      dates: ['2023-04-01', '2021-04-01'],
    });
    expect(await read('/api/v1/observations?indicator=sample-steps&part=water', 404)).toMatchObject({
      parts: ['total', 'tax', 'pension'],
    });
  });

  it('page by cursor: the walk is the whole, in order, without a gap or a repetition', async () => {
    const walked: unknown[] = [];
    let pages = 0;
    for (
      let path: string | null = '/api/v1/observations?indicator=sample-people&limit=400';
      path !== null;
    ) {
      const response = await store.get(path);
      const page = (await response.json()) as Listed;
      walked.push(...page.items.map((item) => item.body));
      pages += 1;
      const link: RegExpExecArray | null = /<([^>]+)>; rel="next"/.exec(response.headers.get('Link') ?? '');
      expect(link === null).toBe(page.nextCursor === null);
      path = link?.[1] ?? null;
    }
    expect(pages).toBe(5);
    expect(walked).toEqual(await store.codes());
  });

  it('refuse a cursor that was changed or belongs to another question', async () => {
    const { nextCursor } = await read<Listed>('/api/v1/observations?indicator=sample-people&limit=2');
    const cursor = nextCursor ?? '';
    const inside = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as {
      k: unknown[];
      h: string;
    };
    const moved = Buffer.from(JSON.stringify({ ...inside, k: ['022012', ...inside.k.slice(1)] })).toString(
      'base64url',
    );
    for (const wrong of [moved, cursor.slice(0, -4), 'x', 'e30', '!!!']) {
      const path = `/api/v1/observations?indicator=sample-people&limit=2&cursor=${encodeURIComponent(wrong)}`;
      expect(await read(path, 400)).toMatchObject({ errors: [{ parameter: 'cursor' }] });
    }
    await read(`/api/v1/observations?indicator=sample-policy&limit=2&cursor=${cursor}`, 400);
    await read(`/api/v1/observations?indicator=sample-people&limit=3&cursor=${cursor}`);
  });
});

describe('files', () => {
  it('streams 1,741 rows as CSV: BOM, CRLF, guarded formulas, a heading of choice', async () => {
    const response = await store.get('/api/v1/observations?indicator=sample-people&format=csv&header=both');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get('Content-Disposition')).toContain('observations-sample-people.csv');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).slice(1);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(2 + 1741);
    expect(lines[0]).toMatch(/^団体コード,団体名,/);
    expect(lines[1]).toMatch(/^body,bodyName,/);
    expect(lines[2]).toMatch(/^011002,札幌市,010006,北海道,municipality,sample-people,1,/);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).not.toMatch(/(^|,)"?=/m);
  });

  it('reads no more than is asked for', async () => {
    const response = await store.get('/api/v1/observations?indicator=sample-people&format=csv');
    const reader = response.body!.getReader();
    const sizes: number[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read())
      sizes.push(part.value.byteLength);
    // The heading, a page of 1,000 rows, the rest.
    expect(sizes).toHaveLength(3);
  });

  it('breaks off a file when something is recorded in between', async () => {
    const response = await store.get('/api/v1/observations?indicator=sample-people&format=csv');
    const reader = response.body!.getReader();
    await reader.read();
    await reader.read();
    await store.save([cell({ bodyCode: '012092', value: 0n })], '途中.csv');
    await expect(reader.read()).rejects.toThrow('the data changed');
  });

  it('writes a workbook whose codes are text and whose values are numbers', async () => {
    const response = await store.get(
      '/api/v1/observations?indicator=sample-people&format=xlsx&header=ja&limit=3',
    );
    const workbook = await readXlsx(new Uint8Array(await response.arrayBuffer()));
    const rows = workbook.sheets[0]?.rows ?? [];
    expect(rows).toHaveLength(4);
    expect(rows[1]?.[0]).toBe('011002');
    expect(rows[2]?.[rows[0]?.indexOf('値') ?? -1]).toBe(1);
  });

  it('serves every list in three formats', async () => {
    const paths = ['bodies?', 'indicators?', 'rollups?indicator=sample-policy&', 'corrections?', 'editions?'];
    for (const path of paths) {
      const csv = await store.get(`/api/v1/${path}format=csv`);
      const [head = '', first = ''] = (await csv.text()).split('\r\n');
      expect([path, csv.status, head.split(',').length > 5, first.length > 0]).toEqual([
        path,
        200,
        true,
        true,
      ]);
      const xlsx = await store.get(`/api/v1/${path}format=xlsx`);
      const workbook = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()));
      expect(workbook.sheets[0]?.rows[0]).toEqual(head.replace('\uFEFF', '').split(','));
    }
  });
});

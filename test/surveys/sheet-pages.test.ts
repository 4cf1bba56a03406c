import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { pageFaults, wordsOf } from '../support/page-faults.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { everyKind } from './answering-survey.ts';
import { sentRound } from './support.ts';

const VILLAGE = SAMPLE_BODIES.village.code;
const CITY = SAMPLE_BODIES.city.code;

let site: Site;
let officer: Browser;
let prefecture: Browser;
let ministry: Browser;
let sheet = '';
let citySheet = '';

beforeAll(async () => {
  site = await openSite('2026-04-20T09:00:00+09:00');
  const { roundId } = await sentRound(site.deps.db, site.clock, [{ bodyCode: VILLAGE }, { bodyCode: CITY }], {
    survey: everyKind('try-pages'),
  });
  const no = (code: string) => `T${roundId.slice(0, 4).toUpperCase()}-${code}`;
  sheet = `/surveys/sheets/${no(VILLAGE)}`;
  citySheet = `/surveys/sheets/${no(CITY)}`;
  officer = await signedInAs(site, 'village-officer');
  prefecture = await signedInAs(site, 'prefecture');
  ministry = await signedInAs(site, 'ministry');
}, 120_000);
afterAll(() => site?.close());

async function read(path: string, status = 200, who = officer): Promise<string> {
  const answer = await who.get(path);
  const html = await answer.text();
  expect([path, answer.status]).toEqual([path, status]);
  expect(pageFaults(html)).toEqual([]);
  return html;
}

async function save(page: number, values: Record<string, string | string[]>, who = officer): Promise<string> {
  const answer = await who.post(`${sheet}/pages/${page}`, values);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

describe('the village officer', () => {
  it('sees what is to be answered, until when, and how long it takes', async () => {
    const words = wordsOf(await read('/surveys'));
    expect(words).toMatch(/\d+件の調査に、あと約\d+分で答えられます/);
    expect(words).toContain(
      '試験の調査（すべての形の設問） 2026-04-01 令和8年5月15日（2026年） あと25日 0／6 0 30 回答中',
    );
    const overview = wordsOf(await read(sheet));
    expect(overview).toContain('6問中 0問に回答、残り約30分');
    expect(overview).toContain('「人材」から続ける');
  });

  it('answers page by page; a question that depends on another is told apart', async () => {
    const first = wordsOf(await read(`${sheet}/pages/1`));
    expect(first).toContain('問1で「活用を検討している」か「活用していない」を選んだときに答えてください。');
    expect(first).toContain('2つまで');
    const next = await save(1, {
      do: 'next',
      's.talent': '0',
      'a.talent': 'using',
      's.staff': '0',
      'a.staff': '３',
      's.trained': '0',
      'a.trained': '2',
      'r.trained': '係長を含む',
    });
    expect(next).toBe(`${sheet}/pages/2?saved=3`);
    expect(wordsOf(await read(next))).toContain('3問を保存しました');
    const again = await read(`${sheet}/pages/1`);
    expect(wordsOf(again)).toContain('今の回答では答えなくてよい設問（1問）');
    expect(again).toMatch(/name="a.staff"[^>]*value="3"|value="3"[^>]*name="a.staff"/);
    expect(wordsOf(again)).toContain('係長を含む');
  });

  it('a third choice is refused with a sentence at the field; what was typed stays', async () => {
    const back = await save(1, {
      do: 'next',
      's.talent': '1',
      'a.talent': 'none',
      's.obstacles': '0',
      'a.obstacles': ['money', 'people', 'work'],
      's.staff': '1',
      'a.staff': '約3',
    });
    expect(back).toContain(`${sheet}/pages/1?saved=1`);
    const html = await read(back);
    expect(wordsOf(html)).toContain('直すところが2件あります（入力は残っています）');
    expect(wordsOf(html)).toContain('2つまで選べます。3つ選ばれています。');
    expect(html).toContain('href="#f-a.obstacles"');
    expect(html).toContain('id="f-a.obstacles"');
    expect(html.match(/checked/g)).toHaveLength(4);
    expect(html).toContain('value="約3"');
    expect(wordsOf(html)).toContain('今の回答：3 人');
    const rawIds = [...html.matchAll(/name="t\.(\w+)" value="([^"]+)"/g)];
    expect(rawIds.map((match) => match[1])).toEqual(['obstacles', 'staff']);
    const mended = Object.fromEntries(rawIds.map((match) => [`t.${match[1]}`, match[2] ?? '']));
    await save(1, {
      do: 'stay',
      's.obstacles': '0',
      'a.obstacles': ['money', 'people'],
      's.staff': '1',
      'a.staff': '3',
      ...mended,
    });
    expect(wordsOf(await read(`${sheet}/pages/1`))).not.toContain('直すところが');
  });

  it('checks are told with a link to the field, on the page and on the overview', async () => {
    await save(1, { do: 'stay', 's.trained': '1', 'a.trained': '9', 'r.trained': '係長を含む' });
    const html = await read(sheet);
    expect(wordsOf(html)).toContain('9 は、問2の 3 を超えています。');
    expect(html).toContain(`href="${sheet}/pages/1#q-trained"`);
    await save(1, { do: 'stay', 's.trained': '2', 'a.trained': '2', 'r.trained': '係長を含む' });
  });

  it('keeps a note that stays in the house, and evidence', async () => {
    const question = `${sheet}/questions/staff`;
    expect((await officer.post(`${question}/note`, { note: '昨年は再任用を数えなかった' })).status).toBe(303);
    const record = { kind: 'record', title: '職員名簿', location: '総務課 令和8年度 第12号' };
    expect((await officer.post(`${question}/evidence`, record)).status).toBe(303);
    const bad = await officer.post(`${question}/evidence`, {
      kind: 'link',
      title: '悪いリンク',
      location: 'javascript:alert(1)',
    });
    expect(bad.status).toBe(422);
    expect(await bad.text()).toContain('javascript:alert(1)');
    const html = await read(question);
    expect(wordsOf(html)).toContain('昨年は再任用を数えなかった');
    expect(wordsOf(html)).toContain('総務課 令和8年度 第12号');
    expect(wordsOf(await read(`${sheet}/pages/1`))).toContain('昨年は再任用を数えなかった');
    expect(wordsOf(await read(sheet))).toContain('回答4問中 1問（25.0 %）に付いています');
  });

  it('takes a file by its content and gives it back to be saved, not run', async () => {
    const upload = async (bytes: Buffer, name: string) => {
      const form = new FormData();
      form.set('file', new File([new Uint8Array(bytes)], name));
      return site.request(
        `${sheet}/questions/staff/evidence-file?csrf=${encodeURIComponent(officer.token)}`,
        {
          method: 'POST',
          body: form,
          headers: { cookie: officer.cookie, origin: 'http://127.0.0.1:0' },
        },
      );
    };
    expect((await upload(Buffer.from('<html><script>alert(1)</script>'), '名簿.pdf')).status).toBe(422);
    expect((await upload(Buffer.from('MZ\x90\x00\x03\x00\x00\x00'), '名簿.pdf')).status).toBe(422);
    expect((await upload(Buffer.from('%PDF-1.7\n%âãÏÓ\n'), '名簿.pdf')).status).toBe(303);
    const html = await read(`${sheet}/questions/staff`);
    const href = /href="([^"]+\/files\/[0-9a-f]{64})"/.exec(html)?.[1] ?? '';
    const file = await officer.get(href);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await prefecture.get(href)).status).toBe(404);
  });

  it('prints a sheet with its numbers, boxes and what was answered', async () => {
    const words = wordsOf(await read(`${sheet}/paper`));
    expect(words).toContain(VILLAGE);
    expect(words).toContain('☑ 3 活用していない');
    expect(words).toContain('☐ 1 活用している');
    expect(wordsOf(await read(`${sheet}/paper?empty=1`))).not.toContain('☑');
  });

  it('a script saves without leaving the page, by the same address', async () => {
    const body = new URLSearchParams({
      csrf: officer.token,
      's.free': '0',
      'a.free': '財源',
      's.since': '0',
      'a.since': 'いつか',
    });
    const answer = await site.request(`${sheet}/pages/2`, {
      method: 'POST',
      body,
      headers: { cookie: officer.cookie, origin: 'http://127.0.0.1:0', accept: 'application/json' },
    });
    expect(await answer.json()).toMatchObject({
      revisions: { free: 1 },
      saved: 1,
      kept: [],
      unreadable: [
        { questionId: 'since', message: '「いつか」は日付として読めません。例：令和8年4月1日、2026-04-01' },
      ],
    });
  });

  it('what does not count is listed and offered', async () => {
    await save(2, { do: 'stay', 's.free': '0', 'a.free': '別の文' });
    const aside = wordsOf(await read(`${sheet}/aside`));
    expect(aside).toContain('控えは2件あります');
    expect(aside).toContain('別の文');
    expect(aside).toContain('いつか');
    const taken = await officer.post(`${sheet}/aside`, { choose: 'taken:free@2' });
    expect(taken.status).toBe(303);
    expect(wordsOf(await read(`${sheet}/pages/2`))).toContain('別の文');
    expect(wordsOf(await read(`${sheet}/aside`))).toContain('控えは1件あります');
  });
});

describe('those whom it does not concern', () => {
  it('get the same answer for a sheet of another as for none', async () => {
    const none = await officer.get('/surveys/sheets/S9999-999999');
    for (const path of ['', '/pages/1', '/paper', '/aside', '/questions/staff']) {
      const other = await officer.get(citySheet + path);
      expect([path, other.status]).toEqual([path, 404]);
    }
    expect(wordsOf(await (await officer.get(citySheet)).text())).toBe(wordsOf(await none.text()));
    const forged = await officer.post(`${citySheet}/pages/1`, { 's.staff': '0', 'a.staff': '1' });
    expect(forged.status).toBe(404);
  });

  it('a prefecture and the ministry see no draft', async () => {
    for (const who of [prefecture, ministry]) expect((await who.get(sheet)).status).toBe(404);
    const form = { 's.staff': '0', 'a.staff': '1' };
    expect((await prefecture.post(`${sheet}/pages/1`, form)).status).toBe(404);
    expect((await ministry.post(`${sheet}/pages/1`, form)).status).toBe(403);
  });

  it('a visitor is led to the sign-in, and what was typed comes back', async () => {
    const visitor = await site.request(`${sheet}/pages/1`, {
      method: 'POST',
      body: new URLSearchParams({ 's.staff': '2', 'a.staff': '77' }),
      headers: { origin: 'http://127.0.0.1:0' },
    });
    expect(visitor.status).toBe(303);
    expect(visitor.headers.get('location')).toContain('/sign-in');
  });
});

describe('a program of a signed-in seat', () => {
  const address = () => `/api/v1/workspace${sheet.replace('/surveys', '')}/answers`;
  const put = (answers: unknown, token = officer.token, cookie = officer.cookie) =>
    site.request(address(), {
      method: 'PUT',
      body: JSON.stringify({ answers }),
      headers: { cookie, 'x-form-token': token, origin: 'http://127.0.0.1:0' },
    });

  it('reads, and a third choice is refused as on the page and in the workbook', async () => {
    const answer = await officer.get(address());
    expect(answer.headers.get('x-form-token')).toBe(officer.token);
    const sheetNow = (await answer.json()) as { questions: { question: string; revision: number }[] };
    const revision = sheetNow.questions.find((one) => one.question === 'obstacles')?.revision ?? 0;
    const three = { question: 'obstacles', value: ['money', 'people', 'work'], seenRevision: revision };
    const refused = await put([three, { question: 'free', value: '消えない', seenRevision: 9 }]);
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({
      status: 422,
      errors: [
        { question: 'obstacles', code: 'too-many-options', message: '2つまで選べます。3つ選ばれています。' },
      ],
    });
    const saved = await put([{ ...three, value: ['特にない'] }]);
    expect(await saved.json()).toMatchObject({ outcomes: [{ question: 'obstacles', outcome: 'saved' }] });
  });

  it('without a seat, a token, or for another body it is told no, as a problem document', async () => {
    const other = await officer.get(`/api/v1/workspace${citySheet.replace('/surveys', '')}/answers`);
    const answers = [
      [other.status, other],
      [403, await site.request(address(), {})],
      [403, await put([], 'wrong')],
      [400, await put([])],
      [422, await put([{ question: 'nothing', value: 'x', seenRevision: 0 }])],
    ] as const;
    expect(other.status).toBe(404);
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});

describe('よく聞かれる項目', () => {
  it('is one page with days and sources, and a CSV', async () => {
    const words = wordsOf(await read('/surveys/known-facts'));
    expect(words).toContain('架空村のよく聞かれる項目');
    expect(words).toContain('公表資料などの数値');
    expect(words).toMatch(/令和\d+年/);
    const csv = await officer.get('/surveys/known-facts.csv');
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await csv.arrayBuffer())).toMatch(
      /^\uFEFF区分,項目,内容/,
    );
  });
});

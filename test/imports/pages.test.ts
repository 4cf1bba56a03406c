import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { localgovRows } from '../fixtures/files/cards.ts';
import { csv, type LookAlike, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { marksRows } from '../fixtures/files/standardization.ts';
import { stored, type Workplace, workplace } from './support.ts';

const ORIGIN = 'http://127.0.0.1:3000';
let place: Workplace;
let app: Hono;
let cookie = '';

beforeAll(async () => {
  place = await workplace();
  app = createApp(place.appDeps, modules, '/nowhere');
  const link = await issueOperatorLink(place.deps, ORIGIN);
  const answer = await app.request(link);
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(() => place?.database.close());

interface Seen {
  readonly status: number;
  readonly html: string;
  /** Where we are after redirects. */
  readonly path: string;
}

async function get(path: string, who: 'operator' | 'public' = 'operator'): Promise<Seen> {
  const answer = await app.request(ORIGIN + path, { headers: who === 'operator' ? { cookie } : {} });
  return { status: answer.status, html: await answer.text(), path };
}

/** Sends a form as a browser without script does, and follows the redirect. */
async function post(path: string, body: FormData | URLSearchParams | string, type?: string): Promise<Seen> {
  const headers = { cookie, origin: ORIGIN, ...(type === undefined ? {} : { 'content-type': type }) };
  const answer = await app.request(ORIGIN + path, { method: 'POST', headers, body });
  if (answer.status !== 303) return { status: answer.status, html: await answer.text(), path };
  return settled(answer.headers.get('location') ?? '/');
}

/** As the refresh of the progress page does. */
async function settled(path: string): Promise<Seen> {
  for (;;) {
    const seen = await get(path);
    if (!seen.html.includes('http-equiv="refresh"')) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The form of a page whose address contains the text: where it goes, and its hidden fields. */
function formOf(seen: Seen, part: string) {
  const forms = seen.html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((each) => each.includes(`action="`) && each.split('>')[0]?.includes(part));
  if (form === undefined) throw new Error(`no form to ${part} on ${seen.path}: ${seen.html.slice(0, 3000)}`);
  const action = (/action="([^"]*)"/.exec(form)?.[1] ?? '').replaceAll('&amp;', '&');
  const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return { action, fields: new URLSearchParams(hidden.map((match) => [match[1] ?? '', match[2] ?? ''])) };
}

async function upload(files: readonly LookAlike[], asOf = ''): Promise<Seen> {
  const form = new FormData();
  form.append('asOf', asOf);
  for (const file of files) form.append('file', new Blob([Buffer.from(file.bytes)]), file.fileName);
  return post(formOf(await get('/imports'), '/imports').action, form);
}

const TABLE = municipalRows();

describe('the three steps, without a script', () => {
  let result = '';

  test('choose → preview → result → undo', async () => {
    const previewed = await upload([csv('見本の表.csv', TABLE)], '令和5年4月1日');
    expect(previewed.html).toContain('取り込む内容を確かめてください');
    expect(previewed.html).toContain('見本の表.csv');
    expect(previewed.html).toContain('一致 15');
    expect(previewed.html).toContain('追加 195');
    expect(previewed.html).toContain('富山県富山市');
    const second = await get(`${previewed.path}?file=0&page=2`);
    expect(second.html).toContain('aria-current="page"');
    expect((await stored(place.deps)).counting).toBe(0);

    const commit = formOf(previewed, '/commit');
    const done = await post(commit.action, commit.fields);
    expect(done.html).toContain('資料を取り込みました');
    expect(done.html).toContain('href="/indicators/cio?asOf=2023-04-01"');
    expect((await stored(place.deps)).counting).toBe(195);
    result = done.path;
    expect((await post(commit.action, commit.fields)).status).toBe(409);
  });

  test('the history is public and read-only', async () => {
    const list = await get('/imports', 'public');
    expect(list.status).toBe(200);
    expect(list.html).toContain('見本の表.csv');
    expect(list.html).not.toContain('type="file"');
    const seen = await get(result, 'public');
    expect(seen.html).toContain('資料を取り込みました');
    expect(seen.html).not.toContain('この取込を取り消す');
    expect((await get(`${result}/undo`, 'public')).status).toBe(403);
  });

  test('undo asks first, then leaves the history', async () => {
    const question = await get(`${result}/undo`);
    expect(question.html).toContain('この取込を取り消しますか');
    const form = formOf(question, '/undo');
    const undone = await post(form.action, form.fields);
    expect(undone.html).toContain('この取込は取り消されました');
    expect((await stored(place.deps)).counting).toBe(0);
    expect((await get('/imports', 'public')).html).toContain('取消済み');
  });
});

describe('what a person must decide', () => {
  test('a date that the file does not have is asked for, refused when it is none, and taken', async () => {
    const asked = await upload([csv('一覧.csv', marksRows())]);
    expect(asked.html).toContain('基準日を入力してください');
    const form = formOf(asked, '/as-of');
    const wrong = await post(form.action, new URLSearchParams([...form.fields, ['asOf', '5年4月']]));
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('基準日を読めません');
    expect(wrong.html).toContain('value="5年4月"');
    const future = await post(form.action, new URLSearchParams([...form.fields, ['asOf', '2026-04-02']]));
    expect(future.html).toContain('今日より後');
    const taken = await post(form.action, new URLSearchParams([...form.fields, ['asOf', '令和7年12月31日']]));
    expect(taken.html).toContain('令和7年12月31日');
    expect(taken.html).toContain('取り込む内容を確かめてください');
  });
});

describe('rows whose body is not clear', () => {
  const cards = localgovRows();
  const unclear = withCell(withCell(cards, 2, 3, '架空市'), 2, 9, '<NA>');

  test('are asked one at a time; a code that is none is refused, an answer is kept and the file read anew', async () => {
    const asked = await upload([csv('交付状況.csv', unclear)]);
    expect(asked.html).toContain('どの団体か決めてください（残り1件）');
    expect(asked.html).toContain('架空市');
    const form = formOf(asked, '/decisions');
    const choose = (chosen: string, code: string) =>
      post(form.action, new URLSearchParams([...form.fields, ['chosen', chosen], ['code', code]]));
    const wrong = await choose('code', '162010');
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('その日の台帳にありません');
    const chosen = await choose('code', '１６２０１９');
    expect(chosen.html).toContain('取り込む内容を確かめてください');
    expect(chosen.html).toContain('一致 15');
  });

  test('may be left out', async () => {
    const asked = await upload([csv('交付状況.csv', unclear)]);
    const form = formOf(asked, '/decisions');
    const left = await post(
      form.action,
      new URLSearchParams([...form.fields, ['chosen', 'ignore'], ['code', '']]),
    );
    // Without that row its body is left out of the file, and that is a question of its own.
    expect(left.html).toContain('この資料に無い市区町村が1団体あります');
    expect(left.html).toContain('富山県富山市');
    const accept = formOf(left, '/decisions');
    const crooked = new URLSearchParams([...accept.fields]);
    crooked.set('chosen', 'ignore');
    expect((await post(accept.action, crooked)).status).toBe(422);
    const accepted = await post(accept.action, accept.fields);
    expect(accepted.html).toContain('取り込む内容を確かめてください');
    expect(accepted.html).toContain('一致 14');
    expect(accepted.html).toContain('運用管理者が取り込まないと判断');
    expect(accepted.html).toContain('その団体の値は変わりません。');
  });

  test('a table that leaves a municipality out stores nothing before a person has looked', async () => {
    const before = await stored(place.deps);
    const asked = await upload([
      csv(
        '欠けた表.csv',
        cards.filter((_, line) => line !== 1),
      ),
    ]);
    expect(asked.html).toContain('この資料に無い市区町村が1団体あります');
    expect(asked.html).toContain('富山県富山市（162019）');
    expect(await stored(place.deps)).toEqual(before);
    const form = formOf(asked, '/decisions');
    const previewed = await post(form.action, form.fields);
    const commit = formOf(previewed, '/commit');
    const done = await post(commit.action, commit.fields);
    expect(done.html).toContain('資料を取り込みました');
    expect((await stored(place.deps)).counting).toBeGreaterThan(before.counting);
  });
});

describe('what is refused', () => {
  test('a wrong table shows the place, what was found and what was expected', async () => {
    const refused = await upload([csv('壊れた表.csv', withCell(TABLE, 4, 3, '検討中'))], '2023-04-01');
    expect(refused.html).toContain('何も取り込んでいません');
    expect(refused.html).toContain('検討中');
    expect(refused.html).toMatch(/<td class="n">4<\/td>/);
    expect((await get(refused.path, 'public')).status).toBe(404);
  });

  test('a half-sent upload keeps nothing and says so', async () => {
    const { action } = formOf(await get('/imports'), '/imports');
    const before = await place.deps.db.selectFrom('imports.file').select('sha256').execute();
    const half = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n団体コード,';
    const answer = await post(action, half, 'multipart/form-data; boundary=b');
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('送信が途中で切れました');
    expect(await place.deps.db.selectFrom('imports.file').select('sha256').execute()).toEqual(before);
  });

  test('no file, a wrong date: the form comes back with what was entered', async () => {
    const none = await upload([], '5年');
    expect(none.status).toBe(422);
    expect(none.html).toContain('ファイルが選ばれていません');
    expect(none.html).toContain('value="5年"');
  });

  test('whoever is not the operator, and whoever has not the token', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'a.csv');
    const stranger = await app.request(`${ORIGIN}/imports`, { method: 'POST', body: form });
    expect(stranger.status).toBe(403);
    const forged = new FormData();
    forged.append('file', new Blob(['x']), 'a.csv');
    const headers = { cookie, origin: ORIGIN };
    expect((await app.request(`${ORIGIN}/imports`, { method: 'POST', headers, body: forged })).status).toBe(
      403,
    );
  });

  test.each(['/imports/00000000-0000-4000-8000-000000000000', '/imports/abc'])(
    '%s is not there',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

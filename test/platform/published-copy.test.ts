import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { copiedTables, copyCommands } from '../../src/app/commands/copy-commands.ts';
import { allMigrations, importRegistry, modules } from '../../src/app/modules.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { createApp } from '../../src/app/server.ts';
import { definitionKey } from '../../src/core/indicator.ts';
import { exportLogical } from '../../src/platform/db/backup/export.ts';
import { importLogical } from '../../src/platform/db/backup/import-export.ts';
import type { Db } from '../../src/platform/db/database.ts';
import { DATABASE_USER } from '../../src/platform/db/embedded/launch.ts';
import type { Connection } from '../../src/platform/db/pool.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/process.ts';
import { observed, openSite, type Site } from '../support/site.ts';

/** What nobody outside may read; each is written once where such things are kept. */
const SECRET = 'おもてに出さない言葉';
const HIDDEN = 987_654_321n;

const folder = temporaryFolder('copy');
let site: Site;
let staff: Connection;
/** The public side's database, and a second one that has a copy with 見本県. */
let target: TestDatabase;
let withSample: TestDatabase;
/** The batch of 未公表. */
let hidden = '';

const file = (name: string) => join(folder.path, name);
const at = (database: string): Connection => ({
  socketDir: inject('pgSocketDir'),
  database,
  user: DATABASE_USER,
});

async function shirube(line: string, deps: Deps, connection: Connection) {
  const [name, ...args] = line.split(' ');
  const command = copyCommands.find((one) => one.name === name);
  if (command === undefined || command.needs === 'offline') throw new Error(line);
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  try {
    const code = await command.run(args, { deps, connection, embedded: null, out: say, err: say });
    return { code, text: lines.join('\n') };
  } catch (error) {
    return { code: 'refused', text: (error as Error).message };
  }
}

function publicDeps(db: Db): Deps {
  const settings = parseSettings({ PORT: '0', SHIRUBE_SIDE: 'public' });
  return { db, clock: site.clock, log: pino({ level: 'silent' }), settings };
}

const publish = (line: string) => shirube(`publish ${line}`, site.deps, staff);
const take = (line: string, into = target) =>
  shirube(`take-copy ${line}`, publicDeps(into.db), at(into.cloneName));
const publicApp = (database = target) => createApp(publicDeps(database.appDb), modules, '/nowhere');

async function count(db: Db, table: string): Promise<number> {
  return Number(
    (await sql<{ n: bigint }>`select count(*) as n from ${sql.raw(table)}`.execute(db)).rows[0]?.n,
  );
}

/** Without what the sides differ in by their nature: who is signed in, the way to 見本県, as of when the copy is. */
function common(text: string): string {
  return text
    .replace(/<section class="dads-seat.*?<\/section>/s, '')
    .replace(/<section class="dads-section" aria-labelledby="try-sample">.*?<\/section>/s, '')
    .replace(/<p>[^<]*現在の写しです。<\/p>/, '');
}

async function differences(paths: readonly string[], database = target): Promise<readonly string[]> {
  const faults: string[] = [];
  const app = publicApp(database);
  for (const path of paths) {
    const [one, other] = await Promise.all([site.get(path), app.request(path)]);
    const [left, right] = [common(await one.text()), common(await other.text())];
    if (one.status !== 200) faults.push(`${path}: ${one.status}`);
    if (left === right && one.status === other.status) continue;
    const place = [...left].findIndex((character, index) => character !== right[index]);
    faults.push(
      `${path} ${other.status}: ${left.slice(place - 60, place + 90)} ≠ ${right.slice(place - 60, place + 90)}`,
    );
  }
  return faults;
}

/** Every name and address of a person that the staff side holds. */
async function people(): Promise<readonly string[]> {
  const { rows } = await sql<{ text: string | null }>`
    select name as text from posts.person union select login_name from sign_in.account
    union select mail from posts.person`.execute(site.deps.db);
  return rows.flatMap(({ text }) => text ?? []);
}

const MUNICIPAL = ['011002', '012025', '012033', '162019', '132012'];
const INDICATORS = importRegistry().definitions.filter(
  ({ denominator, parts, choices }) =>
    denominator === undefined && parts === undefined && choices === undefined,
);

beforeAll(async () => {
  site = await openSite(undefined, { SHIRUBE_TRIAL: 'off' });
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(site.deps.db);
  staff = at(rows[0]?.name ?? '');
  target = await testDatabase();
  withSample = await testDatabase();
  site.clock.set('2026-04-03T09:00:00+09:00');
  await site.save(
    INDICATORS.flatMap((definition) =>
      MUNICIPAL.map((bodyCode, index) =>
        observed({
          ...{ bodyCode, indicator: definitionKey(definition), value: BigInt(index % 2) },
          base: definition.valueKind === 'share' ? 7n : null,
        }),
      ),
    ),
  );
  await site.save(
    [observed({ bodyCode: '012025', indicator: 'cio@1', value: 0n })],
    '訂正の表',
    'correction',
  );
}, 180_000);
afterAll(async () => {
  await site?.close();
  await target?.close();
  await withSample?.close();
  await folder.remove();
});

describe('the copy for the public side', { timeout: 120_000 }, () => {
  const pages = () => [
    ...[
      '/',
      '/indicators',
      '/indicators/cio',
      '/indicators/overall-policy',
      '/corrections',
      '/data',
      '/plan',
    ],
    ...['/plan/5.0', '/bodies/010006', '/bodies/012025', '/bodies/132012', '/imports'],
    `/search?q=${encodeURIComponent('町')}`,
    '/?knownOn=2026-04-02',
    '/provenance/obs~cio@1~~2023-04-01~012025',
  ];
  const api = [
    '/api/v1/bodies?limit=1000',
    '/api/v1/bodies/012025',
    '/api/v1/indicators',
    '/api/v1/observations?indicator=cio&asOf=all',
    '/api/v1/rollups?indicator=cio&area=000000',
    '/api/v1/rollups?indicator=overall-policy&area=010006&format=csv',
    '/api/v1/corrections',
    '/api/v1/editions',
    '/api/v1/published?format=csv',
    '/api/catalog.jsonld',
  ];

  it('gives the public side the pages and the data of the staff side, to the letter', async () => {
    expect(await publish(file('first.copy'))).toMatchObject({
      code: 0,
      text: expect.stringMatching(/SHA-256: [0-9a-f]{64}/),
    });
    expect(await take(file('first.copy'))).toMatchObject({
      code: 0,
      text: expect.stringContaining('切り替えました'),
    });
    expect(await differences([...pages().filter((path) => !path.startsWith('/provenance')), ...api])).toEqual(
      [],
    );
    const provenance = /\/provenance\/[^"]+/g;
    const links = (await site.page('/bodies/012025')).match(provenance) ?? [];
    expect(links.length).toBeGreaterThan(5);
    expect(await differences(links.slice(0, 12).map((link) => link.replaceAll('&amp;', '&')))).toEqual([]);
    const home = await (await publicApp().request('/')).text();
    expect(/[^>]*現在の写しです。/.exec(home)?.[0]).toMatch(/\d+時\d\d分現在の写しです。/);
    expect(/サインイン|見本県/.exec(home)).toBeNull();
    expect((await publicApp().request(`/bodies/${SAMPLE_BODIES.village.code}`)).status).toBe(404);
  });

  it('every table is named by its part, or stays at home', async () => {
    const named = copiedTables(false).map(({ table }) => table);
    expect(new Set(named).size).toBe(named.length);
    const { rows } = await sql<{ name: string }>`
      select schemaname || '.' || tablename as name from pg_tables
      where schemaname not in ('information_schema', 'public') and schemaname !~ '^pg_' order by 1`.execute(
      site.deps.db,
    );
    const home = rows.map(({ name }) => name).filter((name) => !named.includes(name));
    const schemas = new Set(home.map((name) => name.split('.')[0]));
    expect([...schemas]).toEqual([
      ...[
        'audit',
        'evidence',
        'imports',
        'jobs',
        'notices',
        'overall_policy',
        'platform',
        'posts',
        'roadmap',
      ],
      ...['rollup', 'sign_in', 'standardization', 'steps', 'structure', 'surveys', 'threads'],
    ]);
    // Of these parts something is in the copy: what stays is said here, so that a new table is thought about.
    expect(
      home.filter((name) =>
        /^(bodies|plan|indicators|observations|rollup|imports|overall_policy|platform|surveys)\./.test(name),
      ),
    ).toEqual([
      ...[
        'imports.decision',
        'imports.file',
        'overall_policy.event',
        'overall_policy.upload',
        'platform.copy',
        'platform.operator_link',
        'platform.operator_session',
      ],
      ...['rollup.cell', 'surveys.body_rule', 'surveys.consent', 'surveys.disaster', 'surveys.file'],
      ...['surveys.handout', 'surveys.handout_question', 'surveys.private_note', 'surveys.proxy_entry'],
      ...[
        'surveys.raw_text',
        'surveys.settled',
        'surveys.upload',
        'surveys.workbook',
        'surveys.workbook_batch',
      ],
    ]);
  });

  it('holds nobody, no draft and nothing that is not published, with 見本県 either', async () => {
    const { db } = site.deps;
    const sheet = sql`(select body_code, round_id from surveys.sheet order by round_id, body_code limit 1)`;
    await sql`insert into surveys.private_note select body_code, 'structure', 'chair', 99, ${SECRET}, null, '職', now()
      from ${sheet} s`.execute(db);
    await sql`insert into surveys.answer select body_code, round_id, 'chair', 99, '{"type":"text"}', ${SECRET}, true, null,
      'page', null, null, null, '職', now() from surveys.sheet`.execute(db);
    await sql`update surveys.step set comment = ${SECRET}`.execute(db);
    await sql`update surveys.evidence set title = ${SECRET}`.execute(db);
    hidden = await site.save(
      [
        observed({
          bodyCode: '012033',
          indicator: 'cio@1',
          value: HIDDEN,
          state: 'unpublished',
          note: SECRET,
        }),
      ],
      SECRET,
      'correction',
    );
    expect(await publish(file('real.copy'))).toMatchObject({ code: 0 });
    expect(await publish(`${file('sample.copy')} --sample`)).toMatchObject({ code: 0 });
    const known = await people();
    expect(known.length).toBeGreaterThan(20);
    for (const name of ['real.copy', 'sample.copy']) {
      const text = gunzipSync(readFileSync(file(name))).toString('utf8');
      const found = [...known, SECRET, String(HIDDEN)].filter((one) => text.includes(one));
      expect([name, found]).toEqual([name, []]);
      expect(text).not.toMatch(/^\{"table":"\\"(posts|sign_in|audit|jobs|notices)\\"/m);
      expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.[\w.-]+/);
    }
    const real = gunzipSync(readFileSync(file('real.copy'))).toString('utf8');
    expect(real.split('\n').filter((line) => /^99\d{4}\t|見本県/.test(line))).toEqual([]);
    expect(real.length).toBeGreaterThan(500_000);
  });

  it('what was known before 未公表 counts on the public side, in values and in sums', async () => {
    expect(await take(file('real.copy'))).toMatchObject({ code: 0 });
    const one = await (await publicApp().request('/api/v1/observations?indicator=cio&body=012033')).json();
    expect(JSON.stringify(one)).toContain('"value":0,');
    expect(JSON.stringify(one)).not.toContain('未公表');
    const { rows } =
      await sql`select sum(value_sum) as sum, sum(unpublished) as hidden, sum(reported) as reported
      from rollup.cell c join indicators.definition d using (indicator_key)
      where d.id = 'cio' and c.area_code = '000000'`.execute(target.db);
    // Five bodies with 0, 1, 0, 1, 0, of which 函館市 was corrected to 0.
    expect(rows).toMatchObject([{ hidden: expect.anything(), reported: expect.anything() }]);
    expect(rows.map((row) => Object.values(row as object).map(Number))).toEqual([[1, 0, 5]]);
    // As if it had never been: the rest of the site undoes it and both sides agree again.
    expect(await count(target.db, 'observations.observation where state = 0')).toBe(0);
  });

  it('with 見本県: a figure leads back to answer, post and decision on the public side too', async () => {
    await site.undo(hidden);
    expect(await publish(`${file('again.copy')} --sample`)).toMatchObject({ code: 0 });
    expect(await take(file('again.copy'), withSample)).toMatchObject({ code: 0 });
    const body = `/bodies/${SAMPLE_BODIES.village.code}`;
    const links = [...new Set((await site.page(body)).match(/\/provenance\/[^"]+/g) ?? [])];
    const app = publicApp(withSample);
    let answered = 0;
    for (const link of links.map((each) => each.replaceAll('&amp;', '&'))) {
      const page = await site.page(link);
      if (!/決裁/.test(page)) continue;
      answered += 1;
      expect(common(await (await app.request(link)).text())).toBe(common(page));
    }
    expect(answered).toBeGreaterThan(0);
    expect(await differences([body, `/bodies/990001`], withSample)).toEqual([]);
    expect(await count(withSample.db, 'surveys.private_note')).toBe(0);
    expect(await count(withSample.db, 'surveys.answer where value is not null or remark is not null')).toBe(
      0,
    );
  });

  it('a damaged file is refused, and nothing changes', async () => {
    const before = await (await publicApp().request('/api/v1/observations?indicator=cio&asOf=all')).text();
    const bytes = readFileSync(file('real.copy'));
    const text = gunzipSync(bytes).toString('utf8');
    const broken = Buffer.from(bytes);
    // Among the rows, well behind the head with its list of migrations.
    const middle = bytes.length >> 1;
    broken.writeUInt8(broken.readUInt8(middle) ^ 1, middle);
    const cases: readonly [string, Buffer, RegExp][] = [
      ['one bit', broken, /壊れている|内容が壊れています|読めません/],
      ['cut off', bytes.subarray(0, bytes.length / 2), /途中で切れています/],
      ['a changed row', gzipSync(text.replace('函館市', '凾館市')), /内容が壊れています/],
      [
        'a table of people slipped in',
        gzipSync(
          text.replace('\\.\n{"end"', '\\.\n{"table":"\\"posts\\".\\"person\\"","columns":[]}\n\\.\n{"end"'),
        ),
        /./,
      ],
      ['no copy', Buffer.from('団体,値\n'), /読めません/],
      [
        'a newer version',
        gzipSync(text.replace('"platform/0003-copy"', '"platform/9999-later"')),
        /より新しい版/,
      ],
    ];
    for (const [what, damaged, words] of cases) {
      writeFileSync(file('bad.copy'), damaged);
      expect([what, await take(file('bad.copy'))]).toEqual([
        what,
        { code: 'refused', text: expect.stringMatching(words) },
      ]);
    }
    writeFileSync(file('bad.copy'), bytes);
    expect(await take(`${file('bad.copy')} --sha256 ${'0'.repeat(64)}`)).toMatchObject({
      code: 'refused',
      text: expect.stringContaining('SHA-256'),
    });
    await exportLogical(staff, file('all.export'));
    expect(await take(file('all.export'))).toMatchObject({
      code: 'refused',
      text: expect.stringContaining('公開用の写しではありません'),
    });
    await expect(
      importLogical(at(target.cloneName), file('real.copy'), allMigrations, { replace: true }),
    ).rejects.toThrow(/書出しファイルではありません/);
    expect(await take(file('none.copy'))).toMatchObject({ code: 'refused' });
    expect(await (await publicApp().request('/api/v1/observations?indicator=cio&asOf=all')).text()).toBe(
      before,
    );
    expect(await formerSchemas(target.db)).toBe(0);
  });

  it('the two sides never work on one database', async () => {
    const users = await count(site.deps.db, 'sign_in.account');
    expect(await shirube(`take-copy ${file('real.copy')}`, publicDeps(site.deps.db), staff)).toMatchObject({
      code: 'refused',
      text: expect.stringContaining('職員側のもの'),
    });
    expect(await count(site.deps.db, 'sign_in.account')).toBe(users);
    await expect(prepareDatabase({ ...site.deps, db: target.db }, modules)).rejects.toThrow(
      /公開用の写しです/,
    );
    // A database that was never started by the staff side, but holds something.
    const other = await testDatabase();
    try {
      await sql`insert into bodies.body values ('012025')`.execute(other.db);
      expect(await take(file('real.copy'), other)).toMatchObject({
        code: 'refused',
        text: expect.stringContaining('写しではないデータ'),
      });
      expect(await count(other.db, 'bodies.body')).toBe(1);
    } finally {
      await other.close();
    }
  });

  it('is taken at once while readers go on', async () => {
    site.clock.set('2026-04-05T09:00:00+09:00');
    await site.save([observed({ bodyCode: '012025', on: '2025-04-01' })], '新しい表');
    expect(await publish(file('next.copy'))).toMatchObject({ code: 0 });
    const app = publicApp();
    const path = '/api/v1/observations?indicator=overall-policy&asOf=all';
    const old = await (await app.request(path)).text();
    const seen = new Set<string>();
    let pages = 0;
    let going = true;
    const readers = [path, '/', '/bodies/012025', '/indicators/cio'].map(async (address) => {
      while (going) {
        const answer = await app.request(address);
        const text = await answer.text();
        if (answer.status !== 200) seen.add(`${address}: ${answer.status}`);
        if (address === path) seen.add(text);
        pages += 1;
      }
    });
    // One who began before and reads on afterwards keeps what they began with.
    const slow = target.appDb.connection().execute(async (connection) => {
      await sql`begin isolation level repeatable read`.execute(connection);
      const first = await sql`select count(*) from observations.observation`.execute(connection);
      await sql`select pg_sleep(2)`.execute(connection);
      const second = await sql`select count(*) from observations.observation`.execute(connection);
      await sql`commit`.execute(connection);
      return [first.rows, second.rows];
    });
    const taken = await take(file('next.copy'));
    going = false;
    await Promise.all(readers);
    const [first, second] = await slow;
    expect(taken).toMatchObject({ code: 0 });
    expect(second).toEqual(first);
    const now = await (await app.request(path)).text();
    expect(now).not.toBe(old);
    expect([...seen].filter((text) => text !== old && text !== now)).toEqual([]);
    expect(pages).toBeGreaterThan(10);
    expect(await (await app.request('/bodies/012025')).text()).toContain('2025');
    expect(await formerSchemas(target.db)).toBe(0);
  });

  it('cannot be written by the running public side', async () => {
    for (const text of [
      'delete from bodies.alias',
      "insert into platform.copy values (true, now(), now(), '', true)",
    ]) {
      await expect(sql.raw(text).execute(target.appDb), text).rejects.toThrow(/permission denied/);
    }
    const { rows } = await sql`select distinct privilege_type from information_schema.role_table_grants
      where grantee = 'shirube_app' and table_schema <> 'pg_catalog'`.execute(target.db);
    expect(rows).toEqual([{ privilege_type: 'SELECT' }]);
  });
});

async function formerSchemas(db: Db): Promise<number> {
  return count(db, `pg_namespace where nspname like 'former%'`);
}

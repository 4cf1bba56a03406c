import { sql } from 'kysely';
import { expect } from 'vitest';
import type { By } from '../../src/modules/overall-policy/actions/by.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import type { Right } from '../../src/spine/contracts/seat.ts';
import { standingMarks } from '../../src/spine/evidence/queries.ts';
import { seatsOfBody } from '../../src/spine/posts/queries/seats.ts';
import { type Browser, signedInAs } from '../support/people.ts';
import { openSite, readable } from '../support/site.ts';

export const VILLAGE = '993611';
/** 仮名町, which shares what the village leads. */
export const TOWN = '993034';
export const DECISION = { documentNo: '総第12号', decidedOn: '令和8年4月20日', decider: '村長' };

/** 見本県 on one site, as the village's officer goes through its pages. */
export async function openVillage() {
  const site = await openSite('2026-04-20T09:00:00+09:00');
  let village = await signedInAs(site, 'village-officer');

  async function page(path: string, status = 200, who: Browser = village): Promise<string> {
    const answer = await who.get(path);
    const html = await answer.text();
    expect([path, answer.status, status === answer.status ? '' : readable(html).slice(0, 800)]).toEqual([
      path,
      status,
      '',
    ]);
    return readable(html);
  }

  /** Sends a form; gives where it leads, or the page that refuses it. */
  async function send(
    path: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    status = 303,
    who: Browser = village,
  ) {
    const answer = await who.post(path, values);
    const text = readable(await answer.text());
    expect([path, answer.status, status === answer.status ? '' : text.slice(0, 800)]).toEqual([
      path,
      status,
      '',
    ]);
    return { to: answer.headers.get('location') ?? '', text };
  }

  /** Names and values of the fields of a form as a browser would send them back unchanged. */
  async function fieldsOf(path: string, who: Browser = village): Promise<Record<string, string>> {
    const html = await (await who.get(path)).text();
    const form = /<form method="post" action="[^"]*write[^"]*"[\s\S]*?<\/form>/.exec(
      html.slice(html.indexOf('policy-form') - 200),
    )?.[0];
    const fields: Record<string, string> = {};
    const decoded = (text: string) =>
      text
        .replace(/&quot;/g, '"')
        .replace(/&lt;/g, '<')
        .replace(/&amp;/g, '&');
    for (const [, attributes = ''] of (form ?? '').matchAll(/<input([^>]*)>/g)) {
      const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      if (of('type') !== 'checkbox' && of('name') !== 'csrf') fields[of('name')] = decoded(of('value'));
    }
    for (const [, name = '', text = ''] of (form ?? '').matchAll(
      /<textarea[^>]*\bname="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g,
    ))
      fields[name] = decoded(text);
    for (const [, name = '', inner = ''] of (form ?? '').matchAll(
      /<select[^>]*\bname="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
    ))
      fields[name] = /<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '';
    return fields;
  }

  /** What the register says of the body's 全体方針の策定, by day. */
  async function figures(body = VILLAGE) {
    const { rows } = await sql<{ on: string; value: bigint | null; reason: number | null }>`
      select distinct on (o.period_end) o.period_end as "on", o.value, o.reason from observations.observation o
      join indicators.definition d on d.indicator_key = o.indicator_key
      join indicators.series s on s.series_key = o.series_key
      where o.body_code = ${body} and d.id = 'overall-policy' and s.series = 'evidence'
      order by o.period_end, o.revision desc`.execute(site.deps.db);
    return rows.map((row) => [row.on, row.value === null ? `reason ${row.reason}` : Number(row.value)]);
  }

  async function marks(body = VILLAGE) {
    const { rows } = await sql<{ key: string; on: string; stands: boolean }>`
      select m.key, m.on_day as "on", m.stands from evidence.mark m
      join evidence.record r on r.body_code = m.body_code and r.record_no = m.record_no
      where m.body_code = ${body} and m.source = 'overall-policy' order by m.record_no, m.key`.execute(
      site.deps.db,
    );
    return rows.map((row) => `${row.key} ${row.on} ${row.stands ? 'stands' : 'ends'}`);
  }

  /** Sends a file with its fields, as a browser does. */
  async function upload(
    path: string,
    file: Uint8Array | string | null,
    fields: Readonly<Record<string, string>> = {},
  ) {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (file !== null) {
      const bytes = typeof file === 'string' ? Buffer.from(file) : Uint8Array.from(file);
      body.append('file', new Blob([bytes]), 'dx.pdf');
    }
    const answer = await site.request(`${path}?csrf=${encodeURIComponent(village.token)}`, {
      method: 'POST',
      body,
      headers: { cookie: village.cookie, origin: 'http://127.0.0.1:0' },
    });
    return {
      status: answer.status,
      to: answer.headers.get('location') ?? '',
      text: readable(await answer.text()),
    };
  }

  /** As the seat of a body that holds a right, in its own scope. */
  function asBody<T>(bodyCode: string, right: Right, work: (by: By) => Promise<T>): Promise<T> {
    return withScope(site.appDeps.db, { kind: 'body', bodyCode }, async (tx) => {
      const seat = (await seatsOfBody(tx, bodyCode, '2026-04-22')).find((one) => one.rights.has(right));
      if (seat === undefined) throw new Error(`nobody of ${bodyCode} has ${right}`);
      return work({ tx, clock: site.clock, seat });
    });
  }

  /** What the village has published, without going through the pages that others test: registered by its address. */
  async function publish(title: string): Promise<void> {
    await send('/overall-policy', { title, way: 'registered' });
    const pages = { url: 'https://www.example.jp/dx', visionPages: '1', roadmapPages: '2' };
    await upload('/overall-policy/1/versions/1/source', null, pages);
    await send('/overall-policy/1/versions/1/decision', { ...DECISION, edition: '2' });
    await send('/overall-policy/1/versions/1/publication', { publishedOn: '2026-04-20', publishedUrl: '' });
  }

  /** What stands of the body's policies on 2026-04-22, with its first day. */
  async function standing(body = VILLAGE) {
    const found = await withScope(site.appDeps.db, { kind: 'body', bodyCode: body }, (tx) =>
      standingMarks(tx, [body], '2026-04-22'),
    );
    return found.filter(({ source }) => source === 'overall-policy').map(({ key, since }) => [key, since]);
  }

  return {
    site,
    page,
    publish,
    standing,
    send,
    fieldsOf,
    figures,
    marks,
    upload,
    asBody,
    /** Two days later the session has ended. */
    async on(day: string): Promise<void> {
      site.clock.set(`${day}T10:00:00+09:00`);
      village = await signedInAs(site, 'village-officer');
    },
    get: (path: string) => village.get(path),
  };
}

export type Village = Awaited<ReturnType<typeof openVillage>>;

import { Hono } from 'hono';
import { pino } from 'pino';
import { createApp } from '../../src/app/server.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { createAccount, type NewAccount } from '../../src/platform/sign-in/actions.ts';
import { accountFormToken, accountOf, requireAccount } from '../../src/platform/sign-in/session.ts';
import { stepAt, totpCode } from '../../src/platform/sign-in/totp.ts';
import { defineModule } from '../../src/spine/module.ts';
import { fixedClock, testDatabase } from '../support/database.ts';

export const PASSWORD = 'いろは 青い屋根の役場 42';
export const NOW = '2026-04-01T09:00:00+09:00';

/** A page and a form that need somebody signed in: what other parts have. */
const notes: string[] = [];
export const deskModule = defineModule({
  id: 'desk',
  title: '机',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
  pages: () =>
    new Hono()
      .get('/desk', requireAccount(), (c) => c.text(`${accountOf(c).loginName} ${accountFormToken(c)}`))
      .post('/desk', requireAccount(), async (c) => {
        const body = await c.req.parseBody({ all: true });
        notes.push(JSON.stringify([body.note, body.many]));
        return c.redirect('/desk', 303);
      }),
});

/** The pages of signing in on a database of its own; what it says to the log is kept. */
export async function openDesk(env: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase();
  const clock = fixedClock(NOW);
  const logged: string[] = [];
  const settings = parseSettings({ SHIRUBE_SECRET: 'only-for-tests-'.repeat(3), ...env });
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const deps: Deps = { db: database.appDb, clock, log, settings };
  const app = createApp(deps, [deskModule], '/nowhere');
  notes.length = 0;
  return {
    deps,
    clock,
    app,
    logged,
    owner: database.db,
    /** What was written at the desk. */
    notes: () => notes.splice(0),
    browser: (more: Readonly<Record<string, string>> = {}) => browserOf(app, settings.baseUrl, more),
    account: (loginName: string, more: Partial<NewAccount> = {}) => makeAccount(deps, loginName, more),
    close: () => database.close(),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

async function makeAccount(deps: Deps, loginName: string, more: Partial<NewAccount>) {
  const made = await deps.db.transaction().execute((tx) => createAccount(tx, deps, { loginName, ...more }));
  if (!made.ok) throw new Error(made.code);
  return made.value;
}

export interface Seen {
  readonly status: number;
  readonly html: string;
  /** Where we are after redirects of our own. */
  readonly path: string;
  readonly headers: Headers;
}

/** A browser without script: keeps cookies, follows redirects, sends forms. */
export function browserOf(app: Hono, origin: string, more: Readonly<Record<string, string>>) {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit, env: object = {}): Promise<Seen> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...more, ...(cookie === '' ? {} : { cookie }), ...(init.headers as object) };
    const answer = await app.request(origin + path, { ...init, headers }, env);
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const target = answer.headers.get('Location');
    if (answer.status === 303 && target !== null) {
      if (!target.startsWith('/')) return seen(answer, target);
      return send(target, {}, env);
    }
    return seen(answer, path);
  };
  return {
    jar,
    get: (path: string, env: object = {}) => send(path, {}, env),
    post: (path: string, fields: Readonly<Record<string, string>> | URLSearchParams, env: object = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin } }, env),
    /** Fills in the one form of a page that has this field, as it came, with what is typed. */
    async fill(page: Seen, field: string, typed: Readonly<Record<string, string>>): Promise<Seen> {
      const form = formWith(page.html, field);
      return this.post(form.action, { ...form.hidden, ...typed });
    },
    /** Password, and the second factor that is asked for. */
    async signIn(loginName: string, code?: string, password = PASSWORD): Promise<Seen> {
      const asked = await this.post('/sign-in', { loginName, password });
      return code === undefined ? asked : this.fill(asked, 'code', { code });
    },
  };
}

async function seen(answer: Response, path: string): Promise<Seen> {
  return { status: answer.status, html: await answer.text(), path, headers: answer.headers };
}

export function formWith(html: string, field: string): { action: string; hidden: Record<string, string> } {
  const forms = html.match(/<form.*?<\/form>/gs) ?? [];
  const form = forms.find((text) => text.includes(`name="${field}"`));
  if (form === undefined)
    throw new Error(`no form with ${field} in ${html.replace(/<[^>]+>/g, ' ').slice(0, 800)}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return {
    action: decode(/action="([^"]*)"/.exec(form)?.[1] ?? ''),
    hidden: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, decode(value)])),
  };
}

function decode(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');
}

/** The secret that the page of a new app shows, as bytes. */
export function secretOn(html: string): Buffer {
  const text = (/<code class="dads-secret">([^<]+)</.exec(html)?.[1] ?? '').replace(/ /g, '');
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export function codeNow(desk: Pick<Desk, 'clock'>, secret: Buffer, steps = 0): string {
  return totpCode(secret, stepAt(desk.clock.now()) + steps);
}

export function codesOn(html: string): string[] {
  return [...html.matchAll(/<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<\/code>/g)].map(([, code = '']) => code);
}

/** A person who has taken the account into use, with an app; returns what they hold. */
export async function enrolled(desk: Desk, loginName: string) {
  const { accountId, enrolmentLink } = await desk.account(loginName);
  const browser = desk.browser();
  const path = enrolmentLink.slice(desk.deps.settings.baseUrl.length);
  const asked = await browser.get(path);
  const setUp = await browser.fill(asked, 'newPassword', {
    newPassword: PASSWORD,
    newPasswordAgain: PASSWORD,
  });
  const secret = secretOn(setUp.html);
  const done = await browser.fill(setUp, 'code', { code: codeNow(desk, secret) });
  return { accountId, browser, secret, codes: codesOn(done.html), path };
}

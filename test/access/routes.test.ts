import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import { SAMPLE_NATION } from '../../src/core/body-code.ts';
import { makeLine } from '../../src/modules/roadmap/actions/lines.ts';
import { EMPTY_LINE, lineId } from '../../src/modules/roadmap/rules/line.ts';
import { withScope } from '../../src/platform/db/scope.ts';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { type Right, VERBS } from '../../src/spine/contracts/seat.ts';
import { ROLES } from '../../src/spine/posts/rules/roles.ts';
import { SAMPLE_OFFICES } from '../../src/spine/sample/offices.ts';
import { sectionIdOf } from '../../src/spine/sample/people.ts';
import { type Browser, browserOf } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { type Actor, actorFor, browserFor } from './roles.ts';
import { type BodyKind, HOLDERS, type Line, ROLE_IDS, type RoleId, TABLE } from './table.ts';
import { othersOf, thing } from './things.ts';

let site: Site;
let routes: readonly string[] = [];
const NOWHERE = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  site = await openSite();
  await addLines();
  const app = createApp(site.appDeps, modules, '/nowhere');
  // Guards and caches of a path are listed as ALL or twice: what is asked for is the method and the path.
  routes = [...new Set(app.routes.map((route) => `${route.method} ${route.path}`))].filter(
    (route) => !route.startsWith('ALL '),
  );
}, 120_000);
afterAll(() => site?.close());

/** One more 個別取組 for each body: under the 課 of who answers there, as 課の回答者 write only what is their own. */
async function addLines(): Promise<void> {
  await withScope(site.deps.db, { kind: 'system' }, async (tx) => {
    for (const { bodyCode, sections, posts } of SAMPLE_OFFICES) {
      if (bodyCode === SAMPLE_NATION) continue;
      const section =
        posts.find(({ role }) => role === 'section-answerer')?.section ?? sections[0]?.name ?? '';
      const owner = { sectionId: sectionIdOf(bodyCode, section), postId: null, name: section };
      const content = { ...EMPTY_LINE, item: 'security', title: '試験の取組', owner };
      const made = await makeLine(
        tx,
        site.clock,
        { seat: null, via: 'sample', note: null },
        bodyCode,
        content,
      );
      expect(made.ok && lineId(made.value)).toBe(thing('roadmapLine', bodyCode));
    }
  });
}

describe('the table', () => {
  it('has a line for every route, and no line for a route that is gone', () => {
    const optional = new Set(['GET /sign-in/oidc', 'POST /sign-in/oidc', 'GET /sign-in/oidc/callback']);
    expect(routes.filter((route) => TABLE[route] === undefined)).toEqual([]);
    expect(Object.keys(TABLE).filter((line) => !routes.includes(line) && !optional.has(line))).toEqual([]);
    expect(routes.length).toBeGreaterThan(80);
  });

  it('says of every right who has it, as the standard roles do', () => {
    const given = new Set(ROLES.flatMap((role) => role.rights));
    expect([...given].sort()).toEqual(Object.keys(HOLDERS).sort());
    for (const [right, holders] of Object.entries(HOLDERS)) {
      const having = ROLES.filter((role) => role.rights.includes(right as Right)).map((role) => role.id);
      expect([right, having.sort()]).toEqual([right, [...holders].sort()]);
    }
    expect(ROLES.map((role) => role.id).sort()).toEqual([...ROLE_IDS].sort());
    for (const right of given) expect(VERBS).toContain(right.split(':')[1]);
  });
});

/** What one asks for: the address with the things of a body, and the answer. */
interface Cell {
  readonly route: string;
  readonly line: Line;
  readonly as: string;
  readonly of: string;
  readonly status: number;
  readonly to: string | null;
}

function address(route: string, line: Line, bodyCode: string | null): string {
  const path = route.slice(route.indexOf(' ') + 1);
  return path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
    const kind = line.who === 'right' ? line.things[name] : undefined;
    if (kind !== undefined && bodyCode !== null) return thing(kind, bodyCode);
    return name === 'version' ? '5.0' : name === 'code' ? '012025' : NOWHERE;
  });
}

/** As a program of a seat sends it: an empty document, with the token in its header. */
function put(browser: Browser, path: string) {
  const headers = { cookie: browser.cookie, 'x-form-token': browser.token, origin: 'http://127.0.0.1:0' };
  return site.request(path, { method: 'PUT', body: '{}', headers });
}

async function ask(
  browser: Browser,
  route: string,
  line: Line,
  as: string,
  of: string | null,
): Promise<Cell> {
  const path = address(route, line, of);
  const answer = route.startsWith('GET ')
    ? await browser.get(path)
    : route.startsWith('PUT ')
      ? await put(browser, path)
      : await browser.post(path);
  await answer.arrayBuffer();
  return { route, line, as, of: of ?? '-', status: answer.status, to: answer.headers.get('location') };
}

const leadsToSignIn = (cell: Cell) => cell.status === 303 && /^\/sign-in(\?|\/kept|$)/.test(cell.to ?? '');
const isServed = (cell: Cell) =>
  [200, 204, 303, 400, 404, 409, 413, 415, 422].includes(cell.status) && !leadsToSignIn(cell);
const isFound = (cell: Cell) => isServed(cell) && cell.status !== 404;
const isRefused = (cell: Cell) => cell.status === 403 || cell.status === 401;

function shown(cell: Cell, expected: string): string {
  return `${cell.as} · ${cell.route} · ${cell.of}: ${cell.status} ${cell.to ?? ''}, expected ${expected}`;
}

/** Faults of one browser over all lines. `actor` null: a visitor or the operator. */
async function walk(
  name: string,
  fresh: () => Promise<Browser>,
  actor: Actor | null,
): Promise<{ readonly faults: string[]; readonly asked: number }> {
  const faults: string[] = [];
  let browser = await fresh();
  let asked = 0;
  for (const route of routes) {
    const line = TABLE[route];
    if (line === undefined) continue;
    const own = actor?.bodyCode ?? null;
    const cell = await ask(browser, route, line, name, own);
    asked += 1;
    const expected = expectation(line, name, actor);
    if (!EXPECTED[expected](cell)) faults.push(shown(cell, expected));
    if (actor !== null && expected === 'found' && line.who === 'right' && hasThings(line)) {
      for (const other of othersOf(actor.bodyCode)) {
        const foreign = await ask(browser, route, line, name, other);
        asked += 1;
        const meant = reaches(line, actor, other) ? 'found' : 'out-of-reach';
        if (!EXPECTED[meant](foreign)) faults.push(shown(foreign, meant));
      }
    }
    // What may end the session is asked in one of its own.
    if (/^POST \/(sign-out|account|try|operator)/.test(route)) browser = await fresh();
  }
  return { faults, asked };
}

function hasThings(line: Line & { who: 'right' }): boolean {
  return Object.keys(line.things).length > 0;
}

function reaches(line: Line & { who: 'right' }, actor: Actor, other: string): boolean {
  const below = other !== '990001' && other !== '999997';
  if (actor.kind === 'prefecture') return below && line.alsoFor.includes('prefecture');
  return actor.kind === 'nation' && line.alsoFor.includes('nation');
}

const EXPECTED = {
  served: isServed,
  found: isFound,
  refused: isRefused,
  'to-sign-in': (cell: Cell) => leadsToSignIn(cell) || isRefused(cell),
  'out-of-reach': (cell: Cell) => isRefused(cell) || cell.status === 404,
  'no-fault': (cell: Cell) => cell.status < 500,
} as const;

function expectation(line: Line, name: string, actor: Actor | null): keyof typeof EXPECTED {
  switch (line.who) {
    case 'public':
      return 'served';
    case 'own-secret':
      return 'no-fault';
    case 'signed-in':
      return actor === null ? 'to-sign-in' : 'served';
    case 'operator':
      return name === 'operator' ? 'served' : 'refused';
    case 'right': {
      if (actor === null) return name === 'operator' && line.operatorToo ? 'served' : 'to-sign-in';
      const kinds: readonly BodyKind[] = line.kinds;
      if (!(HOLDERS[line.right] ?? []).includes(actor.role)) return 'refused';
      // A kind of body that owns no such thing holds the right for others: it finds none.
      if (!kinds.includes(actor.kind)) return hasThings(line) ? 'out-of-reach' : 'refused';
      return hasThings(line) ? 'found' : 'served';
    }
  }
}

/** Routes that have a line; that none lacks one is judged above. */
function known(): number {
  return routes.filter((route) => TABLE[route] !== undefined).length;
}

describe('every route as every role', () => {
  it('as a visitor', async () => {
    const { faults, asked } = await walk('visitor', async () => browserOf(site, '', ''), null);
    expect(faults).toEqual([]);
    expect(asked).toBe(known());
  }, 120_000);

  it('as the operator', async () => {
    const fresh = async () => {
      const link = await issueOperatorLink(site.deps, site.deps.settings.baseUrl);
      const answer = await site.get(link);
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      const page = await (await site.request('/operator', { headers: { cookie } })).text();
      return browserOf(site, cookie, /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '');
    };
    const { faults } = await walk('operator', fresh, null);
    expect(faults).toEqual([]);
  }, 120_000);

  it.each(ROLE_IDS)(
    'as %s',
    async (role: RoleId) => {
      const actor = actorFor(role);
      const { faults, asked } = await walk(role, () => browserFor(site, actor.personId), actor);
      expect(faults).toEqual([]);
      expect(asked).toBeGreaterThanOrEqual(known());
    },
    120_000,
  );
});

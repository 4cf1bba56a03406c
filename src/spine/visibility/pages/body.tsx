import type { Context, Handler } from 'hono';
import { prefectureOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Deps } from '../../../platform/deps.ts';
import { bodyOn, historyOf, lineageOf } from '../../bodies/queries/register.ts';
import { NON_BODIES } from '../../bodies/register-data.ts';
import { standpoint } from '../load.ts';
import { loadIdentity } from '../load-identity.ts';
import { readCode } from '../rules/codes.ts';
import { address, readView } from '../rules/request.ts';
import { formerBodyPage } from './body-former.tsx';
import { type MissingBody, missingBodyPage } from './body-missing.tsx';
import { sheetPage } from './body-sheet.tsx';
import { prefecturePage } from './prefecture/page.tsx';

/** `/bodies/{code}`: a municipality's sheet, a prefecture's page, what became of an old code, or where to search. */
export function bodyPage(deps: Deps): Handler {
  return async (c) => {
    const given = c.req.param('code') ?? '';
    const asked = readCode(given);
    switch (asked.kind) {
      case 'nation':
        return c.redirect(address('/', { knownOn: c.req.query('knownOn') }), 302);
      case 'words':
        return c.redirect(address('/search', { q: asked.text.slice(0, 100) }), 303);
      case 'shortened':
        return shortened(deps, c, given, asked.candidates);
      case 'wrong-check-digit': {
        const known = await isKnown(deps, asked.expected);
        return missingBodyPage(c, {
          kind: 'wrong-check-digit',
          code: given,
          expected: known ? asked.expected : null,
        });
      }
      case 'code':
        return pageOf(deps, c, asked.code);
    }
  };
}

async function pageOf(deps: Deps, c: Context, code: string): Promise<Response> {
  const { view } = readView((name) => c.req.query(name));
  const stand = standpoint(deps.clock, view.knownOn);
  const identity = await loadIdentity(deps.db, code, stand);
  if (identity !== null) {
    const { body } = identity;
    return body.kind === 'prefecture' ? prefecturePage(deps, c, body) : sheetPage(deps, c, identity);
  }
  const [rows, lineage] = await Promise.all([historyOf(deps.db, code), lineageOf(deps.db, code)]);
  if (rows.length > 0 || lineage.some((event) => event.fromCode === code))
    return formerBodyPage(deps, c, { code, rows, lineage, stand });
  return missingBodyPage(c, await nonBody(deps, code, stand.today));
}

/** Codes of the official list that are no bodies say what they are. */
async function nonBody(deps: Deps, code: string, today: Day): Promise<MissingBody> {
  const ward = NON_BODIES.wards.find((one) => one.code === code);
  if (ward !== undefined) {
    const city = await bodyOn(deps.db, ward.city, today);
    return { kind: 'ward', code, name: ward.name, city: ward.city, cityName: city?.name ?? '' };
  }
  const village = NON_BODIES.northernVillages.find((one) => one.code === code);
  if (village !== undefined) return { kind: 'northern-village', code, name: village.name };
  return { kind: 'unknown', code, prefecture: prefectureOf(code) };
}

/** One body that the digits can mean: there. Several: the search shows them all. */
async function shortened(
  deps: Deps,
  c: Context,
  given: string,
  candidates: readonly string[],
): Promise<Response> {
  const known: string[] = [];
  for (const code of candidates) if (await isKnown(deps, code)) known.push(code);
  const [only, another] = known;
  if (only === undefined) return missingBodyPage(c, { kind: 'unknown', code: given, prefecture: null });
  if (another !== undefined) return c.redirect(address('/search', { q: given.normalize('NFKC') }), 303);
  return c.redirect(address(`/bodies/${only}`, { knownOn: c.req.query('knownOn') }), 302);
}

async function isKnown(deps: Deps, code: string): Promise<boolean> {
  if ((await historyOf(deps.db, code)).length > 0) return true;
  return (await lineageOf(deps.db, code)).some((event) => event.fromCode === code);
}

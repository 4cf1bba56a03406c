import type { Right } from '../../src/spine/contracts/seat.ts';
import type { ThingKind } from './things.ts';

/**
 * WHO MAY ASK WHAT. Every route of the program has its line here; `routes.test.ts` asks each one as every role, for a
 * thing of the own body and of another. A new route without a line fails.
 *
 * To add a route, write one line, named as Hono names it:
 *   'GET /surveys': right('surveys:read'),
 *   'GET /surveys/sheets/:no': right('surveys:read', { no: 'sheet' }),
 * Each parameter that names something a body owns gets a kind of `things.ts`: there the kind says which address it has in
 * which body. A parameter without a kind is asked with an id that does not exist.
 *
 * A form is sent with its token and nothing in it: who may send it is told what is missing (422), who may not gets 403.
 */
export type Line =
  /** Everybody, signed in or not. `staffSide`: but there is no such page where only the public is served. */
  | { readonly who: 'public'; readonly staffSide?: true }
  /** Everybody may ask; what comes depends on a secret of one's own (a link, a session under way). */
  | { readonly who: 'own-secret' }
  | { readonly who: 'signed-in' }
  | { readonly who: 'operator' }
  | {
      readonly who: 'right';
      readonly right: Right;
      readonly things: Readonly<Record<string, ThingKind>>;
      /** Who may see another body's thing: its prefecture, the nation. */
      readonly alsoFor: readonly ('prefecture' | 'nation')[];
      /** Kinds of bodies whose seats may ask at all; all, unless said. */
      readonly kinds: readonly BodyKind[];
      /** The 運用管理者 may ask too. */
      readonly operatorToo: boolean;
    };

export type BodyKind = 'municipality' | 'prefecture' | 'nation';

const open: Line = { who: 'public' };
const openToStaff: Line = { who: 'public', staffSide: true };
const secret: Line = { who: 'own-secret' };
const signedIn: Line = { who: 'signed-in' };
const operator: Line = { who: 'operator' };

function right(
  name: Right,
  things: Readonly<Record<string, ThingKind>> = {},
  more: Partial<Pick<Line & { who: 'right' }, 'alsoFor' | 'kinds' | 'operatorToo'>> = {},
): Line {
  return {
    who: 'right',
    right: name,
    things,
    alsoFor: more.alsoFor ?? [],
    kinds: more.kinds ?? ['municipality', 'prefecture', 'nation'],
    operatorToo: more.operatorToo ?? false,
  };
}

/** 府省 are asked nothing: they have no sheets. */
const SHEETS = { kinds: ['municipality', 'prefecture'] } as const;

export const TABLE: Readonly<Record<string, Line>> = {
  // —— the program itself
  'GET /healthz': open,
  'GET /assets/:name': open,
  'GET /operator': secret,
  'POST /operator/end': operator,
  'GET /audit': right('audit:read', {}, { operatorToo: true }),
  'GET /audit/digests': right('audit:read', {}, { operatorToo: true }),
  'GET /jobs/:id': secret,
  'GET /jobs/:id/files/:name': secret,
  // —— 全体方針: addresses name a policy of the own body by its number; nobody can name another body's
  'GET /overall-policy': right('overall-policy:read'),
  'POST /overall-policy': right('overall-policy:answer'),
  'GET /overall-policy/:no{[0-9]+}': right('overall-policy:read'),
  'POST /overall-policy/:no/name': right('overall-policy:answer'),
  'POST /overall-policy/:no/versions': right('overall-policy:answer'),
  'POST /overall-policy/:no/partners': right('overall-policy:answer'),
  'GET /overall-policy/:no/compare': right('overall-policy:read'),
  'GET /overall-policy/:no/abolish': right('overall-policy:decide'),
  'POST /overall-policy/:no/abolish': right('overall-policy:decide'),
  'GET /overall-policy/:no/versions/:version/write/:step': right('overall-policy:read'),
  'POST /overall-policy/:no/versions/:version/write/:step': right('overall-policy:answer'),
  'GET /overall-policy/:no/versions/:version/source': right('overall-policy:read'),
  'POST /overall-policy/:no/versions/:version/source': right('overall-policy:answer'),
  'GET /overall-policy/files/:sha256': right('overall-policy:read'),
  'GET /overall-policy/:no/versions/:version/paper': right('overall-policy:read'),
  'GET /overall-policy/:no/versions/:version/paper.pdf': right('overall-policy:read'),
  'GET /overall-policy/:no/versions/:version/record': right('overall-policy:decide'),
  'POST /overall-policy/:no/versions/:version/decision': right('overall-policy:decide'),
  'POST /overall-policy/:no/versions/:version/publication': right('overall-policy:decide'),
  'POST /overall-policy/:no/versions/:version/undo': right('overall-policy:decide'),
  'GET /overall-policy/of/:code': open,
  'GET /overall-policy/of/:code/files/:sha256': open,
  // —— surveys: 決裁, 提出, 確認・取りまとめ, 確定, 公表
  'GET /surveys/sheets/:no/decide': right('surveys:read', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/draft-set': right('surveys:read', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/draft-set.pdf': right('surveys:read', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/case': right('surveys:decide', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/case.pdf': right('surveys:decide', { no: 'sheet' }, SHEETS),
  'POST /surveys/sheets/:no/decision': right('surveys:decide', { no: 'sheet' }, SHEETS),
  'POST /surveys/sheets/:no/hand-in': right('surveys:decide', { no: 'sheet' }, SHEETS),
  'POST /surveys/sheets/:no/withdraw': right('surveys:decide', { no: 'sheet' }, SHEETS),
  'POST /surveys/sheets/:no/replace': right('surveys:decide', { no: 'sheet' }, SHEETS),
  'POST /surveys/body-rule': right('surveys:decide'),
  'GET /surveys/review': right('surveys:review'),
  'GET /surveys/review/:round': right('surveys:review'),
  'POST /surveys/review/:round/gather': right('surveys:review'),
  'POST /surveys/review/:round/ask-again': right('surveys:review'),
  'GET /surveys/review/:round/:code': right('surveys:review'),
  'POST /surveys/review/:round/:code/gather': right('surveys:review'),
  'POST /surveys/review/:round/:code/return': right('surveys:review'),
  'GET /surveys/conduct': right('surveys:conduct'),
  'GET /surveys/conduct/:round': right('surveys:conduct'),
  'POST /surveys/conduct/:round/ask-again': right('surveys:conduct'),
  'POST /surveys/conduct/:round/fix-round': right('surveys:conduct'),
  'POST /surveys/conduct/:round/publish': right('surveys:conduct'),
  'GET /surveys/conduct/:round/:code': right('surveys:conduct'),
  'POST /surveys/conduct/:round/:code/query': right('surveys:conduct'),
  'POST /surveys/conduct/:round/:code/fix': right('surveys:conduct'),
  'GET /surveys/results/:round': right('surveys:read'),
  // —— surveys: definitions, 調査回, consents, 災害対応中
  'GET /surveys/definitions': right('surveys:conduct'),
  'GET /surveys/definitions/template.xlsx': right('surveys:conduct'),
  'POST /surveys/definitions/import': right('surveys:conduct'),
  'GET /surveys/definitions/:id/:version': right('surveys:conduct'),
  'GET /surveys/definitions/:id/:version/sheet.xlsx': right('surveys:conduct'),
  'GET /surveys/definitions/:id/:version/preview': right('surveys:conduct'),
  'POST /surveys/definitions/:id/:version/copy': right('surveys:conduct'),
  'GET /surveys/definitions/:id/:version/edit': right('surveys:conduct'),
  'POST /surveys/definitions/:id/:version/edit': right('surveys:conduct'),
  'GET /surveys/definitions/:id/:version/questions/:question': right('surveys:conduct'),
  'POST /surveys/definitions/:id/:version/questions': right('surveys:conduct'),
  'POST /surveys/definitions/:id/:version/questions/:question': right('surveys:conduct'),
  'POST /surveys/definitions/:id/:version/questions/:question/move': right('surveys:conduct'),
  'GET /surveys/rounds': right('surveys:conduct'),
  'GET /surveys/rounds/new': right('surveys:conduct'),
  'POST /surveys/rounds': right('surveys:conduct'),
  'GET /surveys/rounds/:round': right('surveys:conduct'),
  'GET /surveys/rounds/:round/edit': right('surveys:conduct'),
  'POST /surveys/rounds/:round/edit': right('surveys:conduct'),
  'POST /surveys/rounds/:round/send': right('surveys:conduct'),
  'GET /surveys/consents': right('surveys:read'),
  'POST /surveys/consents': right('surveys:decide'),
  'POST /surveys/consents/:id/end': right('surveys:decide'),
  'GET /surveys/disaster': right('surveys:read'),
  'POST /surveys/disaster': right('surveys:read'),
  'POST /surveys/disaster/end': right('surveys:read'),
  // —— surveys: a body's list, its sheets, 代行入力, API of a seat
  'GET /surveys': right('surveys:read'),
  'GET /surveys/known-facts': right('surveys:read'),
  'GET /surveys/known-facts.csv': right('surveys:read'),
  'GET /surveys/sheets/:no': right('surveys:read'),
  'GET /surveys/sheets/:no/paper': right('surveys:read'),
  'GET /surveys/sheets/:no/csv': right('surveys:read'),
  'GET /surveys/sheets/:no/answers.csv': right('surveys:read'),
  'GET /surveys/sheets/:no/pages/:page': right('surveys:read'),
  'POST /surveys/sheets/:no/pages/:page': right('surveys:answer'),
  'GET /surveys/sheets/:no/aside': right('surveys:read'),
  'POST /surveys/sheets/:no/aside': right('surveys:answer'),
  'GET /surveys/sheets/:no/questions/:question': right('surveys:read'),
  'POST /surveys/sheets/:no/questions/:question/note': right('surveys:answer'),
  'POST /surveys/sheets/:no/questions/:question/evidence': right('surveys:answer'),
  'POST /surveys/sheets/:no/questions/:question/evidence-file': right('surveys:answer'),
  'POST /surveys/sheets/:no/questions/:question/evidence/:evidence/remove': right('surveys:answer'),
  'GET /surveys/sheets/:no/files/:sha256': right('surveys:read'),
  'GET /surveys/sheets/:no/proxy': right('surveys:read'),
  'POST /surveys/sheets/:no/proxy': right('surveys:answer'),
  'GET /surveys/proxy/:no': right('surveys:review'),
  'POST /surveys/proxy/:no': right('surveys:review'),
  'GET /surveys/proxy/:no/files/:sha256': right('surveys:review'),
  'GET /surveys/proxy/:no/:entry/pages/:page': right('surveys:review'),
  'POST /surveys/proxy/:no/:entry/pages/:page': right('surveys:review'),
  'GET /api/v1/workspace/sheets/:no/answers': right('surveys:read'),
  'PUT /api/v1/workspace/sheets/:no/answers': right('surveys:answer'),
  // —— surveys: Excelの回答票, 庁内照会, workbooks of a whole round
  'GET /surveys/sheets/:no/workbooks': right('surveys:answer', { no: 'sheet' }, SHEETS),
  'POST /surveys/sheets/:no/workbooks': right('surveys:answer', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/workbooks/:issue': right('surveys:answer'),
  'POST /surveys/sheets/:no/uploads': right('surveys:answer', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/uploads/:upload': right('surveys:answer'),
  'POST /surveys/sheets/:no/uploads/:upload': right('surveys:answer'),
  'POST /surveys/sheets/:no/uploads/:upload/close': right('surveys:answer'),
  'GET /surveys/sheets/:no/uploads/:upload/file': right('surveys:answer'),
  'GET /surveys/sheets/:no/handouts': right('surveys:hand-out', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/handouts/new': right('surveys:hand-out', { no: 'sheet' }, SHEETS),
  'POST /surveys/sheets/:no/handouts': right('surveys:hand-out', { no: 'sheet' }, SHEETS),
  'GET /surveys/sheets/:no/handouts/:handout': right('surveys:answer'),
  'POST /surveys/sheets/:no/handouts/:handout': right('surveys:answer'),
  'GET /surveys/sheets/:no/handouts/:handout/paper': right('surveys:answer'),
  'GET /surveys/rounds/:round/workbooks': right('surveys:read'),
  'POST /surveys/rounds/:round/workbooks': right('surveys:read'),
  'GET /surveys/rounds/:round/workbooks/:batch': right('surveys:read'),
  'GET /surveys/rounds/:round/workbooks/:batch/zip': right('surveys:read'),
  'GET /surveys/rounds/:round/workbooks/:batch/:body': right('surveys:read'),
  // —— standardization: 確定 figures and dates
  'GET /standardization': open,
  'GET /standardization/dates': open,
  // —— standardization: a body's month
  'GET /standardization/work': right('standardization:read'),
  'GET /standardization/months/:month': right('standardization:read'),
  'POST /standardization/months/:month': right('standardization:answer'),
  'GET /standardization/months/:month/lines/:business': right('standardization:read'),
  'POST /standardization/months/:month/lines/:business': right('standardization:answer'),
  // —— standardization: 進捗管理 of a prefecture and the nation
  'GET /standardization/pmo': right('standardization:review'),
  'GET /standardization/pmo/late': right('standardization:review'),
  'GET /standardization/pmo/late.csv': right('standardization:review'),
  'GET /standardization/pmo/months/:month': right('standardization:review'),
  'POST /standardization/pmo/months/:month/close': right('standardization:conduct'),
  // —— sign-in
  'GET /sign-in': openToStaff,
  'POST /sign-in': secret,
  'GET /sign-in/second-factor': secret,
  'POST /sign-in/second-factor': secret,
  'POST /sign-out': secret,
  'GET /sign-in/set-up': secret,
  'POST /sign-in/set-up': secret,
  'GET /sign-in/passkey': secret,
  'POST /sign-in/passkey': secret,
  'GET /sign-in/oidc': secret,
  'POST /sign-in/oidc': secret,
  'GET /sign-in/oidc/callback': secret,
  'GET /enrol': secret,
  'POST /enrol': secret,
  'GET /sign-in/kept': secret,
  'POST /sign-in/kept/discard': secret,
  'GET /account': signedIn,
  'POST /account/password': signedIn,
  'GET /account/totp': signedIn,
  'POST /account/totp': signedIn,
  'POST /account/totp/remove': signedIn,
  'POST /account/codes': signedIn,
  'GET /account/passkey': signedIn,
  'POST /account/passkey': signedIn,
  'POST /account/passkey/remove': signedIn,
  'POST /account/sessions/end': signedIn,
  // —— public pages and open data
  'GET /': open,
  'GET /search': open,
  'GET /bodies/:code': open,
  'GET /provenance/:id': open,
  'GET /indicators': open,
  'GET /indicators/:id': open,
  'GET /corrections': open,
  'GET /accessibility': open,
  'GET /data': open,
  'GET /plan': open,
  'GET /plan/changes': open,
  'GET /plan/:version': open,
  'GET /plan/:version/:item': open,
  'GET /api/v1/bodies': open,
  'GET /api/v1/bodies/:code': open,
  'GET /api/v1/indicators': open,
  'GET /api/v1/indicators/:id': open,
  'GET /api/v1/observations': open,
  'GET /api/v1/rollups': open,
  'GET /api/v1/corrections': open,
  'GET /api/v1/editions': open,
  'GET /api/v1/provenance/:id': open,
  'GET /api/v1/published': open,
  'GET /api/catalog.jsonld': open,
  'GET /api/openapi.json': open,
  'GET /try': openToStaff,
  'POST /try': openToStaff,
  // —— imports
  'GET /imports': open,
  'GET /imports/:id': open,
  'POST /imports': operator,
  'POST /imports/:id/commit': operator,
  'POST /imports/:id/decisions': operator,
  'POST /imports/:id/as-of': operator,
  'POST /imports/:id/retry': operator,
  'GET /imports/:id/undo': operator,
  'POST /imports/:id/undo': operator,
  // —— posts
  'GET /seats': signedIn,
  'POST /seats': signedIn,
  'GET /office': right('posts:read'),
  'GET /office/sections/new': right('posts:administer'),
  'POST /office/sections': right('posts:administer'),
  'GET /office/sections/:id': right('posts:administer', { id: 'section' }),
  'POST /office/sections/:id': right('posts:administer', { id: 'section' }),
  'POST /office/sections/:id/close': right('posts:administer', { id: 'section' }),
  'GET /office/recovery': right('posts:administer', {}, { kinds: ['prefecture', 'nation'] }),
  'POST /office/recovery': right('posts:administer', {}, { kinds: ['prefecture', 'nation'] }),
  'GET /office/bootstrap': operator,
  'POST /office/bootstrap': operator,
  'GET /office/posts/new': right('posts:administer'),
  'POST /office/posts': right('posts:administer'),
  'GET /office/posts/:id': right('posts:read', { id: 'post' }),
  'GET /office/posts/:id/edit': right('posts:administer', { id: 'post' }),
  'POST /office/posts/:id': right('posts:administer', { id: 'post' }),
  'POST /office/posts/:id/close': right('posts:administer', { id: 'post' }),
  'POST /office/posts/:id/seats': right('posts:administer', { id: 'post' }),
  'POST /office/posts/:id/successor': right('posts:administer', { id: 'post' }),
  'POST /office/seats/:id/end': right('posts:administer', { id: 'seat' }),
  'POST /office/posts/:id/notes': right('posts:read', { id: 'post' }),
  'GET /office/posts/:id/handover': right('posts:read', { id: 'post' }),
  'GET /office/people': right('posts:administer'),
  'GET /office/people/new': right('posts:administer'),
  'POST /office/people': right('posts:administer'),
  'POST /office/people/elsewhere': right('posts:administer'),
  'GET /office/people/:id': right('posts:administer', { id: 'person' }),
  'POST /office/people/:id/link': right('posts:administer', { id: 'person' }),
  // —— notices: whose a notice is, src/spine/notices/notices.test.ts asks for
  'GET /notices': right('notices:read'),
  'GET /notices/sent': right('notices:conduct'),
  'GET /notices/new': right('notices:conduct'),
  'POST /notices': right('notices:conduct'),
  'GET /notices/:id': right('notices:read'),
  'POST /notices/:id/receive': right('notices:answer'),
  'GET /notices/:id/files/:position': right('notices:read'),
  // —— steps: one's own body's, and those below
  'GET /steps': right('steps:read'),
  'GET /steps/telework': right('steps:read'),
  'GET /steps/review': right('steps:review'),
  'GET /steps/review/:code': right('steps:review'),
  'GET /steps/:template/:step': right('steps:read'),
  'POST /steps/:template/:step': right('steps:answer'),
  'POST /steps/:template/:step/plan': right('steps:answer'),
  'POST /steps/:template/:step/undo': right('steps:answer'),
  // —— home: of the seat's own body, whoever holds it
  'GET /home': signedIn,
  'GET /home/cio': signedIn,
  'GET /home/cio.pdf': signedIn,
  'GET /home/one-page': signedIn,
  'GET /home/one-page.pdf': signedIn,
  // —— threads: of each body of 見本県 one that 見本府省 opened (sample/threads.ts); the nation owns none
  'GET /threads': right('threads:read'),
  'GET /threads/stations': right('threads:read'),
  'GET /threads/new': right('threads:answer'),
  'POST /threads': right('threads:answer'),
  'GET /threads/contact': right('threads:review'),
  'POST /threads/contact': right('threads:review'),
  'GET /threads/batches/:batch': right('threads:read'),
  'GET /threads/:no': right('threads:read', { no: 'thread' }, SHEETS),
  'POST /threads/:no': right('threads:answer', { no: 'thread' }, SHEETS),
  // —— roadmap: a body's own lines only (of another body: test/roadmap/pages.test.ts)
  'GET /roadmap': right('roadmap:read'),
  'GET /roadmap/new': right('roadmap:answer', {}, SHEETS),
  'POST /roadmap/new': right('roadmap:answer', {}, SHEETS),
  'GET /roadmap/lines/:line': right('roadmap:read', {}, SHEETS),
  'GET /roadmap/lines/:line/edit': right('roadmap:answer', {}, SHEETS),
  'POST /roadmap/lines/:line/edit': right('roadmap:answer', {}, SHEETS),
  'POST /roadmap/lines/:line/decisions': right('roadmap:read', {}, SHEETS),
  'POST /roadmap/lines/:line/end': right('roadmap:answer', {}, SHEETS),
  'POST /roadmap/lines/:line/resume': right('roadmap:answer', {}, SHEETS),
  'GET /roadmap/month': right('roadmap:answer', {}, SHEETS),
  'POST /roadmap/month': right('roadmap:answer', {}, SHEETS),
  // Who may open a year is asked of the seat; :year is none here, so that every reader is told 404 or 403.
  'GET /roadmap/years/:year': right('roadmap:read', {}, SHEETS),
  'GET /roadmap/gantt': right('roadmap:read', {}, SHEETS),
  'GET /roadmap/items/:item': right('roadmap:read', {}, SHEETS),
  'GET /roadmap/review': right('roadmap:review'),
  'GET /roadmap/files': right('roadmap:read', {}, SHEETS),
  'GET /roadmap/lines.csv': right('roadmap:read', {}, SHEETS),
  'GET /roadmap/lines.xlsx': right('roadmap:read', {}, SHEETS),
  'POST /roadmap/files': right('roadmap:answer', {}, SHEETS),
  'GET /roadmap/files/:upload': right('roadmap:answer', {}, SHEETS),
  'POST /roadmap/files/:upload/take': right('roadmap:answer', {}, SHEETS),
};

/** Roles of people who ask. Each is a sample person; see `roles.ts`. */
export const ROLE_IDS = [
  'sole-officer',
  'digital-policy',
  'section-answerer',
  'decider',
  'administrator',
  'prefecture-coordinator',
  'prefecture-administrator',
  'nation-conductor',
  'nation-administrator',
] as const;
export type RoleId = (typeof ROLE_IDS)[number];

/** Which standard role has which right: written by hand, not asked of `rules/roles.ts`, which it judges. */
export const HOLDERS: Readonly<Record<string, readonly RoleId[]>> = {
  'surveys:read': ROLE_IDS,
  'surveys:answer': ['sole-officer', 'digital-policy', 'section-answerer', 'prefecture-coordinator'],
  'surveys:hand-out': ['sole-officer', 'digital-policy', 'prefecture-coordinator'],
  'surveys:decide': ['sole-officer', 'decider'],
  'surveys:review': ['prefecture-coordinator', 'nation-conductor'],
  'surveys:conduct': ['prefecture-coordinator', 'nation-conductor'],
  'standardization:read': ROLE_IDS,
  'standardization:answer': ['sole-officer', 'digital-policy', 'section-answerer', 'prefecture-coordinator'],
  'standardization:decide': ['sole-officer', 'decider'],
  'standardization:review': ['prefecture-coordinator', 'nation-conductor'],
  'standardization:conduct': ['nation-conductor'],
  'notices:read': ROLE_IDS,
  'notices:answer': ['sole-officer', 'digital-policy', 'prefecture-coordinator'],
  'notices:hand-out': ['sole-officer', 'digital-policy'],
  'notices:conduct': ['prefecture-coordinator', 'nation-conductor'],
  'posts:read': ROLE_IDS.filter((role) => role !== 'section-answerer'),
  'posts:administer': ['sole-officer', 'administrator', 'prefecture-administrator', 'nation-administrator'],
  'audit:read': ['sole-officer', 'administrator', 'prefecture-administrator', 'nation-administrator'],
  ...ownWork('structure'),
  ...ownWork('overall-policy'),
  ...ownWork('roadmap', 'section-answerer'),
  ...ownWork('standardization', 'section-answerer'),
  ...ownWork('steps'),
  ...ownWork('threads'),
  'threads:answer': ['sole-officer', 'digital-policy', 'prefecture-coordinator', 'nation-conductor'],
};

/** What a body does with its own plan; `sections`: who reads and answers beside the body's own officers. */
function ownWork(part: string, ...sections: readonly RoleId[]): Record<string, readonly RoleId[]> {
  return {
    [`${part}:read`]: ROLE_IDS.filter((role) => role !== 'section-answerer' || sections.includes(role)),
    [`${part}:answer`]: ['sole-officer', 'digital-policy', 'prefecture-coordinator', ...sections],
    [`${part}:decide`]: ['sole-officer', 'decider'],
    [`${part}:review`]: ['prefecture-coordinator', 'nation-conductor'],
    [`${part}:conduct`]: ['nation-conductor'],
  };
}

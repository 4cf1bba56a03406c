import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { isBodyCode, NATION, wholeOf, withCheckDigit } from '../../../../core/body-code.ts';
import type { Day } from '../../../../core/calendar.ts';
import { dayInJapan, knownBefore } from '../../../../core/known-on.ts';
import { normalise } from '../../../../core/text.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import {
  coverageStart,
  type Instant,
  lineageOf,
  municipalitiesOf,
  prefectures,
  wholeRegister,
} from '../../../bodies/queries/register.ts';
import { resolveOn } from '../../../bodies/rules/lineage.ts';
import { bodiesOn, type RegisterBody } from '../../../bodies/rules/register.ts';
import { RESOLVE_REFUSALS, type ResolveRefusal } from '../../../bodies/rules/resolve.ts';
import { parseQuery } from '../../../bodies/rules/search-terms.ts';
import { KIND_TITLES, LINEAGE_TITLES } from '../../../bodies/rules/titles.ts';
import { codesFoundBy } from '../../queries/open-data.ts';
import { columnsOf, field } from '../format/field.ts';
import { answerList } from '../format/list.ts';
import { answer, json } from '../http.ts';
import { dayParam, knownOnParam, listParams, prefectureParam } from '../params.ts';
import { jsonRoute, listOf, listRoute } from '../route.ts';

const KINDS = ['prefecture', 'special-ward', 'city', 'town', 'village'] as const;
const STATUSES = ['designated-city', 'core-city'] as const;

const body = z
  .strictObject({
    code: field('団体コード', z.string(), '検査数字を含む6桁。数値にすると先頭の0が落ちる'),
    name: field('団体名', z.string()),
    kana: field('よみ', z.string()),
    prefecture: field('都道府県コード', z.string()),
    prefectureName: field('都道府県名', z.string()),
    kind: field('区分', z.enum(KINDS)),
    kindTitle: field('区分名', z.string()),
    status: field('指定', z.enum(STATUSES).nullable()),
    statusTitle: field('指定名', z.string().nullable()),
    validFrom: field('この内容になった日', z.string()),
    validTo: field('この内容でなくなった日', z.string().nullable(), 'この日を含まない'),
  })
  .openapi('Body');

function bodyRow(found: RegisterBody): z.infer<typeof body> {
  return {
    code: found.bodyCode,
    name: found.name,
    kana: found.kana,
    prefecture: found.prefectureCode,
    prefectureName: found.prefectureName,
    kind: found.kind,
    kindTitle: KIND_TITLES[found.kind],
    status: found.status,
    statusTitle: found.status === null ? null : KIND_TITLES[found.status],
    validFrom: found.validFrom,
    validTo: found.validTo,
  };
}

/** The last instant that still counts as known on a day: the register takes it inclusively. */
function registerInstant(knownOn: Day | null, today: Day): Instant | undefined {
  if (knownBefore(knownOn, today) === null) return undefined;
  return `${knownOn}T23:59:59.999999+09:00`;
}

const listQuery = z.strictObject({
  kind: z
    .enum(KINDS, { error: `${KINDS.join('、')} のいずれか` })
    .optional()
    .openapi({ param: { description: '区分。city は指定都市と中核市を含む' } }),
  prefecture: prefectureParam('都道府県の団体コード。その区域の団体と本庁'),
  on: dayParam('この日の台帳。省略時は今日'),
  q: z
    .string()
    .min(1, { error: '1文字以上50文字以下' })
    .max(50, { error: '1文字以上50文字以下' })
    .optional()
    .openapi({ param: { description: '名称、かな、団体コード、旧名称、別表記の一部' } }),
  knownOn: knownOnParam,
  ...listParams,
});

const list = listRoute(
  '/api/v1/bodies',
  { summary: '団体の一覧', tags: ['団体'], description: '団体コード順。都道府県の本庁を含む。' },
  { query: listQuery },
  listOf(body, { on: z.string(), total: z.int() }),
);

export async function notCovered(deps: Deps, on: Day): Promise<HttpProblem> {
  const from = await coverageStart(deps.db);
  const detail = `台帳は ${from} から収録しています。「${on}」は収録の前です。`;
  return new HttpProblem(404, RESOLVE_REFUSALS['not-covered'].text, detail, { coverageStart: from });
}

async function foundBodies(
  deps: Deps,
  query: z.infer<typeof listQuery>,
  on: Day,
  today: Day,
): Promise<readonly RegisterBody[]> {
  const { db } = deps;
  if (on < (await coverageStart(db))) throw await notCovered(deps, on);
  const at = registerInstant(query.knownOn ?? null, today);
  const heads = await prefectures(db, on, at, wholeOf(query.prefecture ?? NATION));
  const rest = await municipalitiesOf(db, query.prefecture ?? null, on, at);
  const asked = query.q === undefined ? null : parseQuery(query.q, heads);
  const found = asked === null ? null : await codesFoundBy(db, asked.words);
  return [...heads, ...rest]
    .filter((one) => query.kind === undefined || one.kind === query.kind)
    .filter((one) => query.prefecture === undefined || one.prefectureCode === query.prefecture)
    .filter((one) => found === null || found.has(one.bodyCode) || bears(one, asked?.words ?? ''))
    .filter((one) => asked?.prefectureCode == null || one.prefectureCode === asked.prefectureCode)
    .sort((a, b) => (a.bodyCode < b.bodyCode ? -1 : 1));
}

/** Bodies of earlier days are not among the words of the search any more. */
function bears(one: RegisterBody, words: string): boolean {
  return words !== '' && (normalise(one.name).includes(words) || normalise(one.kana).includes(words));
}

const dated = z.strictObject({ validFrom: z.string(), validTo: z.string().nullable(), source: z.string() });

const detail = z
  .strictObject({
    code: z.string(),
    on: z.string(),
    current: body.nullable().openapi({ description: 'この日の団体。この日にはない団体なら null' }),
    successor: z.string().nullable().openapi({ description: 'この日に引き継いでいる団体のコード' }),
    sameBody: z.boolean().openapi({ description: 'false：合併や分割をはさみ、値を引き継がない' }),
    rows: z.array(
      dated.extend({
        name: z.string(),
        kana: z.string(),
        prefecture: z.string(),
        kind: z.enum(KINDS),
        kindTitle: z.string(),
      }),
    ),
    statuses: z.array(dated.extend({ status: z.enum(STATUSES), title: z.string() })),
    aliases: z.array(
      z.strictObject({
        alias: z.string(),
        kind: z.enum(['variant', 'reading']),
        reason: z.string(),
        source: z.string(),
      }),
    ),
    lineage: z.array(
      z.strictObject({
        eventId: z.string(),
        kind: z.enum(['renamed', 'merged', 'split', 'kind-changed', 'code-changed']),
        title: z.string(),
        on: z.string(),
        fromCode: z.string(),
        fromName: z.string(),
        toCode: z.string(),
        toName: z.string(),
        text: z.string(),
        source: z.string(),
      }),
    ),
    coverageStart: z.string().openapi({ description: '台帳はこの日から。これより前は収録対象外' }),
  })
  .openapi('BodyDetail');

const ANY_CODE = { error: '6桁の数字' };
const one = jsonRoute(
  '/api/v1/bodies/{code}',
  {
    summary: '団体の台帳',
    tags: ['団体'],
    description: '名称と区分の履歴、指定、別表記、変遷。旧コードも引ける。',
  },
  {
    params: z.strictObject({
      code: z
        .string(ANY_CODE)
        .regex(/^\d{6}$/, ANY_CODE)
        .openapi({ example: '402311' }),
    }),
    query: z.strictObject({ on: dayParam('この日の台帳。省略時は今日'), knownOn: knownOnParam }),
  },
  detail,
);

function refuseCode(code: string, refusal: ResolveRefusal): HttpProblem {
  const expected = refusal === 'bad-check-digit' ? { expected: withCheckDigit(code.slice(0, 5)) } : {};
  const advice =
    'expected' in expected
      ? `指定されたコードは「${code}」です。検査数字が合うのは「${expected.expected}」です。`
      : `指定されたコードは「${code}」です。/api/v1/bodies?q= で名称から探せます。`;
  return new HttpProblem(404, RESOLVE_REFUSALS[refusal].text, advice, { found: code, ...expected });
}

async function bodyDetail(
  deps: Deps,
  code: string,
  on: Day,
  at: Instant | undefined,
): Promise<z.infer<typeof detail>> {
  if (code === NATION) throw refuseCode(code, 'nation');
  if (!isBodyCode(code)) throw refuseCode(code, 'bad-check-digit');
  const source = await wholeRegister(deps.db, at);
  const lineage = await lineageOf(deps.db, code, at);
  const rows = source.rows.filter((row) => row.bodyCode === code);
  if (rows.length === 0 && lineage.length === 0) throw refuseCode(code, 'unknown');
  const resolved = resolveOn(lineage, code, on);
  const current = bodiesOn(source, on).find((candidate) => candidate.bodyCode === resolved.bodyCode);
  return {
    code,
    on,
    current: current === undefined ? null : bodyRow(current),
    successor: resolved.bodyCode === code || current === undefined ? null : resolved.bodyCode,
    sameBody: resolved.sameBody,
    rows: rows.flatMap(({ bodyCode: _, prefectureCode, kind, ...row }) =>
      kind === 'nation' ? [] : [{ ...row, prefecture: prefectureCode, kind, kindTitle: KIND_TITLES[kind] }],
    ),
    statuses: source.statuses
      .filter((row) => row.bodyCode === code)
      .map(({ bodyCode: _, ...row }) => ({ ...row, title: KIND_TITLES[row.status] })),
    aliases: source.aliases.filter((row) => row.bodyCode === code).map(({ bodyCode: _, ...row }) => row),
    lineage: lineage.map(({ fromKana: _, ...event }) => ({ ...event, title: LINEAGE_TITLES[event.kind] })),
    coverageStart: await coverageStart(deps.db),
  };
}

export function bodyRoutes(app: OpenAPIHono, deps: Deps): void {
  app.openapi(list, (c) => {
    const query = c.req.valid('query');
    return answerList(c, deps, query, async () => {
      const today = dayInJapan(deps.clock.now());
      const on = query.on ?? today;
      const found = await foundBodies(deps, query, on, today);
      return {
        name: 'bodies',
        columns: columnsOf(body),
        frame: { on, total: found.length },
        read: async (after, limit) =>
          found
            .filter((candidate) => after === null || candidate.bodyCode > String(after[0]))
            .slice(0, limit)
            .map((candidate) => ({ row: bodyRow(candidate), key: [candidate.bodyCode] })),
      };
    });
  });
  app.openapi(one, (c) => {
    const { code } = c.req.valid('param');
    const query = c.req.valid('query');
    return answer(c, deps, { offers: ['json'] }, async () => {
      const today = dayInJapan(deps.clock.now());
      const at = registerInstant(query.knownOn ?? null, today);
      return json(await bodyDetail(deps, code, query.on ?? today, at));
    });
  });
}

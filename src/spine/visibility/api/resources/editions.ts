import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { dayInJapan, knownBefore } from '../../../../core/known-on.ts';
import type { Deps } from '../../../../platform/deps.ts';
import type { ImportRegistry } from '../../../contracts/import-registry.ts';
import { type EditionRow, listEditions } from '../../queries/editions.ts';
import { columnsOf, field } from '../format/field.ts';
import { answerList } from '../format/list.ts';
import { knownOnParam, listParams } from '../params.ts';
import { listOf, listRoute } from '../route.ts';

const edition = z
  .strictObject({
    series: field('出典の系列', z.array(z.string()), '値のない資料（地図の形など）では空'),
    title: field('名称', z.string()),
    kind: field('登録の種類', z.enum(['import', 'answer', 'evidence', 'correction'])),
    fileKind: field('資料の種類', z.string().nullable()),
    fileKindTitle: field('資料の種類名', z.string().nullable()),
    file: field('ファイル名', z.string().nullable()),
    sheet: field('シート名', z.string().nullable()),
    sha256: field('SHA-256', z.string().nullable(), 'ファイルの内容のハッシュ'),
    asOf: field('基準日', z.string().nullable()),
    editionOn: field('公開日', z.string().nullable(), '資料そのものの公開日。分からなければ null'),
    recordedAt: field('登録日時', z.string()),
    recordedBy: field('登録した役割', z.string()),
    undone: field('取消し済み', z.boolean()),
    undoneAt: field('取消し日時', z.string().nullable()),
    undoneBy: field('取り消した役割', z.string().nullable()),
    batch: field('登録のID', z.string().nullable()),
    run: field('取込みのID', z.string().nullable()),
  })
  .openapi('Edition');

const query = z.strictObject({ knownOn: knownOnParam, ...listParams });

const route = listRoute(
  '/api/v1/editions',
  { summary: '保有する資料の版', tags: ['記録'], description: '登録の新しい順。取り消したものも残る。' },
  { query },
  listOf(edition),
);

function editionRow(row: EditionRow, titles: ReadonlyMap<string, string>): z.infer<typeof edition> {
  return {
    series: [...row.series],
    title: row.title,
    kind: row.batch_kind as z.infer<typeof edition>['kind'],
    fileKind: row.file_kind,
    fileKindTitle: row.file_kind === null ? null : (titles.get(row.file_kind) ?? null),
    file: row.file_name,
    sheet: row.sheet_name,
    sha256: row.sha256,
    asOf: row.as_of,
    editionOn: row.edition_on,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    undone: row.undone_at !== null,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    batch: row.batch_id,
    run: row.run_id,
  };
}

export function editionRoutes(app: OpenAPIHono, deps: Deps, registry: () => ImportRegistry): void {
  app.openapi(route, (c) => {
    const asked = c.req.valid('query');
    return answerList(c, deps, asked, async () => {
      const before = knownBefore(asked.knownOn ?? null, dayInJapan(deps.clock.now()));
      const titles = new Map(registry().fileKinds.map((kind) => [kind.id, kind.title]));
      return {
        name: 'editions',
        columns: columnsOf(edition),
        frame: {},
        read: async (after, limit) => {
          const from = after === null ? null : { recordedAt: String(after[0]), entry: String(after[1]) };
          const rows = await listEditions(deps.db, { after: from, knownBefore: before, limit });
          return rows.map((row) => ({ row: editionRow(row, titles), key: [row.recorded_at, row.entry] }));
        },
      };
    });
  });
}

import type { Handler } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Page, renderPage } from '../../../ui/page.tsx';
import type { ImportRegistry } from '../../contracts/import-registry.ts';
import { decodeCursor, encodeCursor } from '../api/format/cursor.ts';
import { EditionsTable } from '../data/editions-table.tsx';
import { loadDataPage } from '../data/load.ts';
import { Api, Documents, Importable, Materials, Register, Spreadsheets, Terms } from '../data/sections.tsx';

const PATH = '/data';

/** データと利用条件: what is held, from whom, under which conditions, and how machines read it. */
export function dataPage(deps: Deps, registry: () => ImportRegistry): Handler {
  return async (c) => {
    const key = decodeCursor(PATH, c.req.query('cursor'));
    const after = key === null ? null : { recordedAt: String(key[0]), entry: String(key[1]) };
    const page = await loadDataPage(deps.db, registry(), after);
    const operator = isOperator(c);
    c.header('Cache-Control', 'no-cache');
    return c.html(
      renderPage(
        <Page
          title="データと利用条件"
          breadcrumb={[{ title: '全国', href: '/' }, { title: 'データと利用条件' }]}
          current="data"
          lead="値の出典、利用条件、保有する資料の版、オープンデータの使い方を示します。"
          operator={operator}
          wide
          downloads={[
            { title: '保有する資料の版（CSV）', href: '/api/v1/editions?format=csv&header=ja' },
            { title: '団体の台帳（CSV）', href: '/api/v1/bodies?format=csv&header=ja' },
            { title: 'データカタログ（JSON-LD）', href: '/api/catalog.jsonld' },
          ]}
        >
          <section aria-labelledby="editions">
            <h2 id="editions">保有する資料の版</h2>
            <p>
              取り込んだ資料を、登録した日と役割、内容のハッシュとともに示します。取り消した資料も残ります。
            </p>
            <EditionsTable page={page} />
            {page.next === null ? null : (
              <p>
                <a href={`${PATH}?cursor=${encodeCursor(PATH, page.next)}#editions`}>次の50件を見る</a>
              </p>
            )}
          </section>
          <section aria-labelledby="importable">
            <h2 id="importable">取り込める資料</h2>
            <p>
              次の公的な資料を、公表されたままの形で読み取ります。
              {operator ? <a href="/imports">資料を取り込む</a> : '取り込めるのは運用管理者です。'}
            </p>
            <Importable page={page} />
          </section>
          <section aria-labelledby="documents">
            <h2 id="documents">計画と印刷された集計値の資料</h2>
            <Documents page={page} />
          </section>
          <section aria-labelledby="bodies">
            <h2 id="bodies">団体の台帳の出典</h2>
            <Register page={page} />
          </section>
          <section aria-labelledby="api">
            <h2 id="api">オープンデータの使い方</h2>
            <Api />
          </section>
          <section aria-labelledby="spreadsheets">
            <h2 id="spreadsheets">表計算ソフトで使うとき</h2>
            <Spreadsheets />
          </section>
          <section aria-labelledby="materials">
            <h2 id="materials">地図と書体</h2>
            <Materials page={page} />
          </section>
          <section aria-labelledby="terms">
            <h2 id="terms">利用条件</h2>
            <Terms />
          </section>
        </Page>,
      ),
    );
  };
}

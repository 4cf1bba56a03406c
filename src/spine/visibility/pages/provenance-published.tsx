import type { Context } from 'hono';
import { isBodyCode, NATION } from '../../../core/body-code.ts';
import { definitionKey } from '../../../core/indicator.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { asOfText, formatNumber, formatShare, formatWithUnit } from '../../../ui/figure-text.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { bodyOn } from '../../bodies/queries/register.ts';
import { areaTitle, governmentTitle } from '../../bodies/rules/titles.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { publishedById } from '../../observations/queries/published.ts';
import { notThere } from '../refusals.ts';

const BASE_TITLES = { all: '全団体', asked: '調査した団体', answered: '回答した団体' } as const;

/** A figure that a document prints for an area or a class: as printed, with document, date and line. */
export async function publishedPage(deps: Deps, c: Context, id: string): Promise<Response> {
  const row = await publishedById(deps.db, id);
  if (row === null)
    throw notThere('この公表値は登録されていません。', '指標のページから、公表値を選んでください。');
  const { document } = row;
  const definition = (await allDefinitions(deps.db)).find((one) => definitionKey(one) === document.indicator);
  const part = definition?.parts?.find((one) => one.id === document.part)?.title;
  const title = `${definition?.title ?? document.indicator}${part === undefined ? '' : `（${part}）`}`;
  const place = await placeOf(deps, document.area, document.level);
  const printed =
    document.value === null ? (document.text ?? '') : formatWithUnit(document.value, document.unit);
  return c.html(
    renderPage(
      <Page
        title={`${place}（${document.classTitle}）：${title}の公表値`}
        documentTitle={`算出の内訳：${title}（公表値）`}
        breadcrumb={[
          { title: '全国', href: '/' },
          ...(definition === undefined
            ? []
            : [{ title: definition.title, href: `/indicators/${definition.id}` }]),
          { title: '算出の内訳' },
        ]}
        operator={isOperator(c)}
        asOf={document.on === null ? document.asOfText : asOfText(document.on)}
        coverage="回答状況の内訳は資料に記載なし"
        sources={[
          {
            title: document.source,
            publisher: '資料の印字どおり',
            licence: '数値の引用',
            attribution: `出典：${document.source}`,
          },
        ]}
      >
        <p>
          この値は、資料に印刷された値をそのまま示しています。団体ごとの値から計算したものではありません。
        </p>
        <DescriptionList
          items={[
            { term: '印字された値', detail: printed },
            ...(document.numerator === null || document.denominator === null
              ? []
              : [
                  {
                    term: '分子／分母',
                    detail: `${formatShare(document.numerator, document.denominator, '')}（分母：${BASE_TITLES[document.base]}）`,
                  },
                ]),
            ...(document.numerator !== null && document.denominator === null
              ? [{ term: '分子', detail: formatNumber(document.numerator) }]
              : []),
            { term: '区分', detail: document.classTitle },
            ...(document.item === null ? [] : [{ term: '表の列', detail: document.item }]),
            { term: '資料の時点', detail: document.asOfText },
            { term: '資料と行', detail: document.source },
            ...(document.note === null ? [] : [{ term: '注', detail: document.note }]),
            ...(definition === undefined
              ? []
              : [
                  {
                    term: '指標の定義',
                    detail: (
                      <a href={`/indicators/${definition.id}`}>
                        {definition.title}（{definitionKey(definition)}）
                      </a>
                    ),
                  },
                  { term: '式', detail: definition.formula },
                ]),
          ]}
        />
        <p>公表値は、同じ日の団体ごとの値があるときは使いません。ほかの値と足し合わせることもありません。</p>
      </Page>,
    ),
  );
}

async function placeOf(deps: Deps, area: string, level: string): Promise<string> {
  if (area === NATION || !isBodyCode(area)) return level === 'prefecture' ? '全国の都道府県庁' : '全国';
  const prefecture = await bodyOn(deps.db, area, '9999-12-31');
  const name = prefecture?.name ?? area;
  return level === 'prefecture' ? governmentTitle(name) : areaTitle(name);
}

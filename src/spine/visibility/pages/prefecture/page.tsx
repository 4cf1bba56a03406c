import type { Context } from 'hono';
import { isSample, NATION } from '../../../../core/body-code.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { isOperator } from '../../../../platform/operator/session.ts';
import { Button } from '../../../../ui/button.tsx';
import { formatNumber } from '../../../../ui/figure-text.tsx';
import { SelectField } from '../../../../ui/form.tsx';
import { Page, renderPage } from '../../../../ui/page.tsx';
import { municipalitiesOf } from '../../../bodies/queries/register.ts';
import type { RegisterBody } from '../../../bodies/rules/register.ts';
import { areaTitle, governmentTitle } from '../../../bodies/rules/titles.ts';
import { ByClass, loadClassFigures } from '../../by-class.tsx';
import { standpoint } from '../../load.ts';
import { loadColumns } from '../../load-municipalities.ts';
import { loadChosen, loadHeadedLines } from '../../load-page.ts';
import { sourcesOfLines } from '../../load-sources.ts';
import { Faults, headingMeta, KnownOnForm, KnownOnNotice } from '../../parts.tsx';
import { address, notThere, readView } from '../../rules/request.ts';
import { mapShapes } from '../../shapes.ts';
import { paint, Shapes, Squares } from '../../where.tsx';
import { Against } from './against.tsx';
import { Government, loadGovernment } from './government.tsx';
import { Municipalities } from './municipalities.tsx';

/** 都道府県: its municipalities against the nation, each of them in a table, and the prefectural government apart. */
export async function prefecturePage(deps: Deps, c: Context, prefecture: RegisterBody): Promise<Response> {
  const { db } = deps;
  const { view, faults } = readView((name) => c.req.query(name));
  const stand = standpoint(deps.clock, view.knownOn);
  const area = prefecture.bodyCode;
  const path = `/bodies/${area}`;
  const lines = (await loadHeadedLines(db, { area, level: 'municipality' }, stand)).filter(
    (line) => line.definition.validTo === undefined,
  );
  const national = await loadHeadedLines(db, { area: NATION, level: 'municipality' }, stand, 'figures');
  const government = await loadGovernment(deps, area, stand);
  const chosen = await loadChosen(db, view, area, lines, stand);
  const classes = await loadClassFigures(db, chosen, area, stand);
  const missing = notThere(view, {
    indicator: chosen.definition.id,
    title: chosen.definition.title,
    on: chosen.snapshot === null ? null : chosen.on,
  });
  const shapes = await mapShapes(db);
  const municipalities = await municipalitiesOf(db, area, stand.today);
  const painted = paint(chosen.definition, [prefecture], municipalities, chosen.bodies);
  const definitions = [...new Set(lines.map((line) => line.definition))];
  const columns = await loadColumns(db, definitions, area, stand);
  const within = areaTitle(prefecture.name).replace(/計$/, '');
  const shown = c.req.query('view') === 'map' && shapes !== null ? 'map' : 'squares';
  return c.html(
    renderPage(
      <Page
        title={`${within}${formatNumber(municipalities.length)}団体の現在地`}
        documentTitle={`${prefecture.name}の現在地`}
        breadcrumb={[{ title: '全国', href: '/' }, { title: prefecture.name }]}
        operator={isOperator(c)}
        sample={isSample(area)}
        wide
        {...headingMeta(chosen.figure)}
        lead={`上の基準日と回答の状況は、指標「${chosen.definition.title}」のものです。`}
        sources={await sourcesOfLines(db, lines, area)}
        downloads={[
          {
            title: `${chosen.definition.title}：集計値（JSON）`,
            href: address('/api/v1/rollups', { indicator: chosen.definition.id, area }),
          },
        ]}
      >
        <Faults faults={[...faults, ...missing]} />
        <KnownOnNotice stand={stand} path={path} />
        <section class="dads-section" aria-labelledby="items">
          <h2 id="items">{areaTitle(prefecture.name)}と全国計</h2>
          <Against lines={lines} national={national} area={areaTitle(prefecture.name)} />
        </section>
        <section class="dads-section" aria-labelledby="where">
          <h2 id="where">市区町村ごとの状況</h2>
          <form method="get" action={`${path}#where`} class="dads-inline-form">
            <SelectField
              name="indicator"
              label="指標"
              value={chosen.definition.id}
              options={lines.map((line) => ({
                value: line.definition.id,
                title: line.definition.title,
                group: line.heading,
              }))}
            />
            <SelectField
              name="view"
              label="見せ方"
              value={shown}
              options={[
                { value: 'squares', title: '升目' },
                ...(shapes === null ? [] : [{ value: 'map', title: '地図' }]),
              ]}
            />
            {view.knownOn === null ? null : <input type="hidden" name="knownOn" value={view.knownOn} />}
            <Button kind="secondary">表示する</Button>
          </form>
          <h3>{chosen.definition.title}</h3>
          {shown === 'map' && shapes !== null ? (
            <Shapes
              definition={chosen.definition}
              painted={painted}
              shapes={shapes}
              prefecture={area.slice(0, 2)}
            />
          ) : (
            <Squares definition={chosen.definition} painted={painted} skipTo="table" />
          )}
          <ByClass chosen={chosen} figures={classes} />
        </section>
        <section class="dads-section" aria-labelledby="table">
          <h2 id="table">{prefecture.name}内の市区町村の表</h2>
          <Municipalities
            path={path}
            view={view}
            chosenColumns={c.req.queries('column') ?? []}
            columns={columns}
            municipalities={municipalities}
          />
        </section>
        <section class="dads-section" aria-labelledby="government">
          <h2 id="government">{governmentTitle(prefecture.name)}</h2>
          <p>都道府県庁そのものの状況です。市区町村の計には含みません。</p>
          <Government name={prefecture.name} rows={government} />
        </section>
        <KnownOnForm
          path={path}
          keep={{ indicator: view.indicator, view: c.req.query('view') }}
          stand={stand}
        />
      </Page>,
    ),
  );
}

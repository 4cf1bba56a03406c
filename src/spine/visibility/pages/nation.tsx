import type { Handler } from 'hono';
import { NATION } from '../../../core/body-code.ts';
import { knownBefore } from '../../../core/known-on.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { newestBatches } from '../../observations/queries/history.ts';
import { ByClass, loadClassFigures } from '../by-class.tsx';
import { Changes } from '../changes.tsx';
import { standpoint } from '../load.ts';
import { type Chosen, loadChosen, loadHeadedLines } from '../load-page.ts';
import { sourcesOfLines } from '../load-sources.ts';
import { Faults, type HeadedLine, headingMeta, KnownOnForm, KnownOnNotice, LinesTable } from '../parts.tsx';
import { PrefectureTable } from '../prefecture-table.tsx';
import { address, notThere, readView } from '../rules/request.ts';
import { mapShapes } from '../shapes.ts';
import { loadSample, TrySample } from '../try-sample.tsx';
import { Prefectures, paint, Shapes, Squares } from '../where.tsx';

const VIEWS = [
  { value: 'squares', title: '市区町村の升目' },
  { value: 'prefectures', title: '都道府県の升目' },
  { value: 'map', title: '市区町村の地図' },
];

const PLACE = { area: NATION, level: 'municipality' as const };

/** 全国: how far are we, where is it not moving, what changed. */
export function nationPage(deps: Deps): Handler {
  return async (c) => {
    const { db } = deps;
    const { view, faults } = readView((name) => c.req.query(name));
    const stand = standpoint(deps.clock, view.knownOn);
    const lines = await loadHeadedLines(db, PLACE, stand);
    const chosen = await loadChosen(db, view, NATION, lines, stand);
    const missing = notThere(view, {
      indicator: chosen.definition.id,
      title: chosen.definition.title,
      on: chosen.snapshot === null ? null : chosen.on,
    });
    const shapes = await mapShapes(db);
    const batches = await newestBatches(db, 8, knownBefore(stand.knownOn, stand.today));
    const classes = await loadClassFigures(db, chosen, NATION, stand);
    const sample = await loadSample(db, stand.today);
    const { definition } = chosen;
    const line = lines.find((candidate) => candidate.definition.id === definition.id);
    const running = lines.filter((candidate) => candidate.definition.validTo === undefined);
    const shown = c.req.query('view') ?? 'squares';
    const painted = paint(definition, chosen.prefectures, chosen.municipalities, chosen.bodies);
    return c.html(
      renderPage(
        <Page
          title={`全国${formatNumber(chosen.municipalities.length)}市区町村の現在地`}
          documentTitle="全国の現在地"
          breadcrumb={[{ title: '全国' }]}
          current="nation"
          operator={isOperator(c)}
          wide
          {...headingMeta(chosen.figure ?? line?.figure ?? null)}
          lead={`上の基準日と回答の状況は、指標「${definition.title}」のものです。指標ごとの基準日は一覧にあります。`}
          sources={await sourcesOfLines(db, lines)}
          downloads={[
            {
              title: `${definition.title}：団体ごとの値（CSV）`,
              href: `/api/v1/observations?indicator=${definition.id}&format=csv&header=ja`,
            },
            {
              title: `${definition.title}：全国計（JSON）`,
              href: `/api/v1/rollups?indicator=${definition.id}`,
            },
          ]}
        >
          <Faults faults={[...faults, ...missing]} />
          <KnownOnNotice stand={stand} path="/" />
          <section class="dads-section" aria-labelledby="items">
            <h2 id="items">どこまで進んだか</h2>
            <p>
              自治体DX推進計画
              第5.0版の取組ごとに、主な指標の最新の値を並べています。値を選ぶと算出の内訳が開きます。
            </p>
            <LinesTable caption="取組ごとの主な指標（全国計）" lines={running} withKinds />
            <Disclosure summary={`終わった調査の指標（${lines.length - running.length}件）`}>
              <LinesTable
                caption="終わった調査の指標（全国計）"
                lines={lines.filter((candidate) => candidate.definition.validTo !== undefined)}
                withKinds
              />
            </Disclosure>
          </section>
          <section class="dads-section" aria-labelledby="where">
            <h2 id="where">どこで進み、どこで止まっているか</h2>
            <Choice
              lines={lines}
              chosen={chosen}
              view={shown}
              withMap={shapes !== null}
              knownOn={view.knownOn}
            />
            <h3>{definition.title}</h3>
            <p>{definition.definition}</p>
            {chosen.snapshot === null ? <NothingYet chosen={chosen} /> : null}
            {shown === 'prefectures' ? (
              <Prefectures definition={definition} prefectures={withFigures(chosen)} />
            ) : shown === 'map' && shapes !== null ? (
              <Shapes definition={definition} painted={painted} shapes={shapes} />
            ) : (
              <Squares definition={definition} painted={painted} skipTo="prefecture-table" />
            )}
            <p>
              <a href={address(`/indicators/${definition.id}`, { view: 'table', knownOn: view.knownOn })}>
                市区町村ごとの値を表で見る
              </a>
            </p>
            <div id="prefecture-table">
              <Disclosure summary="都道府県別の表で見る">
                <PrefectureTable definition={definition} rows={withFigures(chosen)} nation={chosen.figure} />
              </Disclosure>
            </div>
          </section>
          <section class="dads-section" aria-labelledby="classes">
            <h2 id="classes">団体区分・職員規模別</h2>
            <ByClass chosen={chosen} figures={classes} />
          </section>
          <section class="dads-section" aria-labelledby="changed">
            <h2 id="changed">変わったこと</h2>
            <Changes batches={batches} />
          </section>
          <TrySample bodies={sample} trial={deps.settings.trial} />
          <KnownOnForm
            path="/"
            keep={{ indicator: view.indicator, view: c.req.query('view') }}
            stand={stand}
          />
        </Page>,
      ),
    );
  };
}

function Choice(props: {
  lines: readonly HeadedLine[];
  chosen: Chosen;
  view: string;
  withMap: boolean;
  knownOn: string | null;
}) {
  return (
    <form method="get" action="/#where" class="dads-inline-form">
      <SelectField
        name="indicator"
        label="指標"
        value={props.chosen.definition.id}
        options={[...new Map(props.lines.map((line) => [line.definition.id, line])).values()].map((line) => ({
          value: line.definition.id,
          title: line.definition.title,
          group: line.heading,
        }))}
      />
      <SelectField
        name="view"
        label="見せ方"
        value={props.view}
        options={VIEWS.filter((option) => option.value !== 'map' || props.withMap)}
      />
      {props.knownOn === null ? null : <input type="hidden" name="knownOn" value={props.knownOn} />}
      <Button kind="secondary">表示する</Button>
    </form>
  );
}

function NothingYet(props: { chosen: Chosen }) {
  return (
    <Notice kind="info" title="団体ごとの値はまだ登録されていません">
      <p>
        「{props.chosen.definition.source}」などの公的な資料を取り込むと、ここに団体ごとの状況が表示されます。
        <a href="/data">取り込める資料</a>
      </p>
    </Notice>
  );
}

function withFigures(chosen: Chosen) {
  return chosen.prefectures.map((prefecture) => ({
    ...prefecture,
    figure:
      chosen.snapshot?.figure({ area: prefecture.bodyCode, level: 'municipality', bodyClass: 'all' }) ?? null,
  }));
}

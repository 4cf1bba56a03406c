import type { Context } from 'hono';
import { isSample, NATION, wholeOf } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import { definitionKey } from '../../../core/indicator.ts';
import type { Db } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber, formatShare } from '../../../ui/figure-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage, type SourceNote } from '../../../ui/page.tsx';
import { coverageStart } from '../../bodies/queries/register.ts';
import { areaTitle, fullName } from '../../bodies/rules/titles.ts';
import { sourcesOf } from '../../observations/queries/effective.ts';
import { numberedTitle } from '../../plan/rules/contents.ts';
import { standpoint } from '../load.ts';
import { type BodySheet, loadBodySheet, type SheetLine } from '../load-body.ts';
import type { Identity } from '../load-identity.ts';
import { NEWEST_PLAN } from '../load-page.ts';
import { Faults, KnownOnForm, KnownOnNotice, provenanceHref } from '../parts.tsx';
import { mostlyDoneElsewhere } from '../rules/not-yet.ts';
import { lineClassTitle } from '../rules/own-class.ts';
import { readView } from '../rules/request.ts';
import { sentencesFor } from '../rules/sentences.ts';
import { standingOf } from '../standing.ts';
import { Basics, Who } from './body-identity.tsx';
import { LineDetails, LinesOfGroup } from './body-lines.tsx';
import { Procedures, Standardization } from './body-parts.tsx';

/** 団体別シート: one municipality on two A4 pages. */
export async function sheetPage(deps: Deps, c: Context, identity: Identity): Promise<Response> {
  const { view, faults } = readView((name) => c.req.query(name));
  const stand = standpoint(deps.clock, view.knownOn);
  const sheet = await loadBodySheet(deps.db, identity, stand);
  const { body } = identity;
  const path = `/bodies/${body.bodyCode}`;
  const valued = sheet.lines.filter((line) => line.own?.value != null);
  const newest = valued.map((line) => line.on).reduce((a, b) => (a > b ? a : b), '');
  const asOfQuery = stand.knownOn === null ? '' : `&knownOn=${stand.knownOn}`;
  return c.html(
    renderPage(
      <Page
        title={`${fullName(body)}の現在地`}
        documentTitle={`${fullName(body)}（団体別シート）`}
        breadcrumb={[
          { title: '全国', href: '/' },
          { title: body.prefectureName, href: `/bodies/${body.prefectureCode}` },
          { title: body.name },
        ]}
        wide
        sample={isSample(body.bodyCode)}
        operator={isOperator(c)}
        {...(newest === '' ? {} : { asOf: `最も新しい値は${formatDay(newest)}時点` })}
        coverage={`計画の指標${formatNumber(sheet.lines.length)}件のうち${formatNumber(valued.length)}件に値あり`}
        sources={await sourcesOfSheet(deps.db, sheet, body.bodyCode)}
        downloads={[
          {
            title: `${body.name}のすべての値（CSV）`,
            href: `/api/v1/observations?body=${body.bodyCode}${asOfQuery}&format=csv`,
          },
          {
            title: `${body.name}のすべての値（JSON）`,
            href: `/api/v1/observations?body=${body.bodyCode}${asOfQuery}`,
          },
          { title: `${body.name}の台帳（JSON）`, href: `/api/v1/bodies/${body.bodyCode}` },
        ]}
      >
        <Faults faults={faults} />
        <KnownOnNotice stand={stand} path={path} />
        {identity.knownThen ? null : (
          <Notice kind="info" title="この日の台帳は登録されていません">
            <p>団体の名称や区分は、いまの台帳で示しています。</p>
          </Notice>
        )}
        <div class="dads-sentences">
          {sentencesFor(standingOf(body.name, sheet.lines)).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
        <section class="dads-section dads-who" aria-labelledby="who">
          <h2 id="who">どんな団体か</h2>
          <Who identity={identity} basics={sheet.basics} coverageStart={await coverageStart(deps.db)} />
          <Basics name={body.name} basics={sheet.basics} />
        </section>
        <section class="dads-section" aria-labelledby="lines">
          <h2 id="lines">計画の取組ごとの状況</h2>
          <Lines sheet={sheet} identity={identity} />
        </section>
        <section class="dads-section" aria-labelledby="not-yet">
          <h2 id="not-yet">同じ団体区分の多くが実施し、この団体がまだ実施していないこと</h2>
          <NotYet lines={sheet.lines} />
        </section>
        <section class="dads-section" aria-labelledby="procedures">
          <h2 id="procedures">オンライン化を進める手続</h2>
          <Procedures
            name={body.name}
            rates={sheet.parts.get('online-rate') ?? []}
            today={stand.knownOn ?? stand.today}
          />
        </section>
        <section class="dads-section" aria-labelledby="standardization">
          <h2 id="standardization">標準化の20業務</h2>
          <Standardization
            name={body.name}
            whole={sheet.lines.find((line) => line.definition.id === 'standardization')}
            businesses={sheet.parts.get('standardization') ?? []}
            late={sheet.parts.get('late-migration') ?? []}
            lateList={sheet.openLists.find((list) => list.definition.id === 'late-migration')}
          />
        </section>
        <Unheld unheld={sheet.unheld} />
        <KnownOnForm path={path} keep={{}} stand={stand} />
      </Page>,
    ),
  );
}

function Lines(props: { sheet: BodySheet; identity: Identity }) {
  const { sheet, identity } = props;
  const { body } = identity;
  if (sheet.lines.length === 0) {
    return (
      <Notice kind="info" title="団体ごとの値はまだ登録されていません" headingLevel={3}>
        <p>
          公的な資料を取り込むと、ここに指標ごとの値が並びます。
          <a href="/data">取り込める資料</a>
        </p>
      </Notice>
    );
  }
  const groups = [...new Set(sheet.lines.map((line) => line.headings[0]?.groupTitle ?? ''))];
  return (
    <>
      <p>
        団体区分は、指標の基準日の区分です。順位は示しません。
        <span aria-hidden="true">◆</span>はこの団体、破線は中央値、縦の棒は団体の数です。
      </p>
      {groups.map((group) => {
        const lines = sheet.lines.filter((line) => line.headings[0]?.groupTitle === group);
        return (
          <div key={group} class="dads-section">
            <h3>{group}</h3>
            <LinesOfGroup
              title={`${body.name}の${group}`}
              lines={lines}
              series={sheet.series}
              areaTitle={areaTitle(body.prefectureName)}
            />
            {lines.map((line) => (
              <LineDetails key={line.definition.id} line={line} name={body.name} />
            ))}
          </div>
        );
      })}
    </>
  );
}

/** More than half of those of its class that answered do it, this body answered that it does not. */
function NotYet(props: { lines: readonly SheetLine[] }) {
  const lines = props.lines.filter((line) => mostlyDoneElsewhere(line.definition, line.own, line.inClass));
  if (lines.length === 0) {
    const answered = props.lines.some(
      (line) => line.definition.operator.kind === 'share-of-bodies' && line.own?.value != null,
    );
    return answered ? (
      <p>登録された回答の中には、当てはまるものはありません。</p>
    ) : (
      <p>この団体の回答が登録されていないため、示せません。</p>
    );
  }
  return (
    <>
      <p>回答した団体の過半数が実施しているものを、計画の順に並べています。</p>
      <ul class="dads-list">
        {lines.map(({ definition, inClass, within, bodyClass, headings, on }) => (
          <li key={definition.id}>
            <a href={`/indicators/${definition.id}`}>{definition.title}</a>：
            {lineClassTitle({ within, bodyClass })}では
            <a href={provenanceHref(inClass)}>
              {formatShare(inClass.numerator ?? '', inClass.reported)}が実施
            </a>
            （{on}）。計画：
            {headings.map((heading, index) => (
              <span key={heading.item}>
                {index === 0 ? '' : '、'}
                <a href={`/plan/${NEWEST_PLAN}/${heading.item}`}>{numberedTitle(heading)}</a>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Unheld(props: { unheld: BodySheet['unheld'] }) {
  if (props.unheld.length === 0) return null;
  return (
    <Disclosure
      summary={`団体ごとの値が登録されていない計画の指標（${formatNumber(props.unheld.length)}件）`}
    >
      <p>どの団体の値も登録されていません。全国や区分の公表値があるものは、指標のページで見られます。</p>
      <ul class="dads-list">
        {props.unheld.map(({ definition, headings }) => (
          <li key={definition.id}>
            <a href={`/indicators/${definition.id}`}>{definition.title}</a>
            {headings.map((heading) => `（${numberedTitle(heading)}）`).join('')}
            {definition.validTo === undefined ? '' : `：${definition.validTo}で終わった調査`}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** Each source once: of this body's own values, and of the figures of its class, prefecture and nation. */
async function sourcesOfSheet(db: Db, sheet: BodySheet, code: string): Promise<readonly SourceNote[]> {
  const rows = [
    ...sheet.basics.map(({ own }) => own),
    ...[...sheet.parts.values()].flat().flatMap((line) => (line.own === null ? [] : [line.own])),
  ];
  const figures = sheet.lines.map((line) => ({ indicator: definitionKey(line.definition), on: line.on }));
  const wholes = [...new Set([NATION, wholeOf(code)])];
  const compared =
    figures.length === 0
      ? []
      : (await Promise.all(wholes.map((whole) => sourcesOf(db, figures, whole)))).flat();
  const used = new Set([...rows, ...compared].map((row) => row.series));
  return sheet.series.filter((one) => used.has(one.series));
}

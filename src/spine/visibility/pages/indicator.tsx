import type { Handler } from 'hono';
import { isBodyCode, NATION } from '../../../core/body-code.ts';
import { BODY_CLASSES, definitionKey, KIND_CLASSES } from '../../../core/indicator.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import type { Db } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, SelectField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage, type SourceNote } from '../../../ui/page.tsx';
import { municipalitiesOf, prefectures as prefecturesOf } from '../../bodies/queries/register.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { sourcesOfFigures } from '../../observations/queries/sources.ts';
import { readPlan } from '../../plan/queries/read.ts';
import type { Snapshot } from '../../roll-up/read.ts';
import { ByClass, type ClassFigures } from '../by-class.tsx';
import { BodiesView } from '../indicator/bodies-view.tsx';
import { Definition, InThePlan, RollUpWords } from '../indicator/definition.tsx';
import { Disagreement, loadSources } from '../indicator/disagreement.tsx';
import { Bases, Coverage, MainFigures } from '../indicator/figures.tsx';
import { HonestViews } from '../indicator/honest.tsx';
import { type Chosen, linkTo, openData, type Shown } from '../indicator/links.ts';
import {
  bodiesOf,
  loadBaseChanges,
  loadSeriesAndParts,
  loadSnapshot,
  loadSubject,
  partName,
  printedFigure,
  type Subject,
} from '../indicator/load.ts';
import { loadCompanion } from '../indicator/load-companion.ts';
import { IndicatorNotFound } from '../indicator/not-found.tsx';
import { PartsTable } from '../indicator/parts-table.tsx';
import { PrintedTables } from '../indicator/printed.tsx';
import { OverTime } from '../indicator/series.tsx';
import { Versions } from '../indicator/versions.tsx';
import { standpoint } from '../load.ts';
import { Faults, headingMeta, KnownOnForm, KnownOnNotice } from '../parts.tsx';
import { LEVEL_TITLES, LEVELS_OF, periodText } from '../rules/indicator-words.ts';
import { readView } from '../rules/request.ts';
import { mapShapes } from '../shapes.ts';

const SHOWN: readonly Shown[] = ['squares', 'prefectures', 'map', 'table'];

/** 指標: what it means first, then how far, how it moved, who stands where, and how all of this came about. */
export function indicatorPage(deps: Deps): Handler {
  return async (c) => {
    const { db } = deps;
    const query = (name: string) => c.req.query(name);
    const { view, faults } = readView(query);
    const stand = standpoint(deps.clock, view.knownOn);
    const id = c.req.param('id') ?? '';
    const version = query('version') ?? null;
    const { found, choices } = await loadSubject(db, id, version, query('level') !== undefined, view, stand);
    if (!found.ok) {
      const { code, detail: asked } = found;
      const all = code === 'unknown-indicator' ? await allDefinitions(db) : [];
      return c.html(
        renderPage(<IndicatorNotFound id={id} code={code} asked={asked} choices={choices} all={all} />),
        404,
      );
    }
    const subject = found.value;
    const { definition, level, date } = subject;
    const on = date?.on ?? stand.today;
    const [snapshot, { series, parts }, plan, shapes, prefectures] = await Promise.all([
      loadSnapshot(db, subject),
      loadSeriesAndParts(db, subject),
      readPlan(db),
      mapShapes(db),
      prefecturesOf(db, on),
    ]);
    const [baseChanges, companion, sources, register, notes] = await Promise.all([
      loadBaseChanges(db, subject),
      loadCompanion(db, subject),
      loadSources(db, subject),
      level === 'prefecture' ? prefectures : municipalitiesOf(db, null, on),
      sourceNotes(db, subject),
    ]);
    const bodies = bodiesOf(subject, snapshot);
    // Every picture of a part bears the part's name.
    const titled =
      subject.partTitle === null || subject.part === 'total'
        ? definition
        : { ...definition, title: `${definition.title}（${subject.partTitle}）` };
    const figure = mainFigure(subject, snapshot);
    const given = query('view') as Shown | undefined;
    const wanted = query('prefecture') ?? '';
    const chosen: Chosen = {
      subject,
      version,
      shown: given !== undefined && SHOWN.includes(given) ? given : 'squares',
      prefecture: isBodyCode(wanted) ? wanted : null,
    };
    const names = new Map([...prefectures, ...register].map((body) => [body.bodyCode, body.name]));
    const downloads = openData(chosen, figure);
    const name = subject.partTitle === null || subject.part === 'total' ? '' : `：${subject.partTitle}`;
    const path = `/indicators/${id}`;
    return c.html(
      renderPage(
        <Page
          title={`${definition.title}${name}`}
          breadcrumb={[
            { title: '全国', href: '/' },
            { title: '指標', href: '/indicators' },
            { title: `${definition.title}${name}` },
          ]}
          current="indicators"
          operator={isOperator(c)}
          wide
          {...headingMeta(figure)}
          {...(definition.period === 'fiscal-year' && date !== null
            ? { asOf: periodText(definition, date.on) }
            : {})}
          sources={notes}
          downloads={downloads}
        >
          <Faults faults={faults} />
          <KnownOnNotice stand={stand} path={linkTo(chosen, { knownOn: null })} />
          <OldVersion subject={subject} />
          <Definition definition={definition} />
          <section class="dads-section" aria-labelledby="figures">
            <h2 id="figures">現在の値</h2>
            <Moving chosen={chosen} />
            <Choice chosen={chosen} />
            <MainFigures subject={subject} figure={figure} bodies={bodies} />
            <div class="dads-grid dads-grid--2">
              <Bases subject={subject} snapshot={snapshot} />
              {figure === null ? null : <Coverage figure={figure} />}
            </div>
          </section>
          <HonestViews
            subject={subject}
            figure={figure}
            bodies={bodies}
            parts={parts}
            companion={companion}
          />
          <section class="dads-section" aria-labelledby="series">
            <h2 id="series">推移</h2>
            <OverTime subject={subject} series={series} baseChanges={baseChanges} />
          </section>
          {snapshot === null ? null : (
            <section class="dads-section" aria-labelledby="classes">
              <h2 id="classes">{level === 'prefecture' ? '分布' : '分布と団体区分'}</h2>
              <ByClass
                chosen={{
                  definition: titled,
                  part: subject.part,
                  snapshot,
                  figure,
                  bodies,
                  prefectures,
                  municipalities: register,
                  on,
                }}
                figures={classFigures(subject, snapshot)}
              />
            </section>
          )}
          <PartsTable chosen={chosen} parts={parts} />
          <BodiesView
            chosen={{ ...chosen, subject: { ...subject, definition: titled } }}
            snapshot={snapshot}
            bodies={bodies}
            prefectures={prefectures}
            register={register}
            shapes={shapes}
          />
          <div id="after-bodies">
            <RollUpWords definition={definition} />
          </div>
          <Disagreement subject={subject} found={sources} nameOf={(code) => names.get(code) ?? code} />
          <PrintedTables subject={subject} />
          <InThePlan definition={definition} plan={plan} />
          <Versions id={id} history={subject.history} current={definition.version} />
          <section class="dads-section" aria-labelledby="open-data">
            <h2 id="open-data">この指標のオープンデータ</h2>
            <ul class="dads-list">
              {downloads.map((download) => (
                <li key={download.href}>
                  <a href={download.href}>{download.title}</a>
                </li>
              ))}
            </ul>
            <p class="dads-text">
              CSVを表計算ソフトで直接開くと、団体コードの先頭の0が落ちます。Excel形式では落ちません。
              <a href="/corrections">訂正の記録</a>
            </p>
          </section>
          <KnownOnForm
            path={path}
            keep={{ version, part: view.part, level: query('level'), class: query('class'), view: given }}
            stand={stand}
          />
        </Page>,
      ),
    );
  };
}

function mainFigure(subject: Subject, snapshot: Snapshot | null): RollUpResult | null {
  const { date, level, view } = subject;
  if (date === null) return null;
  if (snapshot === null) return printedFigure(subject, date.on);
  return snapshot.figure({ area: NATION, level, bodyClass: view.bodyClass });
}

const CLASSES = [...KIND_CLASSES, 'designated-city', 'core-city', 'without-designated'] as const;

/** Printed tables by class stand further down the page, whole; here are the computed classes only. */
function classFigures(subject: Subject, snapshot: Snapshot): ClassFigures {
  if (subject.level !== 'municipality') return { computed: [], printed: [] };
  const computed = CLASSES.map((bodyClass) => ({
    bodyClass,
    figure: snapshot.figure({ area: NATION, level: 'municipality', bodyClass }),
  }));
  return { computed: computed.filter(({ figure }) => figure.expected > 0), printed: [] };
}

async function sourceNotes(db: Db, subject: Subject): Promise<readonly SourceNote[]> {
  const { definition, date } = subject;
  const computed = subject.dates.filter((held) => held.basis === 'computed');
  const days = date?.basis === 'computed' ? [date] : computed.slice(0, 1);
  const files = await sourcesOfFigures(
    db,
    days.map(({ on, moving }) => ({ indicator: definitionKey(definition), on, moving })),
  );
  const printed = {
    title: definition.source,
    publisher: '',
    licence: '',
    attribution: `出典：${definition.source}`,
  };
  return subject.published.length === 0 && files.length > 0 ? files : [...files, printed];
}

function OldVersion(props: { subject: Subject }) {
  const newest = props.subject.history.at(-1)?.version;
  const { id, definition } = props.subject;
  if (newest === undefined || newest === definition.version) return null;
  return (
    <Notice kind="info" title={`第${definition.version}版の定義を表示しています`}>
      <p>
        新しい版があります。<a href={`/indicators/${id}`}>第{newest}版を見る</a>
      </p>
    </Notice>
  );
}

/** A newer day of which nothing is 確定 yet: the page does not open with it, and does not hide it. */
function Moving(props: { chosen: Chosen }) {
  const { definition, dates, date } = props.chosen.subject;
  const newer = dates.filter((held) => held.moving && (date === null || held.on > date.on));
  const [newest] = newer
    .map((held) => held.on)
    .sort()
    .reverse();
  if (newest === undefined) return null;
  return (
    <Notice kind="info" title={`${periodText(definition, newest)}の速報があります`} headingLevel={3}>
      <p>
        調査が続いていて、確定まで動きます。
        <a href={linkTo(props.chosen, { asOf: newest })}>速報を見る</a>
      </p>
    </Notice>
  );
}

/** Part, level, date and class of everything that follows, in one form without script. */
function Choice(props: { chosen: Chosen }) {
  const { subject, shown, version } = props.chosen;
  const { definition, view, dates, held, level } = subject;
  const levels = [...LEVELS_OF[definition.level], 'all' as const].filter(
    (one) => LEVELS_OF[definition.level].includes(one) || held.some((entry) => entry.level === one),
  );
  const whole = definition.partsTotal !== undefined ? 'total' : '';
  const withWhole = whole === 'total' || held.some((entry) => entry.part === '');
  return (
    <form method="get" action={`/indicators/${subject.id}#figures`} class="dads-inline-form">
      <HiddenFields
        values={{
          version: version ?? undefined,
          knownOn: view.knownOn ?? undefined,
          view: shown === 'squares' ? undefined : shown,
        }}
      />
      {definition.parts === undefined ? null : (
        <SelectField
          name="part"
          label="内訳"
          value={subject.part}
          options={[
            ...(withWhole ? [{ value: whole, title: whole === '' ? 'いずれか・全体' : '全体' }] : []),
            ...definition.parts.map((part) => ({
              value: part.id,
              title: partName(definition, part.id),
              group: part.group,
            })),
          ]}
        />
      )}
      {levels.length < 2 ? null : (
        <SelectField
          name="level"
          label="階層"
          value={level}
          options={levels.map((one) => ({ value: one, title: LEVEL_TITLES[one] }))}
        />
      )}
      {dates.length < 2 ? null : (
        <SelectField
          name="asOf"
          label="基準日"
          value={view.asOf ?? ''}
          emptyOption="最新の基準日"
          options={dates.map(({ on, basis, moving }) => ({
            value: on,
            title: `${periodText(definition, on)}${basis === 'published' ? '・公表値' : moving ? '・速報' : ''}`,
          }))}
        />
      )}
      {level === 'municipality' ? (
        <SelectField
          name="class"
          label="団体区分"
          value={view.bodyClass}
          options={Object.entries(BODY_CLASSES).map(([value, { title }]) => ({ value, title }))}
        />
      ) : null}
      <Button kind="secondary">表示する</Button>
    </form>
  );
}

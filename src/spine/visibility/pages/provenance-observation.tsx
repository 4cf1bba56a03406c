import type { Context } from 'hono';
import { isPrefectureCode, isSample, NATION } from '../../../core/body-code.ts';
import { type BodyClass, definitionKey } from '../../../core/indicator.ts';
import { provenanceId } from '../../../core/provenance.ts';
import { bodyValue } from '../../../core/roll-up.ts';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { asOfText } from '../../../ui/figure-text.tsx';
import { KeyFigure } from '../../../ui/key-figure.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { EVIDENCE_SERIES } from '../../contracts/evidence.ts';
import { evidenceOfBatch } from '../../evidence/queries.ts';
import { answerOrigin } from '../../surveys/queries/provenance.ts';
import { standpoint } from '../load.ts';
import { loadObservationOrigin, type ObservationName, type ObservationOrigin } from '../load-observation.ts';
import { Faults, KnownOnForm, KnownOnNotice } from '../parts.tsx';
import { classTitle, ownClass } from '../rules/own-class.ts';
import { readView } from '../rules/request.ts';
import { missingOf, ownText, ownUnit } from '../rules/values.ts';
import { AnswerSource } from './provenance-answer.tsx';
import { EvidenceSource } from './provenance-evidence.tsx';
import { Revisions, Source, storedText } from './provenance-revisions.tsx';

const STATES = ['未公表', '速報', '確定'] as const;

/** One value of one body: value, file, row, all revisions, other sources beside it. */
export async function observationPage(deps: Deps, c: Context, name: ObservationName): Promise<Response> {
  const { view, faults } = readView((field) => c.req.query(field));
  const stand = standpoint(deps.clock, view.knownOn);
  const origin = await loadObservationOrigin(deps.db, name, stand);
  const { definition, counting, bodyName, partTitle } = origin;
  const answered =
    counting === null ? null : await answerOrigin(deps.db, { ...name, batchId: counting.batch_id });
  const evidence =
    counting === null || counting.series !== EVIDENCE_SERIES
      ? null
      : await evidenceOfBatch(deps.db, counting.batch_id);
  const title = `${definition.title}${partTitle === null ? '' : `（${partTitle}）`}`;
  const path = `/provenance/${encodeURIComponent(provenanceId(name))}`;
  const shown =
    counting === null || counting.value === null
      ? null
      : bodyValue(definition, counting.value, counting.base);
  const text = ownText(definition, shown);
  return c.html(
    renderPage(
      <Page
        title={`${bodyName}：${title}の値の出所`}
        documentTitle={`算出の内訳：${bodyName}の${title}`}
        breadcrumb={[
          { title: '全国', href: '/' },
          { title: bodyName, href: `/bodies/${name.bodyCode}` },
          { title: '算出の内訳' },
        ]}
        operator={isOperator(c)}
        sample={isSample(name.bodyCode)}
        asOf={asOfText(name.on)}
        sources={origin.series.flatMap(({ source }) => (source === undefined ? [] : [source]))}
        downloads={[
          {
            title: 'この団体の、この指標の値（JSON）',
            href: `/api/v1/observations?indicator=${definitionKey(definition)}&body=${name.bodyCode}&asOf=all`,
          },
        ]}
      >
        <Faults faults={faults} />
        <KnownOnNotice stand={stand} path={path} />
        {counting === null ? (
          <Notice kind="warning" title="いま使われている値はありません">
            <p>登録された値は取り消されています。下の記録に、これまでの値が残っています。</p>
          </Notice>
        ) : (
          <>
            <KeyFigure
              title={title}
              headingLevel={2}
              value={text}
              unit={text === null ? '' : ownUnit(definition)}
              missing={counting.value === null ? missingOf(counting) : undefined}
              numerator={
                definition.valueKind === 'share' || definition.denominator
                  ? String(counting.value ?? '')
                  : null
              }
              denominator={counting.base === null ? null : String(counting.base)}
              countUnit=""
              asOf={name.on}
              state={STATES[counting.state]}
              note={
                shown === null && counting.value !== null
                  ? '分母が0のため、値はありません（0／0）。'
                  : undefined
              }
            />
            <Disagreement origin={origin} />
            <section class="dads-section" aria-labelledby="source">
              <h2 id="source">この値が書かれていた場所</h2>
              <Source origin={origin} row={counting} />
            </section>
            {answered === null ? null : <AnswerSource origin={answered} />}
            {evidence === null ? null : <EvidenceSource origin={evidence} on={name.on} />}
          </>
        )}
        <section class="dads-section" aria-labelledby="revisions">
          <h2 id="revisions">記録の履歴</h2>
          <p>記録は消さずに重ねています。前の値も、いつ誰が変えたかも残ります。</p>
          {origin.series.map((one) => (
            <Revisions key={one.series} origin={origin} history={one} />
          ))}
        </section>
        {counting === null ? null : (
          <section class="dads-section" aria-labelledby="figures">
            <h2 id="figures">この値が入る集計</h2>
            <Figures origin={origin} knownOn={stand.knownOn ?? stand.today} />
          </section>
        )}
        <KnownOnForm path={path} keep={{}} stand={stand} />
      </Page>,
    ),
  );
}

/** Two sources for one fact stand side by side; which one counts is data of the indicator. */
function Disagreement(props: { origin: ObservationOrigin }) {
  const { origin } = props;
  const newest = origin.series.flatMap(({ source, series, revisions }) => {
    const row = revisions[0];
    return row === undefined || row.void ? [] : [{ title: source?.title ?? series, row }];
  });
  if (newest.length < 2) return null;
  const texts = newest.map(({ row }) => storedText(origin.definition, row));
  const same = new Set(texts).size === 1;
  return (
    <Notice
      kind={same ? 'info' : 'warning'}
      title={same ? '二つ以上の資料の値が一致しています' : '資料によって値が違います'}
    >
      <ul>
        {newest.map(({ title, row }, index) => (
          <li key={row.series}>
            {title}：{texts[index]}
            {row.series === origin.counting?.series ? '（使っている値）' : ''}
          </li>
        ))}
      </ul>
      <p>使う資料の順は、指標の定義で決めています。ほかの資料の値も消しません。</p>
    </Notice>
  );
}

function Figures(props: { origin: ObservationOrigin; knownOn: string }) {
  const { origin, knownOn } = props;
  const { definition, name, prefectureCode, stratum } = origin;
  const prefectural = isPrefectureCode(name.bodyCode);
  const link = (area: string, bodyClass: BodyClass) =>
    `/provenance/${encodeURIComponent(
      provenanceId({
        kind: 'roll-up',
        indicator: definitionKey(definition),
        area,
        level: prefectural ? 'prefecture' : 'municipality',
        bodyClass,
        part: name.part,
        on: name.on,
        knownOn,
        base: 'official',
      }),
    )}`;
  const demonstration = isSample(prefectureCode);
  return (
    <ul class="dads-list">
      {prefectural ? null : (
        <li>
          <a href={link(prefectureCode, 'all')}>都道府県内の計</a>
        </li>
      )}
      {demonstration ? (
        <li>見本の団体なので、全国の計には入りません。</li>
      ) : (
        <>
          {prefectural ? null : (
            <li>
              <a href={link(NATION, ownClass(stratum))}>全国の{classTitle(ownClass(stratum))}</a>
            </li>
          )}
          <li>
            <a href={link(NATION, 'all')}>{prefectural ? '全国の都道府県庁' : '全国計'}</a>
          </li>
        </>
      )}
    </ul>
  );
}

import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { EVIDENCE_KEYS, type EvidenceKey } from '../../contracts/evidence.ts';
import type { BodySteps, OwnTemplate, StepLine } from '../load.ts';
import type { Forecast } from '../rules/forecast.ts';
import { isLate } from '../rules/lateness.ts';
import { stepTitle, type Template } from '../rules/model.ts';
import {
  basisText,
  dayOrDash,
  forecastBasis,
  forecastText,
  LateText,
  StateChip,
  StepsFrame,
} from './parts.tsx';

/** `/steps`: where the body stands on the way of the 全体手順書, and its other ways. */
export function HandbookPage(props: {
  bodyName: string;
  template: Template;
  handbook: BodySteps;
  telework: BodySteps;
  today: Day;
  mayAnswer: boolean;
}) {
  const { handbook, telework } = props;
  const { current, ahead } = handbook.where;
  const title =
    current === null
      ? '手順書のステップ0～3がすべて終わっています'
      : `${props.bodyName}は、ステップ${current.step.number}「${current.step.title}」にいます`;
  const first = handbook.lines[0];
  return (
    <StepsFrame
      title={title}
      asOf={`${formatDay(props.today)}現在`}
      lead={<p>登録された根拠資料から、自動で決まります。入力するのはステップ0の記録だけです。</p>}
    >
      {ahead.length === 0 ? null : (
        <Notice kind="info" title={`先に終わっているステップが${ahead.length}つあります`}>
          <p>{ahead.map((one) => stepTitle(one.step)).join('、')}。順番どおりでなくても構いません。</p>
        </Notice>
      )}
      <section class="dads-section" aria-labelledby="handbook">
        <h2 id="handbook">{props.template.title}</h2>
        <LinesTable id="handbook" caption={props.template.title} lines={handbook.lines} />
        {props.mayAnswer && first !== undefined && first.state !== 'done' ? (
          <p>
            <Button href={`/steps/handbook/${first.step.id}`}>庁議か研修の記録を入れる</Button>
          </p>
        ) : null}
        <p class="dads-subtle">{props.template.note}</p>
      </section>
      <section class="dads-section" aria-labelledby="others">
        <h2 id="others">ほかの手順</h2>
        <Progress
          label="テレワークの導入ステップ"
          done={telework.where.closed}
          total={telework.where.total}
        />
        <p>
          <a href="/steps/telework">テレワークの10ステップを開く</a>
        </p>
        <p>
          標準化・共通化の作業項目は、業務ごとに<a href="/standardization">標準化のページ</a>で記録します。
        </p>
      </section>
    </StepsFrame>
  );
}

/** Where a body registers what is missing. */
function registeredAt(key: EvidenceKey): string {
  if (key.startsWith('policy.')) return '/overall-policy';
  if (key.startsWith('structure.')) return '/structure';
  return key === 'roadmap.running' ? '/roadmap' : '/steps/handbook/awareness';
}

/** Of many 個別取組 the first are enough to see what a step stands on. */
const MARKS_SHOWN = 4;

/** What stands for a step, and what is missing of it. */
export function Evidences(props: { line: StepLine; linked?: boolean }) {
  const { marks, missing, event } = props.line;
  if (marks.length + missing.length === 0) {
    if (event === null) return <>－</>;
    if (event.url !== null) return <a href={event.url}>{event.note ?? event.record ?? '根拠資料'}</a>;
    return <>{[event.record, event.note].filter((part) => part !== null).join('：') || '－'}</>;
  }
  return (
    <ul class="dads-list">
      {marks.slice(0, MARKS_SHOWN).map((mark) => (
        <li key={`${mark.key}-${mark.href}`}>
          {EVIDENCE_KEYS[mark.key]}：<a href={mark.href}>{mark.title}</a>（{formatDay(mark.since)}から）
        </li>
      ))}
      {marks.length > MARKS_SHOWN ? <li>ほか{marks.length - MARKS_SHOWN}件</li> : null}
      {missing.map((key) => (
        <li key={key}>
          まだない：
          {props.linked === false ? EVIDENCE_KEYS[key] : <a href={registeredAt(key)}>{EVIDENCE_KEYS[key]}</a>}
        </li>
      ))}
    </ul>
  );
}

function hasDays(lines: readonly StepLine[]): boolean {
  return lines.some((line) => line.planned?.plannedOn != null);
}

/** `dated`: with columns of planned days; left out where no step has one. */
export function LinesTable(props: {
  id: OwnTemplate;
  caption: string;
  lines: readonly StepLine[];
  linked?: boolean;
  dated?: boolean;
}) {
  const dated = props.dated ?? hasDays(props.lines);
  return (
    <DataTable
      caption={`${props.caption}のステップごとの状態`}
      captionHidden
      wide
      columns={[
        {
          id: 'step',
          title: 'ステップ',
          cell: (line: StepLine) =>
            props.linked === false ? (
              stepTitle(line.step)
            ) : (
              <a href={`/steps/${props.id}/${line.step.id}`}>{stepTitle(line.step)}</a>
            ),
        },
        {
          id: 'state',
          title: '状態',
          cell: (line) => <StateChip step={line.step} state={line.state} />,
        },
        { id: 'since', title: 'いつから', cell: (line) => dayOrDash(line.since) },
        { id: 'basis', title: '根拠', cell: (line) => basisText(line.basis) },
        {
          id: 'evidence',
          title: '根拠資料・備考',
          cell: (line) => <Evidences line={line} linked={props.linked ?? true} />,
        },
        ...(dated
          ? [
              {
                id: 'planned',
                title: '予定日',
                cell: (line: StepLine) => dayOrDash(line.planned?.plannedOn ?? null),
              },
              { id: 'late', title: '遅れ', cell: (line: StepLine) => <LateText late={line.late} /> },
            ]
          : []),
      ]}
      rows={props.lines}
      rowKey={(line) => line.step.id}
      rowHeader="step"
    />
  );
}

/** `/steps/telework`. */
export function TemplatePage(props: {
  id: OwnTemplate;
  template: Template;
  steps: BodySteps;
  forecast: Forecast | null;
  today: Day;
}) {
  const { template, steps, forecast } = props;
  const late = steps.lines.filter((line) => isLate(line.late)).length;
  const { closed, total } = steps.where;
  const basis = forecast === null ? null : forecastBasis(forecast);
  return (
    <StepsFrame
      title={`${template.title}：${total}のうち${closed}が終わっています`}
      asOf={`${formatDay(props.today)}現在`}
      crumbs={[{ title: template.title }]}
      lead={
        <p>
          {late === 0
            ? '予定日を過ぎたステップはありません。'
            : `予定日を過ぎたステップが${late}つあります。`}
          ステップを開くと、状態、日、根拠資料、予定日を記録できます。
        </p>
      }
    >
      {template.phases.map((phase) => (
        <section class="dads-section" aria-labelledby={`phase-${phase.id}`} key={phase.id}>
          <h2 id={`phase-${phase.id}`}>{phase.title}</h2>
          <LinesTable
            id={props.id}
            caption={phase.title}
            lines={steps.lines.filter((line) => line.step.phase === phase.id)}
            dated={hasDays(steps.lines)}
          />
        </section>
      ))}
      {forecast === null ? null : (
        <section class="dads-section" aria-labelledby="forecast">
          <h2 id="forecast">すべて終わる見込み</h2>
          <p>{forecastText(forecast)}</p>
          {basis === null ? null : <p class="dads-subtle">{basis}</p>}
          <p class="dads-subtle">見込みは、この団体とその都道府県だけに見えます。</p>
        </section>
      )}
      <p class="dads-subtle">{template.note}</p>
    </StepsFrame>
  );
}

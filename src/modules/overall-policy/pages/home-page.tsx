import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, RadioGroup, TextArea, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { WholePolicy } from '../actions/open.ts';
import type { HeldPolicy } from '../actions/standing.ts';
import { bodyCounts } from '../rules/counting.ts';
import type { TemplateItem } from '../rules/model.ts';
import { versionTitle } from '../rules/model.ts';
import { nextAction } from '../rules/next-action.ts';
import { WHOLE_MINUTES, WRITE_STEPS } from '../rules/sections.ts';
import type { Failed } from './asking.ts';
import { errorAt, FormErrors, PolicyPage, standingText, VersionState } from './parts.tsx';

export interface HomeView {
  readonly bodyCode: string;
  readonly bodyName: string;
  readonly held: readonly HeldPolicy[];
  readonly items: readonly TemplateItem[];
  /** Names of bodies that lead joint plans. */
  readonly names: ReadonlyMap<string, string>;
  readonly mayWrite: boolean;
  readonly mayReview: boolean;
}

/** 全体方針 of the seat's body: where it stands, what comes next, three ways to begin. */
export function HomePage(props: { view: HomeView; csrf: string; failed: Failed | null }) {
  const { view } = props;
  const since = bodyCounts(view.held.map(({ standing }) => standing));
  const own = view.held.filter(({ consent }) => consent === null);
  const joint = view.held.filter(({ consent }) => consent !== null);
  const title =
    since !== null
      ? `${view.bodyName}には全体方針があります`
      : own.length === 0
        ? `${view.bodyName}の全体方針を、約${WHOLE_MINUTES}分で決裁用案にできます`
        : `${view.bodyName}の全体方針は、まだ数えていません`;
  return (
    <PolicyPage
      title={title}
      documentTitle="全体方針"
      crumbs={[]}
      asOf={since === null ? undefined : `${formatDay(since)}から`}
      lead={<p>全体方針は、DX推進のビジョンと工程表からなるもので、計画を含みます（2021年調査の定義）。</p>}
    >
      <FormErrors failed={props.failed} />
      {joint.map((one) => (
        <JointNotice key={one.subject} held={one} name={view.names.get(one.whole.policy.bodyCode) ?? ''} />
      ))}
      {own.map(({ whole }) => (
        <PolicySummary key={whole.policy.policyNo} whole={whole} items={view.items} />
      ))}
      {since === null ? <WayToCount none={own.length === 0} /> : null}
      {view.mayWrite ? <StartForm {...props} /> : null}
      <section class="dads-section">
        <h2>ほかのページ</h2>
        <ul class="dads-list">
          <li>
            <a href={`/overall-policy/of/${view.bodyCode}`}>住民向けの公表ページ</a>
          </li>
          {view.mayReview ? (
            <li>
              <a href="/overall-policy/review">市区町村の全体方針の状況</a>
            </li>
          ) : null}
        </ul>
      </section>
    </PolicyPage>
  );
}

/** What will happen until it counts, for somebody who sees it for the first time. */
function WayToCount(props: { none: boolean }) {
  return (
    <>
      {props.none ? <p>この団体の全体方針は、まだ登録がありません。下の「始める」から始めます。</p> : null}
      <ol class="dads-list" aria-label="数え始めるまでの流れ">
        <li>ここで本文を書き、決裁用案を印刷します（約{WHOLE_MINUTES}分）。</li>
        <li>庁内の文書管理で決裁を受けます。</li>
        <li>文書番号と決裁日を記録します（約3分）。</li>
        <li>公表日を記録します。その日から「全体方針あり」と数えます。</li>
      </ol>
    </>
  );
}

function JointNotice(props: { held: HeldPolicy; name: string }) {
  const { held, name } = props;
  const { policy } = held.whole;
  const asked = held.consent?.state === 'asked';
  return (
    <Notice
      kind={asked ? 'warning' : 'info'}
      title={asked ? `${name}から、共同の全体方針の照会があります` : `${name}と共同の全体方針`}
    >
      <p>
        「{policy.title}」{asked ? '' : `（${standingText(held.standing)}）`}
        <a href={`/overall-policy/joint/${policy.bodyCode}/${policy.policyNo}`}>
          {asked ? '内容を見て回答する' : '内容を見る'}
        </a>
      </p>
    </Notice>
  );
}

function PolicySummary(props: { whole: WholePolicy; items: readonly TemplateItem[] }) {
  const { policy, versions } = props.whole;
  const newest = versions.at(-1);
  if (newest === undefined) return null;
  const base = `/overall-policy/${policy.policyNo}`;
  const next = policy.abolition === null ? nextAction(newest, props.items) : null;
  return (
    <section class="dads-section" aria-labelledby={`policy-${policy.policyNo}`}>
      <h2 id={`policy-${policy.policyNo}`}>
        <a href={base}>{policy.title}</a>
      </h2>
      <p>
        {versionTitle(newest.version.versionNo)}：
        {policy.abolition === null ? (
          <VersionState whole={newest} />
        ) : (
          `${formatDay(policy.abolition.on)}に廃止`
        )}
      </p>
      {next === null ? null : (
        <p>
          <Button href={next.href}>{next.title}</Button>
        </p>
      )}
    </section>
  );
}

const WAYS = [
  {
    value: 'written',
    title: 'ここで書く',
    hint: `${WRITE_STEPS.length}つの段階で順に書きます。約${WHOLE_MINUTES}分です。途中でやめても残ります。Excelでも書けます。`,
  },
  {
    value: 'registered',
    title: '既にあるものを登録する',
    hint: 'ホームページのアドレスかPDFと、ビジョン・工程表のページを登録します。約5分です。',
  },
] as const;

function StartForm(props: { view: HomeView; csrf: string; failed: Failed | null }) {
  const { view, failed } = props;
  const typed = (name: string, otherwise: string) => failed?.form.text(name) ?? otherwise;
  const form = (
    <form method="post" action="/overall-policy">
      <HiddenFields csrf={props.csrf} />
      <TextField
        name="title"
        label="全体方針の名称"
        size="full"
        required
        value={typed('title', `${view.bodyName}DX推進方針`)}
        error={errorAt(failed, 'title')}
      />
      <RadioGroup name="way" label="始め方" options={WAYS} value={typed('way', 'written')} required />
      <TextArea
        name="obligations"
        label="兼ねている計画"
        hint="一つの計画で複数の計画を兼ねるときは、その名称と根拠を書きます。例：官民データ活用推進計画"
        rows={2}
        value={typed('obligations', '')}
      />
      <Button>始める</Button>
    </form>
  );
  const running = view.held.some(({ whole }) => whole.policy.abolition === null);
  // Who has one already revises it; another beside it is rare.
  if (running)
    return (
      <details class="dads-disclosure" open={failed !== null}>
        <summary class="dads-disclosure__summary">
          <span class="dads-disclosure__icon" aria-hidden="true" />
          <span>別の全体方針を始める</span>
        </summary>
        <div class="dads-disclosure__content">{form}</div>
      </details>
    );
  return (
    <section class="dads-section" aria-labelledby="start">
      <h2 id="start">全体方針を始める</h2>
      {form}
    </section>
  );
}

import { Timeline } from '../../../ui/timeline.tsx';
import { type LineStep, lineOf } from '../rules/lineage.ts';
import type { PlanItem } from '../rules/model.ts';
import { ItemLink, LinkText, type PlanView, versionName } from './parts.tsx';

/** The item in every version, newest first, with how it came about and what is missing in between. */
export function Line(props: { view: PlanView; item: PlanItem }) {
  const { view, item } = props;
  const entries = [...lineOf(view.plan, item)].reverse().map((step) => ({
    id: step.version.id,
    date: versionName(step.version),
    title: <Names step={step} current={item} />,
    children: <Came view={view} step={step} />,
    gap: step.version.previous?.missing ?? undefined,
  }));
  return (
    <section class="dads-section" aria-labelledby="line">
      <h2 id="line">版をまたいだこの取組事項</h2>
      <Timeline label="この取組事項の版（新しい順）" entries={entries} />
    </section>
  );
}

function Names(props: { step: LineStep; current: PlanItem }) {
  const { step, current } = props;
  if (step.state === 'unknown') return <>資料から分かりません</>;
  if (step.state === 'absent') return <>目次にありません</>;
  return (
    <>
      {step.items.map((item, index) => (
        <span key={item.id}>
          {index === 0 ? '' : '、'}
          {item === current ? `${item.title}（このページ）` : <ItemLink item={item} />}
        </span>
      ))}
    </>
  );
}

function Came(props: { view: PlanView; step: LineStep }) {
  const { links } = props.step;
  if (links.length === 0) return null;
  return (
    <ul class="dads-list">
      {links.map((link) => (
        <li key={`${link.from?.version ?? ''}-${link.from?.item ?? ''}-${link.to.item}`}>
          <LinkText plan={props.view.plan} link={link} />
        </li>
      ))}
    </ul>
  );
}

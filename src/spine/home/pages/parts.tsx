import type { ComponentChildren } from 'preact';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import type { HomeItem, HomeTask } from '../../contracts/home.ts';
import { STATE_TITLES } from '../rules/items.ts';
import type { Month } from '../rules/tasks.ts';

/** 今月やること: at most three lines, each with its minutes and one button; what follows is folded. */
export function MonthSection(props: { month: Month; today: Day }) {
  const { month, today } = props;
  return (
    <section class="dads-section" aria-labelledby="month">
      <h2 id="month">今月やること</h2>
      {month.now.length === 0 ? (
        <p>今月やることはありません。新しい調査や連絡が届くと、ここに並びます。</p>
      ) : (
        <ol class="home-month">
          {month.now.map((task) => (
            <li key={task.href + task.title}>
              <Task task={task} today={today} />
              <Button href={task.href}>{task.button}</Button>
            </li>
          ))}
        </ol>
      )}
      {month.later.length === 0 ? null : (
        <Disclosure summary={`その後にやること（${month.later.length}件）`}>
          <ul class="dads-list">
            {month.later.map((task) => (
              <li key={task.href + task.title}>
                <a href={task.href}>{task.title}</a>（約{formatNumber(task.minutes)}分
                {task.dueOn === null ? '' : `、${formatDay(task.dueOn)}まで`}）
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

function Task(props: { task: HomeTask; today: Day }) {
  const { task, today } = props;
  const late = task.dueOn !== null && task.dueOn < today;
  return (
    <div>
      <p class="home-month__title">{task.title}</p>
      <p>
        約{formatNumber(task.minutes)}分{task.dueOn === null ? null : `・${formatDay(task.dueOn)}まで`}
        {late ? <strong>（期限を過ぎています）</strong> : null}
      </p>
      {task.why === null ? null : (
        <p>
          <small>{task.why}</small>
        </p>
      )}
    </div>
  );
}

/** The state in words; its frame is solid, broken or hatched, so that grey paper tells them apart. */
export function StateChip(props: { state: HomeItem['state'] }): ComponentChildren {
  const look = { evidenced: 'final', declared: 'provisional', none: 'missing' }[props.state];
  return <span class={`dads-chip dads-chip--${look}`}>{STATE_TITLES[props.state]}</span>;
}

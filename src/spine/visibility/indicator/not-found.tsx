import { formatDay } from '../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { Page } from '../../../ui/page.tsx';
import { dayOf } from '../changes.tsx';
import { newestOf } from '../load-page.ts';
import { LEVEL_TITLES } from '../rules/indicator-words.ts';
import { address } from '../rules/request.ts';
import type { Choices, SubjectRefusal } from './load.ts';

const CRUMBS = [
  { title: '全国', href: '/' },
  { title: '指標', href: '/indicators' },
];

interface Props {
  readonly id: string;
  readonly code: SubjectRefusal;
  readonly asked: Readonly<Record<string, string>>;
  readonly choices: Choices;
  readonly all: readonly IndicatorDefinition[];
}

/** 404 that lists what there is: indicators, versions, parts or dates. */
export function IndicatorNotFound(props: Props) {
  const { choices, id } = props;
  const title = choices.definition?.title ?? choices.history.at(-1)?.definition.title ?? null;
  return (
    <Page
      title={TITLES[props.code]}
      breadcrumb={[
        ...CRUMBS,
        ...(title === null ? [] : [{ title, href: `/indicators/${id}` }]),
        { title: TITLES[props.code] },
      ]}
      current="indicators"
    >
      <List {...props} />
    </Page>
  );
}

const TITLES: Readonly<Record<SubjectRefusal, string>> = {
  'unknown-indicator': 'この指標はありません',
  'not-known-then': 'この指標は、その日にはまだ登録されていません',
  'unknown-version': 'この版の定義はありません',
  'unknown-part': 'この内訳はありません',
  'unknown-date': 'この基準日の値はありません',
};

function List(props: Props) {
  const { choices, id, asked } = props;
  const path = `/indicators/${id}`;
  if (props.code === 'unknown-indicator') {
    return (
      <>
        <p>「{asked.id}」という指標は登録されていません。次の指標から選んでください。</p>
        <ul class="dads-list">
          {newestOf(props.all).map((definition) => (
            <li key={definition.id}>
              <a href={`/indicators/${definition.id}`}>{definition.title}</a>（{definition.id}）
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (props.code === 'not-known-then') {
    const first = choices.history[0];
    return (
      <>
        <p>
          {first === undefined
            ? ''
            : `この指標を最初に登録したのは、${formatDay(dayOf(first.recordedAt))}です。`}
        </p>
        <p>
          <a href={path}>いまの登録内容で見る</a>
        </p>
      </>
    );
  }
  if (props.code === 'unknown-version') {
    const versions = [...new Set(choices.history.map((revision) => revision.version))];
    return (
      <>
        <p>「{asked.version}」という版はありません。次の版があります。</p>
        <ul class="dads-list">
          {versions.map((version) => (
            <li key={version}>
              <a href={address(path, { version })}>第{version}版</a>
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (props.code === 'unknown-part') {
    const parts = choices.definition?.parts ?? [];
    return (
      <>
        <p>
          「{asked.part}」という内訳はありません。
          {parts.length === 0 ? 'この指標に内訳はありません。' : '次の内訳があります。'}
        </p>
        <ul class="dads-list">
          {parts.length === 0 ? (
            <li>
              <a href={path}>指標のページへ</a>
            </li>
          ) : null}
          {parts.map((part) => (
            <li key={part.id}>
              <a href={address(path, { part: part.id })}>{part.title}</a>（{part.id}）
            </li>
          ))}
        </ul>
      </>
    );
  }
  const { dates, level, part } = choices;
  return (
    <>
      <p>
        {asked.asOf === undefined ? '' : formatDay(asked.asOf)}時点の値（{LEVEL_TITLES[level]}）はありません。
        {dates.length === 0 ? 'ほかの時点の値もまだありません。' : '次の時点の値があります。'}
      </p>
      <ul class="dads-list">
        {dates.map(({ on, basis }) => (
          <li key={on}>
            <a
              href={address(path, {
                part: part === '' ? null : part,
                level: level === 'municipality' ? null : level,
                asOf: on,
              })}
            >
              {formatDay(on)}
            </a>
            {basis === 'published' ? '（公表値）' : ''}
          </li>
        ))}
      </ul>
    </>
  );
}

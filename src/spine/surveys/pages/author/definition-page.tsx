import type { Question, SurveyDefinition } from '../../../../core/survey/definition.ts';
import { questionsOf } from '../../../../core/survey/derive.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { SHIPPED_BY } from '../../actions/seed.ts';
import type { SurveyVersion } from '../../queries/definitions.ts';
import { LEVEL_TITLES, TYPE_TITLES } from '../../rules/definition-columns.ts';
import { pathOf } from './asking.ts';

/** One version of a survey: what it asks, what is wrong with it, and while it is a draft, every way to change it. */
export function DefinitionPage(props: {
  version: SurveyVersion;
  versions: readonly SurveyVersion[];
  faults: readonly string[];
  mayWrite: boolean;
  csrf: string;
  sample: boolean;
  error?: string | undefined;
}) {
  const { version } = props;
  const { document: survey } = version;
  const draft = version.frozenAt === null && props.mayWrite;
  const all = survey.questions;
  return (
    <Page
      title={survey.title}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: '調査の定義', href: '/surveys/definitions' },
        { title: survey.title },
      ]}
      sample={props.sample}
      asOf={`第${version.version}版`}
      coverage={
        version.frozenAt === null ? `下書き（${version.edition}回目の編集）` : '確定した版（変わりません）'
      }
      wide
    >
      {props.error === undefined ? null : <Notice kind="error" title={props.error} live />}
      {props.faults.length === 0 ? null : (
        <Notice kind="warning" title={`直すところが${props.faults.length}件あります。直すまで送れません`}>
          <ul>
            {props.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      )}
      <p class="dads-row">
        <Button kind="secondary" href={pathOf(version, '/preview')}>
          回答の画面を見る
        </Button>
        <Button kind="secondary" href={pathOf(version, '/sheet.xlsx')}>
          調査定義書（Excel）
        </Button>
        {props.faults.length === 0 ? (
          <Button href={`/surveys/rounds/new?survey=${version.surveyId}&version=${version.version}`}>
            この版で調査回を作る
          </Button>
        ) : null}
      </p>
      <DescriptionList
        items={[
          { term: '根拠', detail: survey.legalBasis },
          { term: '目的', detail: survey.purpose },
          { term: '還元', detail: survey.returned },
          { term: '出典', detail: survey.source },
          { term: '対象', detail: LEVEL_TITLES[survey.level] },
          { term: '所要時間', detail: `${survey.minutes}分（作成者の見込み）` },
          { term: '作成', detail: version.editedBy === SHIPPED_BY ? 'しるべに付属' : version.editedBy },
        ]}
      />
      {draft ? (
        <p>
          <a href={pathOf(version, '/edit')}>根拠・目的・還元などを直す</a>
        </p>
      ) : null}
      <DataTable
        caption={`設問（${all.length}問）`}
        wide
        columns={[
          {
            id: 'number',
            title: '番号',
            cell: (one: Question) =>
              draft ? (
                <a href={pathOf(version, `/questions/${one.id}`)}>{`問${one.number}`}</a>
              ) : (
                `問${one.number}`
              ),
          },
          { id: 'title', title: '設問', cell: (one) => one.title },
          { id: 'type', title: '種類', cell: (one) => kindText(one) },
          { id: 'when', title: '条件', cell: (one) => whenText(one, all) },
          {
            id: 'indicator',
            title: '指標',
            cell: (one) => indicatorsOf(one, survey) || '－',
          },
          ...(draft
            ? [
                {
                  id: 'move',
                  title: '順序',
                  cell: (one: Question) => <MoveForms version={version} question={one} csrf={props.csrf} />,
                },
              ]
            : []),
        ]}
        rows={all}
        rowKey={(one) => one.id}
        rowHeader="number"
        empty="設問はまだありません。"
      />
      {draft ? (
        <p>
          <Button kind="secondary" href={pathOf(version, '/questions/new')}>
            設問を加える
          </Button>
        </p>
      ) : null}
      <section class="dads-section" aria-labelledby="next-version">
        <h2 id="next-version">{props.mayWrite ? '次の版、または写しを作る' : '写しを作る'}</h2>
        <form method="post" action={pathOf(version, '/copy')}>
          <HiddenFields csrf={props.csrf} />
          <TextField
            name="newId"
            label="識別子"
            hint={
              props.mayWrite
                ? '同じ識別子のままなら、次の版になります。変えると、別の調査の写しになります。'
                : 'この調査の次の版は、作成した団体だけが作れます。別の識別子で写しを作れます。'
            }
            value={props.mayWrite ? version.surveyId : ''}
            required
          />
          <Button kind="secondary">下書きを作る</Button>
        </form>
        {props.versions.length < 2 ? null : (
          <>
            <h3>これまでの版</h3>
            <ul>
              {props.versions.map((one) => (
                <li key={one.version}>
                  <a href={pathOf(one)}>{`第${one.version}版`}</a>
                  {one.frozenAt === null ? '（下書き）' : ''}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </Page>
  );
}

function kindText(question: Question): string {
  const { kind } = question;
  const options = 'options' in kind ? `（${kind.options.length}つから）` : '';
  const most = kind.type === 'choices' && kind.atMost !== null ? `、${kind.atMost}つまで` : '';
  return `${TYPE_TITLES[kind.type]}${options}${most}${question.optional === true ? '、任意' : ''}`;
}

/** Indicators that the answer to a question becomes, alone or with others. */
function indicatorsOf(question: Question, survey: SurveyDefinition): string {
  const bound = survey.bindings.filter(({ from, when = [] }) =>
    [...questionsOf(from), ...when.map((condition) => condition.question)].includes(question.id),
  );
  return [...new Set(bound.map((binding) => binding.indicator))].join('、');
}

function whenText(question: Question, all: readonly Question[]): string {
  const conditions = question.askedWhen ?? [];
  if (conditions.length === 0) return '全ての団体';
  return conditions
    .map((condition) => {
      const other = all.find((one) => one.id === condition.question);
      const titles = new Map(
        other !== undefined && 'options' in other.kind
          ? other.kind.options.map((option) => [option.id, option.title])
          : [],
      );
      return `問${other?.number ?? condition.question}が「${condition.options.map((id) => titles.get(id) ?? id).join('」か「')}」`;
    })
    .join('、かつ');
}

function MoveForms(props: { version: SurveyVersion; question: Question; csrf: string }) {
  const { version, question } = props;
  return (
    <form method="post" action={pathOf(version, `/questions/${question.id}/move`)}>
      <HiddenFields csrf={props.csrf} values={{ edition: String(version.edition) }} />
      <span class="dads-row">
        <Button kind="text" name="to" value="up">
          <span class="dads-hidden">問{question.number}を</span>上へ
        </Button>
        <Button kind="text" name="to" value="down">
          <span class="dads-hidden">問{question.number}を</span>下へ
        </Button>
      </span>
    </form>
  );
}

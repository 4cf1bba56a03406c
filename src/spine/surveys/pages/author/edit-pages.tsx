import { Button } from '../../../../ui/button.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { ErrorSummary, HiddenFields, SelectField, TextArea, TextField } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { SurveyVersion } from '../../queries/definitions.ts';
import {
  BINDING_LEGEND,
  LEVEL_TITLES,
  QUESTION_COLUMNS,
  type QuestionCells,
  type QuestionColumn,
  SURVEY_FIELDS,
  type SurveyCells,
  TYPE_TITLES,
} from '../../rules/definition-columns.ts';
import { pathOf } from './asking.ts';

interface Shown {
  version: SurveyVersion;
  csrf: string;
  sample: boolean;
  /** The edition that the form was made from; the text stays although another author was faster. */
  edition: number;
  errors: readonly { field: string; message: string }[];
}

function trail(version: SurveyVersion, title: string) {
  return [
    { title: '調査の定義', href: '/surveys/definitions' },
    { title: version.document.title, href: pathOf(version) },
    { title },
  ];
}

/** 根拠, 目的, 還元 and the rest of a survey's head. */
export function HeadPage(props: Shown & { cells: SurveyCells }) {
  const { version, cells } = props;
  const errorOf = (id: string) => props.errors.find((error) => error.field === id)?.message;
  return (
    <Page
      title="根拠・目的・還元などを直す"
      breadcrumb={trail(version, '根拠・目的・還元')}
      sample={props.sample}
      asOf={`${version.document.title}　第${version.version}版（下書き）`}
    >
      <ErrorSummary errors={props.errors} />
      <form method="post" action={pathOf(version, '/edit')}>
        <HiddenFields csrf={props.csrf} values={{ edition: String(props.edition) }} />
        {SURVEY_FIELDS.filter((field) => field.id !== 'id').map((field) => {
          const common = { name: field.id, label: field.title, hint: field.about, error: errorOf(field.id) };
          if (field.id === 'level')
            return (
              <SelectField
                key={field.id}
                {...common}
                options={Object.values(LEVEL_TITLES).map((title) => ({ value: title, title }))}
                value={cells.level}
              />
            );
          if (field.id === 'title' || field.id === 'minutes')
            return (
              <TextField
                key={field.id}
                {...common}
                value={cells[field.id]}
                size={field.id === 'minutes' ? 'short' : 'full'}
              />
            );
          return <TextArea key={field.id} {...common} value={cells[field.id]} rows={2} />;
        })}
        <Button>保存する</Button>
      </form>
    </Page>
  );
}

const LONG: readonly QuestionColumn[] = ['title', 'help', 'options', 'askedWhen', 'checks', 'bindings'];
const MARKS: readonly QuestionColumn[] = ['optional', 'mayNotApply'];
/** Fields that belong to one kind only stand together, so that the form stays short for the others. */
const OF_KIND: readonly QuestionColumn[] = [
  'atMost',
  'unit',
  'scale',
  'min',
  'max',
  'maxLength',
  'valueTitle',
  'baseTitle',
];

/** One question in the words of the definition sheet. */
export function QuestionPage(props: Shown & { cells: QuestionCells; questionId: string | null }) {
  const { version } = props;
  const isNew = props.questionId === null;
  const title = isNew ? '設問を加える' : `問${props.cells.number ?? ''}を直す`;
  const field = (column: (typeof QUESTION_COLUMNS)[number]) => (
    <ColumnField key={column.id} {...props} column={column} />
  );
  const main = QUESTION_COLUMNS.filter((column) => !OF_KIND.includes(column.id));
  return (
    <Page
      title={title}
      breadcrumb={trail(version, title)}
      sample={props.sample}
      asOf={`${version.document.title}　第${version.version}版（下書き）`}
    >
      <ErrorSummary errors={props.errors} />
      <form method="post" action={pathOf(version, isNew ? '/questions' : `/questions/${props.questionId}`)}>
        <HiddenFields csrf={props.csrf} values={{ edition: String(props.edition) }} />
        {main.slice(0, 7).map(field)}
        <Disclosure
          summary="数値・複数選択・文章の設定"
          open={OF_KIND.some(
            (id) => (props.cells[id] ?? '') !== '' || props.errors.some((one) => one.field === id),
          )}
        >
          {QUESTION_COLUMNS.filter((column) => OF_KIND.includes(column.id)).map(field)}
        </Disclosure>
        {main.slice(7).map(field)}
        <Disclosure summary="「指標」の書き方">
          <dl class="dads-dl">
            {BINDING_LEGEND.map(([example, about]) => (
              <div class="dads-dl__row" key={example}>
                <dt>{example}</dt>
                <dd>{about}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
        <p class="dads-row">
          <Button>{isNew ? '設問を加える' : '保存する'}</Button>
          {isNew ? null : (
            <Button kind="secondary" name="remove" value="1">
              この設問を削る
            </Button>
          )}
        </p>
      </form>
    </Page>
  );
}

function ColumnField(props: {
  column: (typeof QUESTION_COLUMNS)[number];
  cells: QuestionCells;
  errors: readonly { field: string; message: string }[];
}) {
  const { column, cells } = props;
  const value = cells[column.id] ?? '';
  const common = {
    name: column.id,
    label: column.title,
    hint: column.about,
    error: props.errors.find((error) => error.field === column.id)?.message,
  };
  if (column.id === 'type')
    return (
      <SelectField
        {...common}
        options={Object.values(TYPE_TITLES).map((title) => ({ value: title, title }))}
        value={value}
      />
    );
  if (MARKS.includes(column.id))
    return (
      <SelectField
        {...common}
        options={[
          { value: '', title: 'いいえ' },
          { value: '○', title: '○' },
        ]}
        value={value}
      />
    );
  if (LONG.includes(column.id))
    return (
      <TextArea {...common} value={value} rows={column.id === 'title' || column.id === 'help' ? 2 : 5} />
    );
  return (
    <TextField
      {...common}
      value={value}
      size={column.id === 'section' || column.id === 'usuallyKnownBy' ? 'medium' : 'short'}
    />
  );
}

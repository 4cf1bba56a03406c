import { Button } from '../../../../ui/button.tsx';
import {
  Checkbox,
  ErrorSummary,
  HiddenFields,
  RadioGroup,
  SelectField,
  TextField,
} from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import { errorIn, typedFields } from '../../../../ui/typed-field.ts';
import type { SurveyVersion } from '../../queries/definitions.ts';
import { TRAIL } from './rounds-page.tsx';

/** What was typed, as text. */
export type RoundForm = Readonly<
  Record<
    | 'survey'
    | 'title'
    | 'baseDay'
    | 'route'
    | 'designatedDirect'
    | 'prefectureDue'
    | 'nationDue'
    | 'documentNo',
    string
  >
>;

export function RoundFormPage(props: {
  roundId: string | null;
  form: RoundForm;
  surveys: readonly SurveyVersion[];
  prefecture: boolean;
  errors: readonly { field: string; message: string }[];
  csrf: string;
  sample: boolean;
}) {
  const { form } = props;
  const typed = typedFields((name) => form[name as keyof RoundForm], errorIn(props.errors));
  const title = props.roundId === null ? '調査回を作る' : '調査回を直す';
  return (
    <Page
      title={title}
      breadcrumb={[...TRAIL, { title: '調査回', href: '/surveys/rounds' }, { title }]}
      sample={props.sample}
      lead={<p>ここでは送りません。次の画面で、対象の団体と負担を確かめてから送ります。</p>}
    >
      <ErrorSummary errors={props.errors} />
      <form
        method="post"
        action={props.roundId === null ? '/surveys/rounds' : `/surveys/rounds/${props.roundId}/edit`}
      >
        <HiddenFields csrf={props.csrf} />
        <SelectField
          {...typed('survey')}
          label="調査の版"
          options={props.surveys.map((one) => ({
            value: `${one.surveyId}@${one.version}`,
            title: `${one.document.title}（第${one.version}版）`,
          }))}
          required
        />
        <TextField
          {...typed('title')}
          label="調査回の名称"
          hint="例：令和8年度 推進体制の調査"
          size="full"
          required
        />
        <TextField
          {...typed('baseDay')}
          label="基準日"
          hint="例：令和8年4月1日。対象の団体は、この日の台帳で決まります。"
          size="short"
          required
        />
        {props.prefecture ? (
          <HiddenFields values={{ route: 'prefecture' }} />
        ) : (
          <>
            <RadioGroup
              {...typed('route')}
              label="経路"
              options={[
                {
                  value: 'prefecture',
                  title: '都道府県を経由する',
                  hint: '都道府県が確認・取りまとめをします',
                },
                { value: 'direct', title: '団体に直接送る' },
              ]}
            />
            <Checkbox
              name="designatedDirect"
              label="指定都市には直接送る"
              hint="都道府県を経由するときに選べます。"
              checked={form.designatedDirect !== ''}
            />
          </>
        )}
        <TextField
          {...typed('prefectureDue')}
          label="県締切"
          hint="団体が都道府県に提出する日。例：令和8年5月29日"
          size="short"
        />
        <TextField
          {...typed('nationDue')}
          label="国締切（最後の締切）"
          hint="この日まで回答を受け付けます。"
          size="short"
          required
        />
        <TextField name="documentNo" label="文書番号（あるとき）" value={form.documentNo} size="medium" />
        <Button>対象と負担を確かめる</Button>
      </form>
    </Page>
  );
}

import type { Question } from '../../../../core/survey/definition.ts';
import { findOption, NOT_APPLICABLE } from '../../../../core/survey/read-answer.ts';
import { Checkbox, CheckboxGroup, fieldId, RadioGroup, TextArea, TextField } from '../../../../ui/form.tsx';
import { FIELDS } from '../../rules/answer-form.ts';

/** What stands in the fields of one question, whether it is an answer or not. */
export interface FieldTexts {
  readonly texts: readonly string[];
  readonly remark: string;
}

interface Props {
  question: Question;
  given: FieldTexts;
  hint: string;
  error?: string | undefined;
}

/** The fields that fit the kind of a question. */
export function QuestionFields(props: Props) {
  const { question, given, error } = props;
  const { kind } = question;
  const { notApplicable, texts } = split(given.texts);
  const common = {
    name: FIELDS.value(question.id),
    label: `問${question.number}　${question.title}`,
    ...(props.hint === '' ? {} : { hint: props.hint }),
    error,
  };
  if (kind.type === 'choice') {
    const none = question.mayNotApply ? [{ value: 'not-applicable', title: NOT_APPLICABLE }] : [];
    const chosen = notApplicable ? 'not-applicable' : findOption(kind.options, texts[0] ?? '')?.id;
    const options = kind.options.map(({ id, title }) => ({ value: id, title }));
    return <RadioGroup {...common} options={[...options, ...none]} value={chosen} />;
  }
  return (
    <>
      <OneKind {...props} common={common} texts={texts} />
      {question.mayNotApply ? (
        <Checkbox name={FIELDS.notApplicable(question.id)} label={NOT_APPLICABLE} checked={notApplicable} />
      ) : null}
    </>
  );
}

function split(texts: readonly string[]): { texts: readonly string[]; notApplicable: boolean } {
  const rest = texts.filter((text) => text !== NOT_APPLICABLE && text !== 'not-applicable');
  return { texts: rest, notApplicable: rest.length < texts.length };
}

function OneKind(
  props: Props & {
    texts: readonly string[];
    common: { name: string; label: string; hint?: string; error?: string | undefined };
  },
) {
  const { question, common, texts } = props;
  const { kind } = question;
  const text = texts[0] ?? '';
  if (kind.type === 'choices') {
    const chosen = texts
      .flatMap((one) => one.split(/[\n;；]/))
      .map((one) => findOption(kind.options, one)?.id)
      .filter((id) => id !== undefined);
    const most = kind.atMost === null ? 'いくつでも' : `${kind.atMost}つまで`;
    return (
      <CheckboxGroup
        {...common}
        label={`${common.label}（${most}）`}
        options={kind.options.map(({ id, title, alone }) => ({
          value: id,
          title,
          ...(alone ? { hint: 'ほかの選択肢とは一緒に選べません' } : {}),
        }))}
        values={chosen}
      />
    );
  }
  if (kind.type === 'share') return <ShareFields {...props} kind={kind} />;
  if (kind.type === 'date') return <TextField {...common} value={text} size="medium" autocomplete="off" />;
  if (kind.type === 'text') return <TextArea {...common} value={text} rows={kind.maxLength > 100 ? 4 : 2} />;
  return kind.type === 'number' ? (
    <TextField
      {...common}
      label={`${common.label}（${kind.unit}）`}
      value={text}
      inputMode={kind.scale === 0 ? 'numeric' : 'decimal'}
      size="short"
      autocomplete="off"
    />
  ) : null;
}

function ShareFields(props: {
  question: Question;
  kind: Question['kind'] & { type: 'share' };
  texts: readonly string[];
  common: { name: string; label: string; hint?: string; error?: string | undefined };
}) {
  const { question, kind, common, texts } = props;
  const id = fieldId(common.name);
  return (
    <fieldset class={`dads-field survey-share${common.error === undefined ? '' : ' dads-field--error'}`}>
      <legend class="dads-field__label">{common.label}</legend>
      {common.hint === undefined ? null : <p class="dads-field__hint">{common.hint}</p>}
      {common.error === undefined ? null : (
        <p class="dads-field__error" id={`${id}-share-error`}>
          <span aria-hidden="true">＊</span>
          <span class="dads-hidden">エラー：</span>
          {common.error}
        </p>
      )}
      <div class="survey-share__fields">
        <TextField
          name={FIELDS.base(question.id)}
          label={`${kind.baseTitle}（${kind.unit}）`}
          value={texts[1] ?? ''}
          inputMode="numeric"
          size="short"
          autocomplete="off"
        />
        <TextField
          name={common.name}
          label={`${kind.valueTitle}（${kind.unit}）`}
          value={texts[0] ?? ''}
          inputMode="numeric"
          size="short"
          autocomplete="off"
        />
      </div>
    </fieldset>
  );
}

/** What fits into the field, for the line below the question. */
export function kindHint(question: Question): string {
  const { kind } = question;
  if (kind.type === 'number') {
    const range =
      kind.min !== null && kind.max !== null
        ? `${kind.min}～${kind.max.toLocaleString('ja')}`
        : kind.min !== null
          ? `${kind.min}以上`
          : '';
    const digits = kind.scale === 0 ? '整数' : `小数第${kind.scale}位まで`;
    return [digits, range].filter(Boolean).join('、');
  }
  if (kind.type === 'date') return '例：令和8年4月1日、2026-04-01';
  if (kind.type === 'text') return `${kind.maxLength}字まで`;
  return '';
}

import type { Question } from '../../../../core/survey/definition.ts';
import { Button } from '../../../../ui/button.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Checkbox, HiddenFields, TextArea } from '../../../../ui/form.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import type { SavedAnswer } from '../../queries/answers.ts';
import { asKnown, FIELDS } from '../../rules/answer-form.ts';
import { answerFields, answerText, knownSource } from '../../rules/answer-text.ts';
import { counts } from '../../rules/deadline.ts';
import { conditionText, stateOf } from '../../rules/progress.ts';
import { answerFaultSentence, findingSentence, KEPT_SENTENCES, KEPT_TITLES } from '../../rules/sentences.ts';
import { instantOf } from '../chain/parts.tsx';
import { type FieldTexts, kindHint, QuestionFields } from './question-fields.tsx';
import { sheetPath, standingOf } from './view.ts';

/** What stands in the fields: a text that is no answer first, then the answer, then what is known. */
export function givenOf(view: OpenSheet, question: Question): FieldTexts {
  const raw = view.raws.find((one) => one.questionId === question.id);
  if (raw !== undefined) return { texts: raw.texts, remark: raw.remark ?? '' };
  const saved = view.now.get(question.id);
  if (saved !== undefined && saved.value !== null)
    return { texts: answerFields(question, saved.value), remark: saved.remark ?? '' };
  const known = view.known.get(question.id);
  return { texts: answerFields(question, known?.value), remark: saved?.remark ?? '' };
}

/** The sentence at the field: why the text is no answer, or what a check found. */
export function errorOf(view: OpenSheet, question: Question): string | undefined {
  const raw = view.raws.find((one) => one.questionId === question.id);
  if (raw !== undefined) return answerFaultSentence({ ok: false, code: raw.fault, detail: raw.detail });
  const finding = view.findings.find(
    (one) => one.question === question.id && one.severity === 'error' && one.code !== 'missing',
  );
  return finding === undefined ? undefined : findingSentence(finding, view.round.survey.questions);
}

/** One question with everything that belongs to it. */
export function QuestionBlock(props: {
  view: OpenSheet;
  question: Question;
  /** As a prefecture types it in: without what is the body's own. */
  byProxy?: boolean;
}) {
  const { view, question } = props;
  const { id } = question;
  const raw = view.raws.find((one) => one.questionId === id);
  const saved = view.now.get(id);
  const known = view.known.get(id);
  const given = givenOf(view, question);
  const condition = conditionText(question, view.round.survey.questions);
  const hint = [
    question.help,
    kindHint(question),
    question.optional ? '任意の設問です。' : '',
    condition === '' ? '' : `${condition}に答えてください。`,
  ].filter((part) => part !== '');
  return (
    <div class="survey-question" id={`q-${id}`}>
      {props.byProxy ? null : <Origin view={view} question={question} />}
      <QuestionFields
        question={question}
        given={given}
        hint={hint.join(' ')}
        error={errorOf(view, question)}
      />
      <HiddenFields
        values={{
          [FIELDS.seen(id)]: String(saved?.revision ?? 0),
          [FIELDS.shown(id)]: known === undefined || raw !== undefined ? undefined : asKnown(known.value),
          [FIELDS.raw(id)]: raw?.rawId,
        }}
      />
      <Warnings view={view} question={question} />
      {raw !== undefined && saved?.value != null ? (
        <p class="dads-subtle">今の回答：{answerText(question, saved.value)}（直すまで、こちらが残ります）</p>
      ) : null}
      {(props.byProxy ? [] : view.kept)
        .filter((one) => one.questionId === id)
        .map((kept) => (
          <Kept key={kept.revision} view={view} question={question} kept={kept} />
        ))}
      <Disclosure summary={given.remark === '' ? '補足を書く' : '補足'} open={given.remark !== ''}>
        <TextArea
          name={FIELDS.remark(id)}
          label={`問${question.number}の補足`}
          hint="回答と一緒に提出され、公表されることがあります"
          value={given.remark}
          rows={2}
        />
        {saved?.value == null ? null : (
          <Checkbox
            name={FIELDS.clear(id)}
            label={`問${question.number}を未回答に戻す`}
            hint="空欄にするだけでは、回答は消えません"
          />
        )}
      </Disclosure>
      {props.byProxy ? null : <QuestionLinks view={view} question={question} />}
    </div>
  );
}

/** Where what stands in the field comes from, when it is not the body's own yet. */
function Origin(props: { view: OpenSheet; question: Question }) {
  const { view, question } = props;
  const state = stateOf(question, standingOf(view));
  if (state !== 'to-confirm') return null;
  const saved = view.now.get(question.id);
  const known = view.known.get(question.id);
  if (saved?.via === 'proxy' && saved.value !== null)
    return (
      <p class="survey-origin">
        <span class="dads-chip dads-chip--provisional">確認待ち</span>
        都道府県が聞き取って入力した回答です（{instantOf(saved.savedAt)}）。
      </p>
    );
  return known === undefined ? null : (
    <p class="survey-origin">
      <span class="dads-chip dads-chip--provisional">確認待ち</span>
      {knownSource(known)}から記入しています。
    </p>
  );
}

function Warnings(props: { view: OpenSheet; question: Question }) {
  const { view, question } = props;
  const last = view.lastRound[question.id];
  const warnings = view.findings.filter((one) => one.question === question.id && one.severity === 'warning');
  return (
    <>
      {last === undefined || view.known.has(question.id) ? null : (
        <p class="dads-subtle">前回の回答：{answerText(question, last)}</p>
      )}
      {warnings.map((one) => (
        <p class="survey-warning" key={one.code}>
          <strong>要確認</strong> {findingSentence(one, view.round.survey.questions)}
        </p>
      ))}
    </>
  );
}

/** Two texts for one question: both are shown, and one is chosen. */
function Kept(props: { view: OpenSheet; question: Question; kept: SavedAnswer }) {
  const { view, question, kept } = props;
  const now = view.now.get(question.id);
  const open = counts(view.acceptance);
  const key = `${question.id}@${kept.revision}`;
  return (
    <div class="survey-kept">
      <p>
        <strong>
          控え（{kept.keptBecause === null ? '' : KEPT_TITLES[kept.keptBecause as keyof typeof KEPT_TITLES]}）
        </strong>{' '}
        {kept.keptBecause === null ? null : KEPT_SENTENCES[kept.keptBecause as keyof typeof KEPT_SENTENCES]}
      </p>
      <dl class="survey-kept__texts">
        <div>
          <dt>今の回答{now === undefined ? '' : `（${now.seatTitle}、${instantOf(now.savedAt)}）`}</dt>
          <dd>
            {answerText(question, now?.value) ?? '未回答'}
            {now?.remark ? `　補足：${now.remark}` : ''}
          </dd>
        </div>
        <div>
          <dt>
            控え（{kept.seatTitle}、{instantOf(kept.savedAt)}）
          </dt>
          <dd>
            {answerText(question, kept.value) ?? '未回答に戻す'}
            {kept.remark ? `　補足：${kept.remark}` : ''}
          </dd>
        </div>
      </dl>
      <div class="dads-row">
        {open ? (
          <Button kind="secondary" name="choose" value={`taken:${key}`}>
            問{question.number}は控えを回答にする
          </Button>
        ) : null}
        <Button kind="text" name="choose" value={`left:${key}`}>
          問{question.number}は今の回答のままにする
        </Button>
      </div>
    </div>
  );
}

function QuestionLinks(props: { view: OpenSheet; question: Question }) {
  const { view, question } = props;
  const note = view.notes.get(question.id);
  const evidence = view.evidence.filter((one) => one.questionId === question.id).length;
  return (
    <>
      {note === undefined ? null : (
        <p class="survey-note">
          <strong>庁内メモ</strong>（提出されません。{note.seatTitle}、{instantOf(note.savedAt)}）
          <br />
          {note.note}
        </p>
      )}
      <p class="survey-question__links">
        <a href={sheetPath(view, `/questions/${question.id}`)}>
          問{question.number}のメモ・根拠資料・経過
          {evidence === 0 ? '' : `（根拠資料${evidence}件）`}
        </a>
      </p>
    </>
  );
}

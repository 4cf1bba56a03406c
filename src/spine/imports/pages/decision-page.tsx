import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, TextField } from '../../../ui/form.tsx';
import type { Run, RunFile } from '../queries/runs.ts';
import { ABSENCE_ACCEPTED } from '../rules/absent.ts';
import type { FileReport, Question } from '../rules/report.ts';
import { type Asker, FileSummary, RunPage } from './parts.tsx';

/** One question at a time: first a missing date, then the rows whose body is not clear, then bodies left out. */
export function DecisionPage(props: {
  run: Run;
  asker: Asker;
  error?: string | undefined;
  given?: string | undefined;
}) {
  const { run } = props;
  const undated = run.files.find((file) => file.report?.needsAsOf === true);
  const asked = run.files.find((file) => (file.report?.questions.length ?? 0) > 0);
  const left = run.files.reduce((sum, file) => sum + (file.report?.questions.length ?? 0), 0);
  const file = undated ?? asked;
  const question = undated === undefined ? asked?.report?.questions[0] : undefined;
  const title =
    undated !== undefined
      ? '基準日を入力してください'
      : question?.kind === 'absent'
        ? `この資料に無い市区町村が${question.candidates.length}団体あります`
        : `どの団体か決めてください（残り${left}件）`;
  const field = undated === undefined ? 'code' : 'asOf';
  const errors = props.error === undefined ? [] : [{ field, message: props.error }];
  return (
    <RunPage title={title} run={run} asker={props.asker} step={2}>
      <ErrorSummary errors={errors} />
      {file?.report == null ? null : <About file={file} report={file.report} />}
      {undated === undefined ? null : <DateForm {...props} />}
      {asked === undefined || question === undefined ? null : question.kind === 'absent' ? (
        <AbsentForm {...props} file={asked} question={question} />
      ) : (
        <QuestionForm {...props} file={asked} question={question} />
      )}
      <p>
        <a href="/imports">取込をやめて一覧へ戻る</a>（まだ何も取り込んでいません）
      </p>
    </RunPage>
  );
}

function About(props: { file: RunFile; report: FileReport }) {
  return (
    <section class="dads-section">
      <h2>{props.file.fileName}</h2>
      <FileSummary file={props.file} report={props.report} />
    </section>
  );
}

function DateForm(props: { run: Run; asker: Asker; error?: string | undefined; given?: string | undefined }) {
  return (
    <form method="post" action={`/imports/${props.run.runId}/as-of`}>
      <HiddenFields csrf={props.asker.token} />
      <TextField
        name="asOf"
        label="基準日"
        hint="この資料には基準日が書かれていません。例：令和5年4月1日、2023-04-01"
        size="short"
        required
        value={props.given}
        error={props.error}
      />
      <Button>この日付で確かめ直す</Button>
    </form>
  );
}

/** Longer lists are read in the file, not on a page. */
const ABSENT_LISTED = 100;

/** A table that was cut off looks like one that leaves bodies out: nobody but a person can tell. */
function AbsentForm(props: { run: Run; asker: Asker; file: RunFile; question: Question }) {
  const { candidates } = props.question;
  const place = { sheet: '0', row: '0', column: '0', chosen: ABSENCE_ACCEPTED.chosen };
  return (
    <form method="post" action={`/imports/${props.run.runId}/decisions`}>
      <HiddenFields csrf={props.asker.token} values={{ position: String(props.file.position), ...place }} />
      <p>同じ都道府県のほかの団体はあります。表が途中で切れていないか、元の資料と見比べてください。</p>
      <ul>
        {candidates.slice(0, ABSENT_LISTED).map((body) => (
          <li key={body.bodyCode}>
            {body.name}（{body.bodyCode}）
          </li>
        ))}
      </ul>
      {candidates.length > ABSENT_LISTED ? <p>ほか{candidates.length - ABSENT_LISTED}団体</p> : null}
      <p>このまま進むと、ここに並ぶ団体の値は変わりません。</p>
      <Button>無い団体はそのままにして進む</Button>
    </form>
  );
}

function QuestionForm(props: {
  run: Run;
  asker: Asker;
  file: RunFile;
  question: Question;
  error?: string | undefined;
  given?: string | undefined;
}) {
  const { question } = props;
  const place = { sheet: String(question.sheet), row: String(question.row), column: String(question.column) };
  const options = [
    ...question.candidates.map((each) => ({
      value: each.bodyCode,
      title: `${each.name}（${each.bodyCode}）`,
    })),
    { value: 'code', title: 'ほかの団体（下に団体コードを入力）' },
    { value: 'ignore', title: 'この行は取り込まない' },
  ];
  return (
    <form method="post" action={`/imports/${props.run.runId}/decisions`}>
      <HiddenFields csrf={props.asker.token} values={{ position: String(props.file.position), ...place }} />
      <RadioGroup
        name="chosen"
        label={`「${question.sheetName}」${question.row}行の「${question.written}」は、どの団体ですか`}
        hint={question.why}
        options={options}
        value={props.given === undefined ? undefined : 'code'}
        required
      />
      <TextField
        name="code"
        label="団体コード"
        hint="「ほかの団体」のときだけ、6桁で入力します"
        size="short"
        inputMode="numeric"
        maxLength={6}
        value={props.given}
        error={props.error}
      />
      <Button>決めて次へ</Button>
    </form>
  );
}

import { type Context, Hono } from 'hono';
import { checkDefinition } from '../../../../core/survey/check-definition.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readWorkbook } from '../../../../platform/files/read-workbook.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { fileRefusalSentence } from '../../../../platform/files/refusals.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { allDefinitions } from '../../../indicators/queries.ts';
import { requireSeat } from '../../../posts/acting.ts';
import { copyDefinition, mayRead, mayWrite, saveDraft, takeDefinition } from '../../actions/author.ts';
import { definitionWorkbook } from '../../actions/author-book.ts';
import { SHIPPED_BY } from '../../actions/seed.ts';
import { today } from '../../actions/who.ts';
import { listReadable, type SurveyVersion, versionsOf } from '../../queries/definitions.ts';
import { type BookFault, readDefinitionBook } from '../../rules/definition-book.ts';
import {
  QUESTION_COLUMNS,
  type QuestionCells,
  SURVEY_FIELDS,
  type SurveyCells,
} from '../../rules/definition-columns.ts';
import { type ReadDefinition, readDefinition } from '../../rules/definition-read.ts';
import { definitionFaultSentence } from '../../rules/definition-sentences.ts';
import { questionCells, surveyCells } from '../../rules/definition-write.ts';
import { authorSentence } from '../../rules/send-sentences.ts';
import { askingOf, pathOf, problemOf, versionOf } from './asking.ts';
import { DefinitionPage } from './definition-page.tsx';
import { DefinitionsPage } from './definitions-page.tsx';
import { HeadPage, QuestionPage } from './edit-pages.tsx';
import { PreviewPage } from './preview-page.tsx';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LIMITS = { maxBytes: 5 * 1024 * 1024, maxFiles: 1, maxFieldBytes: 4 * 1024 };
const AUTHOR = requireSeat('surveys:conduct');
const VERSION = '/surveys/definitions/:id/:version';

/** 調査の定義: read, import, copy, and while it is a draft, changed by forms; each step without a script. */
export function definitionPages(deps: Deps): Hono {
  const app = new Hono();
  const indicators = () => allDefinitions(deps.db);

  app.get('/surveys/definitions', AUTHOR, async (c) => c.html(await listPage(c)));

  app.get('/surveys/definitions/template.xlsx', AUTHOR, async (c) =>
    workbook(c, '調査定義書', await definitionWorkbook(null, today(deps.clock))),
  );

  app.post('/surveys/definitions/import', AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const received = await receiveForm(c.req.raw, LIMITS);
    if (!received.ok) return c.html(await listPage(c, { error: uploadRefusalSentence(received) }), 422);
    try {
      const file = received.value.files.find((one) => one.field === 'file');
      if (file === undefined)
        return c.html(await listPage(c, { error: '調査定義書のファイルを選んでください。' }), 422);
      const book = await readWorkbook(file.path, file.fileName);
      if (!book.ok) return c.html(await listPage(c, { error: fileRefusalSentence(book) }), 422);
      const { survey, faults } = readDefinitionBook(book.value, await indicators());
      if (survey === null) return c.html(await listPage(c, { faults }), 422);
      const taken = await asking.within((tx) => takeDefinition(tx, deps.clock, asking.seat, survey, null));
      if (!taken.ok) return c.html(await listPage(c, { error: authorSentence(taken).sentence }), 409);
      return c.redirect(pathOf(taken.value), 303);
    } finally {
      await received.value.dispose();
    }
  });

  app.get(VERSION, AUTHOR, async (c) => c.html(await definitionPage(c)));

  app.get(`${VERSION}/sheet.xlsx`, AUTHOR, async (c) => {
    const version = await versionOf(c, askingOf(c, deps));
    const name = `調査定義書_${version.surveyId}_第${version.version}版`;
    return workbook(c, name, await definitionWorkbook(version.document, today(deps.clock)));
  });

  app.get(`${VERSION}/preview`, AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    return c.html(renderPage(<PreviewPage version={await versionOf(c, asking)} sample={asking.sample} />));
  });

  app.post(`${VERSION}/copy`, AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const { surveyId, version } = await versionOf(c, asking);
    const newId = (await readForm(c)).trimmed('newId');
    const copied = await asking.within((tx) =>
      copyDefinition(tx, deps.clock, asking.seat, { surveyId, version, newId }),
    );
    if (copied.ok) return c.redirect(pathOf(copied.value), 303);
    const { status, sentence } = authorSentence(copied);
    return c.html(await definitionPage(c, sentence), status);
  });

  app.get(`${VERSION}/edit`, AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const version = await versionOf(c, asking);
    if (!isOpen(asking.seat, version)) return c.redirect(pathOf(version), 303);
    const cells = surveyCells(version.document);
    const { csrf, sample } = asking;
    return c.html(
      renderPage(<HeadPage {...{ version, csrf, sample, cells }} edition={version.edition} errors={[]} />),
    );
  });

  app.post(`${VERSION}/edit`, AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const version = await versionOf(c, asking);
    const { trimmed: field } = await readForm(c);
    const given = Object.fromEntries(SURVEY_FIELDS.map(({ id }) => [id, field(id)])) as SurveyCells;
    const cells = { ...given, id: version.surveyId };
    const edition = Number(field('edition')) || 0;
    const read = readDefinition(cells, rowsOf(version), await indicators());
    const wrong = read.faults.filter((fault) => fault.row === null && fault.unreadable);
    const saved = wrong.length > 0 ? null : await save(asking, version, edition, read);
    if (saved?.ok) return c.redirect(pathOf(version), 303);
    const errors =
      saved === null
        ? wrong.map((fault) => ({ field: fault.column, message: fault.message }))
        : [{ field: 'title', message: authorSentence(saved).sentence }];
    const { csrf, sample } = asking;
    const now = await versionOf(c, asking);
    return c.html(
      renderPage(<HeadPage {...{ version: now, csrf, sample, cells, errors }} edition={now.edition} />),
      saved === null ? 422 : 409,
    );
  });

  app.get(`${VERSION}/questions/:question`, AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const version = await versionOf(c, asking);
    if (!isOpen(asking.seat, version)) return c.redirect(pathOf(version), 303);
    const id = c.req.param('question');
    const question = version.document.questions.find((one) => one.id === id);
    if (question === undefined && id !== 'new')
      throw problemOf({ ok: false, code: 'no-such-survey', detail: {} });
    const last = version.document.questions.at(-1);
    const blank: QuestionCells =
      last === undefined ? {} : { section: questionCells(version.document, last).section ?? '' };
    const cells = question === undefined ? blank : questionCells(version.document, question);
    const { csrf, sample } = asking;
    return c.html(
      renderPage(
        <QuestionPage
          {...{ version, csrf, sample, cells }}
          edition={version.edition}
          errors={[]}
          questionId={question?.id ?? null}
        />,
      ),
    );
  });

  app.post(`${VERSION}/questions`, AUTHOR, (c) => saveQuestion(c, null));
  app.post(`${VERSION}/questions/:question`, AUTHOR, (c) => saveQuestion(c, c.req.param('question')));

  app.post(`${VERSION}/questions/:question/move`, AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const version = await versionOf(c, asking);
    const { trimmed: field } = await readForm(c);
    const rows = [...rowsOf(version)];
    const at = rows.findIndex((row) => row.id === c.req.param('question'));
    const to = at + (field('to') === 'up' ? -1 : 1);
    if (at === -1) throw problemOf({ ok: false, code: 'no-such-survey', detail: {} });
    if (to < 0 || to >= rows.length) return c.redirect(pathOf(version), 303);
    [rows[at], rows[to]] = [rows[to]!, rows[at]!];
    const read = readDefinition(surveyCells(version.document), rows);
    const saved = await save(asking, version, Number(field('edition')) || 0, read);
    if (saved.ok) return c.redirect(pathOf(version), 303);
    const { status, sentence } = authorSentence(saved);
    return c.html(await definitionPage(c, sentence), status);
  });

  async function saveQuestion(c: Context, questionId: string | null): Promise<Response> {
    const asking = askingOf(c, deps);
    const version = await versionOf(c, asking);
    const { trimmed: field } = await readForm(c);
    const edition = Number(field('edition')) || 0;
    const cells = Object.fromEntries(QUESTION_COLUMNS.map(({ id }) => [id, field(id)])) as QuestionCells;
    const rows = [...rowsOf(version)];
    const at = questionId === null ? rows.length : rows.findIndex((row) => row.id === questionId);
    if (at === -1) throw problemOf({ ok: false, code: 'no-such-survey', detail: {} });
    const remove = questionId !== null && field('remove') !== '';
    rows.splice(at, 1, ...(remove ? [] : [cells]));
    const read = readDefinition(surveyCells(version.document), rows, await indicators());
    // An address hangs on the id, and an unreadable text would be lost; all else may wait in the draft.
    const wrong = remove
      ? []
      : read.faults.filter(
          (fault) => fault.row === at && (fault.unreadable || ['id', 'section'].includes(fault.column)),
        );
    const saved = wrong.length > 0 ? null : await save(asking, version, edition, read);
    if (saved?.ok) return c.redirect(pathOf(version), 303);
    const errors =
      saved === null
        ? wrong.map((fault) => ({ field: fault.column, message: fault.message }))
        : [{ field: 'number', message: authorSentence(saved).sentence }];
    const { csrf, sample } = asking;
    const now = await versionOf(c, asking);
    return c.html(
      renderPage(
        <QuestionPage {...{ version: now, csrf, sample, cells, errors, questionId }} edition={now.edition} />,
      ),
      saved === null ? 422 : 409,
    );
  }

  function save(
    asking: ReturnType<typeof askingOf>,
    { surveyId, version }: SurveyVersion,
    edition: number,
    { survey }: ReadDefinition,
  ) {
    return asking.within((tx) =>
      saveDraft(tx, deps.clock, asking.seat, { surveyId, version, edition, survey }),
    );
  }

  async function listPage(
    c: Context,
    more: { error?: string; faults?: readonly BookFault[] } = {},
  ): Promise<string> {
    const { seat, csrf, sample, within } = askingOf(c, deps);
    const surveys = await within((tx) => listReadable(tx, seat.bodyCode, SHIPPED_BY));
    return renderPage(<DefinitionsPage {...{ surveys, csrf, sample }} {...more} />);
  }

  async function definitionPage(c: Context, error?: string): Promise<string> {
    const asking = askingOf(c, deps);
    const { seat, csrf, sample } = asking;
    const version = await versionOf(c, asking);
    const all = await asking.within((tx) => versionsOf(tx, version.surveyId));
    const faults = checkDefinition(version.document, await indicators());
    return renderPage(
      <DefinitionPage
        {...{ version, csrf, sample, error }}
        versions={all.filter((one) => mayRead(seat, one))}
        mayWrite={mayWrite(seat, version)}
        faults={faults.map((fault) => definitionFaultSentence(fault, version.document))}
      />,
    );
  }

  return app;
}

function rowsOf(version: SurveyVersion): readonly QuestionCells[] {
  return version.document.questions.map((question) => questionCells(version.document, question));
}

function isOpen(seat: Parameters<typeof mayWrite>[0], version: SurveyVersion): boolean {
  return version.frozenAt === null && mayWrite(seat, version);
}

function workbook(c: Context, name: string, bytes: Uint8Array): Response {
  c.header('Content-Type', XLSX);
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`);
  return c.body(new Uint8Array(bytes));
}

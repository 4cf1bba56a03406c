import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { parseDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Refusal } from '../../../core/result.ts';
import type { Deps } from '../../../platform/deps.ts';
import {
  receiveForm,
  UPLOAD_REFUSAL_STATUS,
  uploadRefusalSentence,
} from '../../../platform/files/receive-form.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { csrfToken, formAction, isOperator, requireOperator } from '../../../platform/operator/session.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { ImportRegistry } from '../../contracts/import-registry.ts';
import * as actions from '../actions.ts';
import { findRun, listRuns, type Run, readCellLines } from '../queries/runs.ts';
import { loadRegister, nameOn } from '../register.ts';
import { RUN_REFUSALS, type RunRefusal } from '../rules/sentences.ts';
import { undoRun } from '../undo.ts';
import { DecisionPage } from './decision-page.tsx';
import { ListPage, RUNS_PER_PAGE, type UploadErrors } from './list-page.tsx';
import type { Asker } from './parts.tsx';
import { CELLS_PER_PAGE, PreviewPage } from './preview-page.tsx';
import { FailedPage, ProgressPage, RefusedPage, ResultPage, UndoPage } from './result-pages.tsx';

/** How long an answer waits for work that is usually done by then, so that small files need no progress page. */
const PATIENCE_MS = 1_500;

function askerOf(c: Context): Asker {
  return { operator: isOperator(c), token: csrfToken(c) };
}

function problem(refusal: Refusal<RunRefusal>): HttpProblem {
  const { status, sentence } = RUN_REFUSALS[refusal.code];
  return new HttpProblem(status, sentence, '取込の一覧から開き直してください。');
}

function wholeNumber(text: string | undefined, least: number): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Math.max(least, Number(text)) : least;
}

async function patiently(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  // Faults of work in the background are logged and kept with the run by the action itself.
  await Promise.race([work.catch(() => undefined), enough]);
  clearTimeout(timer);
}

/** `/imports`, `/imports/{id}` and the forms on them: every step works without a script. */
export function importPages(deps: Deps, registryOf: () => ImportRegistry): Hono {
  const app = new Hono();
  const inBackground = (work: Promise<void>) =>
    work.catch((error: unknown) => deps.log.error({ err: error, event: 'import-revive-failed' }, 'import'));
  inBackground(actions.resumeReadings(deps, registryOf()));

  app.get('/imports', async (c) => c.html(await listPage(c)));

  app.post('/imports', requireOperator(), async (c) => {
    const received = await receiveForm(c.req.raw);
    if (!received.ok) {
      const errors = { file: uploadRefusalSentence(received) };
      return c.html(await listPage(c, errors), UPLOAD_REFUSAL_STATUS[received.code]);
    }
    const form = received.value;
    try {
      const given = (form.fields.get('asOf') ?? '').trim();
      const day = readDay(given);
      const uploaded = form.files.filter((file) => file.field === 'file');
      const errors: UploadErrors = {
        ...(uploaded.length === 0 ? { file: RUN_REFUSALS['no-files'].sentence } : {}),
        ...(typeof day === 'object' && day !== null ? { asOf: day.error, asOfGiven: given } : {}),
      };
      if (errors.file !== undefined || errors.asOf !== undefined)
        return c.html(await listPage(c, errors), 422);
      const files = await Promise.all(
        uploaded.map(async ({ fileName, sha256, path }) => ({
          fileName,
          sha256,
          bytes: await readFile(path),
        })),
      );
      const givenAsOf = typeof day === 'string' ? day : null;
      const runId = await actions.receive(deps, { files, givenAsOf, channel: 'page' });
      await patiently(actions.readRun(deps, registryOf(), runId));
      return c.redirect(`/imports/${runId}`, 303);
    } finally {
      await form.dispose();
    }
  });

  app.get('/imports/:id', async (c) => runPage(c, await runOf(c)));

  app.post('/imports/:id/commit', requireOperator(), async (c) => {
    const { runId } = await runOf(c);
    const begun = await actions.beginCommit(deps, runId);
    if (!begun.ok) throw problem(begun);
    await patiently(actions.finishCommit(deps, registryOf(), runId));
    return c.redirect(`/imports/${runId}`, 303);
  });

  app.post('/imports/:id/decisions', requireOperator(), async (c) => {
    const run = await runOf(c);
    const { trimmed: text } = await readForm(c);
    const code = text('code').normalize('NFKC');
    const chosen = text('chosen') === 'code' ? code : text('chosen');
    const place = {
      sheet: wholeNumber(text('sheet'), 0),
      row: wholeNumber(text('row'), 0),
      column: wholeNumber(text('column'), 0),
    };
    const decided = await actions.decide(deps, run.runId, wholeNumber(text('position'), 0), place, chosen);
    if (!decided.ok && decided.code !== 'unknown-body') throw problem(decided);
    if (!decided.ok) {
      const error = RUN_REFUSALS[decided.code].sentence;
      return c.html(
        renderPage(<DecisionPage run={run} asker={askerOf(c)} error={error} given={code} />),
        422,
      );
    }
    await patiently(actions.readRun(deps, registryOf(), run.runId));
    return c.redirect(`/imports/${run.runId}`, 303);
  });

  app.post('/imports/:id/as-of', requireOperator(), async (c) => {
    const run = await runOf(c);
    const given = (await readForm(c)).trimmed('asOf');
    const day = readDay(given);
    if (typeof day !== 'string') {
      const error = day === null ? RUN_REFUSALS['bad-day'].sentence : day.error;
      return c.html(
        renderPage(<DecisionPage run={run} asker={askerOf(c)} error={error} given={given} />),
        422,
      );
    }
    const taken = await actions.giveAsOf(deps, run.runId, day);
    if (!taken.ok) throw problem(taken);
    await patiently(actions.readRun(deps, registryOf(), run.runId));
    return c.redirect(`/imports/${run.runId}`, 303);
  });

  app.post('/imports/:id/retry', requireOperator(), async (c) => {
    const { runId } = await runOf(c);
    await patiently(actions.readRun(deps, registryOf(), runId));
    return c.redirect(`/imports/${runId}`, 303);
  });

  app.get('/imports/:id/undo', requireOperator(), async (c) => {
    const run = await runOf(c);
    if (run.state !== 'done') return c.redirect(`/imports/${run.runId}`, 303);
    return c.html(renderPage(<UndoPage run={run} asker={askerOf(c)} />));
  });

  app.post('/imports/:id/undo', requireOperator(), async (c) => {
    const { runId } = await runOf(c);
    const undone = await undoRun(deps, runId);
    if (!undone.ok) throw problem(undone);
    return c.redirect(`/imports/${runId}`, 303);
  });

  /** What is not yet imported concerns the operator alone; for everyone else it is not there. */
  async function runOf(c: Context): Promise<Run> {
    const id = c.req.param('id') ?? '';
    const run = /^[0-9a-f-]{36}$/.test(id) ? await findRun(deps.db, id) : null;
    const seen = run !== null && (isOperator(c) || run.state === 'done' || run.state === 'undone');
    if (run === null || !seen) throw problem({ ok: false, code: 'unknown-run', detail: {} });
    return run;
  }

  /** Null: none was given. */
  function readDay(given: string): string | null | { readonly error: string } {
    if (given === '') return null;
    const day = parseDay(given);
    if (day === null) return { error: RUN_REFUSALS['bad-day'].sentence };
    return day > dayInJapan(deps.clock.now()) ? { error: RUN_REFUSALS['future-day'].sentence } : day;
  }

  async function listPage(c: Context, errors?: UploadErrors): Promise<string> {
    const page = wholeNumber(c.req.query('page'), 1);
    const asker = askerOf(c);
    const runs = await listRuns(deps.db, {
      only: asker.operator ? 'all' : 'done',
      limit: RUNS_PER_PAGE,
      offset: (page - 1) * RUNS_PER_PAGE,
    });
    return renderPage(
      <ListPage
        runs={runs}
        page={page}
        asker={asker}
        action={formAction(c, '/imports')}
        kinds={registryOf().fileKinds.map((kind) => kind.title)}
        {...(errors === undefined ? {} : { errors })}
      />,
    );
  }

  async function runPage(c: Context, run: Run): Promise<Response> {
    const asker = askerOf(c);
    const { definitions } = registryOf();
    switch (run.state) {
      case 'received':
      case 'reading':
      case 'committing':
        if (!actions.isWorkedOn(run.runId)) inBackground(actions.revive(deps, registryOf()));
        return c.html(renderPage(<ProgressPage run={run} asker={asker} />));
      case 'needs-decision':
        return c.html(renderPage(<DecisionPage run={run} asker={asker} />));
      case 'refused':
        return c.html(renderPage(<RefusedPage run={run} asker={asker} />));
      case 'failed':
        return c.html(renderPage(<FailedPage run={run} asker={asker} />));
      case 'done':
      case 'undone':
        return c.html(renderPage(<ResultPage run={run} asker={asker} definitions={definitions} />));
      case 'preview':
        return c.html(await previewPage(c, run, asker));
    }
  }

  async function previewPage(c: Context, run: Run, asker: Asker): Promise<string> {
    const shown = wholeNumber(c.req.query('file'), 0);
    const page = wholeNumber(c.req.query('page'), 1);
    const cells = await readCellLines(deps.db, run.runId, shown, {
      limit: CELLS_PER_PAGE,
      offset: (page - 1) * CELLS_PER_PAGE,
    });
    const register = await loadRegister(deps.db);
    const nameOf = (code: string, on: string) => nameOn(register.on(on))(code) ?? code;
    const { definitions } = registryOf();
    return renderPage(<PreviewPage {...{ run, asker, shown, page, cells, definitions, nameOf }} />);
  }

  return app;
}

import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import type { Question } from '../../../../core/survey/definition.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { may } from '../../../contracts/seat.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import { addEvidence, dropEvidence, readEvidenceFile } from '../../actions/evidence.ts';
import { writeNote } from '../../actions/note.ts';
import { questionPast } from '../../actions/read-sheet.ts';
import { EVIDENCE_BYTES, type EvidenceRefusal, evidenceSentence } from '../../rules/evidence.ts';
import { isSampleSeat, noSuchSheet, sheetOf } from './asking.ts';
import type { QuestionForm } from './evidence-section.tsx';
import { QuestionPage } from './question-page.tsx';
import { mayWrite, questionOf } from './view.ts';

const QUESTION = '/surveys/sheets/:no/questions/:question';

/** Room for the boundary and the other fields beside the file. */
export const EVIDENCE_UPLOAD = { maxBytes: EVIDENCE_BYTES + 64 * 1024, maxFiles: 1, maxFieldBytes: 4 * 1024 };

/** Note, evidence and past of one question. */
export function questionRoutes(app: Hono, deps: Deps): void {
  app.get(QUESTION, requireSeat('surveys:read'), async (c) => c.html(await page(c, deps)));

  app.post(`${QUESTION}/note`, requireSeat('surveys:answer'), async (c) => {
    const note = (await readForm(c)).text('note');
    const written = await writeNote(deps, seatOf(c), { ...target(c), note });
    if (written.ok) return c.redirect(back(c), 303);
    if (written.code === 'note-too-long') {
      const message = `メモは${written.detail.expected}字までです。今は${written.detail.found}字あります。`;
      return c.html(await page(c, deps, { error: { field: 'note', message }, note }), 422);
    }
    throw noSuchSheet();
  });

  app.post(`${QUESTION}/evidence`, requireSeat('surveys:answer'), async (c) => {
    const form = await readForm(c);
    const given = {
      kind: form.text('kind') === 'record' ? ('record' as const) : ('link' as const),
      title: form.text('title'),
      location: form.text('location'),
    };
    const added = await addEvidence(deps, seatOf(c), target(c), given);
    if (added.ok) return c.redirect(back(c), 303);
    const field = added.code === 'evidence-bad-link' ? 'location' : 'title';
    return c.html(await evidenceRefused(c, deps, added, field, given), 422);
  });

  app.post(`${QUESTION}/evidence-file`, requireSeat('surveys:answer'), async (c) => {
    const received = await receiveForm(c.req.raw, EVIDENCE_UPLOAD);
    if (!received.ok) {
      const error = { field: 'file', message: uploadRefusalSentence(received) };
      return c.html(await page(c, deps, { error }), 422);
    }
    try {
      const file = received.value.files.find((one) => one.field === 'file');
      const added = await addEvidence(deps, seatOf(c), target(c), {
        kind: 'file',
        title: received.value.fields.get('title') ?? '',
        fileName: file?.fileName ?? '',
        bytes: file === undefined ? Buffer.alloc(0) : await readFile(file.path),
      });
      if (added.ok) return c.redirect(back(c), 303);
      return c.html(await evidenceRefused(c, deps, added, 'file', {}), 422);
    } finally {
      await received.value.dispose();
    }
  });

  app.post(`${QUESTION}/evidence/:evidence/remove`, requireSeat('surveys:answer'), async (c) => {
    const dropped = await dropEvidence(deps, seatOf(c), {
      ...target(c),
      evidenceId: c.req.param('evidence'),
    });
    if (!dropped.ok) throw problem(dropped);
    return c.redirect(back(c), 303);
  });

  app.get('/surveys/sheets/:no/files/:sha256', requireSeat('surveys:read'), async (c) => {
    const file = await readEvidenceFile(deps, seatOf(c), c.req.param('no'), c.req.param('sha256'));
    if (file === null) throw noSuchSheet();
    return download(c, file);
  });
}

/** As something to save, never to run in our name: type fixed, no sniffing. */
export function download(
  c: Context,
  file: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer },
): Response {
  const name = encodeURIComponent(file.name).replaceAll("'", '%27');
  c.header('Content-Type', file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType);
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`);
  c.header('X-Content-Type-Options', 'nosniff');
  return c.body(new Uint8Array(file.bytes));
}

function target(c: Context): { sheetNo: string; questionId: string } {
  return { sheetNo: c.req.param('no') ?? '', questionId: c.req.param('question') ?? '' };
}

function back(c: Context): string {
  const { sheetNo, questionId } = target(c);
  return `/surveys/sheets/${encodeURIComponent(sheetNo)}/questions/${encodeURIComponent(questionId)}`;
}

function problem(refusal: { readonly code: EvidenceRefusal }): HttpProblem {
  if (refusal.code === 'no-such-sheet' || refusal.code === 'no-such-question') return noSuchSheet();
  return new HttpProblem(
    403,
    evidenceSentence({ ok: false, code: refusal.code, detail: {} }),
    '何も変更していません。',
  );
}

async function evidenceRefused(
  c: Context,
  deps: Deps,
  refusal: { readonly code: EvidenceRefusal },
  field: string,
  given: { readonly title?: string; readonly location?: string },
): Promise<string> {
  if (['no-such-sheet', 'no-such-question', 'not-yours'].includes(refusal.code)) throw problem(refusal);
  const message = evidenceSentence({ ok: false, code: refusal.code, detail: {} });
  return page(c, deps, { error: { field, message }, ...given });
}

async function page(c: Context, deps: Deps, form?: QuestionForm): Promise<string> {
  const seat = seatOf(c);
  const view = await sheetOf(c, deps);
  const question: Question | undefined = questionOf(view, c.req.param('question') ?? '');
  if (question === undefined) throw noSuchSheet();
  const past = await questionPast(deps, seat, view, question.id);
  return renderPage(
    <QuestionPage
      view={view}
      question={question}
      {...past}
      csrf={seatToken(c)}
      sample={isSampleSeat(c)}
      mayWrite={may(seat, 'surveys:answer') && mayWrite(view, question.id)}
      {...(form === undefined ? {} : { form })}
    />,
  );
}

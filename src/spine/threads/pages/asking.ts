import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';
import { receiveForm, uploadRefusalSentence } from '../../../platform/files/receive-form.ts';
import { type Form, formOf, readForm } from '../../../platform/http/form-fields.ts';
import { FORM_TOKEN } from '../../../platform/http/form-token.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { seatToken } from '../../posts/acting.ts';
import type { FieldError } from '../../posts/pages/form.ts';
import type { GivenFile } from '../files.ts';
import { FILE_LIMITS } from '../rules/files.ts';
import { THREAD_REFUSALS } from '../rules/sentences.ts';
import type { ThreadRefusal } from '../rules/thread.ts';

/** With room for the words beside the files, so that what is too large is refused by us and not cut off. */
const UPLOAD = {
  maxBytes: FILE_LIMITS.allBytes + 1024 * 1024,
  maxFiles: FILE_LIMITS.files + 1,
  maxFieldBytes: 128 * 1024,
};

export interface SentForm {
  readonly form: Form;
  readonly files: readonly GivenFile[];
  /** The files could not be received. */
  readonly error: FieldError | null;
}

/** A form with or without files, as it was sent. */
export async function readSent(c: Context): Promise<SentForm> {
  if (!/^multipart\/form-data/i.test(c.req.header('Content-Type') ?? ''))
    return { form: await readForm(c), files: [], error: null };
  const received = await receiveForm(c.req.raw, UPLOAD);
  if (!received.ok)
    return {
      form: formOf({}),
      files: [],
      error: { field: 'file', message: uploadRefusalSentence(received) },
    };
  try {
    const chosen = received.value.files.filter(({ field, size }) => field === 'file' && size > 0);
    const files = chosen.map(async ({ fileName, path }) => ({ fileName, bytes: await readFile(path) }));
    const form = formOf(Object.fromEntries(received.value.fields));
    return { form, files: await Promise.all(files), error: null };
  } finally {
    await received.value.dispose();
  }
}

/** Where a form with files goes: the guard reads its token from the address, as it reads no files. */
export function withToken(c: Context, path: string): string {
  return `${path}?${FORM_TOKEN}=${encodeURIComponent(seatToken(c))}`;
}

/** A refusal as an error of the form; what is no matter of a field ends as a page of its own. */
export function errorOf(code: ThreadRefusal): { readonly error: FieldError; readonly status: 409 | 422 } {
  const { status, sentence, field } = THREAD_REFUSALS[code];
  if (status === 403 || status === 404) throw problem(code);
  return { error: { field, message: sentence }, status };
}

export function problem(code: ThreadRefusal): HttpProblem {
  const { status, sentence } = THREAD_REFUSALS[code];
  return new HttpProblem(status, sentence, '連絡・助言の一覧から開き直してください。何も変更していません。');
}

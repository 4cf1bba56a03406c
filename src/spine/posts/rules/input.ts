import { type Day, parseDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';

const LONGEST = 60;

/** White space joined; refused when empty or longer than a line. `field` is the label on the form. */
export function nameOf(text: string, field: string): Result<string, 'name-missing' | 'name-too-long'> {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (name === '') return refuse('name-missing', { field });
  return [...name].length > LONGEST ? refuse('name-too-long', { field }) : ok(name);
}

/** Null for an empty field. Only what could do harm is refused: whether an address exists, a mail shows. */
export function mailOf(text: string): Result<string | null, 'bad-mail'> {
  const mail = text.normalize('NFKC').trim();
  if (mail === '') return ok(null);
  return /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/.test(mail) && mail.length <= 254
    ? ok(mail)
    : refuse('bad-mail');
}

export function dayOf(text: string): Result<Day, 'bad-day'> {
  const day = parseDay(text);
  return day === null || day < '1947-05-03' || day > '2200-01-01' ? refuse('bad-day') : ok(day);
}

/** Null for an empty field: without end. */
export function optionalDay(text: string): Result<Day | null, 'bad-day'> {
  return text.trim() === '' ? ok(null) : dayOf(text);
}

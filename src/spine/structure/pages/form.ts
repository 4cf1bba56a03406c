import { addDays, type Day, parseDay } from '../../../core/calendar.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { Outcome } from '../actions/by.ts';
import type { EntryContent } from '../rules/entry.ts';
import { type Kind, RANKS, STATES, UNITS } from '../rules/kinds.ts';
import { type StructureRefusal, structureSentence } from '../rules/sentences.ts';

export interface Fault {
  /** Which form of the page it is of. */
  readonly form: 'entry' | 'end' | 'withdraw' | 'joint';
  readonly field: string;
  readonly message: string;
}

/** A refusal as an error of a form; what is no matter of a field ends as a page of its own. */
export function faultOf(
  refusal: Refusal<StructureRefusal>,
  form: Fault['form'],
): { readonly fault: Fault; readonly status: 409 | 422 } {
  const { status, field, message } = structureSentence(refusal);
  if (status === 403 || status === 404)
    throw new HttpProblem(status, message, '体制台帳から開き直してください。何も変更していません。');
  return { fault: { form, field: fieldIn(form, field), message }, status };
}

/** The forms of one page may ask for the same thing: the fields of the later ones bear their form's name. */
function fieldIn(form: Fault['form'], field: string): string {
  if (form === 'end') return field === 'acting' ? 'acting' : 'last';
  if (form === 'withdraw') return 'why';
  return form === 'joint' ? 'partner' : field;
}

export function dayOf(text: string, at: string): Outcome<Day> {
  const day = parseDay(text);
  return day === null || day < '1947-05-03' || day > '2200-01-01' ? refuse('bad-day', { at }) : ok(day);
}

/** What was typed for an entry. Days are as officers write them: the last day itself. */
export function contentOf(kind: Kind, form: Form): Outcome<EntryContent> {
  const from = dayOf(form.text('from'), 'from');
  if (!from.ok) return from;
  const until = form.trimmed('until') === '' ? ok(null) : dayOf(form.text('until'), 'until');
  if (!until.ok) return until;
  const external = form.text('external');
  return ok({
    kind,
    state: STATES.find((one) => one === form.text('state')) ?? 'held',
    validFrom: from.value,
    validTo: until.value === null ? null : addDays(until.value, 1),
    title: oneLine(form.text('title')),
    rank: RANKS.find((one) => one === form.text('rank')) ?? null,
    unit: UNITS.find((one) => one === form.text('unit')) ?? null,
    external: external === '' ? null : external === 'yes',
    members: form.trimmed('members') || null,
    personId: UUID.test(form.text('person')) ? form.text('person') : null,
  });
}

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** An entry as its form shows it. */
export function valuesOf(entry: EntryContent): Readonly<Record<string, string>> {
  return {
    state: entry.state,
    from: entry.validFrom,
    until: entry.validTo === null ? '' : addDays(entry.validTo, -1),
    title: entry.title,
    rank: entry.rank ?? '',
    unit: entry.unit ?? '',
    external: entry.external === null ? '' : entry.external ? 'yes' : 'no',
    members: entry.members ?? '',
    person: entry.personId ?? '',
  };
}

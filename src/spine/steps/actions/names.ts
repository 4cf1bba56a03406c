import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { OPERATOR } from '../../../platform/audit/entry.ts';
import type { Db } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { addedNames, insertNames } from '../queries/names.ts';
import { type Mapped, mapNames, type NamedStep } from '../rules/mapping.ts';
import type { NameLineFault } from '../rules/name-lines.ts';
import { readNameLines } from '../rules/name-lines.ts';
import type { StepRefusal } from '../rules/sentences.ts';
import { knownTemplate, shippedNames, templateOf } from '../templates.ts';

/** Every name that is known of a template: shipped ones first, so that what the operator says stands above them. */
export async function namedSteps(db: Db, templateId: string): Promise<readonly NamedStep[]> {
  return [...shippedNames(templateId), ...(await addedNames(db, templateId))];
}

/**
 * Leads the header of a file to the steps of a template: columns with their step, names that nobody has placed yet, steps
 * without a column. What the file says of its columns is the record; `deriveSteps` makes the template's states of it.
 */
export async function mapHeader(db: Db, templateId: string, header: readonly string[]): Promise<Mapped> {
  const steps = knownTemplate(templateId).steps.map((step) => step.id);
  return mapNames(header, await namedSteps(db, templateId), steps);
}

/** 運用管理者: places names of headers. One line that cannot be read holds all of them back. */
export async function addNames(
  deps: Pick<Deps, 'db' | 'clock'>,
  templateId: string,
  text: string,
): Promise<Result<number, StepRefusal> | { readonly ok: false; readonly faults: readonly NameLineFault[] }> {
  const template = templateOf(templateId);
  if (template === null) return refuse('no-such-template');
  const { lines, faults } = readNameLines(text, template);
  if (faults.length > 0) return { ok: false, faults };
  if (lines.length === 0) return refuse('bad-name');
  await deps.db.transaction().execute(async (tx) => {
    const at = new Date(deps.clock.now()).toISOString();
    await insertNames(tx, templateId, lines, { at, title: OPERATOR.person.name });
    await audit(tx, deps.clock, {
      actor: OPERATOR,
      action: 'steps:names.add',
      object: { kind: 'template', id: templateId },
      bodyCode: null,
      detail: { names: lines.length },
    });
  });
  return ok(lines.length);
}

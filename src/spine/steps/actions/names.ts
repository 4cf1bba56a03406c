import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { insertNames, rememberedNames } from '../queries/names.ts';
import { mapNames } from '../rules/mapping.ts';
import { knownTemplate, shippedNames } from '../templates.ts';

/**
 * Numbers of the steps of a template that the names of a header belong to; null: nobody has placed that name yet. What
 * somebody has said of a name stands above what is shipped.
 */
export async function stepNumbers(
  db: Db,
  templateId: string,
  header: readonly string[],
): Promise<readonly (number | null)[]> {
  const table = [...shippedNames(templateId), ...(await rememberedNames(db, templateId))];
  const { steps } = knownTemplate(templateId);
  const placed = mapNames(header, table);
  return placed.map((id) => steps.find((step) => step.id === id)?.number ?? null);
}

/**
 * Keeps what somebody said of names, so that the next list needs to be told only of new ones. Numbers that no step has
 * are left out.
 */
export async function rememberNames(
  tx: Tx,
  clock: Clock,
  templateId: string,
  names: readonly { readonly name: string; readonly number: number }[],
  by: string,
): Promise<void> {
  const { steps } = knownTemplate(templateId);
  const lines = names.flatMap(({ name, number }) => {
    const step = steps.find((one) => one.number === number);
    return step === undefined ? [] : [{ name, step: step.id }];
  });
  await insertNames(tx, templateId, lines, { at: new Date(clock.now()).toISOString(), title: by });
}

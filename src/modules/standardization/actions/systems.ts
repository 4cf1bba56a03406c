import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { type Day, parseDay } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { saveCosts } from '../queries/costs.ts';
import { type Environment, type Inventory, saveInventory, saveLimit } from '../queries/systems.ts';
import { ensureVersion, packageByName, vendorByName } from '../queries/vendors.ts';
import { COST_ITEMS, LIMIT_KINDS, type LimitKind, PLAN_LIMIT } from '../rules/limits.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, type Writer } from './by.ts';

type Outcome =
  | { readonly ok: true; readonly value: true }
  | { readonly ok: false; readonly faults: readonly Fault[] };
const DONE: Outcome = { ok: true, value: true };

export const ENVIRONMENTS: Readonly<Record<Environment, string>> = {
  'government-cloud': 'ガバメントクラウド',
  'other-cloud': 'その他のクラウド',
  'on-premises': '庁内',
};

/** As typed. */
export interface InventoryForm {
  readonly revision: string;
  readonly vendor: string;
  readonly packageName: string;
  readonly version: string;
  readonly environment: string;
  readonly contractEnd: string;
  readonly customisation: string;
  readonly plannedOn: string;
}

/** Saves what a body says of one system; who was slower sees the other's entry and nothing of theirs is lost. */
export async function keepInventory(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  businessNo: number,
  form: InventoryForm,
): Promise<Outcome> {
  const faults: Fault[] = [];
  const day = (text: string, field: string): Day | null => {
    const read = text === '' ? null : parseDay(text);
    if (text !== '' && read === null)
      faults.push(fault('bad-date', field, '日付として読めません。例：2026-03-31'));
    return read;
  };
  const contractEnd = day(form.contractEnd, 'contractEnd');
  const plannedOn = day(form.plannedOn, 'plannedOn');
  if (form.packageName !== '' && form.vendor === '')
    faults.push(fault('missing', 'vendor', 'パッケージの事業者を書いてください。'));
  if (form.version !== '' && form.packageName === '')
    faults.push(fault('missing', 'packageName', '版のパッケージ名を書いてください。'));
  if (faults.length > 0) return { ok: false, faults };
  const vendorId = form.vendor === '' ? null : await vendorByName(tx, wholeOf(bodyCode), form.vendor);
  const packageId =
    vendorId === null || form.packageName === '' ? null : await packageByName(tx, vendorId, form.packageName);
  const packageVersion = packageId === null || form.version === '' ? null : form.version;
  if (packageId !== null && packageVersion !== null)
    await ensureVersion(tx, packageId, packageVersion, businessNo);
  const inventory: Inventory = {
    ...{ vendorId, packageId, packageVersion, contractEnd, plannedOn },
    environment: Object.hasOwn(ENVIRONMENTS, form.environment) ? (form.environment as Environment) : null,
    customisation: form.customisation === '' ? null : form.customisation,
  };
  const by = { seatTitle: writer.title, at: instant(clock) };
  const revision = /^\d{1,6}$/.test(form.revision) ? Number(form.revision) : 0;
  if (!(await saveInventory(tx, bodyCode, businessNo, revision, inventory, PLAN_LIMIT, by))) {
    const message = 'ほかの人が先に保存しました。今の内容を確かめて、もう一度保存してください。';
    return { ok: false, faults: [fault('stale', 'vendor', message)] };
  }
  await note(tx, clock, writer, bodyCode, 'system.save', businessNo, { ...inventory });
  return DONE;
}

export interface LimitForm {
  readonly kind: string;
  readonly on: string;
  readonly source: string;
}

/** A limit has a source, or it is none. An extension without a day is one whose day is not known yet. */
export async function keepLimit(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  businessNo: number,
  form: LimitForm,
): Promise<Outcome> {
  const faults: Fault[] = [];
  const kind = Object.hasOwn(LIMIT_KINDS, form.kind) ? (form.kind as LimitKind) : null;
  if (kind === null) faults.push(fault('missing', 'kind', '期限の区別を選んでください。'));
  const on = kind === 'plan' ? PLAN_LIMIT.on : form.on === '' ? null : parseDay(form.on);
  if (form.on !== '' && on === null)
    faults.push(fault('bad-date', 'on', '期限が日付として読めません。例：2028-03-31'));
  if (kind === 'set' && form.on === '') faults.push(fault('missing', 'on', '期限の日を書いてください。'));
  if (kind === 'extended' && on !== null && on <= PLAN_LIMIT.on)
    faults.push(fault('bad-date', 'on', `延長の日は、計画の期限（${PLAN_LIMIT.on}）より後にしてください。`));
  if (kind !== 'plan' && form.source === '')
    faults.push(fault('missing', 'source', '根拠（省令、基本方針、通知など）を書いてください。'));
  if (faults.length > 0 || kind === null) return { ok: false, faults };
  const limit = {
    kind,
    on: kind === 'deferred' ? null : on,
    source: kind === 'plan' ? PLAN_LIMIT.source : form.source,
  };
  await saveLimit(tx, bodyCode, businessNo, limit, { seatTitle: writer.title, at: instant(clock) });
  await note(tx, clock, writer, bodyCode, 'limit.save', businessNo, limit);
  return DONE;
}

/** Amounts in 円 by item, for one fiscal year. `amount` reads a field of the form. */
export async function keepCosts(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  businessNo: number,
  fiscalYear: number,
  amount: (field: string) => string,
): Promise<Outcome> {
  const faults: Fault[] = [];
  const lines = COST_ITEMS.flatMap(({ phase, items }) =>
    items.flatMap((item, index) => {
      const field = `cost-${phase}-${index}`;
      const text = amount(field)
        .normalize('NFKC')
        .replace(/[,円\s]/g, '');
      if (text === '') return [];
      if (!/^\d{1,13}$/.test(text)) {
        faults.push(fault('missing', field, `${item}の金額を、円の整数で書いてください。`));
        return [];
      }
      return [{ phase, item, amount: BigInt(text) }];
    }),
  );
  if (faults.length > 0) return { ok: false, faults };
  await saveCosts(tx, bodyCode, businessNo, fiscalYear, lines);
  await note(tx, clock, writer, bodyCode, 'cost.save', businessNo, { fiscalYear, lines: lines.length });
  return DONE;
}

function note(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  action: string,
  businessNo: number,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  return audit(tx, clock, {
    actor: writer.actor,
    action: `standardization:${action}`,
    object: { kind: 'standardization-system', id: `${bodyCode}-${businessNo}` },
    bodyCode,
    detail,
  });
}

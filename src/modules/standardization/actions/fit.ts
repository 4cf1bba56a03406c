import type { BodyCode } from '../../../core/body-code.ts';
import { wholeOf } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { requirementsOf, verdictsOf } from '../queries/fit.ts';
import type { SystemRow } from '../queries/systems.ts';
import { judge, judgementText } from '../rules/fit.ts';

/** What the judgement of the package's version says of a body's system: judged once, inherited by all its bodies. */
export async function fitOfSystem(tx: Tx, bodyCode: BodyCode, system: SystemRow | null): Promise<string> {
  if (system?.packageId == null || system.packageVersion === null)
    return 'パッケージと版の登録がありません。';
  const requirements = await requirementsOf(tx, wholeOf(bodyCode), system.businessNo);
  const verdicts = await verdictsOf(tx, system.packageId, system.packageVersion, system.businessNo);
  return judgementText(judge(requirements, verdicts));
}

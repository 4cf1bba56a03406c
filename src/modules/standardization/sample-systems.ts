import { SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import { SAMPLE_BODIES, sampleBodies } from '../../spine/sample/bodies.ts';
import { drawn } from '../../spine/sample/draw.ts';
import { instant, levelOf, PROGRAM } from './actions/by.ts';
import { insertVerdicts, saveRequirements } from './queries/fit.ts';
import { insertSystems } from './queries/systems.ts';
import { ensureVersion, packageByName, saveConsent, vendorByName } from './queries/vendors.ts';
import { businessesOf, businessNo } from './rules/businesses.ts';
import { PLAN_LIMIT } from './rules/limits.ts';

const VENDORS = ['見本情報システム（架空）', '例示ソフトウェア（架空）', '架空データ（架空）'] as const;
const VERSION = '1.0（見本）';

/** Systems of 見本県: vendors, packages, limits, consents. Everything is invented and says so. */
export async function seedSystems(tx: Tx, clock: Clock): Promise<void> {
  const by = { seatTitle: PROGRAM.title, at: instant(clock) };
  const vendors: { readonly vendorId: string; readonly packageId: string }[] = [];
  for (const name of VENDORS) {
    const vendorId = await vendorByName(tx, SAMPLE_PREFECTURE, name);
    vendors.push({ vendorId, packageId: await packageByName(tx, vendorId, '住民情報パッケージ（見本）') });
  }
  const systems = sampleBodies.flatMap((body) =>
    businessesOf(levelOf(body.code)).map((business) => {
      const businessNumber = businessNo(business.id);
      const luck = drawn(body.code, 'vendor', Math.floor(businessNumber / 7));
      const vendor = vendors[Math.floor(luck * vendors.length)] ?? vendors[0];
      const extended = drawn(body.code, 'extended', business.id) < 0.12;
      return {
        bodyCode: body.code,
        businessNo: businessNumber,
        vendorId: vendor?.vendorId ?? null,
        packageId: vendor?.packageId ?? null,
        packageVersion: VERSION,
        environment: luck < 0.7 ? ('government-cloud' as const) : ('on-premises' as const),
        contractEnd: '2031-03-31',
        customisation: null,
        plannedOn: extended ? '2027-09-30' : `2026-${luck < 0.5 ? '03' : '12'}-31`,
        limitOn: extended ? '2028-03-31' : PLAN_LIMIT.on,
        limitKind: extended ? ('extended' as const) : ('plan' as const),
        limitSource: extended ? '特定移行支援システムの見込み（見本）' : PLAN_LIMIT.source,
      };
    }),
  );
  await insertSystems(tx, systems, by);
  for (const body of sampleBodies) {
    if (body.code === SAMPLE_BODIES.village.code) continue;
    for (const { vendorId } of vendors.slice(0, 2))
      await saveConsent(tx, body.code, vendorId, '2026-01-05', by);
  }
  await seedFit(tx, vendors[0]?.packageId ?? '', by);
}

/** Four invented requirements of one business, judged once for one version. */
async function seedFit(
  tx: Tx,
  packageId: string,
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  const no = businessNo('resident-register');
  await ensureVersion(tx, packageId, VERSION, no);
  const kinds = ['function', 'form', 'data', 'common'] as const;
  const requirements = kinds.map((kind, index) => ({
    ...{ requirementNo: `見本-${index + 1}`, kind, title: `見本の要件${index + 1}`, mandatory: true },
    source: '見本（実在しません）',
  }));
  await saveRequirements(tx, SAMPLE_PREFECTURE, no, requirements);
  const judged = requirements
    .slice(0, 3)
    .map(({ requirementNo }) => ({ requirementNo, verdict: 'fit' as const, reason: null }));
  await insertVerdicts(tx, { packageId, version: VERSION, businessNo: no }, judged, by);
}

import { SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import { SAMPLE_BODIES, sampleBodies } from '../../spine/sample/bodies.ts';
import { drawn } from '../../spine/sample/draw.ts';
import { instant, levelOf, PROGRAM } from './actions/by.ts';
import { keepInventory, keepLimit } from './actions/systems.ts';
import { systemsOf } from './queries/systems.ts';
import { saveConsent, vendorByName } from './queries/vendors.ts';
import { businessesOf, businessNo } from './rules/businesses.ts';

const VENDORS = ['見本情報システム（架空）', '例示ソフトウェア（架空）', '架空データ（架空）'] as const;

/** Systems of 見本県: vendors, packages, limits, consents. Everything is invented and says so. */
export async function seedSystems(tx: Tx, clock: Clock): Promise<void> {
  for (const body of sampleBodies) {
    const known = new Map((await systemsOf(tx, body.code)).map((one) => [one.businessNo, one.revision]));
    for (const business of businessesOf(levelOf(body.code))) {
      const no = businessNo(business.id);
      const luck = drawn(body.code, 'vendor', Math.floor(no / 7));
      const vendor = VENDORS[Math.floor(luck * VENDORS.length)] ?? VENDORS[0];
      const extended = drawn(body.code, 'extended', business.id) < 0.12;
      await keepInventory(tx, clock, PROGRAM, body.code, no, {
        revision: String(known.get(no) ?? 0),
        vendor,
        packageName: `${business.title}パッケージ（見本）`,
        version: '1.0',
        environment: luck < 0.7 ? 'government-cloud' : 'on-premises',
        contractEnd: '2031-03-31',
        customisation: '',
        plannedOn: extended ? '2027-09-30' : `2026-${luck < 0.5 ? '03' : '12'}-31`,
      });
      if (extended) {
        const source = '特定移行支援システムの見込み（見本）';
        await keepLimit(tx, clock, PROGRAM, body.code, no, { kind: 'extended', on: '2028-03-31', source });
      }
    }
    if (body.code === SAMPLE_BODIES.village.code) continue;
    const by = { seatTitle: PROGRAM.title, at: instant(clock) };
    for (const vendor of VENDORS.slice(0, 2))
      await saveConsent(tx, body.code, await vendorByName(tx, SAMPLE_PREFECTURE, vendor), '2026-01-05', by);
  }
}

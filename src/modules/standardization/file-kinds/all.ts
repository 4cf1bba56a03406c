import type { FileKind } from '../../../spine/contracts/file-kind.ts';
import { lateMigrationList } from './late-migration.ts';
import { standardizationRates } from './rates.ts';
import { standardizationStatuses } from './statuses.ts';

export const standardizationFileKinds: readonly FileKind[] = [
  standardizationRates,
  standardizationStatuses,
  lateMigrationList,
];

import { defineModule } from '../../spine/module.ts';
import { standardizationFileKinds } from './file-kinds/all.ts';
import { standardizationIndicators } from './indicators.ts';

export const standardizationModule = defineModule({
  id: 'standardization',
  title: '地方公共団体情報システムの標準化',
  plan: [{ plan: '5.0', item: 'standardization' }],
  migrations: [],
  indicators: standardizationIndicators,
  fileKinds: standardizationFileKinds,
});

import { defineModule } from '../../spine/module.ts';
import { teleworkIndicators } from './indicators.ts';

export const teleworkModule = defineModule({
  id: 'telework',
  title: 'テレワークの推進',
  plan: [{ plan: '5.0', item: 'telework' }],
  migrations: [],
  indicators: teleworkIndicators,
  fileKinds: [],
});

import { defineModule } from '../../spine/module.ts';
import { frontYardIndicators } from './indicators.ts';

export const frontYardModule = defineModule({
  id: 'front-yard',
  title: '自治体フロントヤード改革の推進',
  plan: [{ plan: '5.0', item: 'front-yard' }],
  migrations: [],
  indicators: frontYardIndicators,
  fileKinds: [],
});

import { defineModule } from '../../spine/module.ts';
import { myNumberFileKinds } from './file-kinds/all.ts';
import { myNumberIndicators } from './indicators.ts';

export const myNumberModule = defineModule({
  id: 'my-number',
  title: 'マイナンバーカードの取得支援・利用の推進',
  plan: [{ plan: '5.0', item: 'my-number' }],
  migrations: [],
  indicators: myNumberIndicators,
  fileKinds: myNumberFileKinds,
});

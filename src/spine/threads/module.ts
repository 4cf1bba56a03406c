import { defineModule } from '../module.ts';
import { threadsHandover, threadsHome } from './home.ts';
import { m0001 } from './migrations/0001-threads.ts';
import { threadPages } from './pages/routes.tsx';
import { countWaiting } from './queries/read.ts';
import { upsertOffices } from './queries/write.ts';
import { shippedOffices } from './rules/route.ts';

export const threadsModule = defineModule({
  id: 'threads',
  title: '連絡・助言の往復',
  plan: [],
  migrations: [m0001],
  indicators: [],
  fileKinds: [],
  seed: (deps) => upsertOffices(deps.db, shippedOffices()),
  workplaces: [
    {
      title: '連絡・助言',
      href: '/threads',
      right: 'threads:read',
      waiting: (tx, seat) => countWaiting(tx, seat.bodyCode),
    },
  ],
  handover: threadsHandover,
  home: threadsHome,
  pages: threadPages,
});

import { defineModule } from '../module.ts';
import { threadsHandover, threadsHome } from './home.ts';
import { m0001 } from './migrations/0001-threads.ts';
import { m0002 } from './migrations/0002-files.ts';
import { threadPages } from './pages/routes.tsx';
import { waitingCount } from './queries/read.ts';
import { upsertOffices } from './queries/write.ts';
import { shippedOffices } from './rules/route.ts';

export const threadsModule = defineModule({
  id: 'threads',
  title: '連絡・助言の往復',
  plan: [],
  migrations: [m0001, m0002],
  indicators: [],
  fileKinds: [],
  seed: (deps) => upsertOffices(deps.db, shippedOffices()),
  workplaces: [
    {
      title: '連絡・助言',
      href: '/threads',
      right: 'threads:read',
      waiting: (seat) => waitingCount(seat.bodyCode),
    },
  ],
  handover: threadsHandover,
  home: threadsHome,
  pages: threadPages,
});

import { defineModule } from '../../spine/module.ts';
import { bandsSchedule, makeBands } from './actions/bands-job.ts';
import { fillMonths } from './actions/load-job.ts';
import { makeNationBook } from './actions/nation-book.ts';
import { readTable } from './actions/read-table.ts';
import { standardizationApi } from './api/months.ts';
import { standardizationFileKinds } from './file-kinds/all.ts';
import { standardizationHandover, standardizationHome } from './home.ts';
import { standardizationIndicators } from './indicators.ts';
import { m0001 } from './migrations/0001-months.ts';
import { m0002 } from './migrations/0002-systems.ts';
import { m0003 } from './migrations/0003-loads.ts';
import { m0004 } from './migrations/0004-policies.ts';
import { m0005 } from './migrations/0005-late.ts';
import { m0006 } from './migrations/0006-peer-bands.ts';
import { m0007 } from './migrations/0007-settled.ts';
import { m0008 } from './migrations/0008-split.ts';
import { m0009 } from './migrations/0009-nation-first.ts';
import { m0010 } from './migrations/0010-readings.ts';
import { standardizationPages } from './pages/routes.tsx';
import { seedStandardizationSample } from './sample.ts';

export const standardizationModule = defineModule({
  id: 'standardization',
  title: '地方公共団体情報システムの標準化',
  plan: [{ plan: '5.0', item: 'standardization' }],
  migrations: [m0001, m0002, m0003, m0004, m0005, m0006, m0007, m0008, m0009, m0010],
  indicators: standardizationIndicators,
  fileKinds: standardizationFileKinds,
  workplaces: [
    { title: '標準化', href: '/standardization/work', right: 'standardization:read' },
    { title: '標準化の進捗管理', href: '/standardization/pmo', right: 'standardization:review' },
  ],
  handover: standardizationHandover,
  home: standardizationHome,
  jobs: [readTable, fillMonths, makeNationBook, makeBands],
  schedules: [bandsSchedule],
  seed: seedStandardizationSample,
  pages: standardizationPages,
  api: standardizationApi,
});

import { defineModule } from '../module.ts';
import { passOnJob, passOnSchedule } from './actions/pass-on-job.ts';
import { seedSurveys } from './actions/seed.ts';
import { makeWorkbooks } from './actions/workbooks-of-round.ts';
import { surveyApi } from './api.ts';
import { surveysHandover } from './handover.ts';
import { surveysHome } from './home.ts';
import { m0001 } from './migrations/0001-surveys.ts';
import { m0002 } from './migrations/0002-chain.ts';
import { m0003 } from './migrations/0003-workbooks.ts';
import { m0004 } from './migrations/0004-answering.ts';
import { m0005 } from './migrations/0005-scope-once.ts';
import { m0006 } from './migrations/0006-owner-of-round.ts';
import { m0007 } from './migrations/0007-policies.ts';
import { m0008 } from './migrations/0008-unanswered.ts';
import { surveyPages } from './pages/routes.tsx';
import { copiedSurveys } from './queries/copied.ts';

export const surveysModule = defineModule({
  id: 'surveys',
  title: '調査・照会',
  plan: [],
  migrations: [m0001, m0002, m0003, m0004, m0005, m0006, m0007, m0008],
  copied: copiedSurveys,
  indicators: [],
  fileKinds: [],
  workplaces: [
    { title: '調査・照会', href: '/surveys', right: 'surveys:read' },
    { title: '取りまとめ', href: '/surveys/review', right: 'surveys:review' },
    { title: '調査の進行', href: '/surveys/conduct', right: 'surveys:conduct' },
  ],
  handover: surveysHandover,
  home: surveysHome,
  seed: seedSurveys,
  jobs: [passOnJob, makeWorkbooks],
  schedules: [passOnSchedule],
  pages: surveyPages,
  api: surveyApi,
});

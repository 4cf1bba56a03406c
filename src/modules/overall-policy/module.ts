import { defineModule } from '../../spine/module.ts';
import { overallPolicyHandover } from './handover.ts';
import { overallPolicyHome } from './home.ts';
import { m0001 } from './migrations/0001-overall-policy.ts';
import { m0002 } from './migrations/0002-declined-sees-nothing.ts';
import { overallPolicyPages } from './pages/routes.tsx';
import { copiedOverallPolicy } from './queries/copied.ts';
import { seedOverallPolicySample } from './sample.ts';

export const overallPolicyModule = defineModule({
  id: 'overall-policy',
  title: '全体方針',
  plan: [{ plan: '5.0', item: 'planned-work' }],
  migrations: [m0001, m0002],
  copied: copiedOverallPolicy,
  // The figure 全体方針の策定 is defined with the other figures of structure (spine/structure).
  indicators: [],
  fileKinds: [],
  workplaces: [{ title: '全体方針', href: '/overall-policy', right: 'overall-policy:read' }],
  handover: overallPolicyHandover,
  home: overallPolicyHome,
  seed: seedOverallPolicySample,
  pages: overallPolicyPages,
});

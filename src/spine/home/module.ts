import type { HomeJoins } from '../contracts/home.ts';
import type { ModuleFace } from '../module.ts';
import { homePages } from './pages/routes.tsx';

export function makeHomeModule(joins: HomeJoins): ModuleFace {
  return {
    id: 'home',
    title: 'ホーム',
    plan: [],
    migrations: [],
    indicators: [],
    fileKinds: [],
    pages: homePages(joins),
  };
}

import { Hono } from 'hono';
import { defineModule } from '../module.ts';
import { pageCache } from './cache.ts';
import { nationPage } from './pages/nation.tsx';

export const visibilityModule = defineModule({
  id: 'visibility',
  title: '見える化',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
  pages: (deps) => {
    const app = new Hono();
    const cache = pageCache(deps);
    app.get('/', cache, nationPage(deps));
    return app;
  },
});

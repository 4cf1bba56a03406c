import { Hono } from 'hono';
import type { ImportRegistry } from '../contracts/import-registry.ts';
import { defineModule, type ModuleFace } from '../module.ts';
import { apiRoutes } from './api/routes.ts';
import { pageCache } from './cache.ts';
import { accessibilityPage } from './pages/accessibility.tsx';
import { bodyPage } from './pages/body.tsx';
import { correctionsPage } from './pages/corrections.tsx';
import { dataPage } from './pages/data.tsx';
import { indicatorPage } from './pages/indicator.tsx';
import { indicatorsPage } from './pages/indicators.tsx';
import { nationPage } from './pages/nation.tsx';
import { provenancePage } from './pages/provenance.tsx';

/** `registry` gives the file kinds of all faces, for the list of what can be imported. */
export const makeVisibilityModule = (registry: () => ImportRegistry): ModuleFace =>
  defineModule({
    id: 'visibility',
    title: '見える化',
    plan: [],
    migrations: [],
    indicators: [],
    fileKinds: [],
    api: (deps) => apiRoutes(deps, registry),
    pages: (deps) => {
      const app = new Hono();
      const cache = pageCache(deps);
      app.get('/', cache, nationPage(deps));
      app.get('/bodies/:code', cache, bodyPage(deps));
      app.get('/provenance/:id', cache, provenancePage(deps));
      app.get('/indicators', cache, indicatorsPage(deps));
      app.get('/corrections', cache, correctionsPage(deps));
      app.get('/accessibility', accessibilityPage());
      app.get('/indicators/:id', cache, indicatorPage(deps));
      app.get('/data', dataPage(deps, registry));
      return app;
    },
  });

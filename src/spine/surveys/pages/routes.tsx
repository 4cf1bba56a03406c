import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { authorPages } from './author/routes.tsx';
import { calendarPages } from './calendar/routes.tsx';
import { chainPages } from './chain/routes.tsx';
import { handoutPages } from './handout/routes.tsx';
import { paperPages } from './papers/routes.tsx';
import { proxyPages } from './proxy/routes.tsx';
import { sheetPages } from './sheet/routes.tsx';
import { batchPages } from './workbook/batch-routes.tsx';
import { workbookPages } from './workbook/routes.tsx';

/** Every page of the surveys. One line for each group of them. */
export function surveyPages(deps: Deps): Hono {
  const app = new Hono();
  app.route('/', calendarPages(deps));
  app.route('/', chainPages(deps));
  app.route('/', paperPages(deps));
  app.route('/', sheetPages(deps));
  app.route('/', proxyPages(deps));
  app.route('/', workbookPages(deps));
  app.route('/', handoutPages(deps));
  app.route('/', batchPages(deps));
  app.route('/', authorPages(deps));
  return app;
}

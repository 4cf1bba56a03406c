import type { Migration } from '../../../platform/db/migration.ts';

/** How fast similar bodies are, as of a day: looked up by every page with a forecast, made once a day. */
export const m0006: Migration = {
  id: 'standardization/0006-peer-bands',
  sql: `
create table standardization.peer_band (
  whole_code text not null,
  on_day date not null,
  stratum text not null,
  business_no smallint not null,
  bodies integer not null,
  quick_closed integer,
  quick_days integer,
  slow_closed integer,
  slow_days integer,
  primary key (whole_code, on_day, stratum, business_no)
);
comment on table standardization.peer_band is 'Made of months reported before the day began, so it stands all day. Without paces: too few bodies have one. Older days are taken away.';
`,
};

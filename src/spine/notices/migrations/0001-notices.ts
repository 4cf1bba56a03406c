import type { Migration } from '../../../platform/db/migration.ts';

/**
 * A notice is written once and never changed; deliveries say to whom it went. `sender_code` stands with each delivery and
 * 受領 too, so that the policies of tables need not ask one another in a circle.
 */
export const m0001: Migration = {
  id: 'notices/0001-notices',
  sql: `
create schema notices;

create table notices.notice (
  notice_id uuid primary key,
  -- '' and null: the program itself.
  sender_code text not null,
  sender_seat uuid,
  sender_title text not null,
  kind text not null check (kind ~ '^[a-z][a-z-]*$'),
  title text not null check (title <> ''),
  text text not null,
  document_no text,
  document_on date,
  reply_by date,
  wants_receipt boolean not null,
  href text check (href ~ '^/[^/\\\\]'),
  sent_at timestamptz not null,
  -- 技術的助言 leaves the house as a document.
  check (kind <> 'advice' or document_no is not null),
  check ((document_no is null) = (document_on is null))
);
create index notice_of_sender on notices.notice (sender_code, sent_at desc);
create index notice_by_reply on notices.notice (reply_by) where reply_by is not null;
comment on table notices.notice is 'reference: one text for many bodies';

create table notices.attachment (
  sha256 text primary key,
  size bigint not null,
  bytes bytea not null
);
comment on table notices.attachment is 'reference: the same file is kept once';

create table notices.notice_attachment (
  notice_id uuid not null references notices.notice (notice_id) on delete cascade,
  position smallint not null,
  file_name text not null,
  sha256 text not null references notices.attachment (sha256),
  primary key (notice_id, position)
);
create index notice_attachment_by_file on notices.notice_attachment (sha256);
comment on table notices.notice_attachment is 'reference: belongs to the notice';

create table notices.delivery (
  body_code text not null,
  notice_id uuid not null references notices.notice (notice_id) on delete cascade,
  -- The post; '' for the whole body.
  target text not null,
  sender_code text not null,
  delivered_at timestamptz not null,
  primary key (body_code, notice_id, target)
);
create index delivery_of_notice on notices.delivery (notice_id);
create index delivery_newest on notices.delivery (body_code, delivered_at desc);

-- 受領: once per body.
create table notices.receipt (
  body_code text not null,
  notice_id uuid not null references notices.notice (notice_id) on delete cascade,
  sender_code text not null,
  received_at timestamptz not null,
  seat_id uuid not null,
  -- 「中央町 企画課 情報政策係長」 without the name.
  received_by text not null,
  primary key (body_code, notice_id)
);
create index receipt_of_notice on notices.receipt (notice_id);

create table notices.seen (
  body_code text not null,
  notice_id uuid not null references notices.notice (notice_id) on delete cascade,
  post_id uuid not null,
  seen_at timestamptz not null,
  primary key (body_code, notice_id, post_id)
);
create index seen_of_notice on notices.seen (notice_id);

create function notices.own(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(platform.scope() = 'system' or code = platform.scope_body(), false) $$;

alter table notices.delivery enable row level security;
create policy delivery_read on notices.delivery for select
  using (notices.own(body_code) or notices.own(sender_code));
create policy delivery_send on notices.delivery for insert with check (notices.own(sender_code));

alter table notices.receipt enable row level security;
create policy receipt_read on notices.receipt for select
  using (notices.own(body_code) or notices.own(sender_code));
create policy receipt_give on notices.receipt for insert with check (notices.own(body_code));

alter table notices.seen enable row level security;
create policy seen_read on notices.seen for select using (notices.own(body_code));
create policy seen_note on notices.seen for insert with check (notices.own(body_code));

alter table notices.notice enable row level security;
create policy notice_read on notices.notice for select using (notices.own(sender_code)
  or exists (select from notices.delivery d where d.notice_id = notice.notice_id and notices.own(d.body_code)));
create policy notice_send on notices.notice for insert with check (notices.own(sender_code));

alter table notices.notice_attachment enable row level security;
create policy notice_attachment_read on notices.notice_attachment for select
  using (exists (select from notices.notice n where n.notice_id = notice_attachment.notice_id));
create policy notice_attachment_send on notices.notice_attachment for insert
  with check (exists (select from notices.notice n
    where n.notice_id = notice_attachment.notice_id and notices.own(n.sender_code)));

alter table notices.attachment enable row level security;
create policy attachment_read on notices.attachment for select
  using (exists (select from notices.notice_attachment a where a.sha256 = attachment.sha256));
create policy attachment_keep on notices.attachment for insert with check (platform.scope() is not null);
`,
};

-- AlterTable
ALTER TABLE "activity" ADD COLUMN     "batch_id" UUID,
ADD COLUMN     "xact" xid8 DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "client" ADD COLUMN     "phone_as_typed" TEXT,
ADD COLUMN     "secondary_phone_as_typed" TEXT;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "calendar_hash" BYTEA,
ADD COLUMN     "notice_settings" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "property" ADD COLUMN     "features" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "public_remarks_en" TEXT;

-- CreateTable
CREATE TABLE "note" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "client_id" UUID,
    "property_id" UUID,
    "mention_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "note_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "interaction" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "interaction_type" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "client_id" UUID,
    "property_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "interaction_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "task" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "assignee_id" UUID,
    "client_id" UUID,
    "property_id" UUID,
    "status" TEXT NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "reminded_for" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "task_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "client_relationship" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "relationship_type" TEXT NOT NULL,
    "position" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "client_relationship_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "media" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "media_type" TEXT NOT NULL,
    "caption" TEXT,
    "video_url" TEXT,
    "position" INTEGER,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,
    "file_name" TEXT,
    "content_type" TEXT,
    "byte_size" INTEGER,
    "width" INTEGER,
    "height" INTEGER,
    "processed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "media_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "client_key" (
    "organization_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "client_id" UUID NOT NULL,

    CONSTRAINT "client_key_pkey" PRIMARY KEY ("organization_id","key","client_id")
);

-- CreateTable
CREATE TABLE "client_merge" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "undo" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_merge_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notice" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "resource" TEXT,
    "record_id" UUID,
    "title" TEXT,
    "actor_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "xact" xid8 DEFAULT pg_current_xact_id(),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "client_key_organization_id_client_id_idx" ON "client_key"("organization_id", "client_id");

-- CreateIndex
CREATE INDEX "client_merge_organization_id_kept_id_idx" ON "client_merge"("organization_id", "kept_id");

-- CreateIndex
CREATE INDEX "notice_organization_id_member_id_created_at_idx" ON "notice"("organization_id", "member_id", "created_at");

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "client"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_organization_id_property_id_fkey" FOREIGN KEY ("organization_id", "property_id") REFERENCES "property"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "client"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_organization_id_property_id_fkey" FOREIGN KEY ("organization_id", "property_id") REFERENCES "property"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_assignee_id_fkey" FOREIGN KEY ("organization_id", "assignee_id") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "client"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_property_id_fkey" FOREIGN KEY ("organization_id", "property_id") REFERENCES "property"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_relationship" ADD CONSTRAINT "client_relationship_organization_id_from_id_fkey" FOREIGN KEY ("organization_id", "from_id") REFERENCES "client"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_relationship" ADD CONSTRAINT "client_relationship_organization_id_to_id_fkey" FOREIGN KEY ("organization_id", "to_id") REFERENCES "client"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_organization_id_property_id_fkey" FOREIGN KEY ("organization_id", "property_id") REFERENCES "property"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_key" ADD CONSTRAINT "client_key_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "client"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- Tenancy
select oikion_protect('client_key');
select oikion_protect('client_merge');
select oikion_protect('client_relationship');
select oikion_protect('interaction');
select oikion_protect('media');
select oikion_protect('note');
select oikion_protect('notice');
select oikion_protect('task');

-- Indexes of the resource definitions
create index "client_relationship_created_at_live_idx" on "client_relationship" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "client_relationship_from_id_live_idx" on "client_relationship" ("organization_id", "from_id" nulls first, "id") where "deleted_at" is null;
create index "client_relationship_to_id_live_idx" on "client_relationship" ("organization_id", "to_id" nulls first, "id") where "deleted_at" is null;
create index "client_relationship_created_by_live_idx" on "client_relationship" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;
create index "interaction_occurred_at_live_idx" on "interaction" ("organization_id", "occurred_at" nulls first, "id") where "deleted_at" is null;
create index "interaction_created_at_live_idx" on "interaction" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "interaction_client_id_live_idx" on "interaction" ("organization_id", "client_id" nulls first, "id") where "deleted_at" is null;
create index "interaction_property_id_live_idx" on "interaction" ("organization_id", "property_id" nulls first, "id") where "deleted_at" is null;
create index "interaction_created_by_live_idx" on "interaction" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;
create index "interaction_client_id_occurred_at_live_idx" on "interaction" ("organization_id", "client_id" nulls first, "occurred_at" nulls first) where "deleted_at" is null;
create index "interaction_property_id_occurred_at_live_idx" on "interaction" ("organization_id", "property_id" nulls first, "occurred_at" nulls first) where "deleted_at" is null;
create index "interaction_interaction_type_occurred_at_live_idx" on "interaction" ("organization_id", "interaction_type" nulls first, "occurred_at" nulls first) where "deleted_at" is null;
create index "media_position_live_idx" on "media" ("organization_id", "position" nulls first, "id") where "deleted_at" is null;
create index "media_created_at_live_idx" on "media" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "media_property_id_live_idx" on "media" ("organization_id", "property_id" nulls first, "id") where "deleted_at" is null;
create index "media_created_by_live_idx" on "media" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;
create index "media_property_id_position_live_idx" on "media" ("organization_id", "property_id" nulls first, "position" nulls first) where "deleted_at" is null;
create index "note_created_at_live_idx" on "note" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "note_client_id_live_idx" on "note" ("organization_id", "client_id" nulls first, "id") where "deleted_at" is null;
create index "note_property_id_live_idx" on "note" ("organization_id", "property_id" nulls first, "id") where "deleted_at" is null;
create index "note_created_by_live_idx" on "note" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;
create index "note_client_id_created_at_live_idx" on "note" ("organization_id", "client_id" nulls first, "created_at" nulls first) where "deleted_at" is null;
create index "note_property_id_created_at_live_idx" on "note" ("organization_id", "property_id" nulls first, "created_at" nulls first) where "deleted_at" is null;
create index "task_due_at_live_idx" on "task" ("organization_id", "due_at" nulls first, "id") where "deleted_at" is null;
create index "task_updated_at_live_idx" on "task" ("organization_id", "updated_at" nulls first, "id") where "deleted_at" is null;
create index "task_created_at_live_idx" on "task" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "task_title_live_idx" on "task" ("organization_id", "title" nulls first, "id") where "deleted_at" is null;
create index "task_assignee_id_live_idx" on "task" ("organization_id", "assignee_id" nulls first, "id") where "deleted_at" is null;
create index "task_client_id_live_idx" on "task" ("organization_id", "client_id" nulls first, "id") where "deleted_at" is null;
create index "task_property_id_live_idx" on "task" ("organization_id", "property_id" nulls first, "id") where "deleted_at" is null;
create index "task_created_by_live_idx" on "task" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;
create index "task_status_due_at_live_idx" on "task" ("organization_id", "status" nulls first, "due_at" nulls first) where "deleted_at" is null;
create index "task_assignee_id_status_due_at_live_idx" on "task" ("organization_id", "assignee_id" nulls first, "status" nulls first, "due_at" nulls first) where "deleted_at" is null;

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand.
-- ---------------------------------------------------------------------------------------------------------------

create unique index client_relationship_to_id_key on client_relationship (organization_id, from_id, to_id) where deleted_at is null;
alter table client_relationship add constraint client_relationship_self_check check (from_id <> to_id);
create unique index media_primary_key on media (organization_id, property_id) where is_primary and deleted_at is null;
create unique index membership_calendar_hash_key on membership (calendar_hash) where calendar_hash is not null;
create index notice_unread_idx on notice (organization_id, member_id) where read_at is null;

-- What became visible since a reader last looked is found by the writing transaction, not by time: a row with an
-- earlier time may be committed later.
create index activity_xact_idx on activity (organization_id, xact) where xact is not null;
create index notice_xact_idx on notice (organization_id, xact) where xact is not null;

-- The feed as people read it: the rows of an import or of a bulk change are told by their summary, which has no record.
create view feed_entry with (security_invoker = true) as
  select organization_id, id, at as created_at, at as updated_at, actor_id as created_by, 1 as version,
    null::timestamptz as deleted_at, kind, resource, record_id, title, changes::text as details, token_id::text, import_id::text
  from activity
  where record_id is null or (import_id is null and batch_id is null);
grant select on feed_entry to oikion_tenant;
create index feed_entry_at_idx on activity (organization_id, at nulls first, id) where record_id is null or (import_id is null and batch_id is null);

-- `searchable` of server/resources/fold.ts, in SQL: without case, accents and final sigma, Greek in Latin letters (ELOT 743).
create function oikion_searchable(words text) returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return translate(replace(replace(replace(
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(
    btrim(regexp_replace(translate(regexp_replace(normalize(lower(words), NFD), '[\u0300-\u036f]', '', 'g'), 'ς', 'σ'), '\s+', ' ', 'g')),
    'ου', 'ou'),
    '([αεη])υ(?=[θκξπστφχψ]|[^αβγδεζηθικλμνξοπρστυφχψω]|$)', '\1f', 'g'),
    '([αεη])υ', '\1v', 'g'),
    'γ(?=[γξχ])', 'n', 'g'),
    '(^|[^αβγδεζηθικλμνξοπρστυφχψω])μπ', '\1b', 'g'),
  'θ', 'th'), 'χ', 'ch'), 'ψ', 'ps'), 'αβγδεζηικλμνξοπρστυφω', 'avgdeziiklmnxoprstyfo');

-- Texts stored before are folded the old way; folding once more is all they lack, but for phones.
do $$
declare
  target text;
begin
  foreach target in array array['membership', 'client', 'property', 'invitation', 'api_token'] loop
    execute format('alter table %I no force row level security', target);
    execute format('update %I set search_text = oikion_searchable(search_text) where search_text ~ ''[α-ω]''', target);
    if target = 'client' then
      update client set search_text = concat_ws(' ', search_text,
          regexp_replace(regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^00', ''), '^30(?=\d{10}$)', ''),
          regexp_replace(regexp_replace(regexp_replace(secondary_phone, '\D', '', 'g'), '^00', ''), '^30(?=\d{10}$)', ''))
        where phone is not null or secondary_phone is not null;
    end if;
    execute format('alter table %I force row level security', target);
  end loop;
end $$;

-- By what a client may be known again; `server/clients` spells the same keys.
create function oikion_client_keys(email text, second_email text, phone text, second_phone text, tax_id text, name text) returns setof text
  language sql immutable set search_path = pg_catalog, pg_temp
begin atomic
  select distinct key from (
    select 'email:' || lower(mail) as key from unnest(array[email, second_email]) mail
    union all
    select 'phone:' || regexp_replace(regexp_replace(regexp_replace(number, '\D', '', 'g'), '^00', ''), '^30(?=\d{10}$)', '')
      from unnest(array[phone, second_phone]) number
    union all
    select 'tax:' || tax_id
    union all
    select 'name:' || (select string_agg(word, ' ' order by word collate "C") from regexp_split_to_table(public.oikion_searchable(name), ' ') word)
  ) keys where key is not null and key <> 'phone:';
end;

create function oikion_keep_client_keys() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    delete from public.client_key k using written w where k.organization_id = w.organization_id and k.client_id = w.id;
  end if;
  insert into public.client_key (organization_id, key, client_id)
    select w.organization_id, key, w.id
    from written w, public.oikion_client_keys(w.email, w.secondary_email, w.phone, w.secondary_phone, w.tax_id, w.name) key
    where w.deleted_at is null;
  return null;
end $$;
create trigger client_has_keys after insert on client referencing new table as written
  for each statement execute function oikion_keep_client_keys();
create trigger client_changes_keys after update on client referencing new table as written
  for each statement execute function oikion_keep_client_keys();

alter table client no force row level security;
alter table client_key no force row level security;
insert into client_key (organization_id, key, client_id)
  select c.organization_id, key, c.id
  from client c, oikion_client_keys(c.email, c.secondary_email, c.phone, c.secondary_phone, c.tax_id, c.name) key
  where c.deleted_at is null;
alter table client force row level security;
alter table client_key force row level security;

select oikion_grant('oikion_guard', current_user, true);
create or replace function oikion_copy_user() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership set
      name = new.name, email = new.email, has_second_factor = new.totp_confirmed_at is not null,
      search_text = public.oikion_searchable(new.name || ' ' || new.email)
    where user_id = new.id;
  return null;
end $$;

-- Whose calendar a secret address is, as a living member.
create function oikion_calendar(wanted bytea) returns json
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select json_build_object(
    'userId', m.user_id, 'memberId', m.id, 'organizationId', m.organization_id, 'role', m.role, 'isPersonal', o.is_personal,
    'settings', o.settings
  )
  from public.membership m join public.organization o on o.id = m.organization_id
  where m.calendar_hash = wanted and m.deleted_at is null and o.deleted_at is null;
end;
grant select (calendar_hash) on membership to oikion_guard;
revoke execute on function oikion_calendar(bytea), oikion_keep_client_keys() from public;
grant execute on function oikion_calendar(bytea) to oikion_login;
grant create on schema public to oikion_guard;
alter function oikion_calendar(bytea) owner to oikion_guard;
revoke create on schema public from oikion_guard;
revoke oikion_guard from current_user;

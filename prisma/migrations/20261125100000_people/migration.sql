-- DropIndex
DROP INDEX "activity_organization_id_at_idx";

-- AlterTable
ALTER TABLE "activity" ADD COLUMN     "token_id" UUID;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "has_second_factor" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "purge_at" TIMESTAMPTZ(3),
ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "google_subject" TEXT,
ADD COLUMN     "locale" TEXT NOT NULL DEFAULT 'el',
ADD COLUMN     "recovery_codes" BYTEA[],
ADD COLUMN     "totp_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_last_step" BIGINT,
ADD COLUMN     "totp_secret" TEXT;

-- CreateTable
CREATE TABLE "user_device" (
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_device_pkey" PRIMARY KEY ("user_id","token_hash")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "user_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "nonce" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "provider_id" TEXT,
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "invitation" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "nonce" BYTEA,
    "token_hash" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "scopes" TEXT[],
    "token_hash" BYTEA,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_token_hash_key" ON "one_time_link"("token_hash");

-- CreateIndex
CREATE INDEX "one_time_link_expires_at_idx" ON "one_time_link"("expires_at");

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_google_subject_key" ON "user"("google_subject");

-- AddForeignKey
ALTER TABLE "user_device" ADD CONSTRAINT "user_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- Tenancy
select oikion_protect('api_token');
select oikion_protect('invitation');

-- Indexes of the resource definitions
create index "api_token_created_at_live_idx" on "api_token" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "api_token_name_live_idx" on "api_token" ("organization_id", "name" nulls first, "id") where "deleted_at" is null;
create index "client_created_by_live_idx" on "client" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;
create index "invitation_created_at_live_idx" on "invitation" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "invitation_email_live_idx" on "invitation" ("organization_id", "email" nulls first, "id") where "deleted_at" is null;
create index "membership_last_seen_at_live_idx" on "membership" ("organization_id", "last_seen_at" nulls first, "id") where "deleted_at" is null;
create index "property_created_by_live_idx" on "property" ("organization_id", "created_by" nulls first, "id") where "deleted_at" is null;

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand.
-- ---------------------------------------------------------------------------------------------------------------

-- The guard's functions are replaced below, and one role joins: oikion_purge, which alone removes whole organizations.
do $$
begin
  if not exists (select from pg_roles where rolname = 'oikion_purge') then
    create role oikion_purge nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
select oikion_grant('oikion_guard', current_user, true), oikion_grant('oikion_purge', current_user, false);

-- Nobody signs in at a table, and nobody reads the outbox from inside an organization.
grant select, insert, update, delete on user_device, one_time_link, mail, rate_limit to oikion_login;
grant insert on mail to oikion_tenant;

create unique index invitation_open_key on invitation (organization_id, email) where deleted_at is null and accepted_at is null;
create unique index invitation_token_hash_key on invitation (token_hash) where token_hash is not null;
create index invitation_email_idx on invitation (email) where email <> '';
create unique index api_token_token_hash_key on api_token (token_hash) where token_hash is not null;
create index session_user_idx on session ((sess #>> '{passport,user}')) where (sess #>> '{passport,user}') is not null;
alter table invitation add constraint invitation_role_check check (role in ('ORG_OWNER', 'ADMIN', 'AGENT', 'VIEWER'));
alter table api_token add constraint api_token_role_check check (role in ('ORG_OWNER', 'ADMIN', 'AGENT', 'VIEWER'));
alter table "user" add constraint user_locale_check check (locale in ('el', 'en'));
-- A personal workspace goes with its person only.
alter table organization add constraint organization_purge_check check ((deleted_at is null) = (purge_at is null));

-- The feed as a resource of the engine: the columns every record has, and what changed as text. Rows are seen under
-- the reader's own policies.
create view activity_feed with (security_invoker = true) as
  select organization_id, id, at as created_at, at as updated_at, actor_id as created_by, 1 as version,
    null::timestamptz as deleted_at, kind, resource, record_id::text, title, changes::text as details,
    token_id::text, import_id::text
  from activity;
grant select on activity_feed to oikion_tenant;
-- Partial so that Prisma leaves it alone; every query names its organization.
create index activity_at_idx on activity (organization_id, at nulls first, id) where organization_id is not null;

-- A mail and the job that sends it are one. Runs as the owner of the jobs' tables.
create function oikion_queue_mail() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, keep_until) values (
    'mails', jsonb_build_object('lock', 'oikion mail ' || new.id, 'mailId', new.id),
    12, 5, true, interval '10 minutes', now() + interval '14 days'
  );
  return null;
end $$;
create trigger mail_is_queued after insert on mail for each row execute function oikion_queue_mail();
revoke execute on function oikion_queue_mail() from public;

-- A UUID of version 7, which PostgreSQL has since 18 only.
create function oikion_uuid7(at timestamptz) returns uuid language sql volatile set search_path = pg_catalog, pg_temp
return encode(set_bit(set_bit(
  overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
  52, 1), 53, 1), 'hex')::uuid;

-- What the guard's functions read and write.
grant select (id, email, totp_confirmed_at) on "user" to oikion_guard;
grant select (id, name, slug, is_personal, settings, deleted_at) on organization to oikion_guard;
grant select (name, last_seen_at), update (has_second_factor, user_id, deleted_at) on membership to oikion_guard;
grant select (organization_id, id, email, role, token_hash, expires_at, accepted_at, deleted_at, created_by) on invitation to oikion_guard;
grant select (organization_id, id, role, scopes, token_hash, expires_at, last_used_at, deleted_at, created_by) on api_token to oikion_guard;
grant insert on activity to oikion_guard;
create policy guard on invitation for select to oikion_guard using (true);
create policy guard on api_token for select to oikion_guard using (true);
create policy guard on activity for insert to oikion_guard with check (true);

-- Search text as `fold` makes it: without case, accents and final sigma.
create or replace function oikion_copy_user() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership set
      name = new.name, email = new.email, has_second_factor = new.totp_confirmed_at is not null,
      search_text = translate(regexp_replace(normalize(lower(new.name || ' ' || new.email), NFD), '[\u0300-\u036f]', '', 'g'), 'ς', 'σ')
    where user_id = new.id;
  return null;
end $$;
drop trigger membership_follows_user on "user";
create trigger membership_follows_user after update of name, email, totp_confirmed_at on "user"
  for each row when (old.name is distinct from new.name or old.email is distinct from new.email
    or (old.totp_confirmed_at is null) <> (new.totp_confirmed_at is null))
  execute function oikion_copy_user();

-- Whoever deletes their account stays in other organizations' history as a former member without a name.
create function oikion_forget_user() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership
    set name = '', email = '', search_text = '', has_second_factor = false, user_id = null, deleted_at = coalesce(deleted_at, now())
    where user_id = old.id;
  return old;
end $$;
create trigger membership_forgets_user before delete on "user" for each row execute function oikion_forget_user();

-- What every request asks: a living session, whose it is, and what that person is where.
drop function oikion_session(text);
create function oikion_session(wanted text) returns table (sess json, person json, memberships json)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.sess, json_build_object('id', u.id, 'hasSecondFactor', u.totp_confirmed_at is not null), (
    select coalesce(json_agg(json_build_object(
      'memberId', m.id, 'organizationId', m.organization_id, 'role', m.role, 'isPersonal', o.is_personal,
      'settings', o.settings, 'lastSeenAt', m.last_seen_at
    )), '[]')
    from public.membership m join public.organization o on o.id = m.organization_id
    where m.user_id = u.id and m.deleted_at is null and o.deleted_at is null
  )
  from public.session s left join public."user" u on u.id = (s.sess #>> '{passport,user}')::uuid
  where s.sid = wanted and s.expire > now();
end;

-- The same for an API token: living, its maker still a member, its organization there.
create function oikion_token(wanted bytea) returns json
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select json_build_object(
    'id', t.id, 'role', t.role, 'scopes', t.scopes, 'lastUsedAt', t.last_used_at,
    'person', json_build_object('id', u.id, 'hasSecondFactor', u.totp_confirmed_at is not null),
    'membership', json_build_object(
      'memberId', m.id, 'organizationId', m.organization_id, 'role', m.role, 'isPersonal', o.is_personal,
      'settings', o.settings, 'lastSeenAt', m.last_seen_at
    )
  )
  from public.api_token t
    join public.membership m on m.organization_id = t.organization_id and m.id = t.created_by and m.deleted_at is null
    join public.organization o on o.id = t.organization_id and o.deleted_at is null
    join public."user" u on u.id = m.user_id
  where t.token_hash = wanted and t.deleted_at is null and (t.expires_at is null or t.expires_at > now());
end;

-- Invitations by the token in their link, or all to an address, open or not. Who may see them holds the link or the address.
create function oikion_invitations(wanted_token bytea, wanted_email text) returns table (
    id uuid, email text, role text, "expiresAt" timestamptz, "acceptedAt" timestamptz, "cancelledAt" timestamptz,
    "organizationId" uuid, "organizationName" text, "organizationSlug" text, inviter text, "hasAccount" boolean
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.id, i.email, i.role, i.expires_at, i.accepted_at, i.deleted_at, o.id, o.name, o.slug, m.name,
    exists (select from public."user" u where u.email = i.email)
  from public.invitation i
    join public.organization o on o.id = i.organization_id and o.deleted_at is null
    join public.membership m on m.organization_id = i.organization_id and m.id = i.created_by
  where i.token_hash = wanted_token or (i.email = wanted_email and i.email <> '');
end;

-- Writes what a person did to their access (a sign-in, a password) into the feed of each of their organizations.
create function oikion_log_person(wanted uuid, what text, facts jsonb, moment timestamptz, by_person boolean) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  insert into public.activity (organization_id, id, at, kind, resource, record_id, title, actor_id, changes)
  select m.organization_id, public.oikion_uuid7(moment), moment, what, 'members', m.id, m.name,
    case when by_person then m.id end, facts
  from public.membership m where m.user_id = wanted and m.deleted_at is null;
end;

-- The living organizations of a person: whether they are its last owner, and whether anybody else is in it.
create function oikion_places(wanted uuid) returns table (
    id uuid, name text, slug text, "isPersonal" boolean, "isLastOwner" boolean, "isAlone" boolean
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select o.id, o.name, o.slug, o.is_personal,
    m.role = 'ORG_OWNER' and not exists (
      select from public.membership x
      where x.organization_id = o.id and x.id <> m.id and x.role = 'ORG_OWNER' and x.deleted_at is null and x.user_id is not null
    ),
    not exists (
      select from public.membership x
      where x.organization_id = o.id and x.id <> m.id and x.deleted_at is null and x.user_id is not null
    )
  from public.membership m join public.organization o on o.id = m.organization_id
  where m.user_id = wanted and m.deleted_at is null and o.deleted_at is null;
end;

-- Removes for good what organizations past their grace still hold, and answers which. Nothing else may.
create function oikion_purge_organizations() returns setof uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone uuid[];
  deletions text;
begin
  select array_agg(o.id) into gone from (
    select id from public.organization where purge_at <= now() order by id for update skip locked
  ) o;
  if gone is null then
    return;
  end if;
  -- One statement, so that foreign keys between these tables are checked when all of it has gone.
  select string_agg(format('%I as (delete from public.%I where organization_id = any($1))', 'd_' || c.relname, c.relname), ', ')
    into deletions
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p');
  execute 'with ' || deletions || ' delete from public.organization where id = any($1)' using gone;
  return query select unnest(gone);
end $$;
grant select (id, purge_at), delete, update (purge_at) on organization to oikion_purge;
create policy purge on organization to oikion_purge using (purge_at <= now());

create or replace function oikion_protect(target regclass) returns void language plpgsql as $$
declare
  -- The subselect makes it one comparison value per query instead of one function call per row.
  own constant text := 'organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
begin
  execute format('alter table %s enable row level security, force row level security', target);
  execute format('create policy tenant on %s to oikion_tenant using (%s) with check (%s)', target, own, own);
  execute format('grant select, insert, update, delete on %s to oikion_tenant', target);
  perform oikion_purgeable(target);
  if exists (select from pg_attribute where attrelid = target and attname = 'search_text' and not attisdropped) then
    execute format('grant select (organization_id, id, search_text, deleted_at) on %s to oikion_search', target);
    execute format('create policy search on %s for select to oikion_search using (true)', target);
    -- Partial indexes are left alone by Prisma, which cannot express them.
    execute format('create index %I on %s using gin (organization_id, search_text gin_trgm_ops) where deleted_at is null',
      (select relname from pg_class where oid = target) || '_search_text_idx', target);
  end if;
end $$;

-- What a table of organizations needs so that those past their grace can be removed from it.
create function oikion_purgeable(target regclass) returns void language plpgsql as $$
begin
  execute format('grant select (organization_id), delete on %s to oikion_purge', target);
  execute format('create policy purge on %s to oikion_purge using (exists (select from public.organization o where o.id = organization_id))', target);
end $$;
select oikion_purgeable(name::regclass)
  from unnest(array['membership', 'client', 'property', 'activity', 'counter', 'idempotency_key', 'import', 'import_mapping', 'invitation', 'api_token']) name;

revoke execute on function oikion_session(text), oikion_token(bytea), oikion_invitations(bytea, text), oikion_places(uuid), oikion_uuid7(timestamptz),
  oikion_log_person(uuid, text, jsonb, timestamptz, boolean), oikion_forget_user(), oikion_purge_organizations(), oikion_purgeable(regclass) from public;
grant execute on function oikion_session(text), oikion_token(bytea), oikion_invitations(bytea, text), oikion_places(uuid),
  oikion_log_person(uuid, text, jsonb, timestamptz, boolean), oikion_purge_organizations() to oikion_login;
grant execute on function oikion_uuid7(timestamptz) to oikion_guard;

grant create on schema public to oikion_guard, oikion_purge;
alter function oikion_session(text) owner to oikion_guard;
alter function oikion_token(bytea) owner to oikion_guard;
alter function oikion_invitations(bytea, text) owner to oikion_guard;
alter function oikion_places(uuid) owner to oikion_guard;
alter function oikion_log_person(uuid, text, jsonb, timestamptz, boolean) owner to oikion_guard;
alter function oikion_forget_user() owner to oikion_guard;
alter function oikion_purge_organizations() owner to oikion_purge;
revoke create on schema public from oikion_guard, oikion_purge;
revoke oikion_guard, oikion_purge from current_user;

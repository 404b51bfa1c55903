-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "last_organization_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" TEXT NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMP(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_personal" BOOLEAN NOT NULL DEFAULT false,
    "personal_user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "client" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "client_type" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "secondary_email" TEXT,
    "secondary_phone" TEXT,
    "tax_id" TEXT,
    "tags" TEXT[],
    "lead_source" TEXT,
    "agent_id" UUID,
    "marketing_consent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "client_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "property" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "property_type" TEXT NOT NULL,
    "transaction_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "list_price_cents" BIGINT,
    "living_area" DOUBLE PRECISION,
    "lot_size" DOUBLE PRECISION,
    "price_per_square_meter_cents" BIGINT,
    "bedrooms_total" INTEGER,
    "bathrooms_total" INTEGER,
    "floor" INTEGER,
    "year_built" INTEGER,
    "energy_class" TEXT,
    "owner_id" UUID,
    "agent_id" UUID,
    "country" TEXT NOT NULL,
    "region" TEXT,
    "city" TEXT NOT NULL,
    "district" TEXT,
    "street" TEXT,
    "street_number" TEXT,
    "postal_code" TEXT,
    "location_text" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "address_visibility" TEXT NOT NULL,
    "public_remarks" TEXT,
    "private_remarks" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "archived_from" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "property_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "activity" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "record_id" UUID,
    "title" TEXT,
    "actor_id" UUID,
    "import_id" UUID,
    "changes" JSONB,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "counter" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "import" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "resource" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_size" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "format" JSONB NOT NULL,
    "mapping" JSONB,
    "options" JSONB,
    "rows_total" INTEGER,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,

    CONSTRAINT "import_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "import_mapping" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_expire_idx" ON "session"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "organization_personal_user_id_key" ON "organization"("personal_user_id");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_user_id_key" ON "membership"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "activity_organization_id_resource_record_id_at_idx" ON "activity"("organization_id", "resource", "record_id", "at");

-- CreateIndex
CREATE INDEX "activity_organization_id_at_idx" ON "activity"("organization_id", "at");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_organization_id_agent_id_fkey" FOREIGN KEY ("organization_id", "agent_id") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "property" ADD CONSTRAINT "property_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "client"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "property" ADD CONSTRAINT "property_organization_id_agent_id_fkey" FOREIGN KEY ("organization_id", "agent_id") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand: tenancy. Why it is so: prisma/README.md.
-- ---------------------------------------------------------------------------------------------------------------

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Roles belong to the whole cluster: another database of it may have made them already, or be making them now.
--   oikion_tenant  whom a tenant transaction becomes: sees one organization
--   oikion_login   what a login of the server may do outside of tenant transactions: users, sessions, organizations
--   oikion_search  owns the search function, and may read the searched columns only
--   oikion_guard   owns the trigger functions on memberships
do $$
declare
  wanted text;
begin
  foreach wanted in array array['oikion_tenant', 'oikion_login', 'oikion_search', 'oikion_guard'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin', wanted);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

-- Makes `login` a member of one of our roles: with its rights always (inherits), or only after SET ROLE.
-- PostgreSQL 15 knows no such difference; there `login` merely gains policies that still need the organization set.
create function oikion_grant(granted name, login name, inherits boolean) returns void language plpgsql as $$
declare
  modern boolean := current_setting('server_version_num')::int >= 160000;
begin
  for attempt in 1..20 loop
    begin
      execute format('grant %I to %I', granted, login)
        || case when modern then format(' with inherit %s, set true', inherits::text) else '' end;
      return;
    exception
      when insufficient_privilege then
        if pg_has_role(login, granted, case when inherits then 'usage' when modern then 'set' else 'member' end) then
          return;
        end if;
        raise exception 'role % exists already and % may not grant it', granted, current_user using
          errcode = 'insufficient_privilege',
          hint = format('As a superuser: grant oikion_tenant, oikion_login, oikion_search, oikion_guard to %I with admin option', current_user);
      when internal_error then
        -- "tuple concurrently updated": another database of the cluster is at the same.
        perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'could not grant % to %', granted, login;
end $$;

-- Lets another login than the owner of the tables run the server.
create function oikion_admit(login name) returns void language plpgsql as $$
begin
  perform oikion_grant('oikion_login', login, true);
  perform oikion_grant('oikion_tenant', login, false);
end $$;

select oikion_admit(current_user), oikion_grant('oikion_search', current_user, false), oikion_grant('oikion_guard', current_user, false);

-- Puts a table under tenancy. Called by the migration that creates the table.
create function oikion_protect(target regclass) returns void language plpgsql as $$
declare
  -- The subselect makes it one comparison value per query instead of one function call per row.
  own constant text := 'organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
begin
  execute format('alter table %s enable row level security, force row level security', target);
  execute format('create policy tenant on %s to oikion_tenant using (%s) with check (%s)', target, own, own);
  execute format('grant select, insert, update, delete on %s to oikion_tenant', target);
  if exists (select from pg_attribute where attrelid = target and attname = 'search_text' and not attisdropped) then
    execute format('grant select (organization_id, id, search_text, deleted_at) on %s to oikion_search', target);
    execute format('create policy search on %s for select to oikion_search using (true)', target);
    -- Partial indexes are left alone by Prisma, which cannot express them.
    execute format('create index %I on %s using gin (organization_id, search_text gin_trgm_ops) where deleted_at is null',
      (select relname from pg_class where oid = target) || '_search_text_idx', target);
  end if;
end $$;

select oikion_protect(name::regclass)
  from unnest(array['membership', 'client', 'property', 'activity', 'counter', 'idempotency_key', 'import', 'import_mapping']) name;

-- The feed cannot be rewritten.
revoke update, delete on activity from oikion_tenant;

create unique index property_reference_key on property (organization_id, reference) where deleted_at is null;

alter table membership add constraint membership_role_check check (role in ('ORG_OWNER', 'ADMIN', 'AGENT', 'VIEWER'));
alter table organization add constraint organization_personal_check check (is_personal = (personal_user_id is not null));

-- Before an organization is chosen a person finds their own memberships; once it is, only that organization's are seen.
create policy self on membership for select to oikion_tenant using (
  (select nullif(current_setting('app.organization_id', true), '')) is null
  and user_id = (select nullif(current_setting('app.user_id', true), '')::uuid)
);

alter table organization enable row level security, force row level security;
grant select on organization to oikion_tenant;
create policy tenant on organization for select to oikion_tenant using (
  id = (select nullif(current_setting('app.organization_id', true), '')::uuid)
  or exists (
    select from membership m
    where m.organization_id = organization.id and m.deleted_at is null
      and m.user_id = (select nullif(current_setting('app.user_id', true), '')::uuid)
  )
);
create policy login on organization to oikion_login using (true) with check (true);
grant select, insert, update, delete on organization, "user", session to oikion_login;

-- Name and e-mail of a membership are copies of the user's. The guard's rights are those the two functions need.
grant select (id) on organization to oikion_guard;
create policy guard on organization for select to oikion_guard using (true);
grant select (organization_id, id, user_id, role, deleted_at), update (name, email, search_text) on membership to oikion_guard;
grant select on session to oikion_guard;
create policy guard_read on membership for select to oikion_guard using (true);
create policy guard_copy on membership for update to oikion_guard using (true) with check (true);

create function oikion_copy_user() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership
    set name = new.name, email = new.email, search_text = lower(new.name || ' ' || new.email)
    where user_id = new.id;
  return null;
end $$;

create trigger membership_follows_user after update of name, email on "user"
  for each row when (old.name is distinct from new.name or old.email is distinct from new.email)
  execute function oikion_copy_user();

-- Every organization has an owner at the end of every transaction.
create function oikion_keep_owner() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept uuid;
begin
  if tg_table_name = 'organization' then kept := new.id; else kept := old.organization_id; end if;
  if current_setting('transaction_isolation') = 'repeatable read' then
    raise exception 'owners cannot be changed in a repeatable read transaction' using errcode = 'feature_not_supported';
  end if;
  -- One at a time, or two owners who remove each other at the same moment would each still see the other.
  perform pg_advisory_xact_lock(hashtextextended('oikion owner ' || kept, 0));
  if exists (select from public.organization o where o.id = kept) and not exists (
    select from public.membership m
    where m.organization_id = kept and m.role = 'ORG_OWNER' and m.deleted_at is null and m.user_id is not null
  ) then
    raise exception 'an organization needs at least one owner' using
      errcode = 'check_violation', constraint = 'membership_last_owner', table = 'membership', schema = 'public';
  end if;
  return null;
end $$;

create constraint trigger membership_last_owner after update on membership deferrable initially deferred
  for each row when (old.role = 'ORG_OWNER' and old.deleted_at is null and old.user_id is not null
    and (new.role <> 'ORG_OWNER' or new.deleted_at is not null or new.user_id is null or new.organization_id <> old.organization_id))
  execute function oikion_keep_owner();
create constraint trigger membership_last_owner_gone after delete on membership deferrable initially deferred
  for each row when (old.role = 'ORG_OWNER')
  execute function oikion_keep_owner();
create constraint trigger organization_first_owner after insert on organization deferrable initially deferred
  for each row execute function oikion_keep_owner();

-- Substring search. Under row-level security the planner may not use an index for LIKE, because LIKE is not leakproof;
-- this function reads past the policies as its owner, and repeats the organization filter itself.
create function oikion_search(resource_table text, pattern text, cap int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  target regclass := to_regclass(format('public.%I', resource_table));
begin
  if organization is null then
    return;
  end if;
  if not exists (
    select from pg_attribute a
    where a.attrelid = target and a.attname = 'search_text' and not a.attisdropped
      and has_column_privilege(target, a.attnum, 'select')
  ) then
    raise exception 'table % is not searchable', resource_table using errcode = 'undefined_table';
  end if;
  return query execute format(
    'select id from %s where organization_id = $1 and search_text like $2 and deleted_at is null limit $3', target
  ) using organization, pattern, cap;
end $$;

-- What every request asks: a living session, and what its person is where. One statement instead of three, and no
-- more than that person's own memberships.
create function oikion_session(wanted text) returns table (sess json, memberships json)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.sess, (
    select coalesce(json_agg(json_build_object('memberId', m.id, 'organizationId', m.organization_id, 'role', m.role)), '[]')
    from public.membership m
    where m.user_id = (s.sess -> 'passport' ->> 'user')::uuid and m.deleted_at is null
  )
  from public.session s where s.sid = wanted and s.expire > now();
end;

revoke execute on function oikion_session(text), oikion_grant(name, name, boolean), oikion_admit(name), oikion_protect(regclass),
  oikion_copy_user(), oikion_keep_owner(), oikion_search(text, text, int) from public;
grant execute on function oikion_search(text, text, int) to oikion_tenant;
grant execute on function oikion_session(text) to oikion_login;

-- Handing a function over needs CREATE for its new owner and membership for us: both for this moment only.
grant create on schema public to oikion_search, oikion_guard;
alter function oikion_search(text, text, int) owner to oikion_search;
alter function oikion_session(text) owner to oikion_guard;
alter function oikion_copy_user() owner to oikion_guard;
alter function oikion_keep_owner() owner to oikion_guard;
revoke create on schema public from oikion_search, oikion_guard;
revoke oikion_search, oikion_guard from current_user;

-- /readyz compares the applied migrations with those on disk.
grant select on "_prisma_migrations" to oikion_login;

-- Indexes the resource definitions call for.
create index "client_updated_at_live_idx" on "client" ("organization_id", "updated_at" nulls first, "id") where "deleted_at" is null;
create index "client_created_at_live_idx" on "client" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "client_name_live_idx" on "client" ("organization_id", "name" nulls first, "id") where "deleted_at" is null;
create index "client_lead_source_live_idx" on "client" ("organization_id", "lead_source" nulls first, "id") where "deleted_at" is null;
create index "client_agent_id_live_idx" on "client" ("organization_id", "agent_id" nulls first, "id") where "deleted_at" is null;
create index "membership_name_live_idx" on "membership" ("organization_id", "name" nulls first, "id") where "deleted_at" is null;
create index "membership_created_at_live_idx" on "membership" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "property_updated_at_live_idx" on "property" ("organization_id", "updated_at" nulls first, "id") where "deleted_at" is null;
create index "property_created_at_live_idx" on "property" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "property_reference_live_idx" on "property" ("organization_id", "reference" nulls first, "id") where "deleted_at" is null;
create index "property_list_price_cents_live_idx" on "property" ("organization_id", "list_price_cents" nulls first, "id") where "deleted_at" is null;
create index "property_living_area_live_idx" on "property" ("organization_id", "living_area" nulls first, "id") where "deleted_at" is null;
create index "property_city_live_idx" on "property" ("organization_id", "city" nulls first, "id") where "deleted_at" is null;
create index "property_owner_id_live_idx" on "property" ("organization_id", "owner_id" nulls first, "id") where "deleted_at" is null;
create index "property_agent_id_live_idx" on "property" ("organization_id", "agent_id" nulls first, "id") where "deleted_at" is null;
create index "property_status_list_price_cents_live_idx" on "property" ("organization_id", "status" nulls first, "list_price_cents" nulls first) where "deleted_at" is null;
create index "property_status_updated_at_live_idx" on "property" ("organization_id", "status" nulls first, "updated_at" nulls first) where "deleted_at" is null;

-- AlterTable
ALTER TABLE "client" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "client_export" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "file_size" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_export_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "client_merge_organization_id_merged_id_idx" ON "client_merge"("organization_id", "merged_id");

-- CreateIndex
CREATE INDEX "client_export_organization_id_client_id_idx" ON "client_export"("organization_id", "client_id");

-- AddForeignKey
ALTER TABLE "client_export" ADD CONSTRAINT "client_export_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- Tenancy
select oikion_protect('client_export');

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand.
-- ---------------------------------------------------------------------------------------------------------------

alter table client_export add constraint client_export_status_check check (status in ('queued', 'running', 'done', 'failed'));
-- An erased client stays in the trash for good, without a person.
alter table client add constraint client_erased_check check (erased_at is null or (deleted_at is not null and email is null and phone is null));

-- An export and the job that makes it are one. Runs as the owner of the jobs' tables.
create function oikion_queue_client_export() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, keep_until) values (
    'client-exports',
    jsonb_build_object('lock', 'oikion client export ' || new.id, 'organizationId', new.organization_id, 'exportId', new.id),
    20, 1, true, interval '1 hour', now() + interval '14 days'
  );
  return null;
end $$;
create trigger client_export_is_queued after insert on client_export for each row when (new.status = 'queued')
  execute function oikion_queue_client_export();

-- By which words a person is known again in texts, as one regular expression: what the histories of these clients hold as
-- e-mail, phone, tax number and name, however phones are grouped. Not the words of another living client, as they tell of that
-- one too, and no name of one word, which may be anybody's. Null when there are none. JavaScript reads it too, but for `[:alnum:]`.
create function oikion_erasure_pattern(gone uuid[]) returns text language sql stable set search_path = pg_catalog, pg_temp
begin atomic
  with organization as (
    select nullif(current_setting('app.organization_id', true), '')::uuid as id
  ), histories as (
    select a.title, a.changes from public.activity a, organization o
    where a.organization_id = o.id and a.resource = 'clients' and a.record_id = any(gone)
  ), told as (
    select 'name' as field, title as word from histories
    union
    select c.key, v.value
    from histories h
      cross join lateral jsonb_each(case when jsonb_typeof(h.changes) = 'object' then h.changes else '{}' end) c
      cross join lateral jsonb_array_elements_text(case when jsonb_typeof(c.value) = 'array' then c.value else '[]' end) v
    where c.key in ('name', 'email', 'secondaryEmail', 'phone', 'phoneAsTyped', 'secondaryPhone', 'secondaryPhoneAsTyped', 'taxId')
  ), words as (
    select field, word, case
      when field ~* 'phone' then 'phone:' || regexp_replace(regexp_replace(regexp_replace(word, '\D', '', 'g'), '^00', ''), '^30(?=\d{10}$)', '')
      when field ~* 'email' then 'email:' || lower(word)
      when field = 'taxId' then 'tax:' || word
    end as key
    from told where char_length(word) >= 6 and (field <> 'name' or word ~ '\S\s+\S')
  ), own as (
    select w.field, w.word, w.key from words w
    where not exists (
        select from public.client_key k, organization o
        where k.organization_id = o.id and k.key = w.key and k.client_id <> all(gone)
      )
      and (w.field <> 'name' or not exists (
        select from public.client c, organization o
        where c.organization_id = o.id and c.id <> all(gone) and c.erased_at is null and position(lower(w.word) in lower(c.name)) > 0
      ))
  ), patterns as (
    select case
      when field ~* 'phone' then '(?:\+|00)?(?:30[ ()./-]*)?' || regexp_replace(substr(key, 7), '(\d)(?=\d)', '\1[ ()./-]*', 'g')
      else regexp_replace(word, '([.^$*+?()[\]{}|\\])', '\\\1', 'g')
    end as pattern
    from own
    where field !~* 'phone' or char_length(key) >= 13
  )
  select '(?<![[:alnum:]])(?:' || string_agg(distinct pattern, '|') || ')(?![[:alnum:]])' from patterns;
end;

-- A JSON value with every match in its texts replaced.
create function oikion_erased_json(value jsonb, pattern text) returns jsonb language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  case jsonb_typeof(value)
    when 'string' then
      return to_jsonb(regexp_replace(value #>> '{}', pattern, '—', 'gi'));
    when 'array' then
      return coalesce((
        select jsonb_agg(public.oikion_erased_json(e.item, pattern) order by e.place)
        from jsonb_array_elements(value) with ordinality e(item, place)), '[]');
    when 'object' then
      return coalesce((
        select jsonb_object_agg(e.key, public.oikion_erased_json(e.item, pattern)) from jsonb_each(value) e(key, item)), '{}');
    else
      return value;
  end case;
end $$;

-- The feed cannot be rewritten, but for this: of clients that are erased, their own rows and those of what was written
-- about them lose titles and values, and other rows the words that tell of them. Its role may do nothing else.
do $$
begin
  if not exists (select from pg_roles where rolname = 'oikion_erase') then
    create role oikion_erase nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
select oikion_grant('oikion_erase', current_user, false);

create function oikion_erase_activity(gone uuid[]) returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  pattern text;
  about uuid[];
begin
  if organization is null or exists (
    select from unnest(gone) wanted(id)
    where not exists (
      select from public.client c where c.organization_id = organization and c.id = wanted.id and c.erased_at is not null
    )
  ) then
    raise exception 'only of erased clients' using errcode = 'insufficient_privilege';
  end if;
  pattern := public.oikion_erasure_pattern(gone);
  about := gone || array(
    select n.id from public.note n where n.organization_id = organization and n.client_id = any(gone)
    union all
    select i.id from public.interaction i where i.organization_id = organization and i.client_id = any(gone)
    union all
    select t.id from public.task t where t.organization_id = organization and t.client_id = any(gone)
    union all
    select r.id from public.client_relationship r
    where r.organization_id = organization and (r.from_id = any(gone) or r.to_id = any(gone))
  );
  update public.activity a set title = case when a.title is not null then '—' end, changes = null
    where a.organization_id = organization and a.record_id = any(about);
  update public.activity a set changes = a.changes - 'merged'
    where a.organization_id = organization and a.resource = 'clients' and a.kind in ('merge', 'unmerge')
      and a.changes ->> 'mergedId' = any(gone::text[]);
  if pattern is not null then
    update public.activity a set title = regexp_replace(a.title, pattern, '—', 'gi'), changes = public.oikion_erased_json(a.changes, pattern)
      where a.organization_id = organization and (a.title ~* pattern or replace(replace(a.changes::text, '\"', '"'), '\\', '\') ~* pattern);
  end if;
end $$;

do $$
declare
  own constant text := 'organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  target text;
begin
  foreach target in array array['client', 'client_key', 'note', 'interaction', 'task', 'client_relationship'] loop
    execute format('create policy erase on %I for select to oikion_erase using (%s)', target, own);
  end loop;
  execute format('create policy erase on activity to oikion_erase using (%s) with check (%s)', own, own);
end $$;
grant select (organization_id, id, kind, resource, record_id, title, changes), update (title, changes) on activity to oikion_erase;
grant select (organization_id, id, name, erased_at) on client to oikion_erase;
grant select on client_key to oikion_erase;
grant select (organization_id, id, client_id) on note, interaction, task to oikion_erase;
grant select (organization_id, id, from_id, to_id) on client_relationship to oikion_erase;

revoke execute on function oikion_queue_client_export(), oikion_erasure_pattern(uuid[]), oikion_erase_activity(uuid[]) from public;
grant execute on function oikion_erasure_pattern(uuid[]) to oikion_tenant, oikion_erase;
grant execute on function oikion_erase_activity(uuid[]) to oikion_tenant;
grant create on schema public to oikion_erase;
alter function oikion_erase_activity(uuid[]) owner to oikion_erase;
revoke create on schema public from oikion_erase;
revoke oikion_erase from current_user;

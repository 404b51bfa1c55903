-- Whose tasks wait for their reminder, found across organizations every minute: few rows, however many tasks there are.
create index task_reminder_idx on task (due_at)
  where status = 'PENDING' and deleted_at is null and due_at is distinct from reminded_for;

select oikion_grant('oikion_guard', current_user, true);
grant select (organization_id, status, due_at, reminded_for, deleted_at) on task to oikion_guard;
create policy guard_due on task for select to oikion_guard using (true);
grant select (locale) on "user" to oikion_guard;
grant select (read_at), delete on notice to oikion_guard;
create policy guard_purge on notice to oikion_guard using (read_at is not null);

-- The living organizations with tasks that are due by then and whose assignee was not reminded of it.
create function oikion_due_organizations(until timestamptz) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct t.organization_id
  from public.task t join public.organization o on o.id = t.organization_id and o.deleted_at is null
  where t.status = 'PENDING' and t.deleted_at is null and t.due_at is distinct from t.reminded_for and t.due_at <= until;
end;

-- The languages that living members of this organization read. Nothing else is told of their accounts.
create function oikion_languages(members uuid[]) returns table (id uuid, language text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.id, u.locale
  from public.membership m join public."user" u on u.id = m.user_id
  where m.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
    and m.id = any(members) and m.deleted_at is null;
end;

-- Removes the notices of all organizations that were read before then, and answers how many.
create function oikion_purge_notices(before timestamptz) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  with gone as (delete from public.notice where read_at < before returning 1)
  select count(*) from gone;
end;

revoke execute on function oikion_due_organizations(timestamptz), oikion_languages(uuid[]), oikion_purge_notices(timestamptz) from public;
grant execute on function oikion_due_organizations(timestamptz), oikion_purge_notices(timestamptz) to oikion_login;
grant execute on function oikion_languages(uuid[]) to oikion_tenant;

grant create on schema public to oikion_guard;
alter function oikion_due_organizations(timestamptz) owner to oikion_guard;
alter function oikion_languages(uuid[]) owner to oikion_guard;
alter function oikion_purge_notices(timestamptz) owner to oikion_guard;
revoke create on schema public from oikion_guard;
revoke oikion_guard from current_user;

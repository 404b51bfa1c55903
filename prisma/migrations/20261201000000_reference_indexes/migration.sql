-- Whether anything still refers to a record that is removed for good is asked of all rows, those in the trash too: without an
-- index for that, purging an agency walked all of it for each of its clients and properties. And the trash has its own.

create index "api_token_trash_idx" on "api_token" ("organization_id", "id") where "deleted_at" is not null;
create index "client_relationship_from_id_all_idx" on "client_relationship" ("organization_id", "from_id" nulls first, "id") where "from_id" is not null;
create index "client_relationship_to_id_all_idx" on "client_relationship" ("organization_id", "to_id" nulls first, "id") where "to_id" is not null;
create index "client_relationship_trash_idx" on "client_relationship" ("organization_id", "id") where "deleted_at" is not null;
create index "client_agent_id_all_idx" on "client" ("organization_id", "agent_id" nulls first, "id") where "agent_id" is not null;
create index "client_trash_idx" on "client" ("organization_id", "id") where "deleted_at" is not null;
create index "interaction_client_id_all_idx" on "interaction" ("organization_id", "client_id" nulls first, "id") where "client_id" is not null;
create index "interaction_property_id_all_idx" on "interaction" ("organization_id", "property_id" nulls first, "id") where "property_id" is not null;
create index "interaction_trash_idx" on "interaction" ("organization_id", "id") where "deleted_at" is not null;
create index "invitation_trash_idx" on "invitation" ("organization_id", "id") where "deleted_at" is not null;
create index "media_property_id_all_idx" on "media" ("organization_id", "property_id" nulls first, "id") where "property_id" is not null;
create index "media_trash_idx" on "media" ("organization_id", "id") where "deleted_at" is not null;
create index "membership_trash_idx" on "membership" ("organization_id", "id") where "deleted_at" is not null;
create index "note_client_id_all_idx" on "note" ("organization_id", "client_id" nulls first, "id") where "client_id" is not null;
create index "note_property_id_all_idx" on "note" ("organization_id", "property_id" nulls first, "id") where "property_id" is not null;
create index "note_trash_idx" on "note" ("organization_id", "id") where "deleted_at" is not null;
create index "property_owner_id_all_idx" on "property" ("organization_id", "owner_id" nulls first, "id") where "owner_id" is not null;
create index "property_agent_id_all_idx" on "property" ("organization_id", "agent_id" nulls first, "id") where "agent_id" is not null;
create index "property_trash_idx" on "property" ("organization_id", "id") where "deleted_at" is not null;
create index "task_assignee_id_all_idx" on "task" ("organization_id", "assignee_id" nulls first, "id") where "assignee_id" is not null;
create index "task_client_id_all_idx" on "task" ("organization_id", "client_id" nulls first, "id") where "client_id" is not null;
create index "task_property_id_all_idx" on "task" ("organization_id", "property_id" nulls first, "id") where "property_id" is not null;
create index "task_trash_idx" on "task" ("organization_id", "id") where "deleted_at" is not null;
create index "webhook_trash_idx" on "webhook" ("organization_id", "id") where "deleted_at" is not null;
drop index if exists "client_relationship_from_id_live_idx";
drop index if exists "client_relationship_to_id_live_idx";
drop index if exists "client_agent_id_live_idx";
drop index if exists "interaction_client_id_live_idx";
drop index if exists "interaction_property_id_live_idx";
drop index if exists "media_property_id_live_idx";
drop index if exists "note_client_id_live_idx";
drop index if exists "note_property_id_live_idx";
drop index if exists "property_owner_id_live_idx";
drop index if exists "property_agent_id_live_idx";
drop index if exists "task_assignee_id_live_idx";
drop index if exists "task_client_id_live_idx";
drop index if exists "task_property_id_live_idx";

-- Removes for good what one organization past its grace still holds; false when there is none, or somebody else is at it. One at
-- a time, so that one which fails keeps back no other.
create function oikion_purge_organization(wanted uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  deletions text;
begin
  perform from public.organization where id = wanted and purge_at <= now() for update skip locked;
  if not found then
    return false;
  end if;
  -- One statement, so that foreign keys between these tables are checked when all of it has gone.
  select string_agg(format('%I as (delete from public.%I where organization_id = $1)', 'd_' || c.relname, c.relname), ', ')
    into deletions
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p');
  execute 'with ' || deletions || ' delete from public.organization where id = $1' using wanted;
  return true;
end $$;
revoke execute on function oikion_purge_organization(uuid) from public;
grant execute on function oikion_purge_organization(uuid) to oikion_login;
select oikion_grant('oikion_purge', current_user, true);
grant create on schema public to oikion_purge;
alter function oikion_purge_organization(uuid) owner to oikion_purge;
revoke create on schema public from oikion_purge;
drop function oikion_purge_organizations();
revoke oikion_purge from current_user;

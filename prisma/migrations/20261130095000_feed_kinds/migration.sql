-- The feed tells of records. Exports, sign-ins and the like are the audit's, which agents and viewers do not read.
create or replace view feed_entry with (security_invoker = true) as
  select organization_id, id, at as created_at, at as updated_at, actor_id as created_by, 1 as version,
    null::timestamptz as deleted_at, kind, resource, record_id, title, changes::text as details, token_id::text, import_id::text
  from activity
  where (record_id is null or (import_id is null and batch_id is null))
    and kind in ('create', 'edit', 'delete', 'restore', 'import', 'merge', 'unmerge', 'erase', 'purge');

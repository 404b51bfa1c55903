-- What a word anywhere costs under row-level security is explained where these are called: server/records/list.ts, search.ts.

-- The comparisons that a search asks of a table, one a pattern: «like all» cannot use the index. Throws for tables without search.
create function oikion_search_tests(target regclass, patterns text[]) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from pg_attribute a
    where a.attrelid = target and a.attname = 'search_text' and not a.attisdropped
      and has_column_privilege(target, a.attnum, 'select')
  ) then
    raise exception 'table % is not searchable', target using errcode = 'undefined_table';
  end if;
  return coalesce((select string_agg(format(' and search_text like %L', pattern), '') from unnest(patterns) pattern), '');
end $$;

-- Rows with all words, no more than the cap. By the longest word alone, those with the others too might lie behind the cap.
create function oikion_search(resource_table text, patterns text[], cap int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  target regclass := to_regclass(format('public.%I', resource_table));
begin
  if organization is null then
    return;
  end if;
  return query execute format(
    'select id from %s where organization_id = $1%s and deleted_at is null limit $2',
    target, public.oikion_search_tests(target, patterns)
  ) using organization, cap;
end $$;

-- Some rows worth showing first: those that begin with what was sought, the shortest word first, and others with all words;
-- of a common word the newest, for which the index would gather all it has.
create function oikion_find(resource_table text, beginning text, patterns text[], cap int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  target regclass := to_regclass(format('public.%I', resource_table));
  tests text;
  found uuid[];
begin
  if organization is null then
    return;
  end if;
  tests := public.oikion_search_tests(target, patterns);
  execute format(
    'select array(select id from (select id, search_text from %s where organization_id = $1 and deleted_at is null order by id desc limit 1000) newest where true%s)',
    target, tests
  ) into found using organization;
  if cardinality(found) < 10 then
    execute format('select array(select id from %s where organization_id = $1%s and deleted_at is null limit $2)', target, tests)
      into found using organization, cap;
  end if;
  return query execute format(
    '(select id from %s where organization_id = $1 and left(search_text, 64) like %L and deleted_at is null order by left(search_text, 64) using ~<~ limit 20) union all select unnest($2)',
    target, beginning
  ) using organization, found;
end $$;

revoke execute on function oikion_search_tests(regclass, text[]), oikion_search(text, text[], int), oikion_find(text, text, text[], int) from public;
grant execute on function oikion_search(text, text[], int), oikion_find(text, text, text[], int) to oikion_tenant;
grant execute on function oikion_search_tests(regclass, text[]) to oikion_search;

-- Handing a function over needs CREATE for its new owner and membership for us: both for this moment only.
select oikion_grant('oikion_search', current_user, false);
grant create on schema public to oikion_search;
drop function oikion_search(text, text, int);
alter function oikion_search(text, text[], int) owner to oikion_search;
alter function oikion_find(text, text, text[], int) owner to oikion_search;
revoke create on schema public from oikion_search;
revoke oikion_search from current_user;

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
    perform oikion_index_search(target);
  end if;
end $$;

-- By words anywhere, and by the beginning. Partial indexes are left alone by Prisma, which cannot express them.
create function oikion_index_search(target regclass) returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = target);
begin
  execute format('create index if not exists %I on %s using gin (organization_id, search_text gin_trgm_ops) where deleted_at is null',
    name || '_search_text_idx', target);
  execute format('create index %I on %s (organization_id, left(search_text, 64) text_pattern_ops) where deleted_at is null',
    name || '_search_begin_idx', target);
end $$;
revoke execute on function oikion_index_search(regclass) from public;

select oikion_index_search(attrelid) from pg_attribute a join pg_class c on c.oid = a.attrelid
where attname = 'search_text' and not attisdropped and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace;

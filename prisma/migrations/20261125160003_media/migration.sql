-- AlterTable
ALTER TABLE "media" ADD COLUMN     "broken_at" TIMESTAMPTZ(3);

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand.
-- ---------------------------------------------------------------------------------------------------------------

-- What an organization stores is summed up at every upload, from this index alone.
create index media_stored_idx on media (organization_id) include (byte_size) where byte_size is not null;

-- A picture and the job that makes its sizes are one. Runs as the owner of the jobs' tables.
create function oikion_queue_media() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, keep_until) values (
    'media', jsonb_build_object('lock', 'oikion media ' || new.id, 'organizationId', new.organization_id, 'mediaId', new.id),
    12, 5, true, interval '10 minutes', now() + interval '14 days'
  );
  return null;
end $$;
create trigger media_is_queued after insert on media for each row
  when (new.media_type in ('IMAGE', 'FLOOR_PLAN')) execute function oikion_queue_media();
revoke execute on function oikion_queue_media() from public;

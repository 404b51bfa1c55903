-- Whose session ends before its time, or begins or ends viewing as another role, loses at once what hangs on it: event
-- streams (server/live). All ways a session can end are covered, in whichever process. It is rare, so the lock that NOTIFY
-- takes until commit harms nobody; sessions that have merely expired are swept in silence.
create function oikion_tell_session() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('oikion_session', old.sess #>> '{passport,user}');
  return null;
end $$;
create trigger session_ends after delete on session for each row
  when (old.expire > now() and (old.sess #>> '{passport,user}') is not null) execute function oikion_tell_session();
create trigger session_views after update of sess on session for each row
  when ((old.sess ->> 'viewAs') is distinct from (new.sess ->> 'viewAs')) execute function oikion_tell_session();
revoke execute on function oikion_tell_session() from public;

-- Every unique index of a table of organizations carries the organization, so that these tables can be distributed by it
-- (server/DEPLOYING.md). Hashes of random tokens are unique by themselves; they come first, as tokens are looked up by them.
drop index membership_calendar_hash_key;
create unique index membership_calendar_hash_key on membership (calendar_hash, organization_id) where calendar_hash is not null;
drop index invitation_token_hash_key;
create unique index invitation_token_hash_key on invitation (token_hash, organization_id) where token_hash is not null;
drop index api_token_token_hash_key;
create unique index api_token_token_hash_key on api_token (token_hash, organization_id) where token_hash is not null;

-- An organization that comes back from a backup is no growth: it may hold more than its plan gives, as after a downgrade.
create or replace function oikion_limit_growth() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('app.limits', true), '') <> 'restored' and public.oikion_allowance(tg_argv[0]) is not null then
    perform public.oikion_keep_limit(tg_argv[0], coalesce(current_setting('app.limits', true), '') <> 'later');
  end if;
  return null;
end $$;

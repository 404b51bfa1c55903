-- The day of an organization only goes forwards: one that moves its clocks back gets nothing a second time, only a new day does.
create or replace function oikion_take(what text, today date, wanted bigint, out granted bigint, out taken bigint, out most bigint)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  own constant uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
begin
  most := public.oikion_allowance(what);
  insert into public.day_use as d (organization_id, id, day, used) values (own, what, today, 0)
    on conflict (organization_id, id) do update
      set used = case when excluded.day > d.day then 0 else d.used end, day = greatest(d.day, excluded.day)
    returning d.used into taken;
  granted := greatest(0, least(wanted, coalesce(most - taken, wanted)));
  if granted > 0 then
    taken := taken + granted;
    update public.day_use d set used = taken where d.organization_id = own and d.id = what;
  end if;
end $$;

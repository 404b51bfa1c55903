-- Of the endpoints to which something is to be sent by then, and which nobody is at, first those that were not served longest.
select oikion_grant('oikion_guard', current_user, true);
grant select (last_delivery_at) on webhook to oikion_guard;
create or replace function oikion_due_webhooks(moment timestamptz) returns table ("organizationId" uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select w.organization_id, w.id
  from public.webhook w join public.organization o on o.id = w.organization_id and o.deleted_at is null
  where w.deleted_at is null and w.disabled_at is null
    and (w.wait_until is null or w.wait_until <= moment) and (w.leased_until is null or w.leased_until <= moment)
    and exists (
      select from public.webhook_delivery d
      where d.organization_id = w.organization_id and d.webhook_id = w.id and d.state = 'pending' and d.next_at <= moment
    )
  order by w.last_delivery_at nulls first, w.id;
end;
revoke oikion_guard from current_user;

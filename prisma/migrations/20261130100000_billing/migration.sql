-- CreateTable
CREATE TABLE "billing_account" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "subscription_id" TEXT,
    "status" TEXT,
    "plan" TEXT NOT NULL DEFAULT 'FREE',
    "interval" TEXT,
    "period_end" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "failed_invoice" TEXT,
    "grace_until" TIMESTAMPTZ(3),
    "is_ending" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "billing_account_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "day_use" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "day_use_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "plan_limit" (
    "plan" TEXT NOT NULL,
    "members" BIGINT,
    "properties" BIGINT,
    "storage" BIGINT,
    "api_calls" BIGINT,
    "imports" BIGINT,

    CONSTRAINT "plan_limit_pkey" PRIMARY KEY ("plan")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "billing_account_id_idx" ON "billing_account"("id");

-- CreateIndex
CREATE INDEX "stripe_event_received_at_idx" ON "stripe_event"("received_at");

-- Tenancy
select oikion_protect('billing_account');
select oikion_protect('day_use');

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand.
-- ---------------------------------------------------------------------------------------------------------------

create unique index billing_account_living_key on billing_account (organization_id) where deleted_at is null;
grant select, insert, update, delete on plan_limit, stripe_event to oikion_login;
grant select on plan_limit to oikion_tenant;

-- The plan that counts in this organization: what Stripe said last, and after the days of grace FREE. These are asked with every new
-- record, so they are of the language that keeps its plans, and set nothing: they run with the caller's rights.
create function oikion_plan() returns text language plpgsql stable as $$
begin
  return coalesce((
    select case when a.grace_until is null or a.grace_until > now() then a.plan else 'FREE' end
    from public.billing_account a
    where a.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid and a.deleted_at is null
  ), 'FREE');
end $$;

-- How much of something that plan gives; null is no limit.
create function oikion_allowance(what text) returns bigint language plpgsql stable as $$
declare
  counting constant text := public.oikion_plan();
begin
  return (
    select case what
        when 'members' then l.members when 'properties' then l.properties when 'storage' then l.storage
        when 'apiCalls' then l.api_calls when 'imports' then l.imports
      end
    from public.plan_limit l where l.plan = counting
  );
end $$;

-- Refuses when the organization has more living rows than its plan gives. One at a time, or two that are added at the same
-- moment would each not see the other; with `isLast` false that is left to whoever asks at the end of a long transaction.
create function oikion_keep_limit(what text, is_last boolean) returns void language plpgsql as $$
declare
  own constant uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  most bigint;
  total bigint;
begin
  if own is null then
    return;
  end if;
  most := public.oikion_allowance(what);
  if most is null then
    return;
  end if;
  if is_last then
    perform pg_advisory_xact_lock(hashtextextended('oikion limit ' || what || ' ' || own, 0));
  end if;
  if what = 'properties' then
    select count(*) into total from public.property p where p.organization_id = own and p.deleted_at is null;
  else
    select count(*) into total from public.membership m where m.organization_id = own and m.deleted_at is null;
  end if;
  if total > most then
    raise exception 'the plan is full' using errcode = 'OIK01',
      detail = jsonb_build_object('what', what, 'plan', public.oikion_plan(), 'limit', most, 'total', total);
  end if;
end $$;

create function oikion_limit_growth() returns trigger language plpgsql as $$
begin
  if public.oikion_allowance(tg_argv[0]) is not null then
    perform public.oikion_keep_limit(tg_argv[0], coalesce(current_setting('app.limits', true), '') <> 'later');
  end if;
  return null;
end $$;
create trigger property_limit_new after insert on property for each statement execute function oikion_limit_growth('properties');
create trigger property_limit_back after update of deleted_at on property for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function oikion_limit_growth('properties');
create trigger membership_limit_new after insert on membership for each statement execute function oikion_limit_growth('members');
create trigger membership_limit_back after update of deleted_at on membership for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function oikion_limit_growth('members');

-- Takes up to `wanted` of what the plan gives a day, never more than is left. `most` is null without a limit.
create function oikion_take(what text, today date, wanted bigint, out granted bigint, out taken bigint, out most bigint)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  own constant uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
begin
  most := public.oikion_allowance(what);
  insert into public.day_use as d (organization_id, id, day, used) values (own, what, today, 0)
    on conflict (organization_id, id) do update set used = case when d.day = excluded.day then d.used else 0 end, day = excluded.day
    returning d.used into taken;
  granted := greatest(0, least(wanted, coalesce(most - taken, wanted)));
  if granted > 0 then
    taken := taken + granted;
    update public.day_use d set used = taken where d.organization_id = own and d.id = what;
  end if;
end $$;

-- Something was said of an account, or it is about to go: the job that asks and tells Stripe is written with it. One that
-- waits already will see whatever has happened until it begins. Runs as the owner of the jobs' tables.
create function oikion_queue_billing() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  account constant public.billing_account := case when tg_op = 'DELETE' then old else new end;
  work constant jsonb := jsonb_build_object(
    'lock', 'oikion billing ' || account.id, 'organizationId', account.organization_id, 'customerId', account.id
  );
begin
  if not exists (select from pgboss.job j where j.name = 'billing' and j.state = 'created' and j.data = work) then
    insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, keep_until)
      values ('billing', work, 20, 5, true, interval '10 minutes', now() + interval '30 days');
  end if;
  return old;
end $$;
create trigger billing_is_queued after update of told_at on billing_account for each row
  execute function oikion_queue_billing();
create trigger billing_ends_with_organization before delete on billing_account for each row
  when (old.deleted_at is null) execute function oikion_queue_billing();

select oikion_grant('oikion_guard', current_user, true);
grant select (organization_id, id, deleted_at, grace_until) on billing_account to oikion_guard;
create policy guard on billing_account for select to oikion_guard using (true);

-- Whose customer of Stripe this is.
create function oikion_customer(wanted text) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.organization_id from public.billing_account a where a.id = wanted;
end;

-- All accounts that live, for the daily look at each.
create function oikion_accounts() returns table (customer text, organization uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, a.organization_id from public.billing_account a where a.deleted_at is null;
end;

revoke execute on function oikion_customer(text), oikion_accounts(), oikion_queue_billing() from public;
grant execute on function oikion_customer(text), oikion_accounts() to oikion_login;

grant create on schema public to oikion_guard;
alter function oikion_customer(text) owner to oikion_guard;
alter function oikion_accounts() owner to oikion_guard;
revoke create on schema public from oikion_guard;
revoke oikion_guard from current_user;

-- CreateTable
CREATE TABLE "webhook" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_because" TEXT,
    "secret_since" TIMESTAMPTZ(3),
    "last_delivery_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "secret" TEXT,
    "former_secret" TEXT,
    "former_until" TIMESTAMPTZ(3),
    "followed" pg_snapshot DEFAULT pg_current_snapshot(),
    "wait_until" TIMESTAMPTZ(3),
    "silences" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "search_text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "give_up_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "url" TEXT NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "answer" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_organization_id_webhook_id_event_id_key" ON "webhook_delivery"("organization_id", "webhook_id", "event_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_organization_id_webhook_id_position_idx" ON "webhook_delivery"("organization_id", "webhook_id", "position");

-- CreateIndex
CREATE INDEX "webhook_delivery_created_at_idx" ON "webhook_delivery"("created_at");

-- CreateIndex
CREATE INDEX "webhook_attempt_organization_id_delivery_id_at_idx" ON "webhook_attempt"("organization_id", "delivery_id", "at");

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "membership"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_organization_id_webhook_id_fkey" FOREIGN KEY ("organization_id", "webhook_id") REFERENCES "webhook"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_organization_id_delivery_id_fkey" FOREIGN KEY ("organization_id", "delivery_id") REFERENCES "webhook_delivery"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tenancy
select oikion_protect('webhook');
select oikion_protect('webhook_delivery');
select oikion_protect('webhook_attempt');
grant usage on sequence webhook_delivery_position_seq to oikion_tenant;

-- Indexes of the resource definitions
create index "webhook_created_at_live_idx" on "webhook" ("organization_id", "created_at" nulls first, "id") where "deleted_at" is null;
create index "webhook_name_live_idx" on "webhook" ("organization_id", "name" nulls first, "id") where "deleted_at" is null;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand.
-- ---------------------------------------------------------------------------------------------------------------

alter table webhook_delivery add constraint webhook_delivery_state_check check (state in ('pending', 'done', 'failed', 'cancelled'));
-- What is yet to be sent is found fast, however long the log.
create index webhook_delivery_pending_idx on webhook_delivery (organization_id, webhook_id, position) where state = 'pending';

select oikion_grant('oikion_guard', current_user, true);
grant select (organization_id, id, disabled_at, deleted_at, wait_until, leased_until) on webhook to oikion_guard;
create policy guard on webhook for select to oikion_guard using (true);
grant select (organization_id, webhook_id, position, state, next_at, created_at), delete on webhook_delivery to oikion_guard;
create policy guard_due on webhook_delivery for select to oikion_guard using (true);
create policy guard_purge on webhook_delivery for delete to oikion_guard using (true);

-- The living organizations that tell their changes: of `among`, or all.
create function oikion_webhook_organizations(among uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct w.organization_id
  from public.webhook w join public.organization o on o.id = w.organization_id and o.deleted_at is null
  where w.deleted_at is null and w.disabled_at is null and (among is null or w.organization_id = any(among));
end;

-- The endpoints to which something is to be sent by then, and which nobody is at.
create function oikion_due_webhooks(moment timestamptz) returns table ("organizationId" uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select w.organization_id, w.id
  from public.webhook w join public.organization o on o.id = w.organization_id and o.deleted_at is null
  where w.deleted_at is null and w.disabled_at is null
    and (w.wait_until is null or w.wait_until <= moment) and (w.leased_until is null or w.leased_until <= moment)
    and exists (
      select from public.webhook_delivery d
      where d.organization_id = w.organization_id and d.webhook_id = w.id and d.state = 'pending' and d.next_at <= moment
    );
end;

-- Removes from the logs of all organizations what is older, and answers how much. What waits so long waits for an endpoint
-- that was deleted.
create function oikion_purge_webhook_deliveries(before timestamptz) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
  with gone as (delete from public.webhook_delivery where created_at < before returning 1)
  select count(*) from gone;
end;

revoke execute on function oikion_webhook_organizations(uuid[]), oikion_due_webhooks(timestamptz), oikion_purge_webhook_deliveries(timestamptz) from public;
grant execute on function oikion_webhook_organizations(uuid[]), oikion_due_webhooks(timestamptz), oikion_purge_webhook_deliveries(timestamptz) to oikion_login;

grant create on schema public to oikion_guard;
alter function oikion_webhook_organizations(uuid[]) owner to oikion_guard;
alter function oikion_due_webhooks(timestamptz) owner to oikion_guard;
alter function oikion_purge_webhook_deliveries(timestamptz) owner to oikion_guard;
revoke create on schema public from oikion_guard;
revoke oikion_guard from current_user;

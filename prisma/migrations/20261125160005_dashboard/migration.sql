-- AlterTable
ALTER TABLE "property" ADD COLUMN     "closed_at" TIMESTAMPTZ(3);

-- Indexes of the resource definitions
create index "client_agent_id_created_at_live_idx" on "client" ("organization_id", "agent_id" nulls first, "created_at" nulls first) where "deleted_at" is null;
create index "client_created_by_created_at_live_idx" on "client" ("organization_id", "created_by" nulls first, "created_at" nulls first) where "deleted_at" is null;
create index "property_status_published_at_live_idx" on "property" ("organization_id", "status" nulls first, "published_at" nulls first) where "deleted_at" is null;
create index "property_published_at_live_idx" on "property" ("organization_id", "published_at" nulls first) where "deleted_at" is null;
create index "property_closed_at_transaction_type_live_idx" on "property" ("organization_id", "closed_at" nulls first, "transaction_type" nulls first) where "deleted_at" is null;
create index "property_agent_id_created_at_live_idx" on "property" ("organization_id", "agent_id" nulls first, "created_at" nulls first) where "deleted_at" is null;
create index "property_created_by_created_at_live_idx" on "property" ("organization_id", "created_by" nulls first, "created_at" nulls first) where "deleted_at" is null;
create index "task_assignee_id_status_completed_at_live_idx" on "task" ("organization_id", "assignee_id" nulls first, "status" nulls first, "completed_at" nulls first) where "deleted_at" is null;

-- ---------------------------------------------------------------------------------------------------------------
-- From here on by hand.
-- ---------------------------------------------------------------------------------------------------------------

-- The dashboard sums the whole stock and counts what each person did in a month, without visiting the tables.
create index property_stock_idx on property (organization_id, status, property_type, transaction_type) include (list_price_cents)
  where deleted_at is null;
create index feed_entry_person_idx on activity (organization_id, actor_id, kind, resource, at)
  where record_id is null or (import_id is null and batch_id is null);

-- When what is sold or rented became so, as far as that is written down.
alter table property no force row level security;
alter table activity no force row level security;
update property p set closed_at = closing.at
  from (
    select organization_id, record_id, max(at) as at from activity
    where resource = 'properties' and kind = 'edit' and changes -> 'status' ->> 1 in ('SOLD', 'RENTED')
      and changes -> 'status' ->> 0 <> 'ARCHIVED'
    group by organization_id, record_id
  ) closing
  where closing.organization_id = p.organization_id and closing.record_id = p.id
    and coalesce(p.archived_from, p.status) in ('SOLD', 'RENTED');
alter table property force row level security;
alter table activity force row level security;

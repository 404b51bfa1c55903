-- Distributes the tables by organization on Citus. Written by a test; what goes before it: server/DEPLOYING.md
set citus.enable_unsafe_triggers = on;
set citus.multi_shard_modify_mode = 'sequential';
alter table "api_token" drop constraint "api_token_organization_id_created_by_fkey", add constraint "api_token_organization_id_created_by_fkey" FOREIGN KEY (organization_id, created_by) REFERENCES membership(organization_id, id);
alter table "client" drop constraint "client_organization_id_agent_id_fkey", add constraint "client_organization_id_agent_id_fkey" FOREIGN KEY (organization_id, agent_id) REFERENCES membership(organization_id, id);
alter table "client_export" drop constraint "client_export_organization_id_created_by_fkey", add constraint "client_export_organization_id_created_by_fkey" FOREIGN KEY (organization_id, created_by) REFERENCES membership(organization_id, id);
alter table "client_key" drop constraint "client_key_organization_id_client_id_fkey", add constraint "client_key_organization_id_client_id_fkey" FOREIGN KEY (organization_id, client_id) REFERENCES client(organization_id, id) ON DELETE CASCADE;
alter table "client_relationship" drop constraint "client_relationship_organization_id_from_id_fkey", add constraint "client_relationship_organization_id_from_id_fkey" FOREIGN KEY (organization_id, from_id) REFERENCES client(organization_id, id);
alter table "client_relationship" drop constraint "client_relationship_organization_id_to_id_fkey", add constraint "client_relationship_organization_id_to_id_fkey" FOREIGN KEY (organization_id, to_id) REFERENCES client(organization_id, id);
alter table "import" drop constraint "import_organization_id_created_by_fkey", add constraint "import_organization_id_created_by_fkey" FOREIGN KEY (organization_id, created_by) REFERENCES membership(organization_id, id);
alter table "interaction" drop constraint "interaction_organization_id_client_id_fkey", add constraint "interaction_organization_id_client_id_fkey" FOREIGN KEY (organization_id, client_id) REFERENCES client(organization_id, id);
alter table "interaction" drop constraint "interaction_organization_id_property_id_fkey", add constraint "interaction_organization_id_property_id_fkey" FOREIGN KEY (organization_id, property_id) REFERENCES property(organization_id, id);
alter table "invitation" drop constraint "invitation_organization_id_created_by_fkey", add constraint "invitation_organization_id_created_by_fkey" FOREIGN KEY (organization_id, created_by) REFERENCES membership(organization_id, id);
alter table "media" drop constraint "media_organization_id_property_id_fkey", add constraint "media_organization_id_property_id_fkey" FOREIGN KEY (organization_id, property_id) REFERENCES property(organization_id, id);
alter table "membership" drop constraint "membership_organization_id_fkey", add constraint "membership_organization_id_fkey" FOREIGN KEY (organization_id) REFERENCES organization(id) ON DELETE CASCADE;
alter table "note" drop constraint "note_organization_id_client_id_fkey", add constraint "note_organization_id_client_id_fkey" FOREIGN KEY (organization_id, client_id) REFERENCES client(organization_id, id);
alter table "note" drop constraint "note_organization_id_property_id_fkey", add constraint "note_organization_id_property_id_fkey" FOREIGN KEY (organization_id, property_id) REFERENCES property(organization_id, id);
alter table "notice" drop constraint "notice_organization_id_member_id_fkey", add constraint "notice_organization_id_member_id_fkey" FOREIGN KEY (organization_id, member_id) REFERENCES membership(organization_id, id);
alter table "property" drop constraint "property_organization_id_agent_id_fkey", add constraint "property_organization_id_agent_id_fkey" FOREIGN KEY (organization_id, agent_id) REFERENCES membership(organization_id, id);
alter table "property" drop constraint "property_organization_id_owner_id_fkey", add constraint "property_organization_id_owner_id_fkey" FOREIGN KEY (organization_id, owner_id) REFERENCES client(organization_id, id);
alter table "task" drop constraint "task_organization_id_assignee_id_fkey", add constraint "task_organization_id_assignee_id_fkey" FOREIGN KEY (organization_id, assignee_id) REFERENCES membership(organization_id, id);
alter table "task" drop constraint "task_organization_id_client_id_fkey", add constraint "task_organization_id_client_id_fkey" FOREIGN KEY (organization_id, client_id) REFERENCES client(organization_id, id);
alter table "task" drop constraint "task_organization_id_property_id_fkey", add constraint "task_organization_id_property_id_fkey" FOREIGN KEY (organization_id, property_id) REFERENCES property(organization_id, id);
alter table "webhook" drop constraint "webhook_organization_id_created_by_fkey", add constraint "webhook_organization_id_created_by_fkey" FOREIGN KEY (organization_id, created_by) REFERENCES membership(organization_id, id);
alter table "webhook_attempt" drop constraint "webhook_attempt_organization_id_delivery_id_fkey", add constraint "webhook_attempt_organization_id_delivery_id_fkey" FOREIGN KEY (organization_id, delivery_id) REFERENCES webhook_delivery(organization_id, id) ON DELETE CASCADE;
alter table "webhook_delivery" drop constraint "webhook_delivery_organization_id_webhook_id_fkey", add constraint "webhook_delivery_organization_id_webhook_id_fkey" FOREIGN KEY (organization_id, webhook_id) REFERENCES webhook(organization_id, id) ON DELETE CASCADE;
select create_reference_table('public."organization"');
select create_reference_table('public."plan_limit"');
select create_reference_table('public."user"');
select create_distributed_table('public."activity"', 'organization_id');
select create_distributed_table('public."billing_account"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."client_merge"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."counter"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."day_use"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."idempotency_key"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."import_mapping"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."membership"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."api_token"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."client"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."client_export"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."import"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."invitation"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."notice"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."webhook"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."client_key"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."client_relationship"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."property"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."webhook_delivery"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."interaction"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."media"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."note"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."task"', 'organization_id', colocate_with => 'public."activity"');
select create_distributed_table('public."webhook_attempt"', 'organization_id', colocate_with => 'public."activity"');
-- Triggers on distributed tables:
--   billing_account.billing_ends_with_organization
--   billing_account.billing_is_queued
--   client.client_changes_keys
--   client.client_has_keys
--   client_export.client_export_is_queued
--   media.media_is_queued
--   membership.membership_last_owner
--   membership.membership_last_owner_gone
--   membership.membership_limit_back
--   membership.membership_limit_new
--   property.property_limit_back
--   property.property_limit_new

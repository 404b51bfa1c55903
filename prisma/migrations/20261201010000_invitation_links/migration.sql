-- AlterTable
ALTER TABLE "invitation" ADD COLUMN "copied_token_hash" BYTEA;

-- A link that its sender may read proves no address: it has a token of its own.
create unique index invitation_copied_token_hash_key on invitation (copied_token_hash, organization_id) where copied_token_hash is not null;

select oikion_grant('oikion_guard', current_user, true);
grant select (copied_token_hash) on invitation to oikion_guard;

-- Invitations by the token in their link, mailed or copied, or all to an address, open or not. Whether the address has an
-- account is told to the holder of the mailed token only.
drop function oikion_invitations(bytea, text);
create function oikion_invitations(wanted_token bytea, wanted_email text) returns table (
    id uuid, email text, role text, "expiresAt" timestamptz, "acceptedAt" timestamptz, "cancelledAt" timestamptz,
    "organizationId" uuid, "organizationName" text, "organizationSlug" text, inviter text, "provesAddress" boolean, "hasAccount" boolean
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.id, i.email, i.role, i.expires_at, i.accepted_at, i.deleted_at, o.id, o.name, o.slug, m.name,
    coalesce(i.token_hash = wanted_token, false),
    case when i.token_hash = wanted_token then exists (select from public."user" u where u.email = i.email) end
  from public.invitation i
    join public.organization o on o.id = i.organization_id and o.deleted_at is null
    join public.membership m on m.organization_id = i.organization_id and m.id = i.created_by
  where i.token_hash = wanted_token or i.copied_token_hash = wanted_token or (i.email = wanted_email and i.email <> '');
end;
revoke execute on function oikion_invitations(bytea, text) from public;
grant execute on function oikion_invitations(bytea, text) to oikion_login;

grant create on schema public to oikion_guard;
alter function oikion_invitations(bytea, text) owner to oikion_guard;
revoke create on schema public from oikion_guard;
revoke oikion_guard from current_user;

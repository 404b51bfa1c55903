import { z } from 'zod'
import { Me } from '../auth/operations.ts'
import { TypedName } from '../http/organizations.ts'
import { holding, json, none, type OperationGroup } from '../openapi/operation.ts'
import { recordWith } from '../openapi/recordSchemas.ts'
import { count, counts, id, instant, reference, shared } from '../openapi/schemas.ts'
import { apiTokens } from '../resources/api-tokens.ts'
import { invitations } from '../resources/invitations.ts'
import { members } from '../resources/members.ts'
import { plans } from '../resources/plans.ts'
import { roles } from '../resources/roles.ts'
import { OrganizationSettings } from '../resources/settings.ts'
import { OrganizationChanges } from './change.ts'
import { OrganizationWanted } from './found.ts'
import { Invitees } from './invite.ts'
import { Removal } from './removeMember.ts'
import { TokenWanted } from './tokens.ts'
import { Viewing } from './viewAs.ts'

const Organization = shared(
  'Organization',
  z.object({
    id: id(),
    slug: z.string(),
    name: z.string(),
    isPersonal: z.boolean(),
    role: z.enum(roles),
    settings: OrganizationSettings,
    version: z.int(),
    deletedAt: instant().nullable(),
    purgeAt: instant().nullable(),
  }),
)
const Contents = z.object({
  members: count(),
  records: counts(),
  subscription: z.object({ plan: z.enum(plans), periodEnd: instant().nullable() }).nullable(),
})

/** What is in nobody's role: each organization in the path has its own. */
const problems = ['forbidden', 'not-found', 'second-factor-required'] as const
const shown = { body: Organization, headers: ['ETag'] } as const

/** `/api/organizations` and `/api/view-as`. */
export const organizationOperations: OperationGroup = {
  tag: 'organizations',
  description: 'Founding, settings, leaving and deleting; closed to API tokens.',
  operations: [
    {
      at: 'GET /api/organizations',
      summary: 'One’s organizations, with those deleted that can still be restored',
      audience: 'people',
      answers: { 200: { body: z.array(Organization) } },
    },
    {
      at: 'POST /api/organizations',
      summary: 'Founds an organization; one is its owner',
      audience: 'people',
      body: json(OrganizationWanted),
      answers: { 201: { body: Organization, headers: ['ETag', 'Location'] } },
      problems: ['conflict', 'limit', 'validation'],
    },
    { at: 'GET /api/organizations/{id}', summary: 'One', audience: 'people', answers: { 200: shown }, problems },
    {
      at: 'PATCH /api/organizations/{id}',
      summary: 'Name, address and settings; settings that are left out stay',
      audience: 'people',
      headers: ['If-Match'],
      body: json(OrganizationChanges),
      answers: { 200: shown },
      problems: [...problems, 'conflict', 'precondition', 'validation'],
    },
    {
      at: 'GET /api/organizations/{id}/contents',
      summary: 'What deleting it would hide',
      audience: 'people',
      answers: {
        200: {
          body: Contents,
        },
      },
      problems,
    },
    {
      at: 'GET /api/organizations/{id}/export',
      summary: 'Everything of it as one ZIP, for its owners',
      description:
        'CSVs of all its tables, its pictures and documents, and a manifest: what the server’s command line writes and restores. It is made while it is sent; one that breaks off is not whole.',
      audience: 'people',
      answers: { 200: { type: 'application/zip', body: { type: 'string' } } },
      problems,
    },
    {
      at: 'DELETE /api/organizations/{id}',
      summary: 'Hides it at once, and deletes it after 14 days',
      audience: 'people',
      body: json(TypedName),
      answers: { 204: none },
      problems: [...problems, 'conflict', 'validation'],
    },
    {
      at: 'POST /api/organizations/{id}/restore',
      summary: 'Brings it back',
      audience: 'people',
      answers: { 200: shown },
      problems: [...problems, 'conflict', 'limit'],
    },
    {
      at: 'POST /api/organizations/{id}/leave',
      summary: 'Leaves it',
      audience: 'people',
      answers: { 204: none },
      problems: [...problems, 'conflict'],
    },
    {
      at: 'POST /api/view-as',
      summary: 'Looks at the organization as a lower role, for 30 minutes and without writing',
      audience: holding('viewAs'),
      body: json(Viewing),
      answers: { 200: { body: Me } },
      problems: ['validation'],
    },
    { at: 'DELETE /api/view-as', summary: 'Ends that', audience: 'people', answers: { 200: { body: Me } } },
  ],
}

/** `/api/members`, besides what the engine does. */
export const memberOperations: OperationGroup = {
  tag: members.name,
  description: '',
  operations: [
    {
      at: 'GET /api/members/{id}/work',
      summary: 'Open records assigned to the member',
      audience: holding('manageMembers'),
      answers: { 200: { body: counts() } },
    },
    {
      at: 'POST /api/members/{id}/remove',
      summary: 'Removes the member and hands their work over',
      audience: holding('manageMembers'),
      body: json(Removal),
      answers: { 200: { body: z.object({ handedOver: counts() }) } },
      problems: ['conflict', 'validation'],
    },
    {
      at: 'POST /api/members/{id}/transfer',
      summary: 'Makes the member an owner and oneself an administrator',
      audience: holding('transferOwnership'),
      answers: { 204: none },
      problems: ['conflict'],
    },
    {
      at: 'POST /api/members/{id}/sign-out',
      summary: 'Ends all sessions of the person',
      audience: holding('endSessions'),
      answers: { 204: none },
      problems: ['conflict'],
    },
  ],
}

const Invited = z.object({
  sent: z.array(z.object({ id: id(), email: z.string(), renewed: z.boolean() })),
  refused: z.array(z.object({ email: z.string(), detail: z.string() })),
})

/** `/api/invitations`, besides what the engine does. */
export const invitationOperations: OperationGroup = {
  tag: invitations.name,
  description: '',
  operations: [
    {
      at: 'POST /api/invitations',
      summary: 'Invites people by mail; renews what is open',
      audience: holding('inviteMembers'),
      body: json(Invitees),
      answers: { 201: { body: Invited } },
      problems: ['conflict', 'limit', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/invitations/{id}/resend',
      summary: 'A new link and seven more days',
      audience: holding('inviteMembers'),
      answers: { 200: { body: reference('Invitation'), headers: ['ETag'] } },
      problems: ['conflict', 'limit', 'too-many'],
    },
    {
      at: 'POST /api/invitations/{id}/link',
      summary: 'A link to be passed on by other means; unlike the mailed one it proves no address',
      audience: holding('inviteMembers'),
      answers: { 200: { body: z.object({ url: z.string() }) } },
      problems: ['conflict'],
    },
  ],
}

const MadeToken = recordWith(apiTokens, { token: { type: 'string' } })

/** `/api/api-tokens`, besides what the engine does. */
export const tokenOperations: OperationGroup = {
  tag: apiTokens.name,
  description: '',
  operations: [
    {
      at: 'POST /api/api-tokens',
      summary: 'Makes an API token, which is shown only now',
      audience: holding('manageTokens'),
      body: json(TokenWanted),
      answers: {
        201: {
          body: MadeToken,
          headers: ['ETag', 'Location'],
        },
      },
      problems: ['validation'],
    },
  ],
}

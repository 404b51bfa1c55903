import { z } from 'zod'
import { json, none, type OperationGroup } from '../openapi/operation.ts'
import { id, instant, shared } from '../openapi/schemas.ts'
import { roles } from '../resources/roles.ts'
import { languages, OrganizationSettings } from '../resources/settings.ts'
import { ByToken } from './bodies.ts'
import { Address, NewPassword } from './recovery.ts'
import { SignUp } from './register.ts'
import { Code, Credentials } from './routes.ts'

const role = z.enum(roles)

/** What `me` answers, and every sign-in. */
export const Me = shared(
  'Me',
  z.object({
    user: z.object({
      id: id(),
      email: z.string(),
      name: z.string(),
      locale: z.enum(languages),
      hasPassword: z.boolean(),
      hasSecondFactor: z.boolean(),
      hasGoogle: z.boolean(),
    }),
    memberships: z.array(
      z.object({
        memberId: id(),
        role,
        settings: OrganizationSettings,
        organization: z.object({ id: id(), slug: z.string(), name: z.string(), isPersonal: z.boolean() }),
        secondFactorMissing: z.boolean(),
      }),
    ),
    lastOrganizationId: id().nullable(),
    invitations: z.array(
      z.object({
        id: id(),
        role,
        organization: z.object({ name: z.string() }),
        inviter: z.string(),
        expiresAt: instant(),
      }),
    ),
    viewAs: z.object({ organizationId: id(), role, until: instant() }).nullable(),
    liveSince: z.string().describe('The moment before anything is loaded, for event streams.'),
  }),
)

const Step = z.union([Me, z.object({ secondFactor: z.literal(true) }).describe('A code is wanted next.')])
const mailed = { 202: { description: 'A mail is on its way, if there is anybody to mail to.', body: z.object({}) } }

/** With a few words, for programs that do not follow. */
const redirect = { headers: ['Location'], type: '*/*', body: { type: 'string' } } as const

const Invitation = z.object({
  state: z.enum(['open', 'expired', 'cancelled', 'accepted']),
  email: z.string(),
  role,
  organization: z.object({ name: z.string(), slug: z.string() }),
  inviter: z.string(),
  expiresAt: instant(),
  hasAccount: z.boolean().nullable().describe('Null for a copied link: it does not prove the address.'),
})

/** `/api/auth`. */
export const authOperations: OperationGroup = {
  tag: 'auth',
  description: 'Ways in and out. Limited per address and per account.',
  operations: [
    {
      at: 'GET /api/auth/ways',
      summary: 'Which ways in there are here',
      audience: 'anyone',
      answers: {
        200: { body: z.object({ password: z.literal(true), magicLink: z.literal(true), google: z.boolean() }) },
      },
    },
    {
      at: 'GET /api/auth/me',
      summary: 'Who one is and where one belongs',
      audience: 'people',
      answers: { 200: { body: Me } },
    },
    {
      at: 'POST /api/auth/login',
      summary: 'Signs in with a password',
      audience: 'anyone',
      body: json(Credentials),
      answers: { 200: { body: Step } },
      problems: ['credentials', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/second-factor',
      summary: 'The code of the authenticator, or a recovery code',
      audience: 'anyone',
      body: json(Code),
      answers: { 200: { body: Me } },
      problems: ['validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/magic-link',
      summary: 'Mails a link to sign in with',
      audience: 'anyone',
      body: json(Address),
      answers: mailed,
      problems: ['validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/magic-link/confirm',
      summary: 'Signs in with a mailed link',
      audience: 'anyone',
      body: json(ByToken),
      answers: { 200: { body: Step } },
      problems: ['link', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/password-reset',
      summary: 'Mails a link to set a new password with',
      audience: 'anyone',
      body: json(Address),
      answers: mailed,
      problems: ['validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/password-reset/confirm',
      summary: 'Sets a new password; all sessions end',
      audience: 'anyone',
      body: json(NewPassword),
      answers: { 204: none },
      problems: ['link', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/email-change/confirm',
      summary: 'Confirms a new address',
      audience: 'anyone',
      body: json(ByToken),
      answers: { 204: none },
      problems: ['link', 'conflict', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/register',
      summary: 'Mails a link to open an account with',
      description:
        'With the token of an invitation mailed to the same address, and a password, the account is made at once; that of a copied link is not enough. Else the password is chosen with the mailed link.',
      audience: 'anyone',
      body: json(SignUp),
      answers: { ...mailed, 201: { body: Me } },
      problems: ['forbidden', 'link', 'conflict', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/register/confirm',
      summary: 'Opens the account with a password, and signs in',
      audience: 'anyone',
      body: json(NewPassword),
      answers: { 201: { body: Me } },
      problems: ['link', 'conflict', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/auth/invitation',
      summary: 'What an invitation’s token leads to',
      audience: 'anyone',
      body: json(ByToken),
      answers: { 200: { body: Invitation } },
      problems: ['not-found', 'validation', 'too-many'],
    },
    {
      at: 'GET /api/auth/google',
      summary: 'Leads to the sign-in with Google',
      audience: 'anyone',
      query: [{ name: 'next', description: 'A path here to come back to.', schema: { type: 'string' } }],
      answers: { 302: { description: 'To Google.', ...redirect } },
      problems: ['not-found'],
    },
    {
      at: 'GET /api/auth/google/callback',
      summary: 'Where Google leads back to',
      audience: 'anyone',
      query: ['code', 'state'].map((name) => ({ name, schema: { type: 'string' } })),
      answers: { 302: { description: 'Into the app, or to the sign-in page.', ...redirect } },
      problems: ['not-found'],
    },
    { at: 'POST /api/auth/logout', summary: 'Signs out', audience: 'anyone', answers: { 204: none } },
  ],
}

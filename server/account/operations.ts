import { z } from 'zod'
import { ByToken } from '../auth/bodies.ts'
import { Me } from '../auth/operations.ts'
import { json, none, type Body, type OperationGroup } from '../openapi/operation.ts'
import { id, instant } from '../openapi/schemas.ts'
import { Confirmation } from './deletion.ts'
import { EmailChange, PasswordChange, Profile } from './routes.ts'
import { Code, Proof } from './secondFactor.ts'

const mailed = { 202: { description: 'A mail is on its way.', body: z.object({}) } }
const proof: Body = { schema: Proof, optional: true }
const proven = ['reauthenticate', 'validation', 'too-many'] as const
const recoveryCodes = { 200: { body: z.object({ recoveryCodes: z.array(z.string()).length(10) }) } }

const Session = z.object({
  id: z.string(),
  device: z.string(),
  address: z.string().nullable(),
  signedInAt: instant(),
  lastSeenAt: instant(),
  isCurrent: z.boolean(),
})
const place = { id: id(), name: z.string() }
const Consequences = z.object({
  blockedBy: z.array(z.object({ ...place, slug: z.string() })),
  goes: z.array(z.object({ ...place, isPersonal: z.boolean() })),
  stays: z.array(z.object(place)),
})

/** `/api/account`. */
export const accountOperations: OperationGroup = {
  tag: 'account',
  description: 'What people change about themselves; closed to API tokens. Most wants the password once more.',
  operations: [
    {
      at: 'PATCH /api/account',
      summary: 'Name and language',
      audience: 'people',
      body: json(Profile),
      answers: { 200: { body: Me } },
      problems: ['validation'],
    },
    {
      at: 'POST /api/account/password',
      summary: 'Changes the password; all other sessions end',
      audience: 'people',
      body: json(PasswordChange),
      answers: { 204: none },
      problems: proven,
    },
    {
      at: 'POST /api/account/email',
      summary: 'Mails a link to the new address, which counts once it is opened',
      audience: 'people',
      body: json(EmailChange),
      answers: mailed,
      problems: proven,
    },
    {
      at: 'POST /api/account/second-factor',
      summary: 'Begins to set up an authenticator',
      audience: 'people',
      body: proof,
      answers: { 200: { body: z.object({ secret: z.string(), uri: z.string() }) } },
      problems: [...proven, 'conflict'],
    },
    {
      at: 'POST /api/account/second-factor/confirm',
      summary: 'Puts the authenticator in force by its first code; other sessions end',
      audience: 'people',
      body: json(Code),
      answers: recoveryCodes,
      problems: ['conflict', 'validation', 'too-many'],
    },
    {
      at: 'POST /api/account/second-factor/recovery-codes',
      summary: 'Ten new recovery codes',
      audience: 'people',
      body: proof,
      answers: recoveryCodes,
      problems: [...proven, 'conflict'],
    },
    {
      at: 'POST /api/account/second-factor/remove',
      summary: 'Removes the second factor',
      audience: 'people',
      body: proof,
      answers: { 204: none },
      problems: proven,
    },
    {
      at: 'GET /api/account/sessions',
      summary: 'Where one is signed in',
      audience: 'people',
      answers: { 200: { body: z.array(Session) } },
    },
    {
      at: 'DELETE /api/account/sessions',
      summary: 'Signs out everywhere else',
      audience: 'people',
      answers: { 204: none },
    },
    {
      at: 'DELETE /api/account/sessions/{id}',
      summary: 'Signs out there',
      audience: 'people',
      answers: { 204: none },
    },
    {
      at: 'POST /api/account/invitations/accept',
      summary: 'Accepts an invitation by its link',
      audience: 'people',
      body: json(ByToken),
      answers: { 200: { body: Me } },
      problems: ['link', 'conflict', 'not-found', 'validation'],
    },
    {
      at: 'POST /api/account/invitations/{id}/accept',
      summary: 'Accepts an invitation to one’s own address',
      audience: 'people',
      answers: { 200: { body: Me } },
      problems: ['link', 'conflict'],
    },
    {
      at: 'GET /api/account/deletion',
      summary: 'What deleting the account would do',
      audience: 'people',
      answers: { 200: { body: Consequences } },
    },
    {
      at: 'POST /api/account/deletion/code',
      summary: 'Mails a code that confirms the deletion',
      audience: 'people',
      answers: mailed,
      problems: ['too-many'],
    },
    {
      at: 'POST /api/account/deletion',
      summary: 'Deletes the account for good',
      audience: 'people',
      body: json(Confirmation),
      answers: { 204: none },
      problems: ['conflict', 'link', 'validation', 'too-many'],
    },
  ],
}

import { howLong, type LinkKind } from './lifetimes.ts'
import { noticeLetters } from './noticeTexts.en.ts'
import type { Texts } from './texts.ts'

const linkWorks = (kind: LinkKind) => `The link works once, for ${howLong('en', kind)}.`

/** The mails in English. */
export const en: Texts = {
  frame: {
    otherwise: 'If the button does not open, copy this address into your browser:',
    noReply: 'Please do not reply: nobody reads answers to this address.',
    reply: 'Questions? Reply to this mail.',
    about: 'Oikion · The back office of real-estate agencies',
  },
  roles: {
    ORG_OWNER: { name: 'Owner', may: 'Owners do everything: properties and clients, members, settings and billing.' },
    ADMIN: {
      name: 'Administrator',
      may: 'Administrators work with all properties and clients, import files, invite agents and viewers, and change settings.',
    },
    AGENT: { name: 'Agent', may: 'Agents add and edit properties and clients, and delete what they added.' },
    VIEWER: { name: 'Viewer', may: 'Viewers read properties and clients, and change nothing.' },
  },
  letters: {
    'sign-up': () => ({
      subject: 'Confirm your e-mail address',
      preview: 'One step is left until your Oikion account is ready.',
      heading: 'Confirm your e-mail address',
      lead: [
        'Thank you for signing up for Oikion. Confirm that this address is yours and choose a password, and your account is ready.',
      ],
      button: 'Confirm address',
      until: linkWorks('sign-up'),
      notYou: 'Was it not you? Then do nothing: without the confirmation no account is made.',
      reason: 'You received this mail because this address was entered to sign up for Oikion.',
    }),
    'has-account': () => ({
      subject: 'You already have an Oikion account',
      preview: 'Sign in as usual, or set a new password.',
      heading: 'You already have an account',
      lead: [
        'Somebody asked for a new Oikion account with this address. It already has one, so nothing was changed.',
        'Sign in as usual. If you have forgotten the password, you can set a new one from the sign-in page.',
      ],
      button: 'Sign in',
      notYou: 'Was it not you? You need to do nothing: nobody has entered your account.',
      reason: 'You received this mail because this address was entered to sign up for Oikion.',
    }),
    'magic-link': () => ({
      subject: 'Your sign-in link',
      preview: `It works once, for ${howLong('en', 'magic-link')}.`,
      heading: 'Sign in to Oikion',
      lead: ['Open the link in the browser you want to work in, and you are signed in without a password.'],
      button: 'Sign in',
      until: linkWorks('magic-link'),
      notYou: 'Was it not you? Then do nothing, and pass the link on to nobody: it opens your account.',
      reason: 'You received this mail because a sign-in link was asked for with this address.',
    }),
    'password-reset': () => ({
      subject: 'Reset your password',
      preview: `The link works for ${howLong('en', 'password-reset')}.`,
      heading: 'Reset your password',
      lead: ['Set a new password for your Oikion account. All your devices will then be signed out.'],
      button: 'Set new password',
      until: linkWorks('password-reset'),
      notYou: 'Was it not you? Then do nothing: your password stays as it is.',
      reason: 'You received this mail because a new password was asked for with this address.',
    }),
    'email-change': ({ name }) => ({
      subject: 'Confirm your new e-mail address',
      preview: 'Until you do, your account keeps the old one.',
      heading: 'Confirm your new e-mail address',
      lead: [
        'You asked to use this address for your Oikion account. It counts once you confirm it; until then the old one does.',
      ],
      facts: [['Account', name]],
      button: 'Confirm new address',
      until: linkWorks('email-change'),
      notYou: 'Is this not your account? Then do nothing: its address stays as it is.',
      reason: 'You received this mail because this address was entered as the new one of an Oikion account.',
    }),
    'email-changed': ({ name, newEmail }) => ({
      subject: 'Your e-mail address was changed',
      preview: 'You now sign in to Oikion with another address.',
      heading: 'Your e-mail address was changed',
      lead: ['From now on you sign in to Oikion with the new address. This one no longer belongs to your account.'],
      facts: [
        ['Account', name],
        ['New address', newEmail],
      ],
      notYou:
        'Was it not you? Then somebody else is using your account. Ask an owner of your organization at once to remove its membership, which ends all access.',
      reason: 'You received this mail because this was the address of your Oikion account until now.',
    }),
    'password-changed': ({ name }) => ({
      subject: 'Your password was changed',
      preview: 'If it was not you, set a new one at once.',
      heading: 'Your password was changed',
      lead: ['The password of your Oikion account was changed, and all other devices were signed out.'],
      facts: [['Account', name]],
      button: 'Set a new password',
      notYou:
        'Was it you? Then you need to do nothing. If not, set a new password at once: that signs out everybody else.',
      reason: 'You received this mail because it concerns the safety of your Oikion account.',
    }),
    'account-deletion': ({ name }) => ({
      subject: 'Code to delete your account',
      preview: `It works once, for ${howLong('en', 'account-deletion')}.`,
      heading: 'Delete your account',
      lead: ['Enter this code in Oikion to confirm that your account is to be deleted:'],
      facts: [['Account', name]],
      until: `The code works once, for ${howLong('en', 'account-deletion')}.`,
      notYou:
        'Was it not you? Then somebody is signed in as you. Tell the code to nobody, and change your password at once: that signs out all other devices.',
      reason: 'You received this mail because the deletion of your Oikion account was asked for.',
    }),
    'new-device': ({ name, device, address, time }) => ({
      subject: 'New sign-in to your account',
      preview: `${device}, ${time}`,
      heading: 'New sign-in to your account',
      lead: ['Somebody signed in to your Oikion account from a device it was not used on before.'],
      facts: [
        ['Account', name],
        ['Device', device],
        ['IP address', address],
        ['Time', `${time} (Athens)`],
      ],
      button: 'See your devices',
      notYou:
        'Was it you? Then you need to do nothing. If not, sign that device out and change your password at once: that signs out all others, too.',
      reason: 'You received this mail because it concerns the safety of your Oikion account.',
    }),
    invitation: ({ organization, inviter, role, until }) => ({
      subject: `Invitation to ${organization}`,
      preview: `${inviter} invites you to work together in Oikion.`,
      heading: `Invitation to ${organization}`,
      lead: [
        `${inviter} invites you to join “${organization}” in Oikion, the back office of real-estate agencies.`,
        en.roles[role].may,
      ],
      facts: [
        ['Organization', organization],
        ['Invited by', inviter],
        ['Your role', en.roles[role].name],
        ['Open until', `${until} (Athens)`],
      ],
      button: 'See invitation',
      until: 'The invitation is for this e-mail address only and can be accepted once.',
      notYou: 'Do you not know who invites you? Then do nothing: you join nothing unless you accept.',
      reason: `You received this mail because ${inviter} invited this address.`,
    }),
    ...noticeLetters,
  },
}

import type { MailData, MailKind, NewMail } from '../mail/outbox.ts'
import type { NewNotice, Reader } from './notify.ts'

/** A notice as a mail, in the reader's language and on the clocks of the organization. */
export function mailOf(notice: NewNotice, reader: Reader): NewMail {
  const { kind, data } = contentOf(notice, reader)
  return { kind, recipient: reader.email, locale: reader.language, data }
}

type Content = { [K in MailKind]: { kind: K; data: MailData[K] } }[MailKind]

function contentOf(notice: NewNotice, { organization, actorName: actor }: Reader): Content {
  const { slug, name, timeZone } = organization
  const { about } = notice
  const shared = { organization: name, timeZone }
  const path = about ? `/o/${slug}/${about.resource}/${about.id}` : `/o/${slug}/tasks`
  switch (notice.kind) {
    case 'assigned':
      return { kind: 'task-assigned', data: { ...shared, ...notice.data, actor, title: about?.title ?? null, path } }
    case 'due':
      return { kind: 'task-due', data: { ...shared, ...notice.data, path: about ? path : `${path}?tab=overdue` } }
    case 'mentioned':
      return { kind: 'mentioned', data: { ...shared, actor, excerpt: about?.title ?? '', on: notice.on ?? null, path } }
    case 'import-finished': {
      const { of, ...facts } = notice.data
      const fileName = about?.title ?? ''
      return {
        kind: 'import-finished',
        data: { ...shared, ...facts, fileName, path: `/o/${slug}/${of}/import/${about?.id ?? ''}` },
      }
    }
    case 'webhook-disabled':
      return { kind: 'webhook-disabled', data: { ...shared, ...notice.data, name: about?.title ?? '', path } }
    case 'export-finished':
      return { kind: 'export-finished', data: { ...shared, title: about?.title ?? '', path } }
  }
}

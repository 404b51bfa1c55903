import { useInvalidate } from '@refinedev/core'
import { Alert, Form, Modal, Radio, Select, Tag, type SelectProps } from 'antd'
import { useState } from 'react'
import type { Role } from '../../../server/resources/roles.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { focusOnOpen } from '../../frame/focusOnOpen.ts'
import { roleName } from '../../frame/roleName.ts'
import { t } from '../../providers/i18n.ts'
import { cleanedEmails, isEmail, mostInvited } from './emails.ts'
import { InviteAnswer, type Invited } from './InviteAnswer.tsx'
import { radioGroup } from './radioGroup.ts'
import { RoleAbilities } from './RoleAbilities.tsx'
import { rolesGrantedBy } from './roleChange.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

/** Invites people by their addresses, many at once, with one role; then says for each what happened. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { role: own, organization } = useOrganization()
  const call = useOrganizationCall()
  const invalidate = useInvalidate()
  const [emails, setEmails] = useState<string[]>([])
  const [role, setRole] = useState<Role>('AGENT')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [answer, setAnswer] = useState<Invited>()
  const fault = faultOf(emails)

  const invite = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      setAnswer(await call<Invited>('/api/invitations', { method: 'POST', body: { emails, role } }))
      await invalidate({ resource: 'invitations', invalidates: ['list'] })
    } catch (error) {
      setFailure((error as Error).message)
    }
    setBusy(false)
  }
  const again = () => {
    setEmails(answer?.refused.map(({ email }) => email) ?? [])
    setAnswer(undefined)
  }

  if (answer) return <InviteAnswer answer={answer} role={role} onAgain={again} onClose={onClose} />
  return (
    <Modal
      open
      width={600}
      title={t('invitations.title', { organization: organization.name })}
      okText={t('invitations.send', { count: emails.length })}
      okButtonProps={{ disabled: emails.length === 0 || fault !== undefined }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={() => void invite()}
      onCancel={onClose}
      afterOpenChange={focusOnOpen('invite-emails')}
    >
      {failure && <Alert className="failure" type="error" showIcon role="alert" message={failure} />}
      <Form layout="vertical">
        <Form.Item
          label={t('invitations.emails')}
          htmlFor="invite-emails"
          extra={t('invitations.emailsHint')}
          validateStatus={fault ? 'error' : undefined}
          help={fault}
        >
          <Select
            id="invite-emails"
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', ';', ' ', '\n', '\t']}
            placeholder={t('invitations.emailsExample')}
            value={emails}
            onChange={(next: string[]) => setEmails(cleanedEmails(next))}
            tagRender={emailTag}
          />
        </Form.Item>
        <Form.Item label={t('invitations.role')}>
          <Radio.Group
            {...radioGroup(t('invitations.role'))}
            optionType="button"
            buttonStyle="solid"
            value={role}
            options={rolesGrantedBy(own).map((each) => ({ value: each, label: roleName(each) }))}
            onChange={(event) => setRole(event.target.value as Role)}
          />
        </Form.Item>
      </Form>
      <section className="preview" aria-live="polite">
        <h3>{t('invitations.preview', { role: roleName(role) })}</h3>
        <RoleAbilities role={role} />
      </section>
    </Modal>
  )
}

/** Ant Design calls it with each address; what is none stands out. */
const emailTag: SelectProps['tagRender'] = ({ value, onClose }) => {
  const email = String(value)
  const isFine = isEmail(email)
  return (
    <Tag color={isFine ? undefined : 'error'} closable onClose={onClose} title={isFine ? undefined : t('form.email')}>
      {email}
    </Tag>
  )
}

function faultOf(emails: string[]): string | undefined {
  const wrong = emails.filter((email) => !isEmail(email))
  if (wrong.length > 0) return t('invitations.wrong', { emails: wrong.join(', ') })
  return emails.length > mostInvited ? t('invitations.tooMany', { most: mostInvited }) : undefined
}

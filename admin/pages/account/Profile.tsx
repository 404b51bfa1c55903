import { App, Form, Input, Radio } from 'antd'
import { languages } from '../../../server/resources/settings.ts'
import { useReplaceSession, useSession } from '../../frame/SessionContext.ts'
import { reloadIn } from '../../frame/useLanguage.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { languageNames } from '../../language.ts'
import type { Session, User } from '../../providers/auth.ts'
import { send } from '../../providers/http.ts'
import { locale, t } from '../../providers/i18n.ts'
import { AccountForm } from './AccountForm.tsx'
import { EmailChange } from './EmailChange.tsx'
import { Section } from './Section.tsx'

/** `/account/profile`: name, language and address. */
export function Profile() {
  const { user } = useSession()
  const replace = useReplaceSession()
  const { notification } = App.useApp()
  useTitle(t('account.pages.profile'), t('account.title'))

  const save = async (values: Pick<User, 'name' | 'locale'>) => {
    const { data } = await send<Session>('/api/account', { method: 'PATCH', body: values })
    if (data.user.locale !== locale()) return reloadIn(data.user.locale)
    replace(data)
    notification.success({ message: t('account.saved'), placement: 'bottomRight', role: 'status' })
  }
  const { name, locale: own } = user
  return (
    <>
      <Section title={t('account.you')}>
        {/* A form begins anew with what was saved. */}
        <AccountForm
          key={`${name} ${own}`}
          submit={t('actions.save')}
          initialValues={{ name, locale: own }}
          onSubmit={save}
        >
          <Form.Item
            name="name"
            label={t('account.name')}
            rules={[{ required: true, whitespace: true, message: t('account.nameMissing') }]}
          >
            <Input autoComplete="name" maxLength={100} />
          </Form.Item>
          <Form.Item name="locale" label={t('account.language')} extra={t('account.languageHint')}>
            <Radio.Group
              options={languages.map((value) => ({
                value,
                label: <span lang={value}>{languageNames[value]}</span>,
              }))}
            />
          </Form.Item>
        </AccountForm>
      </Section>
      <EmailChange />
    </>
  )
}

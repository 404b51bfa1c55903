import { Alert, Form, Input, Radio, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { canBeNarrowed } from '../../../server/resources/visibility.ts'
import { languages } from '../../../server/resources/settings.ts'
import { roleName } from '../../frame/roleName.ts'
import { useSession } from '../../frame/SessionContext.ts'
import { t } from '../../providers/i18n.ts'
import { lower, resourceName } from '../../words.ts'
import { rankedRoles, workResources } from './abilities.ts'
import { radioGroup } from './radioGroup.ts'
import type { OrganizationRecord, SettingsValues } from './settingsValues.ts'

const timeZones = () =>
  Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))

/** The inputs of the settings, in groups. A personal workspace has nobody to narrow or to require anything of. */
export function SettingsFields({ base }: { base: OrganizationRecord }) {
  return (
    <>
      <Group title={t('settings.general')}>
        <NameAndSlug base={base} />
        <div className="field-pair">
          <Form.Item name={['settings', 'language']} label={t('settings.language')} extra={t('settings.languageHint')}>
            <Select options={languages.map((each) => ({ value: each, label: t(`settings.languages.${each}`) }))} />
          </Form.Item>
          <Form.Item name={['settings', 'timeZone']} label={t('settings.timeZone')}>
            <Select showSearch options={timeZones()} optionFilterProp="label" />
          </Form.Item>
        </div>
      </Group>
      {!base.isPersonal && (
        <>
          <Group title={t('settings.visibility')} hint={t('settings.visibilityHint')}>
            {workResources.filter(canBeNarrowed).map((definition) => (
              <Form.Item
                key={definition.name}
                name={['settings', 'visibility', definition.name]}
                label={t('settings.agentsSee', { name: lower(resourceName(definition)) })}
              >
                <Radio.Group
                  {...radioGroup(t('settings.agentsSee', { name: lower(resourceName(definition)) }))}
                  options={(['all', 'own'] as const).map((each) => ({
                    value: each,
                    label: t(`settings.sees.${each}`),
                  }))}
                />
              </Form.Item>
            ))}
          </Group>
          <Group title={t('settings.security')}>
            <Form.Item
              name={['settings', 'exportRole']}
              label={t('settings.exportRole')}
              extra={t('settings.exportHint')}
            >
              <Select
                className="role-setting"
                options={rankedRoles.map((role) => ({
                  value: role,
                  label:
                    role === 'ORG_OWNER' ? t('settings.ownersOnly') : t('settings.andAbove', { role: roleName(role) }),
                }))}
              />
            </Form.Item>
            <SecondFactor />
          </Group>
        </>
      )}
    </>
  )
}

function NameAndSlug({ base }: { base: OrganizationRecord }) {
  const slug = Form.useWatch<string | undefined>('slug')
  const isMoved = slug !== undefined && slug !== base.slug
  return (
    <>
      <Form.Item
        name="name"
        label={t('organization.name')}
        rules={[{ required: true, whitespace: true, message: t('form.required', { name: t('organization.name') }) }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="slug"
        label={t('organization.slug')}
        rules={[
          { required: true, message: t('form.required', { name: t('organization.slug') }) },
          { pattern: /^[a-z0-9-]+$/, message: t('organization.slugForm') },
        ]}
        extra={isMoved && <Alert type="warning" showIcon message={t('settings.slugMoves', { slug: base.slug })} />}
      >
        <Input addonBefore={`${location.host}/o/`} maxLength={40} spellCheck={false} />
      </Form.Item>
    </>
  )
}

function SecondFactor() {
  const { hasSecondFactor } = useSession().user
  const path: [keyof SettingsValues, string] = ['settings', 'requireSecondFactor']
  const isOn = Form.useWatch<boolean | undefined>(path) === true
  return (
    <Form.Item
      label={t('settings.secondFactor')}
      htmlFor="require-second-factor"
      extra={
        isOn && !hasSecondFactor ? (
          <Alert type="warning" showIcon message={t('settings.secondFactorOwn')} />
        ) : (
          t('settings.secondFactorHint')
        )
      }
    >
      <Form.Item name={path} valuePropName="checked" noStyle>
        <Switch id="require-second-factor" />
      </Form.Item>
    </Form.Item>
  )
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="form-group settings-group">
      <legend className="group-title">{title}</legend>
      {hint && <p className="quiet">{hint}</p>}
      {children}
    </fieldset>
  )
}

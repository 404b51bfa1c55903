import { App, Button } from 'antd'
import { useState } from 'react'
import { useReloadSession, useSession } from '../../frame/SessionContext.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { ProofDialog, type Proof } from './ProofDialog.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SecondFactorSetup } from './SecondFactorSetup.tsx'
import { Section } from './Section.tsx'

/** What an authenticator app is set up with. */
export interface Authenticator {
  secret: string
  uri: string
}
type Asking = 'setUp' | 'recoveryCodes' | 'remove'

const url = '/api/account/second-factor'
const post = async <T,>(path: string, body: object): Promise<T> =>
  (await send<T>(url + path, { method: 'POST', body })).data

/** The second factor: set up, recovery codes, removed. Each step proves first that it is the person. */
export function SecondFactor() {
  const { user } = useSession()
  const reload = useReloadSession()
  const { notification } = App.useApp()
  const [asking, setAsking] = useState<Asking>()
  const [authenticator, setAuthenticator] = useState<Authenticator>()
  const [codes, setCodes] = useState<string[]>()

  const steps: Record<Asking, (proof: Proof) => Promise<void>> = {
    setUp: async (proof) => setAuthenticator(await post<Authenticator>('', proof)),
    recoveryCodes: async (proof) =>
      setCodes((await post<{ recoveryCodes: string[] }>('/recovery-codes', proof)).recoveryCodes),
    remove: async (proof) => {
      await post('/remove', proof)
      await reload()
      notification.success({ message: t('account.factorRemoved'), placement: 'bottomRight', role: 'status' })
    },
  }
  const confirm = async (code: string) => {
    const { recoveryCodes } = await post<{ recoveryCodes: string[] }>('/confirm', { code })
    setCodes(recoveryCodes)
    setAuthenticator(undefined)
    await reload()
  }

  return (
    <Section title={t('account.factor')} body={t(user.hasSecondFactor ? 'account.factorOn' : 'account.factorOff')}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
      ) : authenticator ? (
        <SecondFactorSetup
          authenticator={authenticator}
          onConfirm={confirm}
          onCancel={() => setAuthenticator(undefined)}
        />
      ) : (
        <div className="account-actions">
          {user.hasSecondFactor ? (
            <>
              <Button onClick={() => setAsking('recoveryCodes')}>{t('account.newCodes')}</Button>
              <Button danger onClick={() => setAsking('remove')}>
                {t('account.factorRemove')}
              </Button>
            </>
          ) : (
            <Button type="primary" onClick={() => setAsking('setUp')}>
              {t('account.factorSetUp')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <ProofDialog
          title={t(`account.proof.${asking}.title`)}
          body={t(`account.proof.${asking}.body`)}
          submit={t(`account.proof.${asking}.submit`)}
          isDanger={asking === 'remove'}
          onProven={steps[asking]}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  )
}

import { Refine, type HttpError } from '@refinedev/core'
import routerProvider from '@refinedev/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { resources } from '../../server/resources/index.ts'
import { accessProviderFor } from '../providers/access.ts'
import { authProviderFor } from '../providers/auth.ts'
import { dataProviderFor } from '../providers/data.ts'
import { i18nProvider } from '../providers/i18n.ts'
import { createLive } from '../providers/live.ts'
import { useNotifications } from '../providers/notifications.tsx'
import { resourceName } from '../words.ts'
import { LiveRefresh } from './LiveRefresh.tsx'
import { useOrganization } from './OrganizationContext.ts'
import { useSession } from './SessionContext.ts'

/** Refine for one organization, with a cache of its own: nothing of one organization is ever shown in another. */
export function RefineRoot({ children }: { children: ReactNode }) {
  const session = useSession()
  const membership = useOrganization()
  const { organization } = membership
  const notifications = useNotifications()
  const listed = useMemo(() => refineResources(), [])
  // One for each organization: this stands under its key.
  const [live] = useState(createLive)
  const providers = useMemo(
    () => ({
      dataProvider: dataProviderFor(organization.id),
      authProvider: authProviderFor(session),
      accessControlProvider: accessProviderFor(membership),
    }),
    [organization.id, session, membership],
  )
  return (
    <Refine
      {...providers}
      i18nProvider={i18nProvider}
      notificationProvider={notifications}
      routerProvider={routerProvider}
      liveProvider={live.provider}
      resources={listed}
      options={options}
    >
      <LiveRefresh live={live} />
      {children}
    </Refine>
  )
}

/** Asked for when shown: this file may be there before the language. */
const refineResources = () =>
  Object.values(resources).map((definition) => ({
    name: definition.name,
    list: `/o/:slug/${definition.name}`,
    create: `/o/:slug/${definition.name}/create`,
    show: `/o/:slug/${definition.name}/:id`,
    edit: `/o/:slug/${definition.name}/:id/edit`,
    meta: { label: resourceName(definition) },
  }))

const options = {
  disableTelemetry: true,
  disableRouteChangeHandler: true,
  reactQuery: {
    clientConfig: {
      defaultOptions: {
        // Calls made offline fail at once and are said, instead of waiting unseen.
        mutations: { networkMode: 'always' as const },
        queries: {
          networkMode: 'always' as const,
          staleTime: 10_000,
          // A refusal stays one however often it is asked again; only silence and faults are worth a second try.
          retry: (failures: number, error: unknown) => failures < 2 && isTransient(error as HttpError),
        },
      },
    },
  },
}

const isTransient = ({ statusCode }: HttpError) => statusCode === 0 || statusCode >= 500

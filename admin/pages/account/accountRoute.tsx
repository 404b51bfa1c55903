import type { ComponentType } from 'react'
import { Navigate, type RouteObject } from 'react-router'
import { CrashPage } from '../CrashPage.tsx'

const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
})

/** `/account`: one's own account. It stands outside every organization, as the account does. */
export const accountRoute: RouteObject = {
  path: '/account',
  hydrateFallbackElement: <div className="loading-line" />,
  errorElement: <CrashPage />,
  lazy: async () => ({ Component: (await import('./AccountFrame.tsx')).AccountFrame }),
  children: [
    { index: true, element: <Navigate replace to="profile" /> },
    page('profile', async () => (await import('./Profile.tsx')).Profile),
    page('security', async () => (await import('./Security.tsx')).Security),
    page('devices', async () => (await import('./Devices.tsx')).Devices),
    page('delete', async () => (await import('./Deletion.tsx')).Deletion),
  ],
}

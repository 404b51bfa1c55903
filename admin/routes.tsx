import type { ComponentType } from 'react'
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { Home } from './frame/Home.tsx'
import { OrganizationRoot } from './frame/OrganizationRoot.tsx'
import { accountRoute } from './pages/account/accountRoute.tsx'
import { CrashPage } from './pages/CrashPage.tsx'
import { NotFound } from './pages/NotFound.tsx'
import type { OrganizationPage } from './paths.ts'
import { allTexts } from './providers/i18n.ts'
import { List } from './records/List.tsx'
import { ResourceRoute } from './records/ResourceRoute.tsx'

/** Every address of the app. The list is loaded at once, all other screens when first opened. */
export function createRoutes() {
  return createBrowserRouter(
    withTexts([
      { path: '/', element: <Home />, errorElement: <CrashPage /> },
      accountRoute,
      {
        path: '/o/:slug',
        hydrateFallbackElement: <div className="loading-line" />,
        element: <OrganizationRoot />,
        errorElement: <CrashPage />,
        children: [
          { index: true, element: <Home /> },
          ...workRoutes,
          ...organizationRoutes,
          {
            path: ':resource',
            errorElement: <CrashPage />,
            children: [
              { index: true, element: <ResourceRoute action="list" screen={List} /> },
              { path: 'create', lazy: async () => screen('create', (await import('./records/Create.tsx')).Create) },
              {
                path: 'import',
                lazy: async () => screen('import', (await import('./records/import/Imports.tsx')).Imports),
              },
              {
                path: 'import/:id',
                lazy: async () => screen('import', (await import('./records/import/ImportPage.tsx')).ImportPage),
              },
              { path: ':id', lazy: async () => screen('show', (await import('./records/Show.tsx')).Show) },
              { path: ':id/edit', lazy: async () => screen('edit', (await import('./records/Edit.tsx')).Edit) },
            ],
          },
          { path: '*', element: <NotFound /> },
        ],
      },
      { path: '*', element: <NotFound /> },
    ]),
  )
}

/** What is loaded when first opened comes with its texts. */
function withTexts(routes: RouteObject[]): RouteObject[] {
  return routes.map((route) => {
    const { lazy, children } = route
    const told = typeof lazy === 'function' ? { lazy: async () => (await Promise.all([lazy(), allTexts()]))[0] } : {}
    return { ...route, ...told, ...(children && { children: withTexts(children) }) } as RouteObject
  })
}

/** The screens of the day's work that no definition makes. */
const workRoutes = [
  { path: 'dashboard', lazy: async () => ({ Component: (await import('./pages/dashboard/Dashboard.tsx')).Dashboard }) },
  { path: 'tasks', lazy: async () => ({ Component: (await import('./pages/tasks/Tasks.tsx')).Tasks }) },
  { path: 'tasks/table', lazy: async () => ({ Component: (await import('./pages/tasks/TaskTable.tsx')).TaskTable }) },
  { path: 'calendar', lazy: async () => ({ Component: (await import('./pages/calendar/Calendar.tsx')).Calendar }) },
  { path: 'feed', lazy: async () => ({ Component: (await import('./pages/feed/Feed.tsx')).Feed }) },
  { path: 'api', lazy: async () => ({ Component: (await import('./pages/api/ApiReference.tsx')).ApiReference }) },
].map((route) => Object.assign(route, { errorElement: <CrashPage /> }))

/** The screens by which an organization is run. Their addresses come before those of records, which they resemble. */
const organizationRoutes = [
  {
    path: 'members',
    lazy: () => page('members', async () => (await import('./pages/organization/Members.tsx')).Members),
  },
  {
    path: 'members/invitations',
    lazy: () => page('members', async () => (await import('./pages/organization/Invitations.tsx')).Invitations),
  },
  {
    path: 'members/former',
    lazy: () => page('members', async () => (await import('./pages/organization/FormerMembers.tsx')).FormerMembers),
  },
  { path: 'invitations', element: <Navigate replace to="../members/invitations" /> },
  { path: 'access', lazy: () => page('access', async () => (await import('./pages/organization/Access.tsx')).Access) },
  {
    path: 'api-tokens',
    lazy: () => page('api-tokens', async () => (await import('./pages/organization/Tokens.tsx')).Tokens),
  },
  {
    path: 'webhooks',
    lazy: () => page('webhooks', async () => (await import('./pages/webhooks/Webhooks.tsx')).Webhooks),
  },
  {
    path: 'webhooks/:id',
    lazy: () => page('webhooks', async () => (await import('./pages/webhooks/WebhookPage.tsx')).WebhookPage),
  },
  { path: 'jobs', lazy: () => page('jobs', async () => (await import('./pages/organization/Jobs.tsx')).Jobs) },
  {
    path: 'billing',
    lazy: () => page('billing', async () => (await import('./pages/billing/Billing.tsx')).Billing),
  },
  {
    path: 'billing/plans',
    lazy: () => page('billing', async () => (await import('./pages/billing/Plans.tsx')).Plans),
  },
  {
    path: 'settings',
    lazy: () => page('settings', async () => (await import('./pages/organization/Settings.tsx')).Settings),
  },
].map((route) => Object.assign(route, { errorElement: <CrashPage /> }))

async function page(name: OrganizationPage, load: () => Promise<ComponentType>) {
  const { OrganizationPage } = await import('./pages/organization/OrganizationPage.tsx')
  return { element: <OrganizationPage page={name} screen={await load()} /> }
}

function screen(
  action: Parameters<typeof ResourceRoute>[0]['action'],
  component: Parameters<typeof ResourceRoute>[0]['screen'],
) {
  return { element: <ResourceRoute action={action} screen={component} /> }
}

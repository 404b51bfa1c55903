import { createBrowserRouter } from 'react-router'
import { Home } from './frame/Home.tsx'
import { OrganizationRoot } from './frame/OrganizationRoot.tsx'
import { CrashPage } from './pages/CrashPage.tsx'
import { NotFound } from './pages/NotFound.tsx'
import { List } from './records/List.tsx'
import { ResourceRoute } from './records/ResourceRoute.tsx'

/** Every address of the app. The list is loaded at once, all other screens when first opened. */
export function createRoutes() {
  return createBrowserRouter([
    { path: '/', element: <Home />, errorElement: <CrashPage /> },
    {
      path: '/o/:slug',
      hydrateFallbackElement: <div className="loading-line" />,
      element: <OrganizationRoot />,
      errorElement: <CrashPage />,
      children: [
        { index: true, element: <Home /> },
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
  ])
}

function screen(
  action: Parameters<typeof ResourceRoute>[0]['action'],
  component: Parameters<typeof ResourceRoute>[0]['screen'],
) {
  return { element: <ResourceRoute action={action} screen={component} /> }
}

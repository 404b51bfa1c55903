import '@ant-design/v5-patch-for-react-19'
import { App as AntdApp, ConfigProvider } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { RouterProvider } from 'react-router'
import { useAppearance } from './appearance.ts'
import { SessionContext } from './frame/SessionContext.ts'
import { SessionEnded } from './frame/SessionEnded.tsx'
import type { ComponentTexts } from './locales/components.ts'
import type { Session } from './providers/auth.ts'
import { send } from './providers/http.ts'
import { createRoutes } from './routes.tsx'
import { themeFor } from './theme.ts'

/** Everything behind the sign-in: theme, session, routes. */
export function App({ session: first, components }: { session: Session; components: ComponentTexts }) {
  const [session, replace] = useState(first)
  const { dark, density, still } = useAppearance()
  const theme = useMemo(() => themeFor(dark, density, still), [dark, density, still])
  const router = useMemo(() => createRoutes(), [])
  const reload = useCallback(async () => {
    const { data } = await send<Session>('/api/auth/me')
    replace(data)
    return data
  }, [])
  const state = useMemo(() => ({ session, replace, reload }), [session, reload])
  return (
    <ConfigProvider theme={theme} locale={components}>
      <AntdApp component={false} notification={{ maxCount: 4 }}>
        <SessionContext value={state}>
          <RouterProvider router={router} />
          <SessionEnded />
        </SessionContext>
      </AntdApp>
    </ConfigProvider>
  )
}

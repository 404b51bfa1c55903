import type { Locale as ComponentTexts } from 'antd/es/locale'
import type { Locale } from '../../server/resources/labels/index.ts'

/** Ant Design's own words, such as those of its calendars; one file each. */
const load: Record<Locale, () => Promise<{ default: ComponentTexts }>> = {
  el: () => import('antd/es/locale/el_GR'),
  en: () => import('antd/es/locale/en_GB'),
}

export type { ComponentTexts }
export const loadComponents = async (locale: Locale): Promise<ComponentTexts> => (await load[locale]()).default

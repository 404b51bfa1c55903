import { theme as antdTheme, type ThemeConfig } from 'antd'
import type { Density } from './appearance.ts'

/** Greek is drawn by the system's own faces, which all have it. */
const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"

const light = {
  colorPrimary: '#0d6772',
  colorLink: '#0d6772',
  colorInfo: '#0d6772',
  colorSuccess: '#2c7a4b',
  colorWarning: '#a96900',
  colorError: '#b3372f',
  colorPrimaryBg: '#e1f0f1',
  colorPrimaryBgHover: '#d3e8ea',
  colorPrimaryBorder: '#9fccd1',
  controlItemBgActive: '#e1f0f1',
  controlItemBgActiveHover: '#d3e8ea',
  controlOutline: '#0d677233',
  colorInfoBg: '#e9f4f5',
  colorInfoBorder: '#b5d8db',
  colorSuccessBg: '#e8f4ec',
  colorSuccessBorder: '#b7d9c3',
  colorWarningBg: '#fff6e3',
  colorWarningBorder: '#ecd7a5',
  colorErrorBg: '#fbeceb',
  colorErrorBorder: '#eac0bd',
  colorTextBase: '#1b2327',
  colorTextSecondary: '#4f5b61',
  colorTextTertiary: '#5f6b71',
  colorTextDescription: '#5f6b71',
  colorTextPlaceholder: '#6b767c',
  colorBgLayout: '#f5f6f7',
  colorBorder: '#c9d0d4',
  colorBorderSecondary: '#e4e8ea',
}

const dark = {
  colorPrimary: '#1f8592',
  colorPrimaryHover: '#23808b',
  colorPrimaryActive: '#186570',
  colorLink: '#63c1cb',
  colorLinkHover: '#8ad5dd',
  colorInfo: '#1f8592',
  colorSuccess: '#4a9e6b',
  colorWarning: '#c98a1b',
  colorError: '#ef867e',
  colorPrimaryBg: '#173238',
  colorPrimaryBgHover: '#1c3d44',
  controlItemBgActive: '#173238',
  controlItemBgActiveHover: '#1c3d44',
  controlOutline: '#63c1cb44',
  colorInfoBg: '#182c31',
  colorInfoBorder: '#27474e',
  colorSuccessBg: '#1a2c22',
  colorSuccessBorder: '#2c4a39',
  colorWarningBg: '#352a14',
  colorWarningBorder: '#57461f',
  colorErrorBg: '#3a2220',
  colorErrorBorder: '#5d3431',
  colorBgBase: '#14181b',
  colorBgContainer: '#1b2024',
  colorBgElevated: '#232a2f',
  colorBgLayout: '#14181b',
  colorTextBase: '#e6eaec',
  colorTextSecondary: '#aab4b9',
  colorTextTertiary: '#98a3a9',
  colorTextDescription: '#98a3a9',
  colorTextPlaceholder: '#8a959b',
  colorBorder: '#3c464c',
  colorBorderSecondary: '#2b3338',
}

/** Oikion's own look over Ant Design: calm surfaces, one Aegean accent, dense but readable. */
export function themeFor(isDark: boolean, density: Density, still: boolean): ThemeConfig {
  const algorithms = [isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm]
  if (density === 'compact') algorithms.push(antdTheme.compactAlgorithm)
  const colors = isDark ? dark : light
  return {
    cssVar: { key: 'oikion' },
    hashed: false,
    algorithm: algorithms,
    token: {
      ...colors,
      fontFamily,
      fontSize: 14,
      borderRadius: 6,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        defaultHoverColor: colors.colorLink,
        defaultHoverBorderColor: colors.colorLink,
        dangerColor: isDark ? '#240f0d' : '#fff',
      },
      Table: {
        headerBg: isDark ? '#20262a' : '#f0f2f3',
        headerColor: colors.colorTextSecondary,
        headerSplitColor: 'transparent',
        headerSortActiveBg: isDark ? '#272e33' : '#e8ecee',
        headerSortHoverBg: isDark ? '#2b3338' : '#e3e8ea',
        bodySortBg: isDark ? '#1b2024' : '#fff',
        cellPaddingBlockMD: 7,
        cellPaddingBlockSM: 4,
        cellFontSizeSM: 13,
        rowSelectedBg: isDark ? '#173238' : '#e6f2f3',
        rowSelectedHoverBg: isDark ? '#1b3b42' : '#dcedef',
        rowHoverBg: isDark ? '#20282c' : '#f4f8f8',
      },
      Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 3px' },
      Dropdown: { colorPrimary: colors.colorLink },
      Pagination: { itemActiveColor: colors.colorLink, itemActiveColorHover: colors.colorLink },
      Descriptions: { itemPaddingBottom: 10 },
    },
  }
}
